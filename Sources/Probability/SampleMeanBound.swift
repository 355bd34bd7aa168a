import RealModule

/// How likely the mean of many independent copies of a quantity is to lie far from its expectation.
///
///     log P(X̄ₙ ≥ x) ≤ −n sup_θ (θx − K(θ))        K(θ) = log E exp(θX), θ ≥ 0, x ≥ E X
///
/// The bound holds for every n and every law, so that a test built on it keeps the risk it states.
/// Where a normal approximation holds as well, it asks for a deviation of 5 standard errors where
/// that would ask for 4.6: the price of the certainty.
///
/// > H. Chernoff. "A measure of asymptotic efficiency for tests of a hypothesis based on the sum of
/// > observations." *Annals of Mathematical Statistics* 23 (1952), 493–507.
/// > doi:[10.1214/aoms/1177729330](https://doi.org/10.1214/aoms/1177729330)
public struct SampleMeanBound: Sendable {
  /// The expectation of the quantity.
  public let mean: Double
  /// The standard deviation of the quantity.
  public let standardDeviation: Double
  /// The points as distances from the mean in standard deviations, ascending.
  private let distances: [Double]
  private let masses: [Double]

  /// A quantity with these values.
  ///
  /// - Parameters:
  ///   - values: The values, in any order.
  ///   - masses: Their probabilities, which sum to 1 or so; what they lack is divided out.
  /// - Precondition: Both have the same length, no mass is negative, and one is positive.
  public init(values: [Double], masses: [Double]) {
    precondition(values.count == masses.count, "every value has a mass")
    let points = zip(values, masses).filter { $0.1 > 0 }.sorted { $0.0 < $1.0 }
    let total = points.map(\.1).compensatedSum()
    precondition(total > 0, "a law has at least one value")
    let mean = points.map { $0.0 * $0.1 }.compensatedSum() / total
    let variance =
      points.map { ($0.0 - mean) * ($0.0 - mean) * $0.1 }.compensatedSum() / total
    let deviation = points.count > 1 ? variance.squareRoot() : 0
    self.mean = mean
    standardDeviation = deviation
    distances = points.map { deviation > 0 ? ($0.0 - mean) / deviation : 0 }
    self.masses = points.map { $0.1 / total }
  }

  /// How many standard errors the mean of so many copies lies from the expectation.
  ///
  /// - Returns: An infinity for a constant whose mean is another.
  /// - Precondition: `copies` is positive.
  public func score(of value: Double, copies: Int) -> Double {
    precondition(copies > 0, "a mean is of at least one copy")
    if isExpectation(value) { return 0 }
    return (value - mean) / standardDeviation * Double(copies).squareRoot()
  }

  /// A bound on the logarithm of the probability of a mean of at least `value`.
  ///
  /// - Returns: 0 at and below the expectation; −∞ above the greatest value.
  /// - Complexity: O(*n*) for *n* points, some hundred times.
  public func logProbability(ofMeanAtLeast value: Double, copies: Int) -> Double {
    if isExpectation(value) || value < mean { return 0 }
    return -Double(copies) * rate(at: (value - mean) / standardDeviation, sign: 1)
  }

  /// A bound on the logarithm of the probability of a mean of at most `value`, likewise.
  public func logProbability(ofMeanAtMost value: Double, copies: Int) -> Double {
    if isExpectation(value) || value > mean { return 0 }
    return -Double(copies) * rate(at: (mean - value) / standardDeviation, sign: -1)
  }

  /// Whether a value is the expectation as nearly as rounding can tell.
  private func isExpectation(_ value: Double) -> Bool {
    abs(value - mean) <= 1e-12 * max(abs(mean), abs(value), standardDeviation)
  }

  /// The rate function at a distance y > 0 above the mean of ±X, in standard deviations.
  private func rate(at y: Double, sign: Double) -> Double {
    let end = sign > 0 ? distances.last ?? 0 : -(distances.first ?? 0)
    if y > end * (1 + 1e-12) { return .infinity }
    var high = 1.0
    while high < 0x1p40, tilted(high, sign: sign).mean < y { high *= 2 }
    var low = 0.0
    for _ in 0..<60 {
      let middle = 0.5 * (low + high)
      if tilted(middle, sign: sign).mean < y { low = middle } else { high = middle }
    }
    // Every θ gives a bound; the best one is as near as it needs to be.
    return max(0, low * y - tilted(low, sign: sign).logMoment)
  }

  /// K(θ) and K'(θ) of ±X in standard deviations.
  private func tilted(_ theta: Double, sign: Double) -> (logMoment: Double, mean: Double) {
    let end = sign > 0 ? distances.last ?? 0 : -(distances.first ?? 0)
    var (zeroth, first) = (0.0, 0.0)
    for (distance, mass) in zip(distances, masses) {
      let weight = mass * .exp(theta * (sign * distance - end))
      zeroth += weight
      first += weight * sign * distance
    }
    return (theta * end + .log(zeroth), first / zeroth)
  }
}

extension SampleMeanBound {
  /// A bound on the logarithm of the probability of at least `hits` hits in so many trials.
  ///
  ///     log P(K ≥ k) ≤ −n (q log(q/p) + (1 − q) log((1 − q)/(1 − p)))        q = k/n ≥ p
  ///
  /// - Returns: 0 for no more hits than are expected; −∞ for hits where none are possible.
  public static func logProbability(
    ofHitsAtLeast hits: Int, trials: Int, probability: Double
  ) -> Double {
    let (k, n, p) = (Double(hits), Double(trials), min(max(probability, 0), 1))
    guard k > n * p else { return 0 }
    guard p > 0 else { return -.infinity }
    // A rounding above the expectation is none.
    return min(0, -(term(k, n * p) + term(n - k, n * (1 - p))))
  }

  /// A bound on the logarithm of the probability of at most `hits` hits, likewise.
  public static func logProbability(
    ofHitsAtMost hits: Int, trials: Int, probability: Double
  ) -> Double {
    logProbability(
      ofHitsAtLeast: trials - hits, trials: trials, probability: 1 - min(max(probability, 0), 1))
  }

  private static func term(_ found: Double, _ expected: Double) -> Double {
    found > 0 ? found * .log(found / expected) : 0
  }
}
