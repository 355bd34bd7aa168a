/// A law on scattered points, such as what is left of a lattice after rounding, with its error.
public struct DiscretePoints: PointMassLaw, Equatable {
  /// The points in units, strictly ascending.
  public let values: [Int]
  /// The probabilities of the points.
  public let masses: [Double]
  /// The most by which the probability of any set of the points is wrong.
  public let error: Double
  /// The probability above the last point, 0 if it cannot be told from the error.
  public let beyond: Double
  /// The cumulants of the whole law, if they are known.
  public let cumulants: Cumulants?

  init(values: [Int], masses: [Double], error: Double, complete: Bool) {
    assert(zip(values, values.dropFirst()).allSatisfy { $0 < $1 }, "points should ascend")
    self.values = values
    self.masses = masses
    self.error = min(1, error)
    let lacking = complete ? 0 : 1 - masses.compensatedSum()
    beyond = lacking > error ? lacking : 0
    let known = BarePoints(values: values, masses: masses)
    cumulants = beyond == 0 ? known.cumulantsOfPoints() : nil
  }

  /// The number of points.
  public var count: Int { values.count }

  /// The point with this number, in units.
  public func value(at index: Int) -> Int { values[index] }

  /// The probability of the point with this number.
  public func mass(at index: Int) -> Double { masses[index] }

  /// The number of the last point at or below `value`, or −1.
  public func lastIndex(atOrBelow value: Int) -> Int {
    BarePoints.lastIndex(in: values, atOrBelow: value)
  }

  /// The same law on the coarsest lattice that holds all points.
  ///
  /// - Throws: `AggregateError.gridTooLarge` if that has more than `limit` points.
  public func onLattice(limit: Int = 1 << 24) throws(AggregateError) -> LatticeLaw {
    guard let first = values.first, let last = values.last else {
      throw .methodDoesNotFit("a law without points has no lattice")
    }
    var step = 0
    for value in values { step = greatestCommonDivisor(step, value - first) }
    step = max(step, 1)
    let points = (last - first) / step + 1
    guard points <= limit else { throw .gridTooLarge(points: points, limit: limit) }
    var masses = [Double](repeating: 0, count: points)
    for (value, mass) in zip(values, self.masses) { masses[(value - first) / step] = mass }
    return LatticeLaw(
      step: step, offset: first, masses: masses, error: error, complete: beyond == 0,
      cumulants: cumulants)
  }
}

private struct BarePoints: PointMassLaw {
  let values: [Int]
  let masses: [Double]
  var error: Double { 0 }
  var beyond: Double { 0 }
  var cumulants: Cumulants? { nil }
  var count: Int { values.count }
  func value(at index: Int) -> Int { values[index] }
  func mass(at index: Int) -> Double { masses[index] }
  func lastIndex(atOrBelow value: Int) -> Int { Self.lastIndex(in: values, atOrBelow: value) }

  static func lastIndex(in values: [Int], atOrBelow value: Int) -> Int {
    var (low, high) = (0, values.count)
    while low < high {
      let middle = (low + high) / 2
      if values[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }
}

/// The greatest common divisor, never negative; that of 0 and x is the magnitude of x.
func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
  var (a, b) = (abs(a), abs(b))
  while b != 0 { (a, b) = (b, a % b) }
  return a
}
