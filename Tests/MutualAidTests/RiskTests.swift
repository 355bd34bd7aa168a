import RealModule
import Testing

@testable import MutualAid

struct RiskTests {
  private func period(_ first: Day, _ last: Day) -> Period {
    Period(index: 0, first: first, settlement: last, publication: last)
  }

  @Test(arguments: [2022, 2024])
  func `a pool over one whole calendar year has exactly the yearly probability`(year: Int) {
    var scenario = Scenario.oneYear(members: 10, rate: 0.25, benefit: 100)
    scenario.launch = Day.first(of: year)
    scenario.horizon = Day.last(of: year)
    for rule in [SettlementCalendar.Rule.yearly, .monthly, .everyDays(1)] {
      scenario.calendar = SettlementCalendar(rule: rule)
      let timetable = Timetable(of: scenario)
      let well = timetable.plans.reduce(1) { $0 * (1 - $1.slots[0].cover.probabilities[0]) }
      #expect(abs(1 - well - 0.25) < 1e-13)
    }
  }

  @Test func `a cohort's birthdays are even, and its ages mix by them`() {
    let july = period(day(2021, 7, 1), day(2021, 7, 31))
    let birthdays = Birthdays(of: 1990, in: july, upperAge: 60)
    #expect(abs(birthdays.groups.reduce(0) { $0 + $1.weight } - 1) < 1e-14)
    // By the end of 1 July, 182 of 365 birthdays have passed.
    #expect(abs(birthdays.groups[0].weight - 182.0 / 365) < 1e-14)
    #expect(birthdays.groups[0].ages.allSatisfy { $0 == 31 })
    #expect(birthdays.groups.last?.ages.allSatisfy { $0 == 30 } == true)
    #expect(birthdays.reachedBySettlement == 0)
  }

  @Test
  func `those who turn the upper age leave on their birthdays, and nobody is left at new year`() {
    let first = period(day(2021, 12, 1), day(2021, 12, 16))
    let birthdays = Birthdays(of: 1961, in: first, upperAge: 60)
    #expect(abs(birthdays.reachedBySettlement - 16.0 / 31) < 1e-12)
    let last = Birthdays(of: 1961, in: period(day(2021, 12, 17), day(2022, 1, 5)), upperAge: 60)
    #expect(last.reachedBySettlement == 1)
    let after = Birthdays(of: 1961, in: period(day(2022, 1, 6), day(2022, 1, 20)), upperAge: 60)
    #expect(after.groups.isEmpty)
  }

  @Test func `a cohort's risk is the mixture over its birthdays, worked by hand`() {
    let groups = [
      Birthdays.Group(weight: 0.25, ages: [1, 1]), Birthdays.Group(weight: 0.75, ages: [0, 1]),
    ]
    let hazards = [0.1, 0.3]
    let risk = CohortRisk(groups, days: 2) { age, _ in hazards[age] }
    let old = 1 - Double.exp(-0.6)
    let young = 1 - Double.exp(-0.4)
    #expect(abs(risk.probability - (0.25 * old + 0.75 * young)) < 1e-15)
    let firstDay = 0.25 * (1 - Double.exp(-0.3)) + 0.75 * (1 - Double.exp(-0.1))
    #expect(abs(risk.byDay[0] - firstDay / risk.probability) < 1e-15)
    #expect(abs(risk.byDay.reduce(0, +) - 1) < 1e-15)
    #expect(
      abs(risk.given(day: 0, age: 0) * risk.probability - 0.75 * (1 - Double.exp(-0.1))) < 1e-15)
  }

  @Test func `joiners are split by largest remainder, to the last one`() {
    let mix = DatedMix(
      from: day(2021, 1, 1),
      parts: [
        .init(segment: 0, share: 0.5), .init(segment: 1, share: 0.3), .init(segment: 2, share: 0.2),
      ])
    var scenario = Scenario.oneYear(members: 10, rate: 0.1, benefit: 1)
    scenario.membership.mixes = [mix]
    let cohorts = CohortList(of: scenario)
    let plan = JoiningPlan(of: mix, riskClasses: [.all], on: day(2021, 1, 1), cohorts: cohorts)
    func split(_ joiners: Int) -> [Int] {
      var counts = [0, 0, 0]
      plan.split(joiners) { counts[$0] += $1 }
      return counts
    }
    #expect(split(10) == [5, 3, 2])
    #expect(split(11) == [6, 3, 2])
    #expect(split(12) == [6, 4, 2])
    #expect(split(1) == [1, 0, 0])
    #expect(split(0) == [0, 0, 0])
  }

  // Where one joiner of three parts is missing, remainders are first compared with ½.
  @Test(arguments: [
    ([0.5, 0.25, 0.25], [2: [1, 1, 0], 6: [3, 2, 1]]),
    ([0.25, 0.5, 0.25], [2: [1, 1, 0], 6: [2, 3, 1]]),
    ([0.5, 0.5], [1: [1, 0], 3: [2, 1]]),
    ([0.125, 0.125, 0.75], [2: [0, 0, 2], 4: [1, 0, 3]]),
  ])
  func `of equal remainders the first in the mix goes first`(
    shares: [Double], counts: [Int: [Int]]
  ) {
    let mix = DatedMix(
      from: day(2021, 1, 1),
      parts: shares.enumerated().map { .init(segment: $0, share: $1) })
    var scenario = Scenario.oneYear(members: 10, rate: 0.1, benefit: 1)
    scenario.membership.mixes = [mix]
    let plan = JoiningPlan(
      of: mix, riskClasses: [.all], on: day(2021, 1, 1), cohorts: CohortList(of: scenario))
    for (joiners, expected) in counts {
      var found = [Int](repeating: 0, count: shares.count)
      plan.split(joiners) { found[$0] += $1 }
      #expect(found == expected)
    }
  }

  // 1 July is day 183 of 366.
  @Test(arguments: [(1, 1), (2, 1), (3, 2), (1_001, 501)])
  func `half a joiner's birthday has passed`(joiners: Int, passed: Int) {
    var scenario = Scenario.living()
    scenario.membership.mixes = [
      DatedMix(from: day(2020, 1, 1), parts: [.init(segment: 0, age: 30, sex: .male, share: 1)])
    ]
    let cohorts = CohortList(of: scenario)
    let july = day(2020, 7, 1)
    let plan = JoiningPlan(
      of: scenario.membership.mixes[0], riskClasses: [.all], on: july, cohorts: cohorts)
    var counts: [Int: Int] = [:]
    plan.split(joiners) { counts[cohorts.cohorts[$0].birthYear ?? 0, default: 0] += $1 }
    #expect((counts[1990] ?? 0, counts[1989] ?? 0) == (passed, joiners - passed))
    #expect(JoiningPlan.birthdays(of: joiners, on: july) == (passed, joiners - passed))
  }

  @Test func `joiners of an age are born in the two years that the day of joining says`() {
    var scenario = Scenario.living()
    scenario.membership.mixes = [
      DatedMix(from: day(2019, 1, 1), parts: [.init(segment: 0, age: 30, sex: .male, share: 1)])
    ]
    let cohorts = CohortList(of: scenario)
    // 10 March is day 69 of 365: 69/365 of 1000 is 189.04.
    let plan = JoiningPlan(
      of: scenario.membership.mixes[0], riskClasses: [.all], on: day(2019, 3, 10), cohorts: cohorts)
    var counts: [Int: Int] = [:]
    plan.split(1000) { counts[cohorts.cohorts[$0].birthYear ?? 0, default: 0] += $1 }
    #expect(counts == [1989: 189, 1988: 811])
  }

  @Test func `rounding loses nobody whose birthday has passed`() {
    // 365 · 3/365 comes out below 3.
    let split = JoiningPlan.birthdays(of: 365, on: day(2019, 1, 3))
    #expect(split == (3, 362))
  }

  @Test func `a path is linear by day, rounded half up, and constant outside its points`() {
    let path = MembershipPath(points: [
      .init(day: day(2021, 1, 1), members: 100), .init(day: day(2021, 1, 5), members: 106),
      .init(day: day(2021, 1, 9), members: 100),
    ])
    #expect(
      (0...9).map { path.members(on: day(2020, 12, 31).advanced(by: $0)) } == [
        100, 100, 102, 103, 105, 106, 105, 103, 102, 100,
      ])
  }
}
