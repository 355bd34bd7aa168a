import Probability
import Testing

@testable import MutualAid

/// The money of a pool's end.
struct ShutdownMoneyTests {
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

  @Test func `a platform without a budget pays all that the float does not`() {
    var purse = TailPurse(float: 1000, budget: nil)
    #expect(purse.pay([DueClaims(line: 0, owed: 400, count: 2)]).entry.platform == 0)
    #expect(purse.pay([DueClaims(line: 0, owed: 400, count: 1)]).entry.released == 200)
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
    #expect(ledger[.float] == purse.float)
    #expect(-ledger[.platform] <= budget)
    #expect(Ledger.Account.allCases.reduce(0) { $0 + ledger[$1] } == 0)
  }
}
