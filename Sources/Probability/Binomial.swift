import RealModule

/// The number of successes in independent trials of one probability.
///
///     P(X = k) = C(n, k) pᵏ (1 − p)ⁿ⁻ᵏ        k = 0, …, n        mean np, variance np(1 − p)
///
/// n may be up to 2⁴⁰. A probability above ½ is drawn as the complement. With p ≤ ½ and a mean below
/// 10 a draw inverts one uniform number; from 10 up, which is where the hat is proven, it is
/// Hörmann's BTRS, whose cost does not grow with the mean.
///
/// > W. Hörmann. "The generation of binomial random variates." *Journal of Statistical Computation
/// > and Simulation* 46 (1993), 101–110. doi:[10.1080/00949659308811496](https://doi.org/10.1080/00949659308811496)
@frozen
public struct Binomial: DiscreteLaw, Equatable {
  /// The number of trials n.
  public let trials: Int
  /// The probability p that a trial succeeds.
  public let probability: Double

  /// The most trials that the law allows, 2⁴⁰.
  public static let mostTrials = 1 << 40

  /// The law of the successes in `trials` trials.
  ///
  /// - Throws: `ParameterError` if `trials` is not in 0 ... 2⁴⁰ or `probability` not in 0 ... 1.
  public init(trials: Int, probability: Double) throws(ParameterError) {
    guard 0...Self.mostTrials ~= trials else {
      throw ParameterError(
        law: "Binomial", parameter: "trials", found: Double(trials), allowed: "from 0 to 2^40")
    }
    guard 0...1 ~= probability else {
      throw ParameterError(
        law: "Binomial", parameter: "probability", found: probability, allowed: "from 0 to 1")
    }
    self.trials = trials
    self.probability = probability
  }

  /// The law of parameters that are known to be allowed.
  init(unchecked trials: Int, probability: Double) {
    self.trials = trials
    self.probability = probability
  }

  /// n p.
  public var mean: Double { Double(trials) * probability }

  /// n p (1 − p).
  public var variance: Double { Double(trials) * probability * (1 - probability) }

  /// Draws the number of successes.
  ///
  /// - Complexity: O(1); below a mean of 10, O(mean).
  @inlinable
  public func sample(using stream: inout Stream) -> Int {
    Self.sample(trials: trials, probability: probability, using: &stream)
  }
}

// MARK: - Mass and cumulative probability

extension Binomial {
  /// C(n, k) pᵏ (1 − p)ⁿ⁻ᵏ, with a relative error near 10⁻¹⁵ (1 + |log mass|).
  ///
  /// > C. Loader. "Fast and accurate computation of binomial probabilities." Bell Laboratories, 2000.
  ///
  /// - Complexity: O(1).
  public func mass(_ k: Int) -> Double {
    if !(0...trials ~= k) { return 0 }
    if probability > 0.5 {
      return Self.mass(trials - k, trials: Double(trials), probability: 1 - probability)
    }
    return Self.mass(k, trials: Double(trials), probability: probability)
  }

  /// The mass for p ≤ ½.
  private static func mass(_ count: Int, trials n: Double, probability p: Double) -> Double {
    let k = Double(count)
    if k == 0 { return .exp(n * .log(onePlus: -p)) }
    if k == n { return .pow(p, n) }
    if p == 0 { return 0 }
    // k − np, in which the product must not be rounded.
    let np = n * p
    let deviation = (k - np) - (-np).addingProduct(n, p)
    let logarithm =
      stirlingTail(n - 1) - stirlingTail(k - 1) - stirlingTail(n - k - 1)
      - excess(np, deviation) - excess(n - np, -deviation)
    return .exp(logarithm) * (n / (2 * .pi * k * (n - k))).squareRoot()
  }

  /// P(X ≤ k).
  ///
  /// - Complexity: O(√variance) near the mean, fewer steps further out.
  public func cumulative(_ k: Int) -> Double {
    if k < 0 { return 0 }
    if k >= trials { return 1 }
    return Double(k) < mean ? lowerTail(k) : 1 - upperTail(k + 1)
  }

  /// P(X > k), which keeps its digits where it is small.
  ///
  /// - Complexity: O(√variance) near the mean, fewer steps further out.
  public func survival(_ k: Int) -> Double {
    if k < 0 { return 1 }
    if k >= trials { return 0 }
    return Double(k) < mean ? 1 - lowerTail(k) : upperTail(k + 1)
  }

  /// P(X ≤ k) for 0 ≤ k < np.
  private func lowerTail(_ count: Int) -> Double {
    let (n, k, odds) = (Double(trials), Double(count), (1 - probability) / probability)
    return mass(count) * tailSum(steps: count) { (k - $0) / (n - k + $0 + 1) * odds }
  }

  /// P(X ≥ k) for k > np.
  private func upperTail(_ count: Int) -> Double {
    let (n, k, odds) = (Double(trials), Double(count), probability / (1 - probability))
    if probability == 0 { return 0 }
    return mass(count) * tailSum(steps: trials - count) { (n - k - $0) / (k + $0 + 1) * odds }
  }

  /// The smallest k with P(X ≤ k) ≥ p.
  ///
  /// - Precondition: `p` is from 0 to 1.
  /// - Complexity: A few evaluations of `cumulative`.
  public func quantile(_ p: Double) -> Int {
    if probability == 0 || probability == 1 || trials == 0 {
      precondition(0...1 ~= p, "a probability should be from 0 to 1, but is \(p)")
      return probability == 1 && p > 0 ? trials : 0
    }
    return searchQuantile(
      p, in: 0...trials, skewness: (1 - 2 * probability) / variance.squareRoot())
  }
}

// MARK: - Drawing

extension Binomial {
  /// Draws the number of successes in `trials` trials, without setting a law up.
  ///
  /// Nothing is drawn from the stream if `trials` is 0 or `probability` is 0 or 1. With the stream in
  /// the same state, a probability and its complement give counts that add up to `trials`.
  ///
  /// - Precondition: `trials` is in 0 ... 2⁴⁰ and `probability` in 0 ... 1.
  /// - Complexity: O(1); below a mean of 10, O(mean). Most draws of a small mean are 0, and cost one
  ///   word, one product and one comparison.
  @inlinable @inline(__always)
  public static func sample(
    trials: Int, probability: Double, using stream: inout Stream
  ) -> Int {
    precondition(0...(1 << 40) ~= trials, "trials should be from 0 to 2^40, but are \(trials)")
    precondition(
      0...1 ~= probability, "a probability should be from 0 to 1, but is \(probability)")
    let rarer = min(probability, 1 - probability)
    let mean = Double(trials) * rarer
    let count: Int
    if mean < 10 {
      if mean == 0, trials == 0 || rarer == 0 {
        count = 0
      } else {
        // P(X > 0) is at most the mean, so this settles most draws of a small mean.
        let u = stream.fineUniform()
        count = u >= mean ? 0 : inverted(trials: trials, probability: rarer, at: u)
      }
    } else {
      count = rejected(trials: trials, probability: rarer, using: &stream)
    }
    return probability > 0.5 ? trials - count : count
  }

  /// The smallest k with P(X ≤ k) ≥ u, which rises with u, with n and with p.
  ///
  /// Two scenarios that invert the same number for the same cohort are coupled as tightly as two
  /// counts of their laws can be. `sample` is the one to use where nothing is compared.
  ///
  /// - Precondition: `trials` is in 0 ... 2⁴⁰, `probability` in 0 ... 1, and `u` above 0 and below 1.
  /// - Complexity: O(mean) for a `probability` up to ½ and a mean below 10, and otherwise
  ///   O(√variance), with a few evaluations of `cumulative`.
  public static func inverse(trials: Int, probability: Double, uniform u: Double) -> Int {
    precondition(0...mostTrials ~= trials, "trials should be from 0 to 2^40, but are \(trials)")
    precondition(
      0...1 ~= probability, "a probability should be from 0 to 1, but is \(probability)")
    precondition(u > 0 && u < 1, "a uniform number should be above 0 and below 1, but is \(u)")
    let mean = Double(trials) * probability
    // The sum of masses is off by some 10⁻¹⁶, which both thin ends would notice.
    guard probability <= 0.5, mean < 10, 0x1p-30...(1 - 0x1p-30) ~= u else {
      return Binomial(unchecked: trials, probability: probability).quantile(u)
    }
    var mass = Double.exp(Double(trials) * log1p(minus: probability))
    var rest = u - mass
    let s = probability / (1 - probability)
    let a = (Double(trials) + 1) * s
    var k = 0
    while rest > 0, k < trials {
      k += 1
      mass *= a / Double(k) - s
      rest -= mass
    }
    return k
  }

  /// Inverts the law from above: the smallest k with P(X > k) ≤ u.
  ///
  /// From above, because u is fine near 0. The masses are subtracted from P(X > 0) one after the
  /// other, which leaves an absolute error near 10⁻¹⁶. So that no draw ever depends on that error, a
  /// u below 2⁻³⁰ goes to a sum that starts at the thin end.
  @usableFromInline
  static func inverted(trials: Int, probability p: Double, at u: Double) -> Int {
    if u < 0x1p-30 { return invertedFarOut(trials: trials, probability: p, at: u) }
    var mass = Double.exp(Double(trials) * log1p(minus: p))
    var rest = 1 - mass - u
    if rest <= 0 { return 0 }
    // P(X = k) = P(X = k − 1) ((n + 1)/k − 1) p/q
    let s = p / (1 - p)
    let a = (Double(trials) + 1) * s
    var k = 1
    while true {
      mass *= a / Double(k) - s
      if rest <= mass || k == trials { return k }
      rest -= mass
      k += 1
    }
  }

  /// Inverts the law from above where u is small, with an error that is small against u.
  @usableFromInline
  static func invertedFarOut(trials: Int, probability p: Double, at u: Double) -> Int {
    let s = p / (1 - p)
    let a = (Double(trials) + 1) * s
    // The masses above the mean, until what follows cannot move the sum.
    var masses = [Double.exp(Double(trials) * log1p(minus: p))]
    while masses.count <= trials {
      let k = masses.count
      let mass = masses[k - 1] * (a / Double(k) - s)
      if Double(k) > a, mass < u * 0x1p-60 { break }
      masses.append(mass)
    }
    var above = 0.0
    for k in masses.indices.reversed() {
      above += masses[k]
      if above > u { return k }
    }
    return 0
  }

  /// log(1 − p), by its series where p is small, which is several times as fast.
  @usableFromInline
  static func log1p(minus p: Double) -> Double {
    if p > 0x1p-10 { return .log(onePlus: -p) }
    return -p * (1 + p * (1 / 2 + p * (1 / 3 + p * (1 / 4 + p * (1 / 5)))))
  }

  /// Draws from BTRS, attempt by attempt, for p ≤ ½ and np ≥ 10.
  @usableFromInline
  static func rejected(trials: Int, probability p: Double, using stream: inout Stream) -> Int {
    let hat = Hat(trials: trials, probability: p)
    while true {
      let first = stream.uniform()
      if let count = hat.attempt(first, stream.uniform()) { return count }
    }
  }

  /// Algorithm BTRS, its names and constants as in the paper, for p ≤ ½ and np ≥ 10.
  ///
  /// The paper's step 3 compares v where log v is meant. That step is replaced by steps 3.1 to 3.4 of
  /// BTRD, the other algorithm of the paper, which decide the same thing.
  struct Hat {
    private let n: Double
    private let p: Double
    private let spq: Double
    private let b: Double
    private let a: Double
    private let c: Double
    private let vr: Double

    @inline(__always)
    init(trials: Int, probability: Double) {
      n = Double(trials)
      p = probability
      spq = (n * p * (1 - p)).squareRoot()
      b = 1.15 + 2.53 * spq
      a = -0.0873 + 0.0248 * b + 0.01 * p
      c = n * p + 0.5
      vr = 0.92 - 4.2 / b
    }

    /// What two uniform numbers draw; `nil` if the attempt has failed.
    @inline(__always)
    func attempt(_ first: Double, _ v: Double) -> Int? {
      // Step 1: the box inside the acceptance region, where most draws land.
      let u = first - 0.5
      let us = 0.5 - abs(u)
      let x = (2 * a / us + b) * u + c
      if us >= 0.07, v <= vr { return Int(x) }
      // Step 2: outside the support.
      if x < 0 || x >= n + 1 { return nil }
      let k = Double(Int(x))
      // Step 3: v, scaled by the hat, against f(k)/f(m).
      let alpha = (2.83 + 5.1 / b) * spq
      let scaled = v * alpha / (a / (us * us) + b)
      return isUnder(trials: n, probability: p, count: k, scaled) ? Int(k) : nil
    }
  }

  /// Whether `v` is at most f(k)/f(m), where m is the mode.
  ///
  /// Near the mode by recursion, then by a squeeze on the logarithm, and for the few draws that are
  /// left by Stirling's formula. Two departures from BTRD: the squeeze holds only for km < npq/2 − 1,
  /// which Kachitvichyanukul and Schmeiser (*Communications of the ACM* 31 (1988), 216–222) state and
  /// BTRD leaves out; and the formula is written so that nothing near n is subtracted.
  @usableFromInline
  static func isUnder(
    trials n: Double, probability p: Double, count k: Double, _ v: Double
  ) -> Bool {
    let m = Double(Int((n + 1) * p))
    let q = 1 - p
    let km = abs(k - m)
    // Step 3.1
    if km <= 15 {
      let r = p / q
      let nr = (n + 1) * r
      var f = 1.0
      var i = min(k, m)
      while i < max(k, m) {
        i += 1
        f *= nr / i - r
      }
      return k >= m ? v <= f : v * f <= 1
    }
    // Step 3.2
    let logarithm = Double.log(v)
    let npq = n * p * q
    if km < npq / 2 - 1 {
      let rho = (km / npq) * (((km / 3 + 0.625) * km + 1.0 / 6) / npq + 0.5)
      let t = -km * km / (2 * npq)
      if logarithm < t - rho { return true }
      if logarithm > t + rho { return false }
    }
    // Steps 3.3 and 3.4
    return logarithm <= logRatio(trials: n, probability: p, count: k, mode: m)
  }

  /// log(f(k)/f(m)), free of cancellation for any n to 2⁴⁰.
  ///
  /// With d = k − m and the factorials by `stirlingTail` and `excess`, what is left over is
  /// d log(1 + ε), where 1 + ε = (n − m + 1)p / (m + 1)q.
  @usableFromInline
  static func logRatio(
    trials n: Double, probability p: Double, count k: Double, mode m: Double
  ) -> Double {
    let d = k - m
    let high = (n + 2) * p
    let low = (-high).addingProduct(n + 2, p)
    let epsilon = ((high - (m + 1)) + low) / ((m + 1) * (1 - p))
    return d * .log(onePlus: epsilon) - excess(m + 1, d) - excess(n - m + 1, -d)
      + 0.5 * (.log((k + 1) / (m + 1)) + .log((n - k + 1) / (n - m + 1)))
      + (stirlingTail(m) - stirlingTail(k)) + (stirlingTail(n - m) - stirlingTail(n - k))
  }
}
