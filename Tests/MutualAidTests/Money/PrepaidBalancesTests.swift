import Probability
import Testing

@testable import MutualAid

/// Balances by segment and joining generation.
struct PrepaidBalancesTests {
  @Test func `a share comes out of the balance, and below the minimum members top up or leave`()
    throws
  {
    var pool = PrepaidBalances(PrepaidRule(deposit: 900, minimum: 300), segments: 1)
    #expect(pool.join([10]) == 9000)
    #expect(pool.pay([[500]]) == 5000)
    #expect(pool.join([2]) == 1800)
    #expect(pool.float == 5800)
    #expect(pool.short.isEmpty)
    #expect(pool.pay([[150, 150]]) == 1800)
    let short = try #require(pool.short.first)
    #expect(short == (0, 0) && pool.short.count == 1)
    // Four leave with 250 each, six bring 650 each.
    #expect(pool.topUp(segment: 0, generation: 0, leaving: 4) == (3900, 1000))
    #expect(pool.balances == [[900, 750]])
    #expect(pool.float == 6 * 900 + 2 * 750)
    #expect(pool.leave(1, segment: 0, generation: 1) == 750)
  }

  @Test func `a balance at the minimum is enough`() {
    var pool = PrepaidBalances(PrepaidRule(deposit: 900, minimum: 300), segments: 1)
    _ = pool.join([1])
    _ = pool.pay([[600]])
    #expect(pool.short.isEmpty)
    _ = pool.pay([[1]])
    #expect(pool.short.count == 1)
  }

  @Test func `a platform that fails returns what is recovered, each balance rounded down`() {
    var pool = PrepaidBalances(PrepaidRule(deposit: 901, minimum: 0), segments: 2)
    _ = pool.join([3, 2])
    let end = pool.close(refunding: Rate(millionths: 400_000))
    #expect(end.amounts == [[360], [360]])
    #expect(end.refunds == 1800)
    #expect(end.rest == 5 * 901 - 1800)
    #expect(pool.float == 0)
  }

  @Test func `a charge takes at most the balance, and the shortage follows the rule`() {
    let due = [DueClaims(line: 0, owed: 1000, count: 1)]
    for aboveCap in ApportionmentRule.AboveCap.allCases {
      let charge = Charge(
        for: due,
        of: Payers(
          counts: [[5, 5]], paidThisYear: [[0, 0]], areApart: true, balances: [[40, 900]]),
        weights: [1], surplus: 0, rule: ApportionmentRule(), aboveCap: aboveCap, yearlyCap: nil)
      #expect(charge.shares == [100])
      #expect(charge.payments == [[40, 100]])
      #expect(charge.entry.released == 700 && charge.entry.contributions == 0)
      #expect(charge.entry.platform == (aboveCap == .platform ? 300 : 0))
      #expect(charge.unpaid == (aboveCap == .proRata ? 300 : 0))
      #expect(charge.waiting.first?.owed == (aboveCap == .carry ? 300 : nil))
      #expect(!charge.capBinds)
    }
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `the float is what members hold, to the fen, in every random pool`(seed: UInt64) throws {
    var stream = Stream(seed: seed, replication: 0, purpose: .incidence)
    let deposit = 1 + stream.below(2000)
    let segments = 1 + stream.below(3)
    var pool = PrepaidBalances(
      PrepaidRule(deposit: deposit, minimum: stream.below(deposit + 1)), segments: segments)
    var (ledger, surplus) = (Ledger(), 0)
    let aboveCap = ApportionmentRule.AboveCap.allCases[stream.below(3)]
    for _ in 0..<10 {
      let deposits = pool.join((0..<segments).map { _ in stream.below(6) })
      try ledger.close(Ledger.Entry(surplus: surplus, deposits: deposits, float: pool.float))
      let none = pool.members.map { $0.map { _ in 0 } }
      let charge = Charge(
        for: [DueClaims(line: 0, owed: 1 + stream.below(3000), count: stream.below(3))],
        of: Payers(
          counts: pool.members, paidThisYear: none, areApart: true, balances: pool.balances),
        weights: (0..<segments).map { _ in 1 + stream.below(3) }, surplus: surplus,
        rule: ApportionmentRule(fee: Rate(millionths: stream.below(100_000))),
        aboveCap: aboveCap, yearlyCap: nil)
      #expect(pool.pay(charge.payments) == charge.entry.released)
      var entry = charge.entry
      for (segment, generation) in pool.short {
        let leaving = stream.below(pool.members[segment][generation] + 1)
        let topUp = pool.topUp(segment: segment, generation: generation, leaving: leaving)
        entry.deposits += topUp.deposits
        entry.floatRefunds += topUp.refunds
      }
      entry.float = pool.float
      surplus = entry.surplus
      try ledger.close(entry)
      let held = zip(pool.members, pool.balances).reduce(0) { sum, rows in
        zip(rows.0, rows.1).reduce(sum) { $0 + $1.0 * $1.1 }
      }
      #expect(held == pool.float)
      #expect(pool.balances.allSatisfy { $0.allSatisfy { 0...deposit ~= $0 } })
      #expect(pool.short.isEmpty)
    }
    let float = pool.float
    let end = pool.close(refunding: Rate(millionths: stream.below(1_000_001)))
    #expect(end.refunds + end.rest == float && end.rest >= 0)
    try ledger.close(
      Ledger.Entry(surplus: surplus, floatRefunds: end.refunds, forfeited: end.rest))
    #expect(Ledger.Account.allCases.reduce(0) { $0 + ledger[$1] } == 0)
  }
}
