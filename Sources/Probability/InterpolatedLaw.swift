/// An empirical law, given as a table and even between its points.
///
///     F(x) = Fᵢ + (Fᵢ₊₁ − Fᵢ) (x − xᵢ) / (xᵢ₊₁ − xᵢ)        xᵢ ≤ x ≤ xᵢ₊₁
///
/// Actuaries call it the ogive of grouped data.
public struct InterpolatedLaw: ContinuousLaw, Equatable {
  /// The points x₀ < x₁ < … < xₖ, in X's unit.
  public let points: [Double]
  /// The probabilities P(X ≤ xᵢ), from 0 to 1.
  public let probabilities: [Double]

  /// The law through these points of the distribution function.
  ///
  /// - Throws: ``ParameterError`` unless the points are finite and ascend, and the probabilities
  ///   begin with 0, never fall, and end with 1.
  /// - Precondition: There are as many probabilities as points, and at least 2.
  public init(points: [Double], probabilities: [Double]) throws(ParameterError) {
    precondition(
      points.count == probabilities.count && points.count >= 2,
      "\(points.count) points have \(probabilities.count) probabilities")
    func refuse(_ name: String, _ i: Int, _ found: Double, _ allowed: String) -> ParameterError {
      ParameterError(
        law: "InterpolatedLaw", parameter: "\(name)[\(i)]", found: found, allowed: allowed)
    }
    let last = points.count - 1
    for i in 0...last {
      let (x, f) = (points[i], probabilities[i])
      guard x.isFinite else { throw refuse("points", i, x, "finite") }
      guard i == 0 || x > points[i - 1] else { throw refuse("points", i, x, "above the last") }
      guard i != 0 || f == 0 else { throw refuse("probabilities", i, f, "0") }
      guard i != last || f == 1 else { throw refuse("probabilities", i, f, "1") }
      guard f <= 1, i == 0 || f >= probabilities[i - 1] else {
        throw refuse("probabilities", i, f, "at least the last and at most 1")
      }
    }
    self.points = points
    self.probabilities = probabilities
  }

  /// The law of grouped observations: how many fell between each edge and the next.
  ///
  /// - Throws: ``ParameterError`` unless the edges are finite and ascend, and the counts are not
  ///   negative and together above 0.
  /// - Precondition: There is one edge more than counts, and at least one count.
  public init(edges: [Double], counts: [Double]) throws(ParameterError) {
    precondition(
      edges.count == counts.count + 1 && !counts.isEmpty,
      "\(edges.count) edges have \(counts.count) counts")
    for (i, count) in counts.enumerated() where !(count >= 0) {
      throw ParameterError(
        law: "InterpolatedLaw", parameter: "counts[\(i)]", found: count, allowed: "0 or more")
    }
    let total = counts.reduce(0, +)
    try ParameterError.requirePositive(total, "sum of counts", of: "InterpolatedLaw")
    var sum = 0.0
    // The last sum is the total itself, added in the same order, so the last ratio is 1.
    let probabilities = counts.map { count in
      sum += count
      return sum / total
    }
    try self.init(points: edges, probabilities: [0] + probabilities)
  }

  /// The number i of the interval from xᵢ to xᵢ₊₁ that holds x, which is within the points.
  private func interval(holding x: Double) -> Int {
    firstIndex(from: 1, through: points.count - 1) { points[$0] > x } - 1
  }

  /// The first index at which a condition holds that holds from there on, and the last if none.
  private func firstIndex(from start: Int, through end: Int, where holds: (Int) -> Bool) -> Int {
    var (lower, upper) = (start, end)
    while lower < upper {
      let middle = (lower + upper) / 2
      if holds(middle) { upper = middle } else { lower = middle + 1 }
    }
    return lower
  }

  private func slope(_ i: Int) -> Double {
    (probabilities[i + 1] - probabilities[i]) / (points[i + 1] - points[i])
  }

  private var lowest: Double { points[0] }
  private var highest: Double { points[points.count - 1] }

  /// The density at `x`, at a point that of the interval to its right.
  public func density(_ x: Double) -> Double {
    lowest <= x && x < highest ? slope(interval(holding: x)) : 0
  }

  /// The probability P(X ≤ x).
  public func cumulative(_ x: Double) -> Double {
    if x <= lowest { return 0 }
    if x >= highest { return 1 }
    let i = interval(holding: x)
    return probabilities[i] + slope(i) * (x - points[i])
  }

  /// The probability P(X > x).
  public func survival(_ x: Double) -> Double {
    if x <= lowest { return 1 }
    if x >= highest { return 0 }
    let i = interval(holding: x)
    return (1 - probabilities[i + 1]) + slope(i) * (points[i + 1] - x)
  }

  /// The smallest x with P(X ≤ x) ≥ p.
  ///
  /// - Complexity: O(log *k*), where *k* is the number of points.
  public func quantile(_ p: Double) -> Double {
    checkProbability(p)
    let end = firstIndex(from: 0, through: points.count - 1) { probabilities[$0] >= p }
    guard end > 0 else { return lowest }
    let (f0, f1) = (probabilities[end - 1], probabilities[end])
    let (x0, x1) = (points[end - 1], points[end])
    return p == f1 ? x1 : min(x0 + (x1 - x0) * ((p - f0) / (f1 - f0)), x1)
  }

  /// The mean.
  public var mean: Double { limitedExpectation(.infinity) }

  /// The variance, within the intervals and between them.
  public var variance: Double {
    let mean = mean
    return sum { i, mass in
      let (width, offset) = (points[i + 1] - points[i], (points[i] + points[i + 1]) / 2 - mean)
      return mass * (width * width / 12 + offset * offset)
    }
  }

  /// The limited expectation E min(X, d).
  public func limitedExpectation(_ d: Double) -> Double {
    sum { i, mass in
      let (x0, x1) = (points[i], points[i + 1])
      if d <= x0 { return mass * d }
      let t = min(d, x1) - x0
      return mass * (x0 + t * (1 - 0.5 * t / (x1 - x0)))
    }
  }

  /// The limited second moment E min(X, d)².
  public func limitedSecondMoment(_ d: Double) -> Double {
    sum { i, mass in
      let (x0, x1) = (points[i], points[i + 1])
      if d <= x0 { return mass * d * d }
      let t = min(d, x1) - x0
      let first = t * (1 - 0.5 * t / (x1 - x0))
      let second = t * t * (1 - 2 * t / (3 * (x1 - x0)))
      return mass * (x0 * x0 + 2 * x0 * first + second)
    }
  }

  /// The sum over the intervals of a function of their number and mass.
  private func sum(_ term: (Int, Double) -> Double) -> Double {
    (0..<points.count - 1).reduce(0) { $0 + term($1, probabilities[$1 + 1] - probabilities[$1]) }
  }

  /// A draw by inversion, one word.
  public func sample(using stream: inout Stream) -> Double { quantile(stream.uniform()) }
}
