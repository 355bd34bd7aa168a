import Probability
import Testing

@testable import MutualAid

/// Settlements worked by hand.
struct ChargeTests {
  private func charge(
    _ due: [DueClaims], payers: Int, surplus: Int = 0, fee: Int = 0, minimum: Int = 0,
    capPerClaim: Int? = nil, yearlyCap: Int? = nil, paid: Int = 0, areApart: Bool = true,
    aboveCap: ApportionmentRule.AboveCap
  ) -> Charge {
    Charge(
      for: due,
      of: Payers(counts: [[payers]], paidThisYear: [[paid]], areApart: areApart), weights: [1],
      surplus: surplus,
      rule: ApportionmentRule(
        fee: Rate(millionths: fee), minimumShare: minimum, capPerClaim: capPerClaim),
      aboveCap: aboveCap, yearlyCap: yearlyCap)
  }

  @Test func `what rounding collects too much is carried`() {
    let charge = charge(
      [DueClaims(line: 0, owed: 1000, count: 1)], payers: 7, fee: 80_000,
      aboveCap: .platform)
    // 1080 over 7 is 154.29: 155 each, 1085 in all.
    #expect(charge.shares == [155])
    #expect(
      charge.entry
        == Ledger.Entry(contributions: 1085, platform: 0, benefits: 1000, fee: 80, surplus: 5))
    #expect(!charge.capBinds)
  }

  @Test func `a surplus pays first, and nothing is charged when it suffices`() {
    let charge = charge(
      [DueClaims(line: 0, owed: 100, count: 1)], payers: 10, surplus: 130,
      minimum: 1, aboveCap: .platform)
    #expect(charge.shares == [0])
    #expect(
      charge.entry
        == Ledger.Entry(contributions: 0, platform: 0, benefits: 100, fee: 0, surplus: 30))
  }

  @Test func `the platform pays what a claim costs above its cap, without fee`() {
    // Members pay at most 10 a head for a claim with its fee: 1000, so a benefit of 925 (925 + 74
    // = 999; 926 + 74 = 1000 fits too).
    let charge = charge(
      [DueClaims(line: 0, owed: 2000, count: 2)], payers: 100, fee: 80_000,
      capPerClaim: 10, aboveCap: .platform)
    #expect(charge.capBinds)
    #expect(charge.entry.benefits == 4000)
    #expect(charge.entry.platform == 4000 - 2 * 926)
    #expect(charge.entry.fee == 148)
    #expect(charge.shares == [20])
    #expect(charge.entry.contributions == 2000)
    #expect(charge.entry.surplus == 0)
  }

  @Test func `a cap per claim cuts the claim for good where benefits are cut`() {
    let charge = charge(
      [DueClaims(line: 0, owed: 2000, count: 1)], payers: 100, fee: 80_000,
      capPerClaim: 10, aboveCap: .proRata)
    #expect(charge.entry.benefits == 926)
    #expect(charge.unpaid == 1074)
    #expect(charge.settled == [1])
    #expect(charge.waiting.isEmpty)
  }

  @Test func `members who have reached the yearly cap pay no more`() {
    let due = [DueClaims(line: 0, owed: 1000, count: 1)]
    let charge = charge(due, payers: 10, yearlyCap: 150, paid: 100, aboveCap: .platform)
    #expect(charge.shares == [100])
    #expect(charge.payments == [[50]])
    #expect(
      charge.entry
        == Ledger.Entry(contributions: 500, platform: 500, benefits: 1000, fee: 0, surplus: 0))
    let unknown = self.charge(
      due, payers: 10, yearlyCap: 150, paid: 100, areApart: false, aboveCap: .platform)
    #expect(unknown.needsGenerations)
  }

  @Test func `a shortage cuts all claims in proportion to what they are owed`() {
    let charge = charge(
      [DueClaims(line: 0, owed: 600, count: 1), DueClaims(line: 1, owed: 400, count: 1)],
      payers: 10, yearlyCap: 150, paid: 100, aboveCap: .proRata)
    #expect(charge.entry.benefits == 500)
    #expect(charge.unpaid == 500)
    #expect(charge.entry.surplus == 0)
  }

  @Test func `what waits is paid oldest first, and the rest of a claim comes before the next`() {
    let charge = charge(
      [DueClaims(line: 0, owed: 300, count: 2), DueClaims(line: 1, owed: 400, count: 1)],
      payers: 10, yearlyCap: 150, paid: 105, aboveCap: .carry)
    // 450 fen: one claim of 300 is paid, the next is owed 150 of its 300 still.
    #expect(charge.entry.benefits == 450)
    #expect(charge.settled == [1, 0])
    #expect(
      charge.waiting == [
        DueClaims(line: 0, owed: 150, count: 1, isRest: true),
        DueClaims(line: 1, owed: 400, count: 1),
      ])
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `every random settlement balances and pays nobody more than is owed`(seed: UInt64) throws {
    var stream = Stream(seed: seed, replication: 0, purpose: .incidence)
    let due = (0..<(1 + stream.below(4))).map {
      DueClaims(line: $0, owed: 1 + stream.below(5000), count: stream.below(4))
    }
    let owed = due.reduce(0) { $0 + $1.count * $1.owed }
    for aboveCap in ApportionmentRule.AboveCap.allCases {
      let surplus = stream.below(300)
      let charge = charge(
        due, payers: stream.below(60), surplus: surplus, fee: stream.below(200_000),
        minimum: stream.below(5), capPerClaim: stream.below(2) == 0 ? nil : stream.below(50),
        yearlyCap: stream.below(2) == 0 ? nil : 200, paid: stream.below(220), aboveCap: aboveCap)
      let entry = charge.entry
      #expect(
        surplus + entry.contributions + entry.platform
          == entry.benefits + entry.fee + entry.surplus)
      #expect(entry.surplus >= 0)
      #expect(entry.platform >= 0)
      let waiting = charge.waiting.reduce(0) { $0 + $1.count * $1.owed }
      #expect(entry.benefits + charge.unpaid + waiting == owed)
      #expect(zip(charge.settled, due).allSatisfy { $0 <= $1.count })
    }
  }
}
