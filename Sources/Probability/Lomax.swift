import RealModule

/// The Pareto law of type II, which starts at 0 and has a power for a tail.
///
///     P(X > x) = (1 + x/θ)^(−α)        x ≥ 0
///     mean θ/(α − 1), variance αθ² / ((α − 1)² (α − 2))
///
/// It is ``Pareto`` with the minimum θ, less θ, and an exponential law whose rate is drawn from a
/// gamma law.
public struct Lomax: ContinuousLaw, Equatable {
  /// The shape α; the mean is finite above 1, the variance above 2.
  public let shape: Double
  /// The scale θ, in X's unit.
  public let scale: Double

  /// The Lomax law with this shape and scale.
  ///
  /// - Throws: ``ParameterError`` unless both are above 0 and finite.
  public init(shape: Double, scale: Double) throws(ParameterError) {
    try ParameterError.requirePositive(shape, "shape", of: "Lomax")
    try ParameterError.requirePositive(scale, "scale", of: "Lomax")
    self.shape = shape
    self.scale = scale
  }

  /// The Lomax law with this mean and coefficient of variation c.
  ///
  ///     α = 2c²/(c² − 1)        θ = mean (α − 1)
  ///
  /// - Throws: ``ParameterError`` unless the mean is above 0 and finite, and the coefficient of
  ///   variation from 1.000001 to 10⁴. A Lomax law has none at 1 or below.
  public init(mean: Double, coefficientOfVariation: Double) throws(ParameterError) {
    try ParameterError.requirePositive(mean, "mean", of: "Lomax")
    try ParameterError.require(
      coefficientOfVariation, "coefficientOfVariation", of: "Lomax", in: 1.000_001...1e4)
    let c = coefficientOfVariation
    let excess = (c - 1) * (c + 1)
    // α − 1 = (c² + 1)/(c² − 1).
    try self.init(shape: 2 * c * c / excess, scale: mean * (c * c + 1) / excess)
  }

  /// log(1 + x/θ).
  private func logRatio(_ x: Double) -> Double { .log(onePlus: x / scale) }

  /// The density at `x`.
  public func density(_ x: Double) -> Double {
    x < 0 || x == .infinity ? 0 : shape / (scale + x) * survival(x)
  }

  /// The probability P(X ≤ x).
  public func cumulative(_ x: Double) -> Double {
    x <= 0 ? 0 : -.expMinusOne(-shape * logRatio(x))
  }

  /// The probability P(X > x).
  public func survival(_ x: Double) -> Double { x <= 0 ? 1 : .exp(-shape * logRatio(x)) }

  /// The x with P(X ≤ x) = p.
  public func quantile(_ p: Double) -> Double {
    checkProbability(p)
    return p == 1 ? .infinity : scale * .expMinusOne(-.log(onePlus: -p) / shape)
  }

  /// The mean, infinite for shapes up to 1.
  public var mean: Double { shape > 1 ? scale / (shape - 1) : .infinity }

  /// The variance, infinite for shapes up to 2.
  public var variance: Double {
    shape > 2 ? shape / (shape - 2) * mean * mean : .infinity
  }

  /// The limited expectation E min(X, d).
  public func limitedExpectation(_ d: Double) -> Double {
    d <= 0 ? d : scale * powerIntegral(1 - shape, toLog: logRatio(d))
  }

  /// The limited second moment E min(X, d)².
  public func limitedSecondMoment(_ d: Double) -> Double {
    if d <= 0 { return d * d }
    if d == .infinity { return shape > 2 ? variance + mean * mean : .infinity }
    return 2 * scale * scale * secondIntegral(toLog: logRatio(d))
  }

  /// ∫ (eˢ − 1) e^(ks) ds from 0 to l, where k = 1 − α, which is ∫ x P(X > x) dx / θ² to θ(eˡ − 1).
  ///
  /// It is the difference of two power integrals, which nearly cancel near l = 0. There the series
  ///
  ///     Σ ((k + 1)ⁿ − kⁿ) lⁿ⁺¹ / (n + 1)!        n = 1, 2, …
  ///
  /// takes their place.
  private func secondIntegral(toLog l: Double) -> Double {
    let k = 1 - shape
    if max(abs(k), 1) * l > 0.5 {
      return powerIntegral(k + 1, toLog: l) - powerIntegral(k, toLog: l)
    }
    var (sum, upper, lower) = (0.0, l, l)
    for n in 1...18 {
      upper *= (k + 1) * l / Double(n + 1)
      lower *= k * l / Double(n + 1)
      sum += upper - lower
    }
    return sum
  }

  /// A draw by inversion, one word.
  public func sample(using stream: inout Stream) -> Double { quantile(stream.uniform()) }
}
