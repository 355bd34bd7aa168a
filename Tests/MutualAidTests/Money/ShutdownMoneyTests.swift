import Probability
import Testing

@testable import MutualAid

/// The money of a pool's end.
struct ShutdownMoneyTests {
  private func pool() -> PrepaidBalances {
    var pool = PrepaidBalances(PrepaidRule(deposit: 901, minimum: 0), segments: 1)
    _ = pool.join([3])
    _ = pool.pay([[100]])
    _ = pool.join([2])
    return pool
  }

  @Test(arguments: [
    (RefundRule.none, [[0, 0]], 0, 0, 4205),
    (.balances, [[801, 901]], 4205, 0, 0),
    (.fractionOfBalances(Rate(millionths: 500_000)), [[400, 450]], 2100, 0, 2105),
    (.allPastShares, [[901, 901]], 4205, 300, 0),
  ])
  func `balances go back as the rule says, and the rest is told`(
    rule: RefundRule, amounts: [[Int]], fromFloat: Int, fromPlatform: Int, rest: Int
  ) {
    var pool = pool()
    let refund = ShutdownRefund(rule, closing: &pool, paid: [[100, 0]])
    #expect(refund.amounts == amounts)
    #expect(refund.fromFloat == fromFloat)
    #expect(refund.fromPlatform == fromPlatform)
    #expect(refund.unrefunded == rest)
    #expect(pool.float == 0)
  }

  @Test func `all past shares go back from the platform where there are no balances`() {
    let (members, paid) = ([[3, 2], [1, 0]], [[100, 40], [7, 9]])
    let all = ShutdownRefund(.allPastShares, members: members, paid: paid)
    #expect(all.amounts == paid)
    #expect(all.fromPlatform == 387 && all.fromFloat == 0)
    #expect(ShutdownRefund(.balances, members: members, paid: paid).fromPlatform == 0)
  }

  @Test func `the pool's own money pays the tail first, the platform up to its budget, then cuts`()
    throws
  {
    var purse = TailPurse(surplus: 100, fund: 200, float: 300, budget: 500)
    let first = purse.pay([DueClaims(line: 0, owed: 350, count: 2)])
    #expect(first.paid == [350] && first.unpaid == 0)
    #expect(first.entry.fromFund == 200 && first.entry.released == 300)
    #expect(first.entry.platform == 100 && purse.budget == 400)
    // 400 for 999 and 2: 399 and 0, a fen is left.
    let second = purse.pay([
      DueClaims(line: 0, owed: 999, count: 1), DueClaims(line: 1, owed: 2, count: 1),
    ])
    #expect(second.paid == [399, 0] && second.unpaid == 602)
    #expect(purse.budget == 1)
    #expect(purse.pay([DueClaims(line: 0, owed: 7, count: 1)]).paid == [1])
    #expect(purse.pay([DueClaims(line: 0, owed: 7, count: 1)]).paid == [0])
  }

  @Test func `a platform without a budget pays all, and takes the float that is left`() {
    var purse = TailPurse(float: 1000, budget: nil)
    #expect(purse.pay([DueClaims(line: 0, owed: 400, count: 2)]).entry.platform == 0)
    #expect(purse.forfeit().forfeited == 200)
    let late = purse.pay([DueClaims(line: 0, owed: 400, count: 2)])
    #expect(late.entry.platform == 800 && late.unpaid == 0)
  }

  @Test func `replacement cover has takers, a cost, and leaves the others without`() {
    let offer = ReplacementCover(price: 3000, taken: Rate(millionths: 335_000))
    #expect(offer.takers(of: 10) == 3)
    #expect(offer.cost(for: 10) == 9000)
    #expect(offer.uncovered(of: 10) == 7)
    #expect(offer.takers(of: 1000) == 335)
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `every random tail keeps the books, and more budget never pays a claim less`(
    seed: UInt64
  ) throws {
    var stream = Stream(seed: seed, replication: 0, purpose: .incidence)
    let (surplus, float, budget) = (stream.below(900), stream.below(900), stream.below(3000))
    var purse = TailPurse(surplus: surplus, float: float, budget: budget)
    var richer = TailPurse(surplus: surplus, float: float, budget: budget + 1 + stream.below(90))
    var ledger = Ledger()
    try ledger.close(
      Ledger.Entry(contributions: surplus, surplus: surplus, deposits: float, float: float))
    for turn in 0..<5 {
      let due = (0..<3).map {
        DueClaims(line: $0, owed: 1 + stream.below(400), count: stream.below(4))
      }
      let payment = purse.pay(due)
      let other = richer.pay(due)
      try ledger.close(payment.entry)
      let owed = due.reduce(0) { $0 + $1.count * $1.owed }
      #expect(payment.entry.benefits + payment.unpaid == owed)
      #expect(zip(payment.paid, due).allSatisfy { 0...$1.owed ~= $0 })
      #expect(purse.budget ?? 0 >= 0)
      if turn == 0 { #expect(zip(payment.paid, other.paid).allSatisfy { $0 <= $1 }) }
    }
    try ledger.close(purse.forfeit())
    #expect(ledger[.float] == 0)
    #expect(-ledger[.platform] <= budget)
    #expect(Ledger.Account.allCases.reduce(0) { $0 + ledger[$1] } == 0)
  }
}
