/// One of several laws, picked at random.
///
///     F(x) = w₁F₁(x) + … + wₖFₖ(x)        w₁ + … + wₖ = 1
public struct Mixture: ContinuousLaw {
  /// The laws.
  public let laws: [any ContinuousLaw]
  /// The probability of each law; together 1.
  public let weights: [Double]

  /// The mixture of these laws.
  ///
  /// - Parameters:
  ///   - laws: The laws.
  ///   - weights: The weight of each law, relative to the sum of all.
  /// - Throws: ``ParameterError`` if a weight is negative or not finite, or their sum is not above
  ///   0 and finite.
  /// - Precondition: There are as many weights as laws.
  public init(of laws: [any ContinuousLaw], weights: [Double]) throws(ParameterError) {
    precondition(laws.count == weights.count, "\(laws.count) laws have \(weights.count) weights")
    for (place, weight) in weights.enumerated() where !(weight >= 0) {
      throw ParameterError(
        law: "Mixture", parameter: "weights[\(place)]", found: weight, allowed: "0 or more")
    }
    let sum = weights.reduce(0, +)
    try ParameterError.requirePositive(sum, "sum of weights", of: "Mixture")
    let parts = zip(laws, weights).filter { $0.1 > 0 }
    self.laws = parts.map(\.0)
    self.weights = parts.map { $0.1 / sum }
  }

  private func average(_ function: (any ContinuousLaw) -> Double) -> Double {
    zip(laws, weights).reduce(0) { $0 + $1.1 * function($1.0) }
  }

  /// The density at `x`, without the point masses of the laws.
  public func density(_ x: Double) -> Double { average { $0.density(x) } }

  /// The probability P(X ≤ x).
  public func cumulative(_ x: Double) -> Double { min(average { $0.cumulative(x) }, 1) }

  /// The probability P(X > x).
  public func survival(_ x: Double) -> Double { min(average { $0.survival(x) }, 1) }

  /// The smallest x with P(X ≤ x) ≥ p.
  ///
  /// - Complexity: 64 evaluations of the distribution function, which may jump.
  public func quantile(_ p: Double) -> Double {
    checkProbability(p)
    let ends = laws.map { $0.quantile(p) }
    // All laws reach p at the highest of their quantiles, and none below the lowest.
    guard let lower = ends.min(), let upper = ends.max(), lower < upper else { return ends[0] }
    if p == 0 || p == 1 { return p == 0 ? lower : upper }
    return smallestValue(in: lower...upper) { $0 >= upper || reaches(p, at: $0) }
  }

  /// The mean.
  public var mean: Double { average { $0.mean } }

  /// The variance, within the laws and between them.
  public var variance: Double {
    let mean = mean
    if mean.isInfinite { return .infinity }
    return average { $0.variance + ($0.mean - mean) * ($0.mean - mean) }
  }

  /// The limited expectation E min(X, d).
  public func limitedExpectation(_ d: Double) -> Double { average { $0.limitedExpectation(d) } }

  /// The limited second moment E min(X, d)².
  public func limitedSecondMoment(_ d: Double) -> Double {
    average { $0.limitedSecondMoment(d) }
  }

  /// A draw: one word picks the law, then the law draws.
  ///
  /// - Complexity: O(*k*), where *k* is the number of laws.
  public func sample(using stream: inout Stream) -> Double {
    var rest = stream.uniform()
    var pick = 0
    while pick < weights.count - 1, rest >= weights[pick] {
      rest -= weights[pick]
      pick += 1
    }
    return laws[pick].sample(using: &stream)
  }
}
