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
  }

  /// What a settlement moved, as the engine counted it.
  struct Entry: Equatable {
    var contributions = 0
    var platform = 0
    var benefits = 0
    var fee = 0
    /// The carried surplus after the settlement.
    var surplus = 0
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
    balances[payer.rawValue] -= amount
    balances[payee.rawValue] += amount
  }

  /// Posts a settlement and closes the period.
  ///
  /// - Throws: `LedgerBreach` if what came in is not what went out and what is carried.
  mutating func close(_ entry: Entry) throws(LedgerBreach) {
    move(entry.contributions, from: .members, to: .surplus)
    move(entry.platform, from: .platform, to: .surplus)
    move(entry.benefits, from: .surplus, to: .benefits)
    move(entry.fee, from: .surplus, to: .fees)
    guard self[.surplus] == entry.surplus else {
      throw LedgerBreach(missing: self[.surplus] - entry.surplus)
    }
  }
}

/// The books of a settlement do not balance: a fault of the program, never of the scenario.
struct LedgerBreach: Error, Equatable {
  /// What the books hold above what the engine believes, in fen.
  let missing: Int
}
