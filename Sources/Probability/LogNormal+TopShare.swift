internal import RealModule

extension LogNormal {
  /// The law of wealth whose richest fraction t holds the share s of the whole, with this mean.
  ///
  /// The Lorenz curve is L(p) = Φ(Φ⁻¹(p) − σ) whatever the scale, so that
  ///
  ///     σ = Φ⁻¹(s) − Φ⁻¹(t)        μ = log mean − σ²/2
  ///
  /// > J. Aitchison, J. A. C. Brown. *The Lognormal Distribution.* Cambridge University Press, 1957,
  /// > chapter 11.
  ///
  /// - Throws: ``ParameterError`` unless 0 < t < s < 1, and the mean is above 0 and finite.
  public init(
    topFraction: Double, holding share: Double, mean: Double
  ) throws(ParameterError) {
    try ParameterError.requirePositive(mean, "mean", of: "LogNormal")
    let sigma = try Self.deviation(topFraction: topFraction, holding: share)
    try self.init(logMean: .log(mean) - 0.5 * sigma * sigma, logStandardDeviation: sigma)
  }

  /// The law whose fraction t lies above a threshold and holds the share s of the whole.
  ///
  /// The same σ, and μ = log threshold + σ Φ⁻¹(t). The mean then follows, and can be held against a
  /// known one: two figures fix the law, a third tests it.
  ///
  /// - Throws: ``ParameterError`` unless 0 < t < s < 1, and the threshold is above 0 and finite.
  public init(
    topFraction: Double, holding share: Double, above threshold: Double
  ) throws(ParameterError) {
    try ParameterError.requirePositive(threshold, "above", of: "LogNormal")
    let sigma = try Self.deviation(topFraction: topFraction, holding: share)
    try self.init(
      logMean: .log(threshold) + sigma * StandardNormal.quantile(topFraction),
      logStandardDeviation: sigma)
  }

  private static func deviation(
    topFraction: Double, holding share: Double
  ) throws(ParameterError) -> Double {
    try ParameterError.requireTopShare(topFraction, holding: share, of: "LogNormal")
    return StandardNormal.quantile(share) - StandardNormal.quantile(topFraction)
  }

  /// The share of the whole that the richest fraction holds, Φ(Φ⁻¹(t) + σ).
  ///
  /// - Precondition: `fraction` is from 0 to 1.
  public func topShare(_ fraction: Double) -> Double {
    checkProbability(fraction)
    return StandardNormal.cumulative(StandardNormal.quantile(fraction) + logStandardDeviation)
  }

  /// The Lorenz curve, the share of the whole that the poorest fraction holds.
  ///
  ///     L(p) = Φ(Φ⁻¹(p) − σ)
  ///
  /// - Precondition: `fraction` is from 0 to 1.
  public func lorenz(_ fraction: Double) -> Double {
    checkProbability(fraction)
    return StandardNormal.cumulative(StandardNormal.quantile(fraction) - logStandardDeviation)
  }

  /// The Gini index 2 Φ(σ/√2) − 1.
  public var gini: Double { .erf(logStandardDeviation / 2) }
}
