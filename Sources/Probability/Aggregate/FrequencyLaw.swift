import RealModule

/// The law of the number of claims in a compound sum, of Panjer's (a,b,0) or (a,b,1) class or given.
///
///     p(k) = (a + b/k) p(k − 1)        from k = 1 in the (a,b,0) class, from k = 2 in the (a,b,1) class
///
/// > S. A. Klugman, H. H. Panjer, G. E. Willmot. *Loss Models: From Data to Decisions*, 4th edition,
/// > chapter 6 and appendix B. Wiley, 2012. ISBN 978-1-118-31532-3.
public struct FrequencyLaw: Equatable, Sendable {
  enum Family: Equatable, Sendable {
    case poisson(mean: Double)
    case binomial(trials: Int, probability: Double)
    case negativeBinomial(size: Double, scale: Double)
    case logarithmic(scale: Double)
    case extended(size: Double, scale: Double)
    case table([Double])
  }

  let family: Family
  /// The chance of no claim, if it has been changed from the family's.
  let zero: Double?

  private init(_ family: Family, zero: Double? = nil) {
    self.family = family
    self.zero = zero
  }

  /// A Poisson number, a = 0, b = mean.
  public static func poisson(mean: Double) throws(AggregateError) -> FrequencyLaw {
    try require(mean >= 0 && mean.isFinite, "mean", mean)
    return FrequencyLaw(.poisson(mean: mean))
  }

  /// A binomial number, a = −q/(1 − q), b = −(n + 1)a.
  public static func binomial(
    trials: Int, probability: Double
  ) throws(AggregateError) -> FrequencyLaw {
    try require(trials >= 0, "trials", Double(trials))
    try require(0...1 ~= probability, "probability", probability)
    return FrequencyLaw(.binomial(trials: trials, probability: probability))
  }

  /// A negative binomial number with mean rβ and variance rβ(1 + β), a = β/(1 + β), b = (r − 1)a.
  public static func negativeBinomial(
    size r: Double, scale beta: Double
  ) throws(AggregateError) -> FrequencyLaw {
    try require(r > 0 && r.isFinite, "size", r)
    try require(beta >= 0 && beta.isFinite, "scale", beta)
    return FrequencyLaw(.negativeBinomial(size: r, scale: beta))
  }

  /// A geometric number from 0, the negative binomial of size 1.
  public static func geometric(mean: Double) throws(AggregateError) -> FrequencyLaw {
    try negativeBinomial(size: 1, scale: mean)
  }

  /// A logarithmic number from 1, p(k) = (β/(1 + β))ᵏ / (k log(1 + β)).
  public static func logarithmic(scale beta: Double) throws(AggregateError) -> FrequencyLaw {
    try require(beta > 0 && beta.isFinite, "scale", beta)
    return FrequencyLaw(.logarithmic(scale: beta))
  }

  /// An extended truncated negative binomial number from 1, for a size r between −1 and 0.
  public static func extendedTruncatedNegativeBinomial(
    size r: Double, scale beta: Double
  ) throws(AggregateError) -> FrequencyLaw {
    try require(r > -1 && r < 0, "size", r)
    try require(beta > 0 && beta.isFinite, "scale", beta)
    return FrequencyLaw(.extended(size: r, scale: beta))
  }

  /// The number that is k with probability `masses[k]`.
  public static func table(_ masses: [Double]) throws(AggregateError) -> FrequencyLaw {
    for mass in masses where !(0...1 ~= mass) { throw .notAProbability(mass) }
    let total = masses.compensatedSum()
    guard abs(total - 1) <= 1e-12 else { throw .notAProbability(total) }
    return FrequencyLaw(.table(masses))
  }

  /// The same law with the chance of 0 set to `zero` and the others changed in proportion.
  ///
  /// - Throws: `AggregateError` if `zero` is no probability, or the number is surely 0.
  public func zeroModified(_ zero: Double) throws(AggregateError) -> FrequencyLaw {
    guard 0...1 ~= zero else { throw .notAProbability(zero) }
    guard someClaim > 0 || someClaim < 0 else {
      throw .methodDoesNotFit("a number that is surely 0 has no zero-modified law")
    }
    return FrequencyLaw(family, zero: zero)
  }

  /// The same law given that the number is not 0.
  ///
  /// - Throws: `AggregateError.methodDoesNotFit` if the number is surely 0.
  public func zeroTruncated() throws(AggregateError) -> FrequencyLaw { try zeroModified(0) }

  private static func require(
    _ holds: Bool, _ name: String, _ value: Double
  ) throws(AggregateError) {
    if !holds { throw .parameterOutOfRange(name: name, value: value) }
  }
}

extension FrequencyLaw {
  /// P(N = 0) before it was modified.
  var ordinaryZero: Double {
    switch family {
    case .logarithmic, .extended: 0
    case .table(let masses): masses.first ?? 0
    default: .exp(logGenerating(excess: -1, modified: false))
    }
  }

  /// P(N > 0) before it was modified, of full accuracy where it is small.
  private var someClaim: Double {
    switch family {
    case .logarithmic, .extended, .table: 1 - ordinaryZero
    default: -.expMinusOne(logGenerating(excess: -1, modified: false))
    }
  }

  /// 1 − (1 + β)^(−r), below 0 for a size r below 0, with all digits for a small r or β.
  static func truncation(_ size: Double, _ scale: Double) -> Double {
    -.expMinusOne(-size * .log(onePlus: scale))
  }

  /// What every probability but that of 0 was multiplied by.
  var modification: Double {
    zero.map { (1 - $0) / someClaim } ?? 1
  }

  /// log E zᴺ for a real z = 1 + excess from 0, infinite where it does not exist.
  func logGenerating(excess y: Double, modified: Bool = true) -> Double {
    if modified, zero != nil {
      let value = 1 + modification * .expMinusOne(logGenerating(excess: y, modified: false))
      return .log(max(0, value))
    }
    switch family {
    case .poisson(let mean):
      return mean * y
    case .binomial(let trials, let q):
      return trials == 0 ? 0 : Double(trials) * .log(onePlus: max(-1, q * y))
    case .negativeBinomial(let size, let scale):
      return scale * y < 1 ? -size * .log(onePlus: -scale * y) : .infinity
    case .logarithmic(let scale):
      guard scale * y < 1 else { return .infinity }
      return .log(max(0, 1 - .log(onePlus: -scale * y) / .log(onePlus: scale)))
    case .extended(let size, let scale):
      guard scale * y < 1 else { return .infinity }
      let all = Self.truncation(size, scale)
      return .log(max(0, 1 + .expMinusOne(-size * .log(onePlus: -scale * y)) / all))
    case .table(let masses):
      return .log(masses.reversed().reduce(0) { $0 * (1 + y) + $1 })
    }
  }

  /// The cumulants of the number.
  public var cumulants: Cumulants {
    let (f1, f2, f3) = factorialMoments
    let c = modification
    guard zero != nil || !isOrdinary else { return ordinaryCumulants }
    return Cumulants(first: c * f1, second: c * (f2 + f1), third: c * (f3 + 3 * f2 + f1))
  }

  private var isOrdinary: Bool {
    switch family {
    case .poisson, .binomial, .negativeBinomial: true
    default: false
    }
  }

  /// The cumulants of an (a,b,0) law, without the cancellation of the moments about 0.
  private var ordinaryCumulants: Cumulants {
    switch family {
    case .binomial(let trials, let q):
      let v = Double(trials) * q * (1 - q)
      return Cumulants(mean: Double(trials) * q, variance: v, third: v * (1 - 2 * q))
    case .negativeBinomial(let size, let scale):
      let v = size * scale * (1 + scale)
      return Cumulants(mean: size * scale, variance: v, third: v * (1 + 2 * scale))
    case .poisson(let mean): return Cumulants(mean: mean, variance: mean, third: mean)
    default: return .zero
    }
  }

  /// E N, E N(N − 1) and E N(N − 1)(N − 2) before modification.
  private var factorialMoments: (Double, Double, Double) {
    switch family {
    case .poisson(let m): return (m, m * m, m * m * m)
    case .binomial(let trials, let q):
      let n = Double(trials)
      return (n * q, n * (n - 1) * q * q, n * (n - 1) * (n - 2) * q * q * q)
    case .negativeBinomial(let r, let b):
      return (r * b, r * (r + 1) * b * b, r * (r + 1) * (r + 2) * b * b * b)
    case .logarithmic(let b):
      let c = 1 / Double.log(onePlus: b)
      return (c * b, c * b * b, 2 * c * b * b * b)
    case .extended(let r, let b):
      let c = 1 / Self.truncation(r, b)
      return (c * r * b, c * r * (r + 1) * b * b, c * r * (r + 1) * (r + 2) * b * b * b)
    case .table(let masses):
      var sums = (0.0, 0.0, 0.0)
      for (index, mass) in masses.enumerated() {
        let k = Double(index)
        sums.0 += mass * k
        sums.1 += mass * k * (k - 1)
        sums.2 += mass * k * (k - 1) * (k - 2)
      }
      return sums
    }
  }

  /// Panjer's a and b, and p(1) if the recursion starts above it, or `nil` outside of the classes.
  var recursion: (a: Double, b: Double, one: Double?)? {
    switch family {
    case .poisson(let mean): return (0, mean, nil)
    case .binomial(let trials, let q):
      guard q < 1 else { return nil }
      let a = -q / (1 - q)
      return (a, -(Double(trials) + 1) * a, nil)
    case .negativeBinomial(let size, let scale):
      let a = scale / (1 + scale)
      return (a, (size - 1) * a, nil)
    case .logarithmic(let scale):
      let a = scale / (1 + scale)
      return (a, -a, a / .log(onePlus: scale))
    case .extended(let size, let scale):
      let a = scale / (1 + scale)
      let all = Self.truncation(size, scale)
      let one = size * a * .exp(-size * .log(onePlus: scale)) / all
      return (a, (size - 1) * a, one)
    case .table: return nil
    }
  }
}
