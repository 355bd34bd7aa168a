import Probability
import Testing

@testable import MutualAid

struct MoneyTests {
  @Test func `a rate is rounded half up, and exact where a binary fraction is not`() {
    let fee = Rate(millionths: 80_000)
    #expect(fee.of(1250) == 100)
    #expect(fee.of(6) == 0)
    #expect(fee.of(7) == 1)
    #expect(Rate(millionths: 500_000).of(1) == 1)
    #expect(fee.of(9_000_000_000_000_000) == 720_000_000_000_000)
  }

  @Test func `the largest amount within a total fits with its fee, and one fen more does not`() {
    var stream = Stream(seed: 4, replication: 0, purpose: .incidence)
    for _ in 0..<10_000 {
      let rate = Rate(millionths: stream.below(2_000_000))
      let total = stream.below(1_000_000_000)
      let amount = rate.amount(within: total)
      #expect(amount + rate.of(amount) <= total)
      #expect(amount + 1 + rate.of(amount + 1) > total)
    }
  }

  @Test func `an equal share is rounded up to the fen`() {
    #expect(Apportionment(of: 1000, over: [3], weights: [1], minimum: 0).shares == [334])
    #expect(Apportionment(of: 999, over: [3], weights: [1], minimum: 0).shares == [333])
    #expect(Apportionment(of: 1, over: [1_000_000], weights: [1], minimum: 0).shares == [1])
    #expect(Apportionment(of: 1, over: [10], weights: [1], minimum: 5).shares == [5])
    #expect(Apportionment(of: 0, over: [10], weights: [1], minimum: 5).shares == [0])
    #expect(Apportionment(of: 10, over: [0], weights: [1], minimum: 0).shares == [0])
  }

  @Test func `weighted shares are in proportion, each rounded up`() {
    // 1000 over 10·1 + 20·2.5 = 60 units: 16.67 a unit.
    let split = Apportionment(
      of: 1000, over: [10, 20], weights: [1_000_000, 2_500_000], minimum: 0)
    #expect(split.shares == [17, 42])
  }

  @Test func `shares of products beyond 64 bits are right`() {
    let split = Apportionment(
      of: 9_000_000_000_000_000, over: [1_000_000_000_000], weights: [1_000_000_000], minimum: 0)
    #expect(split.shares == [9000])
  }

  @Test func `a planted leak of one fen is caught when the period closes`() {
    var ledger = Ledger()
    let honest = Ledger.Entry(contributions: 100, platform: 5, benefits: 90, fee: 7, surplus: 8)
    #expect(throws: Never.self) { try ledger.close(honest) }
    #expect(ledger[.members] == -100)
    #expect(ledger[.surplus] == 8)
    var leaking = Ledger.Entry(contributions: 50, platform: 0, benefits: 40, fee: 3, surplus: 14)
    #expect(throws: LedgerBreach(missing: 1)) { try ledger.close(leaking) }
    leaking.surplus = 16
    #expect(throws: LedgerBreach.self) { try ledger.close(leaking) }
  }
}
