/// The probabilities of a multinomial law, made ready to split many totals.
public struct MultinomialSplitter: Equatable, Sendable {
  /// p_g / (p_g + … + pₖ), the probability of outcome g for a trial that fell on none before it.
  public let conditional: [Double]

  /// The number of outcomes.
  public var count: Int { conditional.count }

  /// Prepares to split totals in proportion to `probabilities`.
  ///
  /// - Throws: `ParameterError` if there are none, if one is not from 0 to 1, or if their sum differs
  ///   from 1 by more than 10⁻⁹. A smaller difference is divided out.
  /// - Complexity: O(*k*) for *k* outcomes.
  public init(probabilities: [Double]) throws(ParameterError) {
    for probability in probabilities where !(0...1 ~= probability) {
      throw ParameterError(
        law: "Multinomial", parameter: "probability", found: probability, allowed: "from 0 to 1")
    }
    // Summed from the end, so that the last outcomes keep their digits, however rare they are.
    var rest = 0.0
    var conditional = [Double](repeating: 0, count: probabilities.count)
    for g in probabilities.indices.reversed() {
      rest += probabilities[g]
      conditional[g] = rest > 0 ? probabilities[g] / rest : 0
    }
    guard abs(rest - 1) <= 1e-9 else {
      throw ParameterError(
        law: "Multinomial", parameter: "sum of the probabilities", found: rest, allowed: "1")
    }
    self.conditional = conditional
  }

  /// Draws how many of `trials` trials fall on each outcome, as conditional binomials.
  ///
  /// - Precondition: `trials` is in 0 ... 2⁴⁰, and `counts` has one element for each outcome.
  /// - Complexity: O(*k*) for *k* outcomes. No memory is taken.
  @inlinable
  public func split(_ trials: Int, into counts: inout [Int], using stream: inout Stream) {
    precondition(
      counts.count == conditional.count,
      "there are \(conditional.count) outcomes, but room for \(counts.count) counts")
    var rest = trials
    for g in conditional.indices {
      let count =
        rest == 0 ? 0 : Binomial.sample(trials: rest, probability: conditional[g], using: &stream)
      counts[g] = count
      rest -= count
    }
    assert(rest == 0, "\(rest) trials fell on no outcome")
  }
}
