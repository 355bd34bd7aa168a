import RealModule

/// The number of failures before the r-th success, for any size r above 0.
///
///     P(X = k) = Γ(k + r) / (Γ(r) k!) pʳ (1 − p)ᵏ        k = 0, 1, 2, …
///
/// with mean r(1 − p)/p and variance r(1 − p)/p². It is also the law of a Poisson count whose mean is
/// itself gamma distributed with shape r and scale (1 − p)/p, and it is drawn so.
///
/// > L. Devroye. *Non-Uniform Random Variate Generation.* Springer, 1986, chapter X.4.8.
public struct NegativeBinomial: DiscreteLaw, Equatable {
  /// The size r, the number of successes waited for.
  public let size: Double
  /// The probability p of a success.
  public let probability: Double
  /// The law of the Poisson mean, unless p is 1.
  private let intensity: Gamma?

  /// The law of the failures before `size` successes of this probability.
  ///
  /// - Throws: `ParameterError` if `size` is not in 10⁻⁶ ... 10⁸, if `probability` is not in
  ///   10⁻¹⁰ ... 1, or if the mean is above 10⁹.
  public init(size: Double, probability: Double) throws(ParameterError) {
    try ParameterError.require(size, "size", of: "NegativeBinomial", in: 1e-6...1e8)
    try ParameterError.require(probability, "probability", of: "NegativeBinomial", in: 1e-10...1)
    self.size = size
    self.probability = probability
    let scale = (1 - probability) / probability
    intensity = probability == 1 ? nil : try Gamma(shape: size, scale: scale)
    try ParameterError.require(size * scale, "mean", of: "NegativeBinomial", in: 0...1e9)
  }

  /// The law of a count of this mean m and variance v above m.
  ///
  ///     p = m/v        r = m²/(v − m)
  ///
  /// - Throws: `ParameterError` if `mean` is not above 0 and finite, if `variance` is not above `mean`
  ///   and finite, or if the size and probability that follow are not allowed.
  public init(mean: Double, variance: Double) throws(ParameterError) {
    try ParameterError.requirePositive(mean, "mean", of: "NegativeBinomial")
    guard variance > mean, variance.isFinite else {
      throw ParameterError(
        law: "NegativeBinomial", parameter: "variance", found: variance,
        allowed: "above the mean, \(mean), and finite")
    }
    try self.init(size: mean * mean / (variance - mean), probability: mean / variance)
  }

  /// r (1 − p) / p.
  public var mean: Double { size * (1 - probability) / probability }

  /// r (1 − p) / p².
  public var variance: Double { mean / probability }

  /// Γ(k + r) / (Γ(r) k!) pʳ (1 − p)ᵏ.
  ///
  /// By Loader's formula, as r/(r + k) times a binomial mass of r in n = r + k, which need not be
  /// whole.
  ///
  /// - Complexity: O(1).
  public func mass(_ count: Int) -> Double {
    if count < 0 { return 0 }
    if probability == 1 { return count == 0 ? 1 : 0 }
    if count == 0 { return .exp(size * .log(probability)) }
    let (k, r, p) = (Double(count), size, probability)
    let n = r + k
    let deviation = r * (1 - p) - k * p
    let logarithm =
      Self.stirlingError(n) - Self.stirlingError(r) - stirlingTail(k - 1)
      - excess(n * p, deviation) - excess(n * (1 - p), -deviation)
    return r / n * .exp(logarithm) * (n / (2 * .pi * r * k)).squareRoot()
  }

  /// log Γ(x + 1) − (½ log 2π + (x + ½) log x − x), which is `stirlingTail(x − 1)` for a whole x.
  private static func stirlingError(_ x: Double) -> Double {
    x >= 17 ? stirlingTail(x - 1) : .log(GSL.gammaStar(x))
  }

  /// P(X ≤ k), with a relative error near 10⁻¹⁵/p.
  ///
  /// - Complexity: O(√(r + k)).
  public func cumulative(_ k: Int) -> Double {
    if k < 0 { return 0 }
    return isLow(k) ? lowerTail(k) : 1 - upperTail(k)
  }

  /// P(X > k), which keeps its digits where it is small.
  ///
  /// - Complexity: O(√(r + k)).
  public func survival(_ k: Int) -> Double {
    if k < 0 { return 1 }
    return isLow(k) ? 1 - lowerTail(k) : upperTail(k)
  }

  /// Whether the continued fraction of P(X ≤ k) is the one that converges fast.
  private func isLow(_ k: Int) -> Bool {
    probability < (size + 1) / (size + Double(k) + 3)
  }

  /// P(X ≤ k) = I_p(r, k + 1).
  private func lowerTail(_ count: Int) -> Double {
    let k = Double(count)
    return mass(count) * ((k + size) / size) * (1 - probability)
      * betaFraction(size, k + 1, probability)
  }

  /// P(X > k) = I_(1 − p)(k + 1, r).
  private func upperTail(_ count: Int) -> Double {
    if probability == 1 { return 0 }
    return mass(count + 1) * betaFraction(Double(count) + 1, size, 1 - probability)
  }

  /// The smallest k with P(X ≤ k) ≥ p.
  ///
  /// - Precondition: `p` is from 0 to 1, and below 1 unless the probability is 1.
  /// - Complexity: A few evaluations of `cumulative`.
  public func quantile(_ p: Double) -> Int {
    precondition(probability == 1 || p < 1, "a negative binomial count has no largest value")
    if probability == 1 { return 0 }
    let skewness = (2 - probability) / (size * (1 - probability)).squareRoot()
    return searchQuantile(p, in: 0...(1 << 53), skewness: skewness)
  }

  /// Draws the number of failures.
  ///
  /// Nothing is drawn from the stream if `probability` is 1.
  ///
  /// - Complexity: O(1).
  public func sample(using stream: inout Stream) -> Int {
    guard let intensity else { return 0 }
    return Poisson.sample(mean: intensity.sample(using: &stream), using: &stream)
  }
}

/// The continued fraction of the incomplete beta function, by the modified method of Lentz.
///
///     I_x(a, b) = xᵃ (1 − x)ᵇ / (a B(a, b)) · betaFraction(a, b, x)
///
/// > M. Abramowitz, I. A. Stegun. *Handbook of Mathematical Functions.* 1964, 26.5.8.
///
/// - Precondition: x < (a + 1)/(a + b + 2), where it converges fast.
/// - Complexity: O(√max(a, b)) near that bound, less away from it.
private func betaFraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
  let tiny = 1e-300
  var c = 1.0
  var d = 1 - (a + b) * x / (a + 1)
  d = 1 / (abs(d) < tiny ? tiny : d)
  var fraction = d
  var m = 1.0
  while true {
    var change = 1.0
    let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
    let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    for term in [even, odd] {
      d = 1 + term * d
      d = 1 / (abs(d) < tiny ? tiny : d)
      c = 1 + term / c
      c = abs(c) < tiny ? tiny : c
      change *= c * d
    }
    fraction *= change
    if abs(change - 1) < 0x1p-52 || m > 1e7 { return fraction }
    m += 1
  }
}
