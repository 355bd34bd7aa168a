/// A fund that members pay into in advance, and that pays benefits as far as it reaches.
struct Fund: Equatable, Sendable {
  let rule: FundRule
  /// What the fund holds, in fen.
  private(set) var balance = 0
  /// What it owes the platform for qard.
  private(set) var owed = 0

  /// What one settlement of the fund comes to.
  struct Settlement: Equatable {
    /// What one claim of each group is paid.
    var paid: [Int] = []
    /// What was approved and will never be paid.
    var unpaid = 0
    var entry = Ledger.Entry()
  }

  /// An empty fund.
  init(_ rule: FundRule) { self.rule = rule }

  /// Takes the platform's capital.
  mutating func endow() -> Ledger.Entry {
    balance += rule.capital
    return closing(Ledger.Entry(capital: rule.capital))
  }

  /// Pays some of what the fund holds for the tail of a pool that is shut.
  ///
  /// - Precondition: It holds so much.
  mutating func spend(_ amount: Int) {
    precondition(0...balance ~= amount, "a fund pays at most what it holds")
    balance -= amount
  }

  /// Takes the period's contributions of all present; the wakala goes off the top, rounded half up.
  ///
  /// - Parameter members: The members of each segment.
  /// - Returns: The entry.
  mutating func contribute(_ members: [Int]) -> Ledger.Entry {
    precondition(members.count == rule.contributions.count, "members are told by segment")
    var entry = Ledger.Entry()
    entry.fundContributions = zip(members, rule.contributions).reduce(0) { $0 + $1.0 * $1.1 }
    entry.wakala = rule.wakala.of(entry.fundContributions)
    balance += entry.fundContributions - entry.wakala
    return closing(entry)
  }

  /// Pays claims with the fee: from the fund, then from qard, then cut.
  ///
  /// What is left when all claims are paid is surplus, and repays qard.
  mutating func settle(_ due: [DueClaims]) -> Settlement {
    let cost = due.reduce(0) { $0 + $1.count * $1.owed }
    var result = Settlement()
    borrow(cost + rule.fee.of(cost) - balance, &result.entry)
    let cut = ProportionalCut(
      of: due.map(\.owed), counts: due.map(\.count), to: rule.fee.amount(within: balance))
    result.paid = cut.paid
    result.unpaid = cost - cut.total
    result.entry.benefits = cut.total
    result.entry.fee = rule.fee.of(cut.total)
    result.entry.fromFund = result.entry.benefits + result.entry.fee
    balance -= result.entry.fromFund
    result.entry.qardRepaid = min(balance, owed)
    balance -= result.entry.qardRepaid
    owed -= result.entry.qardRepaid
    result.entry = closing(result.entry)
    return result
  }

  private mutating func borrow(_ missing: Int, _ entry: inout Ledger.Entry) {
    guard missing > 0, case .qard(let limit) = rule.shortage else { return }
    entry.qardDrawn = min(missing, limit.map { max(0, $0 - owed) } ?? missing)
    balance += entry.qardDrawn
    owed += entry.qardDrawn
  }

  /// Gives surplus back to members, in proportion to their contributions.
  ///
  ///     refundᵢ = ⌊surplus · cᵢ / Σ n c⌋        surplus = balance − qard owed − reserve
  ///
  /// What rounding down leaves stays in the fund.
  ///
  /// - Parameters:
  ///   - members: The members of each segment.
  ///   - reserve: What the fund keeps, in fen.
  /// - Returns: What a member of each segment gets, and the entry.
  mutating func refund(
    over members: [Int], keeping reserve: Int = 0
  ) -> (amounts: [Int], entry: Ledger.Entry) {
    precondition(members.count == rule.contributions.count, "members are told by segment")
    let surplus = max(0, balance - owed - reserve)
    let units = zip(members, rule.contributions).reduce(Int128(0)) {
      $0 + Int128($1.0) * Int128($1.1)
    }
    let amounts = rule.contributions.map {
      units == 0 ? 0 : Int(Int128(surplus) * Int128($0) / units)
    }
    var entry = Ledger.Entry()
    entry.fundRefunds = zip(members, amounts).reduce(0) { $0 + $1.0 * $1.1 }
    balance -= entry.fundRefunds
    return (amounts, closing(entry))
  }

  /// Repays what qard the fund can, and lets the platform bear the rest, when the pool shuts.
  mutating func writeOff() -> Ledger.Entry {
    var entry = Ledger.Entry()
    entry.qardRepaid = min(balance, owed)
    balance -= entry.qardRepaid
    entry.qardWrittenOff = owed - entry.qardRepaid
    owed = 0
    return closing(entry)
  }

  private func closing(_ entry: Ledger.Entry) -> Ledger.Entry {
    var entry = entry
    entry.fund = balance
    entry.qard = owed
    return entry
  }
}
