import RealModule

/// The number of claims in a period when they fall independently at a known rate.
///
///     P(X = k) = λᵏ e^(−λ) / k!        k = 0, 1, 2, …        mean λ, variance λ
///
/// λ may be up to 2⁴⁰. Below 10 a draw inverts one uniform number. From 10 up, which is where the hat
/// is proven, it is Hörmann's PTRS, whose cost does not grow with the mean.
///
/// > W. Hörmann. "The transformed rejection method for generating Poisson random variables."
/// > *Insurance: Mathematics and Economics* 12 (1993), 39–45.
/// > doi:[10.1016/0167-6687(93)90997-4](https://doi.org/10.1016/0167-6687(93)90997-4)
@frozen
public struct Poisson: DiscreteLaw, Equatable {
  /// The mean λ.
  public let mean: Double

  /// The largest mean that the law allows, 2⁴⁰.
  public static let largestMean = 0x1p40

  /// The law of the count of this mean.
  ///
  /// - Throws: `ParameterError` if `mean` is not in 0 ... 2⁴⁰.
  public init(mean: Double) throws(ParameterError) {
    guard 0...Self.largestMean ~= mean else {
      throw ParameterError(
        law: "Poisson", parameter: "mean", found: mean, allowed: "from 0 to 2^40")
    }
    self.mean = mean
  }

  /// The law of a mean that is known to be allowed.
  init(unchecked mean: Double) { self.mean = mean }

  /// e^(−λ) λᵏ / k!, with a relative error near 10⁻¹⁵ (1 + |log mass|).
  ///
  /// > C. Loader. "Fast and accurate computation of binomial probabilities." Bell Laboratories, 2000.
  ///
  /// - Complexity: O(1).
  public func mass(_ k: Int) -> Double {
    if k < 0 { return 0 }
    if k == 0 || mean == 0 { return k == 0 ? .exp(-mean) : 0 }
    return .exp(Self.exponent(Double(k), mean: mean)) / (2 * .pi * Double(k)).squareRoot()
  }

  /// log(mass · √(2πk)) for k > 0.
  private static func exponent(_ k: Double, mean: Double) -> Double {
    -stirlingTail(k - 1) - excess(mean, k - mean)
  }

  /// P(X ≤ k).
  ///
  /// - Complexity: O(√mean) near the mean, fewer steps further out.
  public func cumulative(_ k: Int) -> Double {
    if k < 0 { return 0 }
    return Double(k) < mean ? lowerTail(k) : 1 - upperTail(k + 1)
  }

  /// P(X > k), which keeps its digits where it is small.
  ///
  /// - Complexity: O(√mean) near the mean, fewer steps further out.
  public func survival(_ k: Int) -> Double {
    if k < 0 { return 1 }
    return Double(k) < mean ? 1 - lowerTail(k) : upperTail(k + 1)
  }

  /// P(X ≤ k) for 0 ≤ k < λ.
  private func lowerTail(_ count: Int) -> Double {
    let k = Double(count)
    return mass(count) * tailSum(steps: count) { (k - $0) / mean }
  }

  /// P(X ≥ k) for k > λ.
  private func upperTail(_ count: Int) -> Double {
    let k = Double(count)
    return mass(count) * tailSum(steps: .max) { mean / (k + $0 + 1) }
  }

  /// The smallest k with P(X ≤ k) ≥ p.
  ///
  /// - Precondition: `p` is from 0 to 1, and below 1 unless the mean is 0.
  /// - Complexity: A few evaluations of `cumulative`.
  public func quantile(_ p: Double) -> Int {
    precondition(mean == 0 || p < 1, "a Poisson count has no largest value")
    if mean == 0 { return 0 }
    return searchQuantile(p, in: 0...(1 << 53), skewness: 1 / mean.squareRoot())
  }

  /// λ.
  public var variance: Double { mean }

  /// Draws the count.
  ///
  /// - Complexity: O(1); below a mean of 10, O(mean).
  @inlinable
  public func sample(using stream: inout Stream) -> Int {
    Self.sample(mean: mean, using: &stream)
  }
}

// MARK: - Drawing

extension Poisson {
  /// Draws the count of this mean, without setting a law up.
  ///
  /// Nothing is drawn from the stream if `mean` is 0.
  ///
  /// - Precondition: `mean` is in 0 ... 2⁴⁰.
  /// - Complexity: O(1); below a mean of 10, O(mean). Most draws of a small mean are 0, and cost one
  ///   word and one comparison.
  @inlinable @inline(__always)
  public static func sample(mean: Double, using stream: inout Stream) -> Int {
    precondition(0...0x1p40 ~= mean, "a Poisson mean should be from 0 to 2^40, but is \(mean)")
    if mean >= 10 { return rejected(mean: mean, using: &stream) }
    if mean == 0 { return 0 }
    // P(X > 0) is at most the mean, so this settles most draws of a small mean.
    let u = stream.fineUniform()
    return u >= mean ? 0 : inverted(mean: mean, at: u)
  }

  /// Inverts the law from above: the smallest k with P(X > k) ≤ u.
  ///
  /// As in `Binomial`, a u below 2⁻³⁰ goes to a sum that starts at the thin end.
  @usableFromInline
  static func inverted(mean: Double, at u: Double) -> Int {
    if u < 0x1p-30 { return invertedFarOut(mean: mean, at: u) }
    var mass = Double.exp(-mean)
    var rest = 1 - mass - u
    if rest <= 0 { return 0 }
    var k = 1
    while true {
      mass *= mean / Double(k)
      if rest <= mass { return k }
      rest -= mass
      k += 1
    }
  }

  /// Inverts the law from above where u is small, with an error that is small against u.
  @usableFromInline
  static func invertedFarOut(mean: Double, at u: Double) -> Int {
    var masses = [Double.exp(-mean)]
    while true {
      let k = masses.count
      let mass = masses[k - 1] * (mean / Double(k))
      if Double(k) > mean + 1, mass < u * 0x1p-60 { break }
      masses.append(mass)
    }
    var above = 0.0
    for k in masses.indices.reversed() {
      above += masses[k]
      if above > u { return k }
    }
    return 0
  }

  /// Algorithm PTRS, its names and constants as in the paper, for a mean of 10 or more.
  ///
  /// The last test is Loader's form of the mass, so that nothing near the mean is subtracted.
  @usableFromInline
  static func rejected(mean: Double, using stream: inout Stream) -> Int {
    let b = 0.931 + 2.53 * mean.squareRoot()
    let a = -0.059 + 0.02483 * b
    let vr = 0.9277 - 3.6224 / (b - 2)
    while true {
      // Step 1: the box inside the acceptance region, where most draws land.
      let u = stream.uniform() - 0.5
      let us = 0.5 - abs(u)
      let v = stream.uniform()
      let x = (2 * a / us + b) * u + mean + 0.43
      if us >= 0.07, v <= vr { return Int(x) }
      // Step 2: below the support, or too far out to be accepted.
      if x < 0 || (us < 0.013 && v > us) || x > 0x1p60 { continue }
      // Step 3.
      let k = Double(Int(x))
      let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
      let logarithm = Double.log(v * inverseAlpha / (a / (us * us) + b))
      let logMass =
        k == 0 ? -mean : exponent(k, mean: mean) - 0.5 * .log(2 * .pi * k)
      if logarithm <= logMass { return Int(k) }
    }
  }
}
