/// What a settlement may leave over for the next, as far as it is known beforehand.
///
/// Every share is rounded up to a fen, or to the minimum, so that up to a fen a payer is collected
/// beyond the need N. With n payers of equal shares it is a multiple of d = gcd(n, all amounts),
/// below n:
///
///     A' = n ⌈N/n⌉ − N ≤ n − d        N > 0
///     A' = −N ≤ A                     N ≤ 0, where nothing is asked
///
/// So the greatest surplus is known, and often it is 0: 10,000 payers share multiples of 100 yuan
/// without remainder.
struct CarriedSurplus: Equatable {
  /// The greatest possible surplus, in fen.
  private(set) var greatest = 0
  /// What every possible surplus is a multiple of; 0 if there can be none.
  private(set) var step = 0

  /// Follows a settlement that asks members.
  ///
  /// - Parameters:
  ///   - payers: Those who pay, by head.
  ///   - minimum: The least share.
  ///   - amountStep: What every possible cost with its fee is a multiple of, or 1.
  ///   - isEqual: Whether all owe the same.
  ///   - rest: The most that a cap leaves over by rounding.
  mutating func settle(payers: Int, minimum: Int, amountStep: Int, isEqual: Bool, rest: Int) {
    guard payers > 0 else {
      // Only what was carried before can pay, and it only gets less.
      if step > 0 { step = 1 }
      return
    }
    let common = isEqual && rest == 0 ? gcd(gcd(payers, amountStep), step) : 1
    let (most, overflow) = payers.multipliedReportingOverflow(by: max(1, minimum))
    greatest = max(greatest, overflow ? .max / 4 : most - common, rest)
    step = greatest == 0 ? 0 : common
  }
}

/// The greatest common divisor; that of 0 and x is x.
func gcd(_ a: Int, _ b: Int) -> Int {
  var (a, b) = (a, b)
  while b != 0 { (a, b) = (b, a % b) }
  return a
}
