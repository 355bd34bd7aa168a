import RealModule

/// A random proportion.
///
///     f(x) = x^(a−1) (1 − x)^(b−1) / B(a, b)        0 ≤ x ≤ 1
///     mean a/(a + b), variance ab / ((a + b)² (a + b + 1))
///
/// A draw is Cheng's: algorithm BB where both shapes are above 1, BC where one is not. Both keep a
/// bounded cost, and neither divides 0 by 0 at small shapes as the ratio of two gamma draws does.
/// Below a shape of 0.05 a part of the law is too near an end for a number of its own, and draws from
/// there are 0 or 1.
///
/// > R. C. H. Cheng. "Generating beta variates with nonintegral shape parameters." *Communications
/// > of the ACM* 21 (1978), 317–322. doi:[10.1145/359460.359482](https://doi.org/10.1145/359460.359482)
public struct Beta: ContinuousLaw, Equatable {
  /// The shape a, which draws towards 1.
  public let alpha: Double
  /// The shape b, which draws towards 0.
  public let beta: Double

  private let sampler: ChengBeta

  /// The beta law with these shapes.
  ///
  /// The distribution function is right to 11 digits for shapes from 10⁻³ to 10⁴, and to 6 digits
  /// elsewhere.
  ///
  /// - Throws: ``ParameterError`` unless both shapes are from 10⁻⁶ to 10⁸.
  public init(alpha: Double, beta: Double) throws(ParameterError) {
    try ParameterError.require(alpha, "alpha", of: "Beta", in: 1e-6...1e8)
    try ParameterError.require(beta, "beta", of: "Beta", in: 1e-6...1e8)
    self.alpha = alpha
    self.beta = beta
    sampler = ChengBeta(alpha, beta)
  }

  /// The density at `x`, at 0 and 1 its limit.
  public func density(_ x: Double) -> Double {
    guard 0...1 ~= x else { return 0 }
    // A shape of 1 has the power 0, and 0 · log 0 is not a number.
    let left = alpha == 1 ? 0 : (alpha - 1) * .log(x)
    let right = beta == 1 ? 0 : (beta - 1) * .log(onePlus: -x)
    return .exp(left + right - GSL.logBeta(alpha, beta))
  }

  /// The probability P(X ≤ x).
  public func cumulative(_ x: Double) -> Double {
    x <= 0 ? 0 : x >= 1 ? 1 : GSL.betaP(x, alpha, beta)
  }

  /// The probability P(X > x).
  public func survival(_ x: Double) -> Double {
    x <= 0 ? 1 : x >= 1 ? 0 : GSL.betaQ(x, alpha, beta)
  }

  /// The x with P(X ≤ x) = p.
  public func quantile(_ p: Double) -> Double {
    checkProbability(p)
    if p == 0 || p == 1 { return p }
    let normal = mean + standardDeviation * StandardNormal.quantile(p)
    // Where the normal guess fails, the first term of the series of F.
    let power = Double.exp((.log(p * alpha) + GSL.logBeta(alpha, beta)) / alpha)
    return searchQuantile(p, in: 0...1, from: 0.01...0.99 ~= normal ? normal : power)
  }

  /// The mean a/(a + b).
  public var mean: Double { alpha / (alpha + beta) }

  /// The variance.
  public var variance: Double {
    let sum = alpha + beta
    return alpha / sum * (beta / sum) / (sum + 1)
  }

  /// The limited expectation E min(X, d).
  public func limitedExpectation(_ d: Double) -> Double {
    if d <= 0 { return d }
    if d >= 1 { return mean }
    return mean * GSL.betaP(d, alpha + 1, beta) + d * survival(d)
  }

  /// The limited second moment E min(X, d)².
  public func limitedSecondMoment(_ d: Double) -> Double {
    if d <= 0 { return d * d }
    let second = mean * (alpha + 1) / (alpha + beta + 1)
    return d >= 1 ? second : second * GSL.betaP(d, alpha + 2, beta) + d * d * survival(d)
  }

  /// A draw by Cheng's method, 2 words or more.
  public func sample(using stream: inout Stream) -> Double { sampler.sample(using: &stream) }
}
