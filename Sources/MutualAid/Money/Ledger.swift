/// The books of one replication: double entry in whole fen.
///
/// Every posting takes from one account what it gives to another, so the balances always sum to 0.
/// At each settlement the books are held against what the engine believes: every period closes each
/// account.
public struct Ledger: Equatable, Sendable {
  /// Where money is or goes.
  public enum Account: Int, CaseIterable, Sendable {
    /// Outside the pool: the members' own money.
    case members
    /// The platform's own money.
    case platform
    /// What is carried into the next period.
    case surplus
    /// Benefits paid to claimants.
    case benefits
    /// The platform's fees.
    case fees
    /// Members' balances of a prepaid pool.
    case float
    /// What a fund holds.
    case fund
    /// What the platform has lent a fund without interest; below 0 by what it is owed.
    case qard
    /// Money given back to members.
    case refunds
  }

  /// What a settlement moved, as the engine counted it.
  struct Entry: Equatable {
    var contributions = 0
    var platform = 0
    var benefits = 0
    var fee = 0
    /// The carried surplus after the settlement.
    var surplus = 0

    /// Deposits and top-ups, from members into the float.
    var deposits = 0
    /// Shares taken out of the float.
    var released = 0
    /// Balances returned to members.
    var floatRefunds = 0
    /// Float that goes to the platform.
    var forfeited = 0
    /// The float after the settlement.
    var float = 0

    /// What the platform gives a fund at the launch.
    var capital = 0
    /// Contributions into a fund.
    var fundContributions = 0
    /// The operator's part of them.
    var wakala = 0
    /// What the fund gives for benefits and fee.
    var fromFund = 0
    /// Surplus of the fund returned to members.
    var fundRefunds = 0
    /// The fund after the settlement.
    var fund = 0

    var qardDrawn = 0
    var qardRepaid = 0
    /// What the platform gives up of it.
    var qardWrittenOff = 0
    /// What the fund owes after the settlement.
    var qard = 0

    /// Past shares returned to members by the platform.
    var platformRefunds = 0
  }

  private var balances = [Int](repeating: 0, count: Account.allCases.count)

  /// Empty books.
  public init() {}

  /// The balance of an account in fen: what it has received, less what it has given.
  public subscript(account: Account) -> Int { balances[account.rawValue] }

  /// Moves money from one account to another.
  ///
  /// - Precondition: `amount` is not negative.
  public mutating func move(_ amount: Int, from payer: Account, to payee: Account) {
    precondition(amount >= 0, "a posting is not negative, but \(amount) was posted")
    // Most postings of a settlement are of nothing.
    guard amount > 0 else { return }
    balances[payer.rawValue] -= amount
    balances[payee.rawValue] += amount
  }

  /// Posts a settlement and closes the period.
  ///
  /// - Throws: `LedgerBreach` if what came in is not what went out and what is carried, in any of
  ///   the accounts that hold money.
  mutating func close(_ entry: Entry) throws(LedgerBreach) {
    post(entry)
    try check(.surplus, entry.surplus)
    try check(.float, entry.float)
    try check(.fund, entry.fund)
    try check(.qard, -entry.qard)
  }

  private func check(_ account: Account, _ balance: Int) throws(LedgerBreach) {
    guard self[account] != balance else { return }
    throw LedgerBreach(missing: self[account] - balance, account: account)
  }

  /// An entry that moves nothing: all accounts stay as they are.
  var standing: Entry {
    Entry(
      surplus: self[.surplus], float: self[.float], fund: self[.fund], qard: -self[.qard])
  }

  private mutating func post(_ entry: Entry) {
    move(entry.contributions, from: .members, to: .surplus)
    move(entry.platform, from: .platform, to: .surplus)
    move(entry.deposits, from: .members, to: .float)
    move(entry.released, from: .float, to: .surplus)
    move(entry.floatRefunds, from: .float, to: .refunds)
    move(entry.forfeited, from: .float, to: .platform)
    move(entry.capital, from: .platform, to: .fund)
    move(entry.fundContributions, from: .members, to: .fund)
    move(entry.wakala, from: .fund, to: .fees)
    move(entry.qardDrawn, from: .qard, to: .fund)
    move(entry.fromFund, from: .fund, to: .surplus)
    move(entry.qardRepaid, from: .fund, to: .qard)
    move(entry.qardWrittenOff, from: .platform, to: .qard)
    move(entry.fundRefunds, from: .fund, to: .refunds)
    move(entry.platformRefunds, from: .platform, to: .refunds)
    move(entry.benefits, from: .surplus, to: .benefits)
    move(entry.fee, from: .surplus, to: .fees)
  }
}

/// The books of a settlement do not balance: a fault of the program, never of the scenario.
struct LedgerBreach: Error, Equatable {
  /// What the books hold above what the engine believes, in fen.
  let missing: Int
  /// The account in which it shows.
  var account = Ledger.Account.surplus
}
