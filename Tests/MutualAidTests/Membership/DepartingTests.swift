import Probability
import TestSupport
import Testing

@testable import MutualAid

/// Who leaves where the path falls.
struct DepartingTests {
  /// A pool of a young and two older ages that falls from so many members to so many in its second month,
  /// in which nothing else happens; those who join wait for cover, and are counted apart.
  private func scenario(_ before: Int, _ after: Int) -> Scenario {
    var scenario = Scenario.oneYear(members: before, rate: 0, benefit: 100)
    scenario.calendar = SettlementCalendar(rule: .monthly)
    scenario.membership.waiting = WaitingPeriod(days: 50, coversAccidents: true)
    scenario.membership.ages = 0...59
    scenario.membership.mixes = [
      DatedMix(
        from: day(2022, 1, 1),
        parts: [(20, 0.7), (30, 0.2999), (40, 0.0001)].map {
          .init(segment: 0, age: $0, share: $1)
        })
    ]
    scenario.membership.path = MembershipPath(points: [
      .init(day: day(2022, 1, 1), members: before), .init(day: day(2022, 1, 31), members: before),
      .init(day: day(2022, 2, 1), members: after), .init(day: day(2022, 12, 31), members: after),
    ])
    return scenario
  }

  private func batch(_ numbers: [Int], of timetable: Timetable, seed: UInt64) -> Batch {
    Batch(
      numbers, of: timetable,
      layout: RecordLayout(of: timetable.scenario, periods: timetable.periods), seed: seed,
      tellsGenerationsApart: false)
  }

  /// The members of each cohort, by replication, once so many have left.
  private func members(
    _ numbers: [Int], of timetable: Timetable, seed: UInt64, leavers: (_ number: Int) -> Int
  ) -> [[Int]] {
    var batch = batch(numbers, of: timetable, seed: seed)
    batch.open(timetable.plans[0])
    batch.ripen(timetable.plans[1])
    batch.depart(numbers.map(leavers), timetable.plans[1])
    return numbers.indices.map { lane in
      timetable.cohorts.indices.map { cohort in
        (0..<timetable.slotCount).reduce(0) { $0 + batch.members[$1, cohort, lane] }
      }
    }
  }

  // From a few, who are chosen one by one, to so many that two rounds by chance come first.
  @Test(arguments: [(900, 890), (3_000, 1_700), (3_000_000, 1_800_000), (200_000_000, 150_000_000)])
  func `each cohort's leavers are hypergeometric, and right in number`(
    before: Int, after: Int
  ) throws {
    let timetable = Timetable(of: scenario(before, after))
    var start = batch([0], of: timetable, seed: 8)
    start.open(timetable.plans[0])
    let full = timetable.cohorts.indices.map { cohort in
      (0..<timetable.slotCount).reduce(0) { $0 + start.members[$1, cohort] }
    }
    #expect(full.reduce(0, +) == before)
    var tallies = full.map { _ in [Int: Int]() }
    for block in 0..<30 {
      let numbers = Array(block * 100..<(block + 1) * 100)
      for left in members(numbers, of: timetable, seed: 8, leavers: { _ in before - after }) {
        #expect(left.reduce(0, +) == after)
        for cohort in full.indices { tallies[cohort][full[cohort] - left[cohort], default: 0] += 1 }
      }
    }
    for (cohort, count) in full.enumerated() where count > 0 {
      expectTally(
        tallies[cohort],
        match: try Hypergeometric(population: before, marked: count, drawn: before - after))
    }
  }

  /// Some leave, some do not, and some are many: what befalls one does not depend on the others.
  @Test func `leavers of a replication are the same alone and beside others`() throws {
    let timetable = Timetable(of: scenario(300_000, 200_000))
    let leavers = { (number: Int) in [0, 1, 70, 5_000, 299_999, 300_000][number % 6] }
    let numbers = Array(0..<21)
    let together = members(numbers, of: timetable, seed: 3, leavers: leavers)
    for number in numbers {
      let alone = members([number], of: timetable, seed: 3, leavers: leavers)
      #expect(alone == [together[number]])
      #expect(together[number].reduce(0, +) == 300_000 - leavers(number))
    }
  }
}
