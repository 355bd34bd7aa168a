/// What is wrong with the parts that a probability of ruin was asked for.
public enum RuinError: Error, Equatable, Sendable {
  /// A parameter is out of its range.
  case parameterOutOfRange(name: String, value: Double)
  /// Premiums do not exceed the expected claims, so that ruin is certain from any surplus.
  case certain(premiumPerClaim: Double, claimMean: Double)
  /// The adjustment function stays negative up to this point, so that it has no root below.
  case noCoefficient(below: Double)
  /// The law of the aggregate loss could not be found.
  case aggregate(AggregateError)

  /// Refuses a value that is not above 0 and finite.
  static func requirePositive(_ value: Double, _ name: String) throws(RuinError) {
    guard value > 0, value.isFinite else {
      throw .parameterOutOfRange(name: name, value: value)
    }
  }

  /// Refuses premiums that do not exceed the claims.
  static func requireLoading(premiumPerClaim: Double, claimMean: Double) throws(RuinError) {
    guard premiumPerClaim > claimMean else {
      throw .certain(premiumPerClaim: premiumPerClaim, claimMean: claimMean)
    }
  }
}
