import RealModule

/// The bell curve.
///
///     f(x) = φ((x − μ)/σ) / σ        φ(z) = e^(−z²/2) / √(2π)        mean μ, variance σ²
///
/// A draw is by inversion, with a normal quantile that is right to full precision: Wichura's AS 241.
/// It takes one word of the stream and rises with it.
public struct Normal: ContinuousLaw, Equatable {
  /// The mean μ.
  public let mean: Double
  /// The standard deviation σ.
  public let standardDeviation: Double

  /// The normal law with this mean and standard deviation.
  ///
  /// - Throws: ``ParameterError`` unless the mean is finite and the standard deviation above 0 and
  ///   finite.
  public init(mean: Double = 0, standardDeviation: Double = 1) throws(ParameterError) {
    try ParameterError.requireFinite(mean, "mean", of: "Normal")
    try ParameterError.requirePositive(standardDeviation, "standardDeviation", of: "Normal")
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  private func score(_ x: Double) -> Double { (x - mean) / standardDeviation }

  /// The density at `x`.
  public func density(_ x: Double) -> Double {
    StandardNormal.density(score(x)) / standardDeviation
  }

  /// The probability P(X ≤ x).
  public func cumulative(_ x: Double) -> Double { StandardNormal.cumulative(score(x)) }

  /// The probability P(X > x).
  public func survival(_ x: Double) -> Double { StandardNormal.survival(score(x)) }

  /// The x with P(X ≤ x) = p.
  public func quantile(_ p: Double) -> Double {
    checkProbability(p)
    return mean + standardDeviation * StandardNormal.quantile(p)
  }

  /// The variance.
  public var variance: Double { standardDeviation * standardDeviation }

  /// The limited expectation E min(X, d).
  public func limitedExpectation(_ d: Double) -> Double {
    if d == .infinity { return mean }
    let z = score(d)
    return mean * StandardNormal.cumulative(z) - standardDeviation * StandardNormal.density(z)
      + d * StandardNormal.survival(z)
  }

  /// The limited second moment E min(X, d)².
  public func limitedSecondMoment(_ d: Double) -> Double {
    if d == .infinity { return variance + mean * mean }
    let z = score(d)
    return (variance + mean * mean) * StandardNormal.cumulative(z)
      - standardDeviation * (mean + d) * StandardNormal.density(z)
      + d * d * StandardNormal.survival(z)
  }

  /// A draw by inversion, one word.
  public func sample(using stream: inout Stream) -> Double { quantile(stream.uniform()) }
}
