/// The money that pays a tail: what the pool still holds, then the platform's up to its budget.
struct TailPurse: Equatable, Sendable {
  /// The surplus carried into the tail.
  private(set) var surplus: Int
  /// What a fund still holds, when its qard is repaid or written off.
  private(set) var fund: Int
  /// The float that is not refunded.
  private(set) var float: Int
  /// What the platform will still pay, or `nil` for all that it takes.
  private(set) var budget: Int?

  /// What one settlement of the tail comes to.
  struct Payment: Equatable {
    /// What one claim of each group is paid; it is final.
    var paid: [Int]
    /// What was approved and will never be paid.
    var unpaid: Int
    var entry = Ledger.Entry()
  }

  /// The money that a tail starts with, in fen.
  ///
  /// - Precondition: Nothing is negative.
  init(surplus: Int = 0, fund: Int = 0, float: Int = 0, budget: Int?) {
    precondition(min(surplus, fund, float, budget ?? 0) >= 0, "a purse holds no debts")
    self.surplus = surplus
    self.fund = fund
    self.float = float
    self.budget = budget
  }

  /// Pays the claims of a settlement, without fee; what exceeds the money cuts them in proportion.
  mutating func pay(_ due: [DueClaims]) -> Payment {
    let cost = due.reduce(0) { $0 + $1.count * $1.owed }
    let own = surplus + fund + float
    let money = budget.map { $0 > Int.max - own ? .max : own + $0 } ?? .max
    let cut = ProportionalCut(of: due.map(\.owed), counts: due.map(\.count), to: money)
    var payment = Payment(paid: cut.paid, unpaid: cost - cut.total)
    var left = cut.total
    func take(_ purse: inout Int) -> Int {
      let part = min(purse, left)
      purse -= part
      left -= part
      return part
    }
    _ = take(&surplus)
    payment.entry.fromFund = take(&fund)
    payment.entry.released = take(&float)
    payment.entry.platform = left
    budget = budget.map { $0 - left }
    payment.entry.benefits = cut.total
    payment.entry.surplus = surplus
    payment.entry.fund = fund
    payment.entry.float = float
    return payment
  }
}
