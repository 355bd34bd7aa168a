/// The counts of independent trials that each have one of several outcomes.
///
///     P(X = x) = n! / (x₁! … xₖ!) p₁^x₁ … pₖ^xₖ        x₁ + … + xₖ = n
///
/// with means npᵢ, variances npᵢ(1 − pᵢ) and covariances −npᵢpⱼ. It is drawn as conditional
/// binomials: of the trials that fell on none of the outcomes before, each falls on outcome g with
/// probability p_g / (p_g + … + pₖ).
///
/// > C. S. Davis. "The computer generation of multinomial random variates." *Computational
/// > Statistics & Data Analysis* 16 (1993), 205–217.
/// > doi:[10.1016/0167-9473(93)90115-A](https://doi.org/10.1016/0167-9473(93)90115-A)
public struct Multinomial: Equatable, Sendable {
  /// The number of trials n.
  public let trials: Int
  /// The probabilities of the outcomes, scaled so that they add up to 1.
  public let probabilities: [Double]
  private let splitter: MultinomialSplitter

  /// The law of the counts of `trials` trials.
  ///
  /// - Throws: `ParameterError` if `trials` is not in 0 ... 2⁴⁰, or as `MultinomialSplitter` does.
  public init(trials: Int, probabilities: [Double]) throws(ParameterError) {
    guard 0...Binomial.mostTrials ~= trials else {
      throw ParameterError(
        law: "Multinomial", parameter: "trials", found: Double(trials), allowed: "from 0 to 2^40")
    }
    splitter = try MultinomialSplitter(probabilities: probabilities)
    self.trials = trials
    let sum = probabilities.reduce(0, +)
    self.probabilities = probabilities.map { $0 / sum }
  }

  /// n pᵢ.
  public var mean: [Double] { probabilities.map { Double(trials) * $0 } }

  /// n pᵢ (1 − pᵢ).
  public var variance: [Double] { probabilities.map { Double(trials) * $0 * (1 - $0) } }

  /// Draws the counts, which add up to `trials`.
  ///
  /// - Complexity: O(*k*) for *k* outcomes.
  public func sample(using stream: inout Stream) -> [Int] {
    var counts = [Int](repeating: 0, count: probabilities.count)
    splitter.split(trials, into: &counts, using: &stream)
    return counts
  }

  /// Draws the counts of `trials` trials, without keeping a law.
  ///
  /// For many draws from the same probabilities a `MultinomialSplitter` saves the set-up.
  ///
  /// - Precondition: `trials` is in 0 ... 2⁴⁰, the probabilities are what `MultinomialSplitter`
  ///   accepts, and `counts` has one element for each.
  /// - Complexity: O(*k*) for *k* outcomes.
  public static func sample(
    trials: Int, probabilities: [Double], into counts: inout [Int], using stream: inout Stream
  ) {
    guard let splitter = try? MultinomialSplitter(probabilities: probabilities) else {
      preconditionFailure("\(probabilities) are not the probabilities of a multinomial law")
    }
    splitter.split(trials, into: &counts, using: &stream)
  }
}
