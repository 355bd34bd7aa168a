/// A law on the lattice offset + step·k, k = 0, 1, 2, …, in whole units, with a bound on its error.
///
///     P(S = offset + step·k) = masses[k]
///
/// The bound covers all that was cut, aliased or rounded away on the way here, and every operation
/// adds its own: the probability of any set of lattice points from the first to the last is right to
/// within `error`. It is absolute, so a mass below it may be noise; `exceedance(of:beyond:)` finds a
/// far tail to full relative accuracy.
public struct LatticeLaw: PointMassLaw, Equatable {
  /// The distance of neighbouring points, in units.
  public let step: Int
  /// The lowest point, in units.
  public let offset: Int
  /// The probabilities of the points, none negative.
  public let masses: [Double]
  /// The most by which the probability of any set of the points is wrong.
  public let error: Double
  /// The probability above the last point, 0 if it cannot be told from the error.
  public let beyond: Double
  /// The cumulants of the whole law, if they are known.
  public let cumulants: Cumulants?

  /// The law that is exactly this, with nothing beyond it.
  ///
  /// - Throws: `AggregateError.notAProbability` if a mass is negative or not finite, or if their sum
  ///   is further than 10⁻¹² from 1.
  /// - Precondition: `step` is positive.
  public init(step: Int = 1, offset: Int = 0, masses: [Double]) throws(AggregateError) {
    for mass in masses where !(mass >= 0 && mass.isFinite) { throw .notAProbability(mass) }
    let total = masses.compensatedSum()
    guard abs(total - 1) <= 1e-12 else { throw .notAProbability(total) }
    self.init(
      step: step, offset: offset, masses: masses, error: abs(total - 1), complete: true,
      cumulants: nil)
  }

  /// The law with these masses as a computation left them.
  ///
  /// A negative mass can only be rounding, which the error covers already, and is set to 0: the
  /// truth is not negative, so that this only brings the law nearer to it.
  ///
  /// If `complete`, nothing but an amount within `error` lies beyond the masses, and otherwise what
  /// they lack to 1 does. The `cumulants` are those of the whole law; if they are `nil` and nothing
  /// lies beyond, those of the masses.
  init(
    step: Int, offset: Int, masses: [Double], error: Double, complete: Bool, cumulants: Cumulants?
  ) {
    precondition(step > 0, "a lattice's step should be positive, but is \(step)")
    assert(error >= 0, "an error bound of \(error)")
    self.step = step
    self.offset = offset
    self.masses = masses.contains { $0 < 0 } ? masses.map { max(0, $0) } : masses
    self.error = min(1, error)
    let lacking = complete ? 0 : 1 - self.masses.compensatedSum()
    beyond = lacking > error ? lacking : 0
    if let cumulants {
      self.cumulants = cumulants
    } else {
      let bare = BarePoints(step: step, offset: offset, masses: self.masses)
      self.cumulants = beyond == 0 ? bare.cumulantsOfPoints() : nil
    }
  }

  /// The law of a constant.
  public static func constant(_ value: Int) -> LatticeLaw {
    LatticeLaw(
      step: 1, offset: value, masses: [1], error: 0, complete: true,
      cumulants: Cumulants(mean: Double(value), variance: 0, third: 0))
  }

  /// The number of points.
  public var count: Int { masses.count }

  /// The highest point, in units.
  public var top: Int { offset + step * (masses.count - 1) }

  /// The point with this number, in units.
  public func value(at index: Int) -> Int { offset + step * index }

  /// The probability of the point with this number.
  public func mass(at index: Int) -> Double { masses[index] }

  /// The number of the last point at or below `value`, or −1.
  public func lastIndex(atOrBelow value: Int) -> Int {
    value < offset ? -1 : min(masses.count - 1, (value - offset) / step)
  }
}

/// Masses on a lattice and no more, for what has to be known before the law stands.
private struct BarePoints: PointMassLaw {
  let step: Int
  let offset: Int
  let masses: [Double]
  var error: Double { 0 }
  var beyond: Double { 0 }
  var cumulants: Cumulants? { nil }
  var count: Int { masses.count }
  func value(at index: Int) -> Int { offset + step * index }
  func mass(at index: Int) -> Double { masses[index] }
  func lastIndex(atOrBelow value: Int) -> Int {
    value < offset ? -1 : min(masses.count - 1, (value - offset) / step)
  }
}

extension LatticeLaw {
  /// The law of `factor` times the quantity.
  ///
  /// - Precondition: `factor` is positive.
  public func scaled(by factor: Int) -> LatticeLaw {
    precondition(factor > 0, "a factor should be positive, but is \(factor)")
    return LatticeLaw(
      step: step * factor, offset: offset * factor, masses: masses, error: error,
      complete: beyond == 0, cumulants: cumulants?.scaled(by: Double(factor)))
  }

  /// The law of the quantity and a constant together.
  public func shifted(by constant: Int) -> LatticeLaw {
    var moved = cumulants
    moved?.mean += Double(constant)
    return LatticeLaw(
      step: step, offset: offset + constant, masses: masses, error: error, complete: beyond == 0,
      cumulants: moved)
  }

  /// The law of f(S) for a function that never falls.
  ///
  /// Exact: the masses of points with the same image are added, and nothing is rounded but the sums.
  ///
  /// - Precondition: `f` does not fall from one point to the next.
  /// - Complexity: O(*n*), where *n* is the number of points.
  public func mapped(_ f: (Int) -> Int) -> DiscretePoints {
    var values: [Int] = []
    var sums: [CompensatedSum] = []
    for index in 0..<count {
      let image = f(value(at: index))
      precondition(image >= values.last ?? .min, "a law is mapped through a function that falls")
      if values.last != image {
        values.append(image)
        sums.append(CompensatedSum())
      }
      sums[sums.count - 1].add(masses[index])
    }
    return DiscretePoints(
      values: values, masses: sums.map(\.value), error: error, complete: beyond == 0)
  }

  /// The same law without the ends that hold at most `mass` each, which goes to the error.
  ///
  /// - Complexity: O(*n*), where *n* is the number of points.
  public func trimmed(to mass: Double = 1e-18) -> LatticeLaw {
    var (first, last) = (0, count - 1)
    var (below, above) = (0.0, 0.0)
    while first < last, below + masses[first] <= mass {
      below += masses[first]
      first += 1
    }
    while beyond == 0, last > first, above + masses[last] <= mass {
      above += masses[last]
      last -= 1
    }
    guard first > 0 || last < count - 1 else { return self }
    return LatticeLaw(
      step: step, offset: value(at: first), masses: Array(masses[first...last]),
      error: error + below + above, complete: beyond == 0, cumulants: cumulants)
  }
}
