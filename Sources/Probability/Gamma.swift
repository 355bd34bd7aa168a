import RealModule

/// The gamma law of amounts, delays and random factors.
///
///     f(x) = (x/θ)^(α−1) e^(−x/θ) / (θ Γ(α))        x > 0        mean αθ, variance αθ²
///
/// A draw is Marsaglia and Tsang's: a normal number, cubed, accepted with a chance above 0.95. A
/// shape below 1 is raised by 1, as the paper says, and the draw multiplied by U^(1/α). Below a shape
/// of 0.05 a part of the law lies under the least positive number, and draws from there are 0.
///
/// > G. Marsaglia, W. W. Tsang. "A simple method for generating gamma variables." *ACM Transactions
/// > on Mathematical Software* 26 (2000), 363–372.
/// > doi:[10.1145/358407.358414](https://doi.org/10.1145/358407.358414)
public struct Gamma: ContinuousLaw, Equatable {
  /// The shape α.
  public let shape: Double
  /// The scale θ, in X's unit.
  public let scale: Double

  // The constants of the sampler, by the paper's letters, for the shape α or α + 1.
  private let d: Double
  private let c: Double

  /// The gamma law with this shape and scale.
  ///
  /// - Throws: ``ParameterError`` unless the shape is from 10⁻⁶ to 10⁸ and the scale above 0 and
  ///   finite.
  public init(shape: Double, scale: Double) throws(ParameterError) {
    try ParameterError.require(shape, "shape", of: "Gamma", in: 1e-6...1e8)
    try ParameterError.requirePositive(scale, "scale", of: "Gamma")
    self.shape = shape
    self.scale = scale
    d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3
    c = 1 / (9 * d).squareRoot()
  }

  /// The gamma law with this mean m and coefficient of variation c.
  ///
  ///     α = 1/c²        θ = m c²
  ///
  /// - Throws: ``ParameterError`` unless the mean is above 0 and finite, and the coefficient of
  ///   variation from 10⁻⁴ to 10³.
  public init(mean: Double, coefficientOfVariation: Double) throws(ParameterError) {
    try ParameterError.requirePositive(mean, "mean", of: "Gamma")
    try ParameterError.require(
      coefficientOfVariation, "coefficientOfVariation", of: "Gamma", in: 1e-4...1e3)
    let square = coefficientOfVariation * coefficientOfVariation
    try self.init(shape: min(max(1 / square, 1e-6), 1e8), scale: mean * square)
  }

  /// The density at `x`, at 0 its limit.
  public func density(_ x: Double) -> Double {
    if x < 0 || x == .infinity { return 0 }
    if x == 0 { return shape < 1 ? .infinity : shape == 1 ? 1 / scale : 0 }
    return IncompleteGamma.kernel(shape, x / scale) / x
  }

  /// The probability P(X ≤ x).
  public func cumulative(_ x: Double) -> Double { IncompleteGamma.lower(shape, x / scale) }

  /// The probability P(X > x).
  public func survival(_ x: Double) -> Double { IncompleteGamma.upper(shape, x / scale) }

  /// The x with P(X ≤ x) = p.
  public func quantile(_ p: Double) -> Double {
    checkProbability(p)
    if p == 0 || p == 1 { return p == 0 ? 0 : .infinity }
    // The cube of Wilson and Hilferty, or where it fails the first term of the series of F.
    let third = 1 / (9 * shape)
    let root = 1 - third + StandardNormal.quantile(p) * third.squareRoot()
    let power = Double.exp((.log(p) + GSL.logGamma(shape + 1)) / shape)
    let guess = root > 0.3 ? shape * root * root * root : power
    return searchQuantile(p, in: 0...(.greatestFiniteMagnitude), from: scale * guess)
  }

  /// The mean αθ.
  public var mean: Double { shape * scale }

  /// The variance αθ².
  public var variance: Double { shape * scale * scale }

  /// The limited expectation E min(X, d).
  public func limitedExpectation(_ d: Double) -> Double {
    if d <= 0 { return d }
    if d == .infinity { return mean }
    return mean * IncompleteGamma.lower(shape + 1, d / scale) + d * survival(d)
  }

  /// The limited second moment E min(X, d)².
  public func limitedSecondMoment(_ d: Double) -> Double {
    if d <= 0 { return d * d }
    let second = mean * (shape + 1) * scale
    if d == .infinity { return second }
    return second * IncompleteGamma.lower(shape + 2, d / scale) + d * (d * survival(d))
  }

  /// A draw by Marsaglia and Tsang's method, 2 words or more, and one more below a shape of 1.
  public func sample(using stream: inout Stream) -> Double {
    let draw = scale * accepted(using: &stream)
    return shape < 1 ? draw * .pow(stream.uniform(), 1 / shape) : draw
  }

  /// A draw of shape d + 1/3 and scale 1.
  ///
  /// Steps and letters are the paper's, section 3. Its normal number comes from the ziggurat, ours
  /// from inversion.
  private func accepted(using stream: inout Stream) -> Double {
    while true {
      // Steps 2 and 3.
      let x = StandardNormal.sample(using: &stream)
      let root = 1 + c * x
      if root <= 0 { continue }
      let v = root * root * root
      // Step 4.
      let u = stream.uniform()
      // Step 5, which spares most draws the logarithms.
      let x2 = x * x
      if u < 1 - 0.0331 * x2 * x2 { return d * v }
      // Step 6.
      if .log(u) < 0.5 * x2 + d * (1 - v + .log(v)) { return d * v }
    }
  }
}
