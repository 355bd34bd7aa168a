import Probability
import Testing

@testable import MutualAid

/// Debits that fail after the share was computed.
struct FailedDebitTests {
  private func charge(
    _ due: [DueClaims], counts: [[Int]], failing: [[Int]], surplus: Int = 0, fee: Int = 0,
    yearlyCap: Int? = nil, aboveCap: ApportionmentRule.AboveCap
  ) -> Charge {
    Charge(
      for: due,
      of: Payers(
        counts: ByGeneration(counts),
        paidThisYear: ByGeneration(segments: counts.count, generations: counts[0].count),
        areApart: true, failing: ByGeneration(failing)),
      weights: counts.map { _ in 1 }, surplus: surplus,
      rule: ApportionmentRule(fee: Rate(millionths: fee)), aboveCap: aboveCap,
      yearlyCap: yearlyCap)
  }
  private let due = [DueClaims(line: 0, owed: 1000, count: 1)]

  @Test func `the share is computed with all payers, and the platform pays what is missing`() {
    let charge = charge(
      due, counts: [[6], [4]], failing: [[0], [1]], fee: 80_000, aboveCap: .platform)
    // 1080 over 10 is 108. Nine pay 972, which is 900 and a fee of 72.
    #expect(charge.shares == [108, 108])
    #expect(
      charge.entry
        == Ledger.Entry(contributions: 972, platform: 100, benefits: 1000, fee: 72, surplus: 0))
    #expect(!charge.capBinds)
  }

  @Test func `benefits are cut by what fails`() {
    let charge = charge(due, counts: [[10]], failing: [[1]], fee: 80_000, aboveCap: .proRata)
    #expect(
      charge.entry
        == Ledger.Entry(contributions: 972, platform: 0, benefits: 900, fee: 72, surplus: 0))
    #expect(charge.unpaid == 100 && charge.settled == [1])
  }

  @Test func `what fails is carried with its claim`() {
    let charge = charge(due, counts: [[10]], failing: [[1]], fee: 80_000, aboveCap: .carry)
    #expect(charge.entry.benefits == 900)
    #expect(charge.waiting == [DueClaims(line: 0, owed: 100, count: 1, isRest: true)])
  }

  @Test func `what rounding collects too much covers a small failure`() {
    // 1001 over 300 is 4 a head, 1200: 49 may fail.
    let due = [DueClaims(line: 0, owed: 1001, count: 1)]
    let good = charge(due, counts: [[300]], failing: [[49]], aboveCap: .proRata)
    #expect(good.unpaid == 0 && good.entry.surplus == 3)
    #expect(charge(due, counts: [[300]], failing: [[50]], aboveCap: .proRata).unpaid == 1)
  }

  @Test func `a cap binds by itself, whoever fails`() {
    let charge = charge(due, counts: [[10]], failing: [[1]], yearlyCap: 60, aboveCap: .platform)
    #expect(charge.capBinds)
    #expect(charge.entry.contributions == 540 && charge.entry.platform == 460)
  }

  @Test func `nobody pays where all debits fail`() {
    for aboveCap in ApportionmentRule.AboveCap.allCases {
      let charge = charge(due, counts: [[3, 2]], failing: [[3, 2]], aboveCap: aboveCap)
      #expect(charge.entry.contributions == 0)
      #expect(charge.entry.benefits == charge.entry.platform)
    }
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `failures move the money that is missing and no share`(seed: UInt64) throws {
    var stream = Stream(seed: seed, replication: 0, purpose: .incidence)
    let due = (0..<3).map {
      DueClaims(line: $0, owed: 1 + stream.below(4000), count: stream.below(3))
    }
    let owed = due.reduce(0) { $0 + $1.count * $1.owed }
    let counts = (0..<2).map { _ in [stream.below(30), stream.below(30)] }
    let failing = counts.map { $0.map { stream.below($0 + 1) } }
    let (surplus, fee) = (stream.below(500), stream.below(150_000))
    let cap = stream.below(2) == 0 ? nil : stream.below(200)
    for aboveCap in ApportionmentRule.AboveCap.allCases {
      func charged(_ failing: [[Int]]) -> Charge {
        charge(
          due, counts: counts, failing: failing, surplus: surplus, fee: fee, yearlyCap: cap,
          aboveCap: aboveCap)
      }
      let (one, none) = (charged(failing), charged([]))
      #expect(none == charged(counts.map { $0.map { _ in 0 } }))
      #expect(one.shares == none.shares && one.payments == none.payments)
      #expect(one.capBinds == none.capBinds)
      #expect(one.entry.contributions <= none.entry.contributions)
      #expect(one.entry.benefits <= none.entry.benefits)
      #expect(one.entry.surplus >= 0 && one.entry.platform >= none.entry.platform)
      let waiting = one.waiting.reduce(0) { $0 + $1.count * $1.owed }
      #expect(one.entry.benefits + one.unpaid + waiting == owed)
      var ledger = Ledger()
      try ledger.close(Ledger.Entry(contributions: surplus, surplus: surplus))
      try ledger.close(one.entry)
    }
  }
}
