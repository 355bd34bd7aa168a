import RealModule

/// The number of marked items in a draw without replacement.
///
///     P(X = k) = C(M, k) C(N − M, D − k) / C(N, D)        N items, M marked, D drawn
///
/// with mean DM/N and variance D (M/N) (1 − M/N) (N − D)/(N − 1). N may be up to 2⁴⁰.
///
/// Marked and unmarked, drawn and left, marked and drawn may change places, so that D ≤ M ≤ N/2 in
/// what follows. Below a mean of 10 a draw inverts one uniform number; from 10 up it is Stadlober's
/// ratio-of-uniforms algorithm, whose cost does not grow with the mean.
///
/// > E. Stadlober. "The ratio of uniforms approach for generating discrete random variates."
/// > *Journal of Computational and Applied Mathematics* 31 (1990), 181–189.
/// > doi:[10.1016/0377-0427(90)90349-5](https://doi.org/10.1016/0377-0427(90)90349-5)
@frozen
public struct Hypergeometric: DiscreteLaw, Equatable {
  /// The number of items N.
  public let population: Int
  /// The number of marked items M.
  public let marked: Int
  /// The number of items drawn D.
  public let drawn: Int

  /// The largest population that the law allows, 2⁴⁰.
  public static let largestPopulation = 1 << 40

  /// The law of the marked items among `drawn` items.
  ///
  /// - Throws: `ParameterError` if `population` is not in 0 ... 2⁴⁰, or `marked` or `drawn` not in
  ///   0 ... `population`.
  public init(population: Int, marked: Int, drawn: Int) throws(ParameterError) {
    func check(_ value: Int, _ parameter: String, _ limit: Int, _ allowed: String)
      throws(ParameterError)
    {
      guard 0...limit ~= value else {
        throw ParameterError(
          law: "Hypergeometric", parameter: parameter, found: Double(value), allowed: allowed)
      }
    }
    try check(population, "population", Self.largestPopulation, "from 0 to 2^40")
    try check(marked, "marked", population, "from 0 to the population, \(population)")
    try check(drawn, "drawn", population, "from 0 to the population, \(population)")
    self.population = population
    self.marked = marked
    self.drawn = drawn
  }

  /// D M / N, 0 if there are no items.
  public var mean: Double {
    population == 0 ? 0 : Double(drawn) * Double(marked) / Double(population)
  }

  /// D (M/N) (1 − M/N) (N − D)/(N − 1), 0 if there is at most one item.
  public var variance: Double {
    guard population > 1 else { return 0 }
    let size = Double(population)
    return mean * (Double(population - marked) / size)
      * (Double(population - drawn) / (size - 1))
  }

  /// Draws the number of marked items.
  ///
  /// - Complexity: O(1); below a mean of 10, O(mean + 1).
  @inlinable
  public func sample(using stream: inout Stream) -> Int {
    Self.sample(population: population, marked: marked, drawn: drawn, using: &stream)
  }
}

// MARK: - Mass and cumulative probability

extension Hypergeometric {
  /// The counts that are possible, from max(0, D + M − N) to min(D, M).
  public var support: ClosedRange<Int> {
    max(0, drawn - (population - marked))...min(drawn, marked)
  }

  /// C(M, k) C(N − M, D − k) / C(N, D).
  ///
  /// By Loader's formula as three binomial masses of the probability D/N, which cancels.
  ///
  /// - Complexity: O(1).
  public func mass(_ k: Int) -> Double {
    guard support ~= k else { return 0 }
    if support.count == 1 { return 1 }
    let p = Double(drawn) / Double(population)
    func part(_ count: Int, of items: Int) -> Double {
      Binomial(unchecked: items, probability: p).mass(count)
    }
    return part(k, of: marked) / part(drawn, of: population)
      * part(drawn - k, of: population - marked)
  }

  /// P(X ≤ k).
  ///
  /// - Complexity: O(√variance) near the mean, fewer steps further out.
  public func cumulative(_ k: Int) -> Double {
    if k < support.lowerBound { return 0 }
    if k >= support.upperBound { return 1 }
    return Double(k) < mean ? lowerTail(k) : 1 - upperTail(k + 1)
  }

  /// P(X > k), which keeps its digits where it is small.
  ///
  /// - Complexity: O(√variance) near the mean, fewer steps further out.
  public func survival(_ k: Int) -> Double {
    if k < support.lowerBound { return 1 }
    if k >= support.upperBound { return 0 }
    return Double(k) < mean ? 1 - lowerTail(k) : upperTail(k + 1)
  }

  /// P(X ≤ k) for k in the support and below the mean.
  private func lowerTail(_ count: Int) -> Double {
    let (x, y, k) = (Double(marked - count), Double(drawn - count), Double(count))
    let z = Double(population - marked - drawn + count)
    return mass(count)
      * tailSum(steps: count - support.lowerBound) {
        (k - $0) / (x + $0 + 1) * ((z - $0) / (y + $0 + 1))
      }
  }

  /// P(X ≥ k) for k in the support and above the mean.
  private func upperTail(_ count: Int) -> Double {
    let (x, y, k) = (Double(marked - count), Double(drawn - count), Double(count))
    let z = Double(population - marked - drawn + count)
    return mass(count)
      * tailSum(steps: support.upperBound - count) {
        (x - $0) / (k + $0 + 1) * ((y - $0) / (z + $0 + 1))
      }
  }

  /// The smallest k with P(X ≤ k) ≥ p.
  ///
  /// - Precondition: `p` is from 0 to 1.
  /// - Complexity: A few evaluations of `cumulative`.
  public func quantile(_ p: Double) -> Int {
    searchQuantile(p, in: support)
  }
}

// MARK: - Drawing

extension Hypergeometric {
  /// Draws the number of marked items among `drawn`, without setting a law up.
  ///
  /// Nothing is drawn from the stream if none or all are marked, or none or all are drawn.
  ///
  /// - Precondition: `population` is in 0 ... 2⁴⁰, `marked` and `drawn` in 0 ... `population`.
  /// - Complexity: O(1); below a mean of 10, O(mean + 1). Most draws of a small mean are 0, and cost
  ///   one word, a division and a comparison.
  @inlinable @inline(__always)
  public static func sample(
    population: Int, marked: Int, drawn: Int, using stream: inout Stream
  ) -> Int {
    precondition(
      0...(1 << 40) ~= population, "a population should be from 0 to 2^40, but is \(population)")
    precondition(0...population ~= marked, "\(marked) of \(population) cannot be marked")
    precondition(0...population ~= drawn, "\(drawn) of \(population) cannot be drawn")
    // X of (N, M, D) is D − X of (N, N − M, D) and M − X of (N, M, N − D).
    let rarer = min(marked, population - marked)
    let fewer = min(drawn, population - drawn)
    let count = reduced(
      population: population, marked: max(rarer, fewer), drawn: min(rarer, fewer), using: &stream)
    switch (rarer == marked, fewer == drawn) {
    case (true, true): return count
    case (true, false): return marked - count
    case (false, true): return drawn - count
    case (false, false): return drawn - (population - marked) + count
    }
  }

  /// Draws for D ≤ M ≤ N/2.
  @inlinable @inline(__always)
  static func reduced(
    population: Int, marked: Int, drawn: Int, using stream: inout Stream
  ) -> Int {
    if drawn == 0 { return 0 }
    let mean = Double(drawn) * Double(marked) / Double(population)
    if mean >= 10 {
      return rejected(population: population, marked: marked, drawn: drawn, using: &stream)
    }
    // P(X > 0) is at most the mean, so this settles most draws of a small mean.
    let u = stream.fineUniform()
    if u >= mean { return 0 }
    return inverted(
      population: Double(population), marked: Double(marked), drawn: Double(drawn), at: u)
  }

  /// Inverts the law from above: the smallest k with P(X > k) ≤ u.
  ///
  /// As in `Binomial`, a u below 2⁻³⁰ goes to a sum that starts at the thin end.
  @usableFromInline
  static func inverted(
    population: Double, marked: Double, drawn: Double, at u: Double
  ) -> Int {
    var mass = probabilityOfNone(population: population, marked: marked, drawn: drawn)
    if u < 0x1p-30 {
      return invertedFarOut(
        none: mass, population: population, marked: marked, drawn: drawn, at: u)
    }
    var rest = 1 - mass - u
    if rest <= 0 { return 0 }
    let excluded = population - marked - drawn
    var k = 1.0
    while true {
      mass *= (marked - k + 1) * (drawn - k + 1) / (k * (excluded + k))
      if rest <= mass || k == drawn { return Int(k) }
      rest -= mass
      k += 1
    }
  }

  /// Inverts the law from above where u is small, with an error that is small against u.
  static func invertedFarOut(
    none: Double, population: Double, marked: Double, drawn: Double, at u: Double
  ) -> Int {
    let excluded = population - marked - drawn
    let mean = drawn * marked / population
    var masses = [none]
    while Double(masses.count) <= drawn {
      let k = Double(masses.count)
      let ratio = (marked - k + 1) * (drawn - k + 1) / (k * (excluded + k))
      let mass = masses[masses.count - 1] * ratio
      if k > mean + 1, mass < u * 0x1p-60 { break }
      masses.append(mass)
    }
    var above = 0.0
    for k in masses.indices.reversed() {
      above += masses[k]
      if above > u { return k }
    }
    return 0
  }

  /// P(X = 0), the product of (N − M − i)/(N − i) over i < D.
  static func probabilityOfNone(population: Double, marked: Double, drawn: Double) -> Double {
    if drawn <= 20 {
      // Each product is below 2⁸⁰⁰.
      let plain = population - marked
      var (over, under) = (1.0, 1.0)
      var i = 0.0
      while i < drawn {
        over *= plain - i
        under *= population - i
        i += 1
      }
      return over / under
    }
    return .exp(logNone(population: population, marked: marked, drawn: drawn))
  }

  /// log P(X = 0) = log((N − M)! / (N − M − D)!) − log(N! / (N − D)!).
  ///
  /// Both are written from their upper ends with d = −D, by `stirlingTail` and `excess`. The two
  /// excesses are near D²/2N, and a D ≤ M with DM/N < 10 keeps them below 5 or so.
  static func logNone(population: Double, marked: Double, drawn: Double) -> Double {
    let plain = population - marked
    let left = population - drawn
    let neither = plain - drawn
    return drawn * .log(onePlus: -marked / (population + 1))
      + excess(plain + 1, -drawn) * -1 + excess(population + 1, -drawn)
      + 0.5 * (.log(onePlus: -drawn / (plain + 1)) - .log(onePlus: -drawn / (population + 1)))
      + (stirlingTail(plain) - stirlingTail(neither))
      - (stirlingTail(population) - stirlingTail(left))
  }

  /// Algorithm HRUA for a mean of 10 or more, its letters as in NumPy's and Stadlober's programs.
  ///
  /// NumPy cuts the tail 16 standard deviations above the mean. Here only the support ends it.
  @usableFromInline
  static func rejected(
    population: Int, marked: Int, drawn: Int, using stream: inout Stream
  ) -> Int {
    let (size, good, sample) = (Double(population), Double(marked), Double(drawn))
    let p = good / size
    let a = sample * p + 0.5
    let c = ((size - sample) * sample * p * (1 - p) / (size - 1) + 0.5).squareRoot()
    // 2 √(2/e) and 3 − 2 √(3/e), which make the rectangle just hold the region.
    let h = 1.7155277699214135 * c + 0.8989161620588988
    let law = LogRatio(population: population, marked: marked, drawn: drawn)
    while true {
      let u = stream.uniform()
      let v = stream.uniform()
      let x = a + h * (v - 0.5) / u
      if x < 0 || x >= sample + 1 { continue }
      let k = Double(Int(x))
      if u * (4 - u) - 3 <= law.lowerBound(k) { return Int(k) }
      let t = law(k)
      if u * (4 - u) - 3 <= t { return Int(k) }
      if u * (u - t) >= 1 { continue }
      if 2 * .log(u) <= t { return Int(k) }
    }
  }

  /// log(f(k)/f(m)) for the mode m, free of cancellation for any population to 2⁴⁰.
  ///
  /// With d = k − m and the four factorials by `stirlingTail` and `excess`, what is left over is
  /// d log(1 + ε), where 1 + ε = (M − m + 1)(D − m + 1) / (m + 1)(B + 1) and B = N − M − D + m. The
  /// numerator of ε is a difference of integers near 2⁸⁰, and is small: arithmetic modulo 2⁶⁴ finds
  /// it exactly.
  struct LogRatio {
    /// The mode.
    let m: Double
    /// The other three counts of the 2 × 2 table at the mode: M − m, D − m, N − M − D + m.
    let others: (Double, Double, Double)
    let logOfRest: Double
    /// Of what `lowerBound` is made: the coefficients of d, d² and d³, and of d² and d⁴ in what the
    /// rest can take away; and the largest |d| that it holds for.
    private let bound: (linear: Double, square: Double, cube: Double, loss: Double, fourth: Double)
    private let reach: Double

    init(population: Int, marked: Int, drawn: Int) {
      let expected = (Double(drawn) + 1) * (Double(marked) + 1) / (Double(population) + 2)
      let mode = Int(expected)
      let (x, y, z) = (marked - mode, drawn - mode, population - marked - drawn + mode)
      m = Double(mode)
      others = (Double(x), Double(y), Double(z))
      let difference = (x + 1) &* (y + 1) &- (mode + 1) &* (z + 1)
      logOfRest = .log(onePlus: Double(difference) / ((m + 1) * (others.2 + 1)))
      let (a, b) = (1 / (m + 1), 1 / (others.2 + 1))
      let (e, g) = (1 / (others.0 + 1), 1 / (others.1 + 1))
      let squares = a * a + b * b + e * e + g * g
      bound = (
        logOfRest + (a + b - e - g) / 2, (a + b + e + g) / -2,
        (a * a + b * b - e * e - g * g) / 6, squares / 2,
        (a * a * a + b * b * b + e * e * e + g * g * g) / 9
      )
      reach = 0.25 / max(a, b, e, g)
    }

    /// A bound that the logarithm is not below, good to some d²/X² and d⁴/X³ in the smallest count X
    /// at the mode, without a logarithm.
    ///
    /// Each of the four counts adds, with r = ±d/X and |r| ≤ ¼, X((1 + r) log(1 + r) − r), which is
    /// X(r²/2 − r³/6) and from 0 to Xr⁴/9 more; ½ log(1 + r), which is not below r/2 − r²/3; and
    /// two terms of `stirlingTail`, which differ by less than |r|/9X ≤ r²/9.
    func lowerBound(_ k: Double) -> Double {
      let d = k - m
      if abs(d) > reach { return -.infinity }
      let squared = d * d
      return d * bound.linear + squared * (bound.square + d * bound.cube)
        - squared * (bound.loss + squared * bound.fourth)
    }

    func callAsFunction(_ k: Double) -> Double {
      let d = k - m
      let (x, y, z) = others
      let quadratic =
        excess(m + 1, d) + excess(x + 1, -d) + excess(y + 1, -d) + excess(z + 1, d)
      let ratio =
        (k + 1) * (x - d + 1) * (y - d + 1) * (z + d + 1) / ((m + 1) * (x + 1) * (y + 1) * (z + 1))
      let tails =
        stirlingTail(m) + stirlingTail(x) + stirlingTail(y) + stirlingTail(z)
      return d * logOfRest - quadratic + 0.5 * .log(ratio) + tails
        - (stirlingTail(k) + stirlingTail(x - d) + stirlingTail(y - d) + stirlingTail(z + d))
    }
  }
}
