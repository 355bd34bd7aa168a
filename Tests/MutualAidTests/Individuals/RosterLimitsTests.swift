import Testing

@testable import MutualAid

/// How much the path of individuals takes of a scenario's roster.
struct RosterLimitsTests {
  /// Twice a month over twenty years: 480 settlements.
  private func scenario() -> Scenario {
    var scenario = Scenario.oneYear(members: 0, rate: 0.2, benefit: 100)
    scenario.horizon = day(2041, 12, 31)
    scenario.calendar = SettlementCalendar(rule: .daysOfMonth([15, 31]))
    return scenario
  }

  private func enrolment(_ members: Int, risk: Float, in scenario: Scenario) throws -> Enrolment {
    var roll = MemberRoll()
    let person = roll.add(MemberRoll.Person(segment: 0, sex: nil, riskClass: 0, birth: .unknown))
    let stay = roll.add(MemberRoll.Stay(joins: scenario.launch, leaves: nil))
    roll.add(
      members: members, risk: risk, person: try #require(person), stay: try #require(stay))
    return Enrolment(groups: [], rows: members, roll: roll)
  }

  @Test func `members with more claims than a stream decides are refused`() throws {
    var scenario = Scenario.oneYear(members: 0, rate: 0.2, benefit: 100)
    // −1,000 ln 0.8 = 223 claims of each.
    scenario.membership.enrolment = try enrolment(20_000, risk: 1_000, in: scenario)
    #expect(throws: IndividualError(obstacles: [.tooManyClaims])) {
      try RosterSimulation(of: scenario, seed: 1)
    }
    scenario.membership.enrolment = try enrolment(18_000, risk: 1_000, in: scenario)
    let record = try RosterSimulation(of: scenario, seed: 1).record(of: 0)
    #expect(record.diagnosed == [18_000])
  }

  @Test func `more stays than a word tells apart are refused`() throws {
    var scenario = scenario()
    let periods = scenario.periods
    func groups(_ count: Int) -> [Enrolment.Group] {
      (0..<count).map { number in
        Enrolment.Group(
          joins: periods[number / 100].first,
          leaves: periods[number / 100 + 1 + number % 100].first, risk: 1, members: 1)
      }
    }
    scenario.membership.enrolment = Enrolment(groups: groups(MemberRoll.mostStays + 1))
    #expect(throws: IndividualError(obstacles: [.tooManyKinds])) {
      try RosterSimulation(of: scenario, seed: 1)
    }
    scenario.membership.enrolment = Enrolment(
      groups: groups(MemberRoll.mostStays - 1) + [.init(joins: scenario.launch, members: 1)])
    #expect(throws: Never.self) { try RosterSimulation(of: scenario, seed: 1) }
  }

  @Test func `more persons times settlements than there is room for are refused`() throws {
    var scenario = scenario()
    #expect(scenario.periods.count == 480)
    var roll = MemberRoll()
    let stay = roll.add(MemberRoll.Stay(joins: scenario.launch, leaves: nil))
    // 2²⁵ = 33,554,432 entries have room.
    for _ in 0..<33_554_432 / 481 + 1 {
      let person = roll.add(
        MemberRoll.Person(segment: 0, sex: nil, riskClass: 0, birth: .unknown))
      roll.add(risk: 1, person: try #require(person), stay: try #require(stay))
    }
    scenario.membership.enrolment = Enrolment(groups: [], rows: roll.count, roll: roll)
    #expect(throws: IndividualError(obstacles: [.tooManyKinds])) {
      try RosterSimulation(of: scenario, seed: 1)
    }
  }
}
