/// A rate on money, such as a fee of 8%, exact to a millionth.
///
/// A rate that is a whole number keeps money exact: 8% of 12.50 yuan is 1.00 yuan, whatever a
/// binary fraction makes of 0.08.
public struct Rate: Hashable, Comparable, Sendable {
  /// The rate in millionths, 80,000 for 8%.
  public let millionths: Int

  /// A rate of so many millionths.
  ///
  /// - Precondition: Not negative, and at most 1,000,000,000 (a thousandfold).
  public init(millionths: Int) {
    precondition(0...1_000_000_000 ~= millionths, "a rate should be 0 to 1000")
    self.millionths = millionths
  }

  /// No rate at all.
  public static let zero = Rate(millionths: 0)

  /// The rate of an amount in fen, rounded half up.
  ///
  /// - Precondition: `amount` is not negative.
  public func of(_ amount: Int) -> Int {
    precondition(amount >= 0, "a rate is taken of an amount that is not negative, not \(amount)")
    let (twice, overflow) = amount.multipliedReportingOverflow(by: 2 * millionths)
    // Dividing 128 bits takes ten times as long, and hardly any money needs them.
    if !overflow, twice <= .max - 1_000_000 { return (twice + 1_000_000) / 2_000_000 }
    return Int((Int128(amount) * Int128(millionths) * 2 + 1_000_000) / 2_000_000)
  }

  /// The largest amount that fits into `total` together with the rate of it, rounded half up.
  ///
  /// - Precondition: `total` is not negative.
  public func amount(within total: Int) -> Int {
    precondition(total >= 0, "money is not negative, but \(total) was asked about")
    let (product, overflow) = total.multipliedReportingOverflow(by: 1_000_000)
    var amount =
      overflow
      ? Int(Int128(total) * 1_000_000 / Int128(1_000_000 + millionths))
      : product / (1_000_000 + millionths)
    // The quotient is at most one fen off, because the rate is rounded to the nearest fen.
    while amount + of(amount) > total { amount -= 1 }
    while amount + 1 + of(amount + 1) <= total { amount += 1 }
    return amount
  }

  /// The rate as a fraction, 0.08 for 8%.
  public var fraction: Double { Double(millionths) / 1_000_000 }

  /// Whether a rate is lower than another.
  public static func < (left: Rate, right: Rate) -> Bool { left.millionths < right.millionths }
}
