import RealModule

/// The time to an event that comes at a constant rate, whatever the time already waited.
///
///     f(x) = e^(−x/θ) / θ        x ≥ 0        mean θ, variance θ²
public struct Exponential: ContinuousLaw, Equatable {
  /// The mean θ, the inverse of the rate.
  public let mean: Double

  /// The exponential law with this mean.
  ///
  /// - Throws: ``ParameterError`` unless the mean is above 0 and finite.
  public init(mean: Double) throws(ParameterError) {
    try ParameterError.requirePositive(mean, "mean", of: "Exponential")
    self.mean = mean
  }

  /// The density at `x`.
  public func density(_ x: Double) -> Double { x < 0 ? 0 : .exp(-x / mean) / mean }

  /// The probability P(X ≤ x).
  public func cumulative(_ x: Double) -> Double { x <= 0 ? 0 : -.expMinusOne(-x / mean) }

  /// The probability P(X > x).
  public func survival(_ x: Double) -> Double { x <= 0 ? 1 : .exp(-x / mean) }

  /// The x with P(X ≤ x) = p.
  public func quantile(_ p: Double) -> Double {
    checkProbability(p)
    return p == 1 ? .infinity : -mean * .log(onePlus: -p)
  }

  /// The variance.
  public var variance: Double { mean * mean }

  /// The limited expectation E min(X, d).
  public func limitedExpectation(_ d: Double) -> Double {
    d <= 0 ? d : -mean * .expMinusOne(-d / mean)
  }

  /// The limited second moment E min(X, d)².
  public func limitedSecondMoment(_ d: Double) -> Double {
    // 2θ² (1 − e^(−z) (1 + z)), whose second factor is P(2, z), where z = d/θ.
    d <= 0 ? d * d : 2 * mean * mean * IncompleteGamma.lower(2, d / mean)
  }

  /// A draw by inversion, one word.
  public func sample(using stream: inout Stream) -> Double { quantile(stream.uniform()) }
}
