import RealModule

/// The Pareto law of type I, a pure power above a minimum.
///
///     P(X > x) = (m/x)^α        x ≥ m
///     mean αm/(α − 1), variance αm² / ((α − 1)² (α − 2))
///
/// Actuaries call it the single-parameter Pareto law, and ``Lomax`` the Pareto law.
public struct Pareto: ContinuousLaw, Equatable {
  /// The shape α; the mean is finite above 1, the variance above 2.
  public let shape: Double
  /// The minimum m, in X's unit.
  public let minimum: Double

  /// The Pareto law with this shape and minimum.
  ///
  /// - Throws: ``ParameterError`` unless both are above 0 and finite.
  public init(shape: Double, minimum: Double) throws(ParameterError) {
    try ParameterError.requirePositive(shape, "shape", of: "Pareto")
    try ParameterError.requirePositive(minimum, "minimum", of: "Pareto")
    self.shape = shape
    self.minimum = minimum
  }

  /// The Pareto law with this mean and coefficient of variation c.
  ///
  ///     α = 1 + √(1 + 1/c²)        m = mean (α − 1)/α
  ///
  /// - Throws: ``ParameterError`` unless the mean is above 0 and finite, and the coefficient of
  ///   variation from 10⁻⁴ to 10⁴.
  public init(mean: Double, coefficientOfVariation: Double) throws(ParameterError) {
    try ParameterError.requirePositive(mean, "mean", of: "Pareto")
    try ParameterError.require(
      coefficientOfVariation, "coefficientOfVariation", of: "Pareto", in: 1e-4...1e4)
    let c = coefficientOfVariation
    let shape = 1 + (1 + 1 / (c * c)).squareRoot()
    try self.init(shape: shape, minimum: mean * (shape - 1) / shape)
  }

  /// The density at `x`.
  public func density(_ x: Double) -> Double {
    x < minimum || x == .infinity ? 0 : shape / x * survival(x)
  }

  /// The probability P(X ≤ x).
  public func cumulative(_ x: Double) -> Double {
    x <= minimum ? 0 : -.expMinusOne(-shape * logRatio(x))
  }

  /// The probability P(X > x).
  public func survival(_ x: Double) -> Double {
    x <= minimum ? 1 : .exp(-shape * logRatio(x))
  }

  /// log(x/m), without rounding the ratio when x is near m.
  private func logRatio(_ x: Double) -> Double {
    x < 2 * minimum ? .log(onePlus: (x - minimum) / minimum) : .log(x / minimum)
  }

  /// The x with P(X ≤ x) = p.
  public func quantile(_ p: Double) -> Double {
    checkProbability(p)
    return p == 1 ? .infinity : minimum * .exp(-.log(onePlus: -p) / shape)
  }

  /// The mean, infinite for shapes up to 1.
  public var mean: Double { shape > 1 ? shape * minimum / (shape - 1) : .infinity }

  /// The variance, infinite for shapes up to 2.
  public var variance: Double {
    guard shape > 2 else { return .infinity }
    let excess = minimum / (shape - 1)
    return shape / (shape - 2) * excess * excess
  }

  /// The limited expectation E min(X, d).
  public func limitedExpectation(_ d: Double) -> Double {
    d <= minimum ? d : minimum * (1 + powerIntegral(1 - shape, toLog: logRatio(d)))
  }

  /// The limited second moment E min(X, d)².
  public func limitedSecondMoment(_ d: Double) -> Double {
    if d <= minimum { return d * d }
    return minimum * minimum * (1 + 2 * powerIntegral(2 - shape, toLog: logRatio(d)))
  }

  /// A draw by inversion, one word.
  public func sample(using stream: inout Stream) -> Double { quantile(stream.uniform()) }
}
