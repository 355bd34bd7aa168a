/// The benefits of one settlement cut to the money there is, all in the same proportion.
///
///     paid = ⌊owed · money / Σ owed⌋
///
/// Rounding down leaves less than one fen a claim unspent.
struct ProportionalCut: Equatable, Sendable {
  /// What one claim of each group is paid, in fen.
  let paid: [Int]
  /// What all claims are paid.
  let total: Int

  /// Cuts claims to the money, or pays them whole if it suffices.
  ///
  /// - Parameters:
  ///   - owed: What one claim of each group is owed.
  ///   - counts: The claims of each group.
  ///   - money: What there is.
  /// - Precondition: Nothing is negative.
  init(of owed: [Int], counts: [Int], to money: Int) {
    precondition(money >= 0, "money is not negative, but \(money) was to be shared out")
    let cost = zip(owed, counts).reduce(0) { $0 + $1.0 * $1.1 }
    paid = cost <= money ? owed : owed.map { Int(Int128($0) * Int128(money) / Int128(cost)) }
    total = zip(paid, counts).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
