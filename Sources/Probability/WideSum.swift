/// An unsigned whole number of 256 bits, wide enough for any sum of squares that a tally can meet.
struct WideSum: Hashable, Sendable {
  var high: UInt128 = 0
  var low: UInt128 = 0

  /// Adds a number.
  mutating func add(_ term: UInt128) {
    let (sum, carried) = low.addingReportingOverflow(term)
    low = sum
    if carried { high += 1 }
  }

  /// Adds a number as wide.
  mutating func add(_ other: WideSum) {
    add(other.low)
    high += other.high
  }

  /// The product of two numbers, which always fits.
  static func product(_ a: UInt128, _ b: UInt128) -> WideSum {
    let (high, low) = a.multipliedFullWidth(by: b)
    return WideSum(high: high, low: low)
  }

  /// The number times a factor.
  ///
  /// - Precondition: The product is below 2²⁵⁶.
  func multiplied(by factor: UInt128) -> WideSum {
    let (carried, lower) = low.multipliedFullWidth(by: factor)
    return WideSum(high: high * factor + carried, low: lower)
  }

  /// How much larger the number is than another.
  ///
  /// - Precondition: It is not smaller.
  func minus(_ other: WideSum) -> WideSum {
    let (lower, borrowed) = low.subtractingReportingOverflow(other.low)
    return WideSum(high: high - other.high - (borrowed ? 1 : 0), low: lower)
  }

  /// Whether the number is smaller than another.
  static func < (a: WideSum, b: WideSum) -> Bool { (a.high, a.low) < (b.high, b.low) }

  /// The nearest double, to within two units in the last place.
  var double: Double { Double(high) * 0x1p128 + Double(low) }
}
