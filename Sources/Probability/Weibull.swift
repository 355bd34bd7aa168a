import RealModule

/// A time whose hazard rises or falls as a power of the time already waited.
///
///     F(x) = 1 − e^(−(x/θ)^τ)        x ≥ 0
///     mean θ Γ(1 + 1/τ), variance θ² (Γ(1 + 2/τ) − Γ(1 + 1/τ)²)
public struct Weibull: ContinuousLaw, Equatable {
  /// The shape τ; below 1 the hazard falls, above it rises.
  public let shape: Double
  /// The scale θ, in X's unit, where F is 1 − 1/e.
  public let scale: Double

  private static let shapes = 0.02...1e4

  /// The Weibull law with this shape and scale.
  ///
  /// - Throws: ``ParameterError`` unless the shape is from 0.02 to 10⁴ and the scale above 0 and
  ///   finite.
  public init(shape: Double, scale: Double) throws(ParameterError) {
    try ParameterError.require(shape, "shape", of: "Weibull", in: Self.shapes)
    try ParameterError.requirePositive(scale, "scale", of: "Weibull")
    self.shape = shape
    self.scale = scale
  }

  /// The Weibull law with this mean and coefficient of variation c.
  ///
  /// The shape τ is the root of
  ///
  ///     log(1 + c²) = log Γ(1 + 2/τ) − 2 log Γ(1 + 1/τ)
  ///
  /// - Throws: ``ParameterError`` unless the mean is above 0 and finite, and the coefficient of
  ///   variation from 0.001 to 10⁶.
  public init(mean: Double, coefficientOfVariation: Double) throws(ParameterError) {
    try ParameterError.requirePositive(mean, "mean", of: "Weibull")
    let allowed = 0.001...1e6
    try ParameterError.require(
      coefficientOfVariation, "coefficientOfVariation", of: "Weibull", in: allowed)
    let target = Double.log(onePlus: coefficientOfVariation * coefficientOfVariation)
    // The right side falls as τ grows, and the range of shapes holds every allowed target.
    let ends = Double.log(Self.shapes.lowerBound)...Double.log(Self.shapes.upperBound)
    do {
      let logShape = try brentRoot(in: ends, tolerance: 0) {
        Weibull.logSquareRatio(1 / .exp($0)) / target - 1
      }
      let shape = Double.exp(logShape)
      try self.init(shape: shape, scale: mean / .exp(GSL.logGamma(1 + 1 / shape)))
    } catch let error as ParameterError {
      throw error
    } catch {
      throw ParameterError(
        law: "Weibull", parameter: "coefficientOfVariation", found: coefficientOfVariation,
        allowed: "from \(allowed.lowerBound) to \(allowed.upperBound)")
    }
  }

  /// log (E X² / (E X)²), where ε is 1/τ.
  ///
  /// Near ε = 0 the two logarithms nearly cancel, and their series does not:
  ///
  ///     log Γ(1 + 2ε) − 2 log Γ(1 + ε) = Σ (2ᵏ − 2) ζ(k) (−ε)ᵏ / k        k = 2, 3, …
  private static func logSquareRatio(_ epsilon: Double) -> Double {
    if epsilon > 0.1 { return GSL.logGamma(1 + 2 * epsilon) - 2 * GSL.logGamma(1 + epsilon) }
    // The 28th term is below 0.2²⁸/28, less than 2⁻⁵³ of the first, for ε up to 0.1.
    var (sum, power, twoPower) = (0.0, -epsilon, 2.0)
    for k in 2...28 {
      power *= -epsilon
      twoPower *= 2
      sum += (twoPower - 2) * GSL.zeta(k) * power / Double(k)
    }
    return sum
  }

  /// (x/θ)^τ, the cumulative hazard.
  private func hazard(_ x: Double) -> Double { .pow(x / scale, shape) }

  /// The density at `x`, at 0 its limit.
  public func density(_ x: Double) -> Double {
    if x < 0 || x == .infinity { return 0 }
    if x == 0 { return shape < 1 ? .infinity : shape == 1 ? 1 / scale : 0 }
    let hazard = hazard(x)
    let decay = Double.exp(-hazard)
    return decay == 0 ? 0 : shape / x * hazard * decay
  }

  /// The probability P(X ≤ x).
  public func cumulative(_ x: Double) -> Double { x <= 0 ? 0 : -.expMinusOne(-hazard(x)) }

  /// The probability P(X > x).
  public func survival(_ x: Double) -> Double { x <= 0 ? 1 : .exp(-hazard(x)) }

  /// The x with P(X ≤ x) = p.
  public func quantile(_ p: Double) -> Double {
    checkProbability(p)
    return p == 1 ? .infinity : scale * .pow(-.log(onePlus: -p), 1 / shape)
  }

  /// The mean θ Γ(1 + 1/τ).
  public var mean: Double { moment(1) }

  /// The variance θ² (Γ(1 + 2/τ) − Γ(1 + 1/τ)²).
  public var variance: Double {
    let mean = mean
    return mean * mean * .expMinusOne(Weibull.logSquareRatio(1 / shape))
  }

  /// The limited expectation E min(X, d).
  public func limitedExpectation(_ d: Double) -> Double { limitedMoment(1, d) }

  /// The limited second moment E min(X, d)².
  public func limitedSecondMoment(_ d: Double) -> Double { limitedMoment(2, d) }

  /// E Xᵏ = θᵏ Γ(1 + k/τ).
  private func moment(_ k: Int) -> Double {
    .pow(scale, k) * .exp(GSL.logGamma(1 + Double(k) / shape))
  }

  /// E min(X, d)ᵏ = E Xᵏ P(1 + k/τ, (d/θ)^τ) + dᵏ P(X > d).
  private func limitedMoment(_ k: Int, _ d: Double) -> Double {
    if d <= 0 { return .pow(d, k) }
    let above = survival(d)
    return moment(k) * IncompleteGamma.lower(1 + Double(k) / shape, hazard(d))
      + (above == 0 ? 0 : .pow(d, k) * above)
  }

  /// A draw by inversion, one word.
  public func sample(using stream: inout Stream) -> Double { quantile(stream.uniform()) }
}
