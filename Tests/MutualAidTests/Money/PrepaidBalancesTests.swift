import Probability
import Testing

@testable import MutualAid

/// Balances by segment and joining generation.
struct PrepaidBalancesTests {
  private func balances(
    deposit: Int, minimum: Int, recovery: Rate = .zero, segments: Int = 1
  ) -> PrepaidBalances {
    PrepaidBalances(
      PrepaidRule(deposit: deposit, minimum: minimum, recovery: recovery), segments: segments,
      generations: 2)
  }

  @Test func `a share comes out of the balance, and below the minimum members top up or leave`() {
    var pool = balances(deposit: 900, minimum: 300)
    #expect(pool.join(10, segment: 0, generation: 0) == 9000)
    #expect(pool.pay([[500, 0]]) == 5000)
    #expect(pool.join(2, segment: 0, generation: 1) == 1800)
    #expect(pool.float == 5800)
    #expect(!pool.isShort(segment: 0, generation: 0) && pool.topUp() == 0)
    #expect(pool.pay([[150, 150]]) == 1800)
    #expect(pool.isShort(segment: 0, generation: 0) && !pool.isShort(segment: 0, generation: 1))
    // Four leave with 250 each, six bring 650 each.
    #expect(pool.keep([[6, 2]]) == 1000)
    #expect(pool.topUp() == 3900)
    #expect(pool.balances == [[900, 750]])
    #expect(pool.float == 6 * 900 + 2 * 750)
    #expect(pool.keep([[6, 1]]) == 750)
  }

  @Test func `a balance at the minimum is enough`() {
    var pool = balances(deposit: 900, minimum: 300)
    _ = pool.join(1, segment: 0, generation: 0)
    _ = pool.pay([[600, 0]])
    #expect(!pool.isShort(segment: 0, generation: 0))
    _ = pool.pay([[1, 0]])
    #expect(pool.isShort(segment: 0, generation: 0))
  }

  @Test func `of a platform that fails is recovered a part of each balance, rounded down`() {
    var pool = balances(
      deposit: 901, minimum: 0, recovery: Rate(millionths: 400_000), segments: 2)
    _ = pool.join(3, segment: 0, generation: 0)
    _ = pool.join(2, segment: 1, generation: 0)
    #expect(pool.lose() == 5 * 901 - 5 * 360)
    #expect(pool.float == 1800 && pool.balances[1] == [360, 0])
    pool.finalize()
    pool.close(refunding: Rate(millionths: 1_000_000))
    #expect(pool.due == 1800 && pool.free == 0)
    #expect(pool.payDue() == 1800 && pool.float == 0)
  }

  @Test(arguments: [
    (RefundRule.none, 0), (.balances, 4205), (.allPastShares, 4205),
    (.fractionOfBalances(Rate(millionths: 500_000)), 3 * 400 + 2 * 450),
  ])
  func `balances go back as the rule says, and the rest is free`(rule: RefundRule, due: Int) {
    var pool = balances(deposit: 901, minimum: 0)
    _ = pool.join(3, segment: 0, generation: 0)
    _ = pool.pay([[100, 0]])
    _ = pool.join(2, segment: 0, generation: 1)
    pool.finalize()
    pool.close(refunding: rule.partOfBalances)
    #expect(pool.due == due && pool.free == 4205 - due && pool.held == 0)
    #expect(pool.float == 4205)
    pool.spend(pool.free)
    #expect(pool.float == due)
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
      PrepaidRule(deposit: deposit, minimum: stream.below(deposit + 1)), segments: segments,
      generations: 11)
    var (ledger, surplus) = (Ledger(), 0)
    let aboveCap = ApportionmentRule.AboveCap.allCases[stream.below(3)]
    for generation in 1...10 {
      let deposits = (0..<segments).reduce(0) { sum, segment in
        sum + pool.join(stream.below(6), segment: segment, generation: generation)
      }
      try ledger.close(Ledger.Entry(surplus: surplus, deposits: deposits, float: pool.float))
      let none = ByGeneration(segments: segments, generations: 11)
      let charge = Charge(
        for: [DueClaims(line: 0, owed: 1 + stream.below(3000), count: stream.below(3))],
        of: Payers(
          counts: pool.members, paidThisYear: none, areApart: true,
          balances: pool.payable),
        weights: (0..<segments).map { _ in 1 + stream.below(3) }, surplus: surplus,
        rule: ApportionmentRule(fee: Rate(millionths: stream.below(100_000))),
        aboveCap: aboveCap, yearlyCap: nil)
      // The first generation is nobody's, and is asked for the whole share.
      #expect((0..<segments).map { charge.payments[$0, 0] } == charge.shares)
      #expect(pool.pay(charge.payments) == charge.entry.released)
      var entry = charge.entry
      var present = pool.members
      for segment in 0..<segments {
        for generation in 0..<11 where pool.isShort(segment: segment, generation: generation) {
          present[segment, generation] = stream.below(present[segment, generation] + 1)
        }
      }
      entry.floatRefunds = pool.keep(present)
      entry.deposits = pool.topUp()
      entry.float = pool.float
      surplus = entry.surplus
      try ledger.close(entry)
      let held = zip(pool.members.values, pool.balances.values).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(held == pool.float)
      #expect(pool.balances.values.allSatisfy { 0...deposit ~= $0 })
      #expect(pool.topUp() == 0)
    }
    let float = pool.float
    pool.finalize()
    pool.close(refunding: Rate(millionths: stream.below(1_000_001)))
    #expect(pool.due + pool.free == float && pool.free >= 0)
    try ledger.close(
      Ledger.Entry(surplus: surplus, floatRefunds: pool.due, forfeited: pool.free))
    #expect(Ledger.Account.allCases.reduce(0) { $0 + ledger[$1] } == 0)
  }
}
