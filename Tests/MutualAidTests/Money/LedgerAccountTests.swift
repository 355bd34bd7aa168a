import Testing

@testable import MutualAid

/// The books of every kind of funding.
struct LedgerAccountTests {
  /// An entry that uses every field, and closes.
  private static var full: Ledger.Entry {
    Ledger.Entry(
      contributions: 100, platform: 5, benefits: 130, fee: 7, surplus: 8, deposits: 90,
      released: 20, floatRefunds: 30, forfeited: 10, float: 30, fundContributions: 200, wakala: 50,
      fromFund: 20, fundRefunds: 15, fund: 80, qardDrawn: 25, qardRepaid: 60, qardWrittenOff: 4,
      qard: -39, platformRefunds: 6)
  }

  @Test func `every posting goes to its account, and all accounts sum to nothing`() throws {
    var ledger = Ledger()
    try ledger.close(Self.full)
    #expect(ledger[.members] == -390)
    #expect(ledger[.platform] == -5 + 10 - 4 - 6)
    #expect(ledger[.surplus] == 8)
    #expect(ledger[.benefits] == 130)
    #expect(ledger[.fees] == 57)
    #expect(ledger[.float] == 30)
    #expect(ledger[.fund] == 80)
    #expect(ledger[.qard] == 39)
    #expect(ledger[.refunds] == 51)
    #expect(Ledger.Account.allCases.reduce(0) { $0 + ledger[$1] } == 0)
  }

  private struct Leak {
    let place: WritableKeyPath<Ledger.Entry, Int>
    let missing: Int
    let account: Ledger.Account
  }

  @Test func `a leak of one fen shows in its account`() {
    let leaks = [
      Leak(place: \.surplus, missing: -1, account: .surplus),
      Leak(place: \.released, missing: 1, account: .surplus),
      Leak(place: \.float, missing: -1, account: .float),
      Leak(place: \.forfeited, missing: -1, account: .float),
      Leak(place: \.fund, missing: -1, account: .fund),
      Leak(place: \.wakala, missing: -1, account: .fund),
      Leak(place: \.qard, missing: 1, account: .qard),
      Leak(place: \.qardWrittenOff, missing: 1, account: .qard),
    ]
    for leak in leaks {
      var entry = Self.full
      entry[keyPath: leak.place] += 1
      var ledger = Ledger()
      #expect(throws: LedgerBreach(missing: leak.missing, account: leak.account)) {
        try ledger.close(entry)
      }
    }
  }
}
