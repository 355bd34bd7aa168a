/// A law on finitely many known points, in whole units, with a bound on its error.
///
/// What lies above the last point is `beyond`. It is known how much it is, but not where it lies, so
/// whatever needs its place is `nil`.
public protocol PointMassLaw: Sendable {
  /// The number of points.
  var count: Int { get }
  /// The point with this number, in whole units. Points ascend strictly.
  func value(at index: Int) -> Int
  /// The probability of the point with this number.
  func mass(at index: Int) -> Double
  /// The number of the last point at or below `value`, or −1.
  func lastIndex(atOrBelow value: Int) -> Int
  /// The most by which the probability of any set of the points is wrong.
  var error: Double { get }
  /// The probability above the last point, 0 if it cannot be told from the error.
  var beyond: Double { get }
  /// The cumulants of the whole law, if they are known.
  var cumulants: Cumulants? { get }
}

extension PointMassLaw {
  /// The mean in units, or `nil` if it is not known because of what lies beyond the last point.
  public var mean: Double? { cumulants?.mean }
  /// The variance in square units, or `nil` if it is not known.
  public var variance: Double? { cumulants?.variance }
  /// The standard deviation in units, or `nil` if it is not known.
  public var standardDeviation: Double? { cumulants?.standardDeviation }
  /// The skewness, or `nil` if it is not known.
  public var skewness: Double? { cumulants?.skewness }

  /// P(S = value).
  public func mass(of value: Int) -> Double {
    let index = lastIndex(atOrBelow: value)
    return index >= 0 && self.value(at: index) == value ? mass(at: index) : 0
  }

  /// P(S ≤ value), right to within `error`.
  ///
  /// Above the last point this is a lower bound, short by at most `beyond`.
  ///
  /// - Complexity: O(*n*), where *n* is the number of points.
  public func cumulative(_ value: Int) -> Double {
    let last = lastIndex(atOrBelow: value)
    guard last >= 0 else { return 0 }
    var total = CompensatedSum()
    for index in 0...last { total.add(mass(at: index)) }
    return min(1, total.value)
  }

  /// P(S > value), right to within `error`, summed from above so that a small one keeps its digits.
  ///
  /// - Complexity: O(*n*), where *n* is the number of points.
  public func survival(_ value: Int) -> Double {
    var total = CompensatedSum()
    total.add(beyond)
    for index in stride(from: count - 1, to: lastIndex(atOrBelow: value), by: -1) {
      total.add(mass(at: index))
    }
    return min(1, total.value)
  }

  /// The smallest points x with F(x) ≥ p for the least and the greatest F that the error allows.
  ///
  /// Between the two lies the true quantile. The upper bound is `Int.max` if the points end below
  /// it. The bounds differ when p is within `error` of the law at some point; a law that is exact
  /// (`error` 0) decides a tie by the rounded sum.
  ///
  /// - Precondition: `p` is above 0 and at most 1.
  /// - Complexity: O(*n*), where *n* is the number of points.
  public func quantileBounds(_ p: Double) -> ClosedRange<Int> {
    precondition(p > 0 && p <= 1, "a quantile's level should be above 0 and at most 1, not \(p)")
    var total = CompensatedSum()
    var low: Int?
    for index in 0..<count {
      total.add(mass(at: index))
      if low == nil, total.value >= p - error { low = value(at: index) }
      if total.value >= p + error { return (low ?? value(at: index))...value(at: index) }
    }
    return (low ?? (count == 0 ? .max : value(at: count - 1)))...(.max)
  }

  /// The smallest point x with F(x) ≥ p, or `nil` if the error leaves it open.
  ///
  /// - Precondition: `p` is above 0 and at most 1.
  /// - Complexity: O(*n*), where *n* is the number of points.
  public func quantile(_ p: Double) -> Int? {
    let bounds = quantileBounds(p)
    return bounds.lowerBound == bounds.upperBound ? bounds.lowerBound : nil
  }

  /// E min(S, limit), in units, or `nil` if something lies beyond the points and below the limit.
  ///
  /// The error is at most `error` times the distance from the lowest point to the limit.
  ///
  /// - Complexity: O(*n*), where *n* is the number of points.
  public func limitedExpectation(_ limit: Int) -> Double? {
    guard count > 0 else { return nil }
    guard limit <= value(at: count - 1) || beyond == 0 else { return nil }
    // The expected shortfall below the limit, so that the mass beyond counts as the limit itself.
    var shortfall = CompensatedSum()
    for index in stride(from: 0, through: lastIndex(atOrBelow: limit), by: 1) {
      shortfall.add(mass(at: index) * Double(limit - value(at: index)))
    }
    return Double(limit) - shortfall.value
  }

  /// E (S − retention)⁺, in units, or `nil` if it is not known because of what lies beyond.
  ///
  /// Summed over the points above the retention. If mass lies beyond the last point, its part is
  /// what the points lack of the known mean.
  ///
  /// - Complexity: O(*n*), where *n* is the number of points.
  public func stopLoss(_ retention: Int) -> Double? {
    if beyond > 0 {
      guard let mean, let limited = limitedExpectation(retention) else { return nil }
      return max(0, mean - limited)
    }
    var excess = CompensatedSum()
    for index in stride(from: count - 1, to: lastIndex(atOrBelow: retention), by: -1) {
      excess.add(mass(at: index) * Double(value(at: index) - retention))
    }
    return excess.value
  }

  /// The expectation in the worst `1 − level` of cases, or `nil` if it is not known.
  ///
  /// Larger is worse. With q the quantile at the level:
  ///
  ///     CTE(p) = q + E(S − q)⁺ / (1 − p)
  ///
  /// which splits the atom at q. As a function of q it is smallest there, so that an open quantile
  /// does no harm.
  ///
  /// > R. T. Rockafellar, S. Uryasev. "Conditional value-at-risk for general loss distributions."
  /// > *Journal of Banking & Finance* 26 (2002), 1443–1471.
  /// > doi:[10.1016/S0378-4266(02)00271-6](https://doi.org/10.1016/S0378-4266(02)00271-6)
  ///
  /// - Precondition: `level` is at least 0 and below 1.
  public func tailExpectation(_ level: Double) -> Double? {
    precondition(level >= 0 && level < 1, "a level should be at least 0 and below 1, not \(level)")
    guard level > 0 else { return mean }
    let quantile = quantileBounds(level).lowerBound
    guard quantile < .max, let excess = stopLoss(quantile) else { return nil }
    return Double(quantile) + excess / (1 - level)
  }
}

extension PointMassLaw {
  /// The cumulants of the points as they stand.
  ///
  /// Moments are taken about the mean, so that a large offset costs no digits.
  func cumulantsOfPoints() -> Cumulants {
    var total = CompensatedSum()
    var first = CompensatedSum()
    for index in 0..<count {
      total.add(mass(at: index))
      first.add(mass(at: index) * Double(value(at: index)))
    }
    guard total.value > 0 else { return .zero }
    let mean = first.value / total.value
    var second = CompensatedSum()
    var third = CompensatedSum()
    for index in 0..<count {
      let distance = Double(value(at: index)) - mean
      second.add(mass(at: index) * distance * distance)
      third.add(mass(at: index) * distance * distance * distance)
    }
    return Cumulants(
      mean: mean, variance: second.value / total.value, third: third.value / total.value)
  }
}
