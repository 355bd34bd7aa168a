/// What is wrong with the parts that an aggregate law was asked for.
public enum AggregateError: Error, Equatable, Sendable {
  /// A probability, or a sum of probabilities that has to be 1, is not one.
  case notAProbability(Double)
  /// A parameter of a frequency law is out of its range.
  case parameterOutOfRange(name: String, value: Double)
  /// An amount is negative.
  case negativeAmount(Int)
  /// A number of members is negative.
  case negativeMembers(Int)
  /// The largest possible total does not fit an `Int`.
  case totalTooLarge
  /// The law would need more lattice points than are allowed.
  case gridTooLarge(points: Int, limit: Int)
  /// Rounding has taken all digits: the bound on the error has come to this, 1 or more.
  case digitsLost(error: Double)
  /// The method does not fit the law, and the text says why.
  case methodDoesNotFit(String)
}
