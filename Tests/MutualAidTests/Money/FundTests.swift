import Probability
import Testing

@testable import MutualAid

/// Funds that members pay into in advance.
struct FundTests {
  private func claims(_ amounts: (owed: Int, count: Int)...) -> [DueClaims] {
    amounts.enumerated().map { DueClaims(line: $0, owed: $1.owed, count: $1.count) }
  }

  @Test func `a fund pays whole while it can, then cuts all in proportion`() throws {
    var fund = Fund(FundRule(contributions: [100, 50]))
    #expect(fund.contribute([6, 8]).fundContributions == 1000)
    #expect(fund.settle(claims((300, 1))).paid == [300])
    // 700 for 1000: 420 and 279, and a fen that rounding leaves.
    let settlement = fund.settle(claims((600, 1), (399, 1)))
    #expect(settlement.paid == [420, 279])
    #expect(settlement.unpaid == 300)
    #expect(fund.balance == 1)
  }

  @Test func `the fee of a fund is taken on what is paid`() {
    var fund = Fund(FundRule(contributions: [100], fee: Rate(millionths: 80_000)))
    _ = fund.contribute([10])
    let settlement = fund.settle(claims((2000, 1)))
    // 926 + 74 = 1000.
    #expect(settlement.paid == [926])
    #expect(settlement.entry.fee == 74)
    #expect(fund.balance == 0)
  }

  @Test func `takaful takes wakala off the top, borrows, and repays from the first surplus`() {
    var fund = Fund(.takaful(contributions: [100], wakala: Rate(millionths: 250_000)))
    let entry = fund.contribute([10])
    #expect(entry.wakala == 250 && entry.fund == 750)
    let short = fund.settle(claims((1000, 1)))
    #expect(short.paid == [1000] && short.unpaid == 0)
    #expect(short.entry.qardDrawn == 250 && fund.owed == 250 && fund.balance == 0)
    _ = fund.contribute([10])
    let good = fund.settle(claims((400, 1)))
    #expect(good.entry.qardRepaid == 250 && fund.owed == 0 && fund.balance == 100)
    let refund = fund.refund(over: [10])
    #expect(refund.amounts == [10] && fund.balance == 0)
  }

  @Test func `qard has a limit, and what it does not cover is cut`() {
    var fund = Fund(.takaful(contributions: [10], wakala: .zero, qardLimit: 50))
    _ = fund.contribute([10])
    let settlement = fund.settle(claims((100, 3)))
    #expect(settlement.paid == [50])
    #expect(settlement.unpaid == 150)
    #expect(fund.owed == 50)
    #expect(fund.settle(claims((100, 1))).paid == [0])
    let end = fund.writeOff()
    #expect(end.qardWrittenOff == 50 && fund.owed == 0)
  }

  @Test func `surplus goes back in proportion to contributions, and the odd fen stay`() {
    var fund = Fund(FundRule(contributions: [100, 50]))
    _ = fund.contribute([3, 4])
    _ = fund.settle(claims((99, 1)))
    // 401 − 100 in reserve, over 500 contributed: 60.2 and 30.1.
    let refund = fund.refund(over: [3, 4], keeping: 100)
    #expect(refund.amounts == [60, 30])
    #expect(fund.balance == 101)
    #expect(fund.refund(over: [0, 0]).amounts == [0, 0])
  }

  /// The fund holds (1 + θ) n q b; the printed values are the chance that it is short.
  @Test(arguments: [
    (1000, [0.4169591967, 0.3026499139, 0.2074883981, 0.1344351133, 0.0478705857]),
    (10_000, [0.4734374659, 0.1459600214, 0.0221144878, 0.0016218184, 1.0789475e-06]),
  ])
  func `a prefunded pool cuts with the exact chance of ruin`(
    members: Int, printed: [Double]
  ) throws {
    let law = try LatticeLaw.sum(of: [
      BinomialGroup(members: members, probability: 0.01, amount: 1)
    ])
    for (loading, chance) in zip([100, 110, 120, 130, 150], printed) {
      // A hundred fen of benefit at 1%: the pure contribution is one fen, so in hundredths of it.
      var fund = Fund(FundRule(contributions: [loading]))
      _ = fund.contribute([members])
      var found = 0.0
      for index in 0..<law.count {
        var trial = fund
        let count = law.value(at: index)
        let settlement = trial.settle(claims((10_000, count)))
        if settlement.unpaid > 0 { found += law.mass(at: index) }
      }
      #expect(abs(found - chance) < (chance < 1e-5 ? 1e-13 : 1.01e-10))
    }
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `no fen is lost in any random fund`(seed: UInt64) throws {
    var stream = Stream(seed: seed, replication: 0, purpose: .incidence)
    let shortage: FundRule.Shortage =
      [.cut, .qard(limit: nil), .qard(limit: stream.below(3000))][stream.below(3)]
    var fund = Fund(
      FundRule(
        contributions: [stream.below(300), stream.below(300)],
        wakala: Rate(millionths: stream.below(1_000_001)),
        fee: Rate(millionths: stream.below(200_000)), shortage: shortage))
    var ledger = Ledger()
    for _ in 0..<12 {
      let members = [stream.below(20), stream.below(20)]
      try ledger.close(fund.contribute(members))
      let due = claims(
        (stream.below(900), stream.below(5)), (1 + stream.below(900), stream.below(5)))
      let settlement = fund.settle(due)
      try ledger.close(settlement.entry)
      let owed = due.reduce(0) { $0 + $1.count * $1.owed }
      #expect(settlement.entry.benefits + settlement.unpaid == owed)
      #expect(zip(settlement.paid, due).allSatisfy { 0...$1.owed ~= $0 })
      if shortage == .qard(limit: nil) { #expect(settlement.unpaid == 0) }
      if stream.below(3) == 0 {
        try ledger.close(fund.refund(over: members, keeping: stream.below(500)).entry)
      }
      #expect(fund.balance >= 0 && fund.owed >= 0)
      #expect(fund.balance == 0 || fund.owed == 0 || settlement.entry.qardRepaid == 0)
      #expect(Ledger.Account.allCases.reduce(0) { $0 + ledger[$1] } == 0)
    }
    try ledger.close(fund.writeOff())
    #expect(ledger[.qard] == 0)
  }
}
