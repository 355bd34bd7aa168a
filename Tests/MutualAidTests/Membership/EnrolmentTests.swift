import Probability
import Testing

@testable import MutualAid

struct EnrolmentTests {
  /// The living pool with as many who join in each period, by its mix.
  private static func byFlow() -> Scenario {
    var scenario = Scenario.living()
    scenario.membership.flow = .perPeriod(997)
    return scenario
  }

  /// The members of a scenario's flow, one by one as a roster would name them.
  private static func enrolment(
    of scenario: Scenario, birth: (Cohort, DatedMix.Part) -> Enrolment.Birth
  ) -> Enrolment {
    let timetable = Timetable(of: scenario)
    let parts = scenario.membership.mixes[0].parts
    let groups = timetable.plans.flatMap { plan in
      var groups: [Enrolment.Group] = []
      plan.joining.split(997) { place, members in
        let cohort = timetable.cohorts[place]
        let part = parts.first { part in
          part.sex == cohort.sex
            && (0...1).contains(plan.period.first.year - (part.age ?? 0) - (cohort.birthYear ?? 0))
        }
        groups.append(
          Enrolment.Group(
            // Any day of the period.
            joins: members % 2 == 0 ? plan.period.first : plan.period.settlement,
            segment: cohort.segment, sex: cohort.sex, riskClass: cohort.riskClass,
            birth: part.map { birth(cohort, $0) } ?? .unknown, members: members))
      }
      return groups
    }
    return Enrolment(groups: groups.reversed())
  }

  private func outcome(_ scenario: Scenario, replications: Int) throws -> [[Int]] {
    let simulation = Simulation(of: scenario, seed: 5)
    return try (0..<replications).map { try simulation.record(of: $0) }
  }

  @Test func `members named by birth year run as the same members by a mix`() throws {
    var named = Self.byFlow()
    named.membership.enrolment = Self.enrolment(of: named) { cohort, _ in
      cohort.birthYear.map { .year($0) } ?? .unknown
    }
    named.membership.mixes = []
    named.membership.flow = nil
    #expect(try outcome(named, replications: 20) == outcome(Self.byFlow(), replications: 20))
  }

  @Test func `members named by age run as the same members by a mix`() throws {
    var named = Self.byFlow()
    named.membership.enrolment = Self.enrolment(of: named) { _, part in
      part.age.map { .age($0) } ?? .unknown
    }
    named.membership.mixes = []
    named.membership.flow = nil
    #expect(try outcome(named, replications: 20) == outcome(Self.byFlow(), replications: 20))
  }

  @Test func `groups are the same in any order, and equal ones are one`() {
    let one = Enrolment.Group(joins: day(2020, 1, 1), birth: .age(30), members: 2)
    let other = Enrolment.Group(joins: day(2020, 2, 1), sex: .male, birth: .age(31), members: 3)
    let enrolment = Enrolment(groups: [one, other, one])
    #expect(enrolment == Enrolment(groups: [other, one, one]))
    #expect(enrolment.groups.map(\.members) == [4, 3])
    #expect(enrolment.members == 7 && enrolment.rows == 7)
  }

  /// A pool without chance but that of claims, with claimants who stay, so that only the roster moves
  /// the number of members.
  private func counts(_ groups: [Enrolment.Group], ages: ClosedRange<Int>? = nil) throws -> [[Int]]
  {
    var scenario = Scenario.oneYear(members: 0, rate: 0.001, benefit: 100)
    scenario.horizon = day(2022, 6, 30)
    scenario.calendar = SettlementCalendar(rule: .monthly)
    scenario.membership.enrolment = Enrolment(groups: groups)
    scenario.membership.ages = ages
    scenario.membership.mixes = []
    let simulation = Simulation(of: scenario, seed: 1)
    let layout = RecordLayout(of: scenario, periods: simulation.periods)
    let record = try simulation.record(of: 0)
    return simulation.periods.map { period in
      [.joined, .left, .agedOut].map { record[layout.place($0, period: period.index)] }
    }
  }

  @Test func `who joins within a period enters with it, and who leaves within one leaves with it`()
    throws
  {
    let found = try counts([
      .init(joins: day(2022, 1, 20), leaves: day(2022, 3, 2), members: 5),
      .init(joins: day(2022, 2, 1), members: 7),
      // Never a member: leaves in the period of joining, and joins after the last settlement.
      .init(joins: day(2022, 4, 1), leaves: day(2022, 4, 30), members: 11),
      .init(joins: day(2022, 7, 1), members: 13),
      // Leaves after the last settlement, and so not at all.
      .init(joins: day(2022, 5, 31), leaves: day(2023, 1, 1), members: 17),
    ])
    #expect(
      found == [[5, 0, 0], [7, 0, 0], [0, 5, 0], [0, 0, 0], [17, 0, 0], [0, 0, 0]])
  }

  @Test func `a birth date brings the upper age on its own day`() throws {
    let found = try counts(
      [
        .init(joins: day(2022, 1, 1), birth: .date(day(1962, 3, 10)), members: 5),
        .init(joins: day(2022, 1, 1), birth: .date(day(1962, 3, 31)), members: 7),
        .init(joins: day(2022, 1, 1), birth: .date(day(1962, 4, 1)), members: 11),
      ], ages: 0...59)
    #expect(found.map { $0[2] } == [0, 0, 12, 11, 0, 0])
  }

  @Test func `who is born on 29 February has the birthday of a common year on 1 March`() {
    let born = day(2000, 2, 29)
    #expect(born.age(on: day(2022, 2, 28)) == 21 && born.age(on: day(2022, 3, 1)) == 22)
    #expect(born.age(on: day(2024, 2, 28)) == 23 && born.age(on: day(2024, 2, 29)) == 24)
    #expect(born.age(on: day(2000, 2, 28)) == -1)
  }

  /// Everybody is diagnosed in the month of the 40th birthday with probability 1, and before with 0: so
  /// birth dates decide who falls ill.
  @Test func `a birth date brings the age's own risk on its own day`() throws {
    var scenario = Scenario.oneYear(members: 0, rate: 0.001, benefit: 100)
    scenario.calendar = SettlementCalendar(rule: .monthly)
    let rates = (0...60).map { $0 < 40 ? 0 : 1.0 }
    scenario.segments = [
      Segment(name: "all", incidence: RateTable(firstAge: 0, male: rates, female: rates))
    ]
    scenario.membership.claimants = .leave
    scenario.membership.ages = 0...59
    scenario.membership.mixes = []
    scenario.membership.enrolment = Enrolment(groups: [
      .init(joins: day(2022, 1, 1), birth: .date(day(1982, 3, 10)), members: 50),
      .init(joins: day(2022, 1, 1), birth: .date(day(1982, 9, 9)), members: 70),
    ])
    let simulation = Simulation(of: scenario, seed: 3)
    let layout = RecordLayout(of: scenario, periods: simulation.periods)
    let record = try simulation.record(of: 0)
    let cases = simulation.periods.map { record[layout.place(.diagnosed, period: $0.index)] }
    #expect(cases == [0, 0, 50, 0, 0, 0, 0, 0, 70, 0, 0, 0])
  }

  @Test func `streams of cohorts are never shared`() {
    var groups: [Enrolment.Group] = []
    for number in 0..<9000 {
      groups.append(
        .init(
          joins: day(2022, 1, 1), leaves: number % 3 == 0 ? day(2022, 3, 1 + number % 28) : nil,
          sex: number % 2 == 0 ? .male : .female,
          birth: number % 5 == 0
            ? .year(1970 + number % 30) : .date(Day(number: number - 4000)), members: 1))
    }
    var scenario = Scenario.oneYear(members: 0, rate: 0.001, benefit: 100)
    scenario.membership.ages = 0...100
    scenario.membership.mixes = []
    scenario.membership.enrolment = Enrolment(groups: groups)
    let list = CohortList(of: scenario)
    #expect(list.cohorts.count > 4500)
    #expect(Set(list.streamNumbers).count == list.cohorts.count)
    #expect(list.streamNumbers.allSatisfy { 0..<(1 << 32) ~= $0 })
  }
}
