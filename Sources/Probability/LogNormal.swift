import RealModule

/// An amount whose logarithm is normal.
///
///     f(x) = φ((log x − μ)/σ) / (σx)        x > 0
///     mean e^(μ + σ²/2), variance (e^(σ²) − 1) e^(2μ + σ²)
public struct LogNormal: ContinuousLaw, Equatable {
  /// The mean μ of the logarithm, which is the logarithm of the median.
  public let logMean: Double
  /// The standard deviation σ of the logarithm.
  public let logStandardDeviation: Double

  /// The lognormal law of an amount whose logarithm has this mean and standard deviation.
  ///
  /// - Throws: ``ParameterError`` unless the mean is finite and the standard deviation above 0 and
  ///   finite.
  public init(logMean: Double, logStandardDeviation: Double) throws(ParameterError) {
    try ParameterError.requireFinite(logMean, "logMean", of: "LogNormal")
    try ParameterError.requirePositive(
      logStandardDeviation, "logStandardDeviation", of: "LogNormal")
    self.logMean = logMean
    self.logStandardDeviation = logStandardDeviation
  }

  /// The lognormal law with this mean m and coefficient of variation c.
  ///
  ///     σ² = log(1 + c²)        μ = log m − σ²/2
  ///
  /// - Throws: ``ParameterError`` unless the mean is above 0 and finite, and the coefficient of
  ///   variation from 10⁻⁸ to 10¹⁰⁰.
  public init(mean: Double, coefficientOfVariation: Double) throws(ParameterError) {
    try ParameterError.requirePositive(mean, "mean", of: "LogNormal")
    try ParameterError.require(
      coefficientOfVariation, "coefficientOfVariation", of: "LogNormal", in: 1e-8...1e100)
    let sigma2 = Double.log(onePlus: coefficientOfVariation * coefficientOfVariation)
    try self.init(
      logMean: .log(mean) - sigma2 / 2, logStandardDeviation: sigma2.squareRoot())
  }

  private func score(_ x: Double) -> Double { (.log(x) - logMean) / logStandardDeviation }

  /// The density at `x`.
  public func density(_ x: Double) -> Double {
    x <= 0 || x == .infinity ? 0 : StandardNormal.density(score(x)) / (logStandardDeviation * x)
  }

  /// The probability P(X ≤ x).
  public func cumulative(_ x: Double) -> Double {
    x <= 0 ? 0 : StandardNormal.cumulative(score(x))
  }

  /// The probability P(X > x).
  public func survival(_ x: Double) -> Double { x <= 0 ? 1 : StandardNormal.survival(score(x)) }

  /// The x with P(X ≤ x) = p.
  public func quantile(_ p: Double) -> Double {
    checkProbability(p)
    return .exp(logMean + logStandardDeviation * StandardNormal.quantile(p))
  }

  /// The mean e^(μ + σ²/2).
  public var mean: Double { .exp(logMean + 0.5 * logStandardDeviation * logStandardDeviation) }

  /// The variance (e^(σ²) − 1) e^(2μ + σ²).
  public var variance: Double {
    let sigma2 = logStandardDeviation * logStandardDeviation
    return .expMinusOne(sigma2) * .exp(2 * logMean + sigma2)
  }

  /// The limited expectation E min(X, d).
  public func limitedExpectation(_ d: Double) -> Double { limitedMoment(1, d) }

  /// The limited second moment E min(X, d)².
  public func limitedSecondMoment(_ d: Double) -> Double { limitedMoment(2, d) }

  /// E min(X, d)ᵏ = e^(kμ + k²σ²/2) Φ(z − kσ) + dᵏ (1 − Φ(z)), where z = (log d − μ)/σ.
  private func limitedMoment(_ k: Int, _ d: Double) -> Double {
    if d <= 0 { return .pow(d, k) }
    let order = Double(k)
    let shift = order * logStandardDeviation
    let moment = Double.exp(order * logMean + 0.5 * shift * shift)
    if d == .infinity { return moment }
    let z = score(d)
    let above = StandardNormal.survival(z)
    return moment * StandardNormal.cumulative(z - shift) + (above == 0 ? 0 : .pow(d, k) * above)
  }

  /// A draw by inversion, one word.
  public func sample(using stream: inout Stream) -> Double { quantile(stream.uniform()) }
}
