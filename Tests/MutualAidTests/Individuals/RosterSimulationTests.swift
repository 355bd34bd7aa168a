import Foundation
import Probability
import TestSupport
import Testing

@testable import MutualAid

/// Scenarios whose members are taken one by one, against the engine and against laws of unlike members.
struct RosterSimulationTests {
  /// A pool with what the path follows: ages, waiting, accidents, delays, classes, approval, a cap.
  private static func pool(_ seed: UInt64) -> Scenario {
    var draws = Probability.Stream(seed: seed, replication: 0, purpose: .course)
    var scenario = Scenario.living(members: 0, factor: 60)
    scenario.membership.mortality = nil
    scenario.shutdown = nil
    scenario.membership.mixes = []
    scenario.horizon = day(2019, 12, 31)
    scenario.segments.append(scenario.segments[0])
    scenario.segments[1].name = "other"
    scenario.segments[1].weight = 1_500_000
    for number in scenario.claims.classes.indices {
      scenario.claims.classes[number].severities.append(
        scenario.claims.classes[number].severities[0])
      scenario.claims.classes[number].approval = [0.7, 1]
    }
    if seed % 3 == 0 { scenario.claims.reporting = .days(0) }
    if seed % 3 == 0 { scenario.claims.processing = .days(0) }
    if seed % 2 == 0 {
      scenario.apportionment.sharing = .weighted
      scenario.claims.durationFactors = [
        DurationFactor(days: 0, factor: 0.4), DurationFactor(days: 100, factor: 1.2),
      ]
    }
    if seed % 4 == 1 {
      scenario.apportionment.capPerClaim = 30_000
      scenario.apportionment.aboveCap = seed % 8 == 1 ? .platform : .proRata
    }
    if seed % 5 == 4 { scenario.membership.claimants = .stay }
    scenario.membership.riskClasses = [
      RiskClass(name: "low", share: 0.5, risk: 0.5), RiskClass(name: "high", share: 0.5, risk: 2),
    ]
    let hasRisks = seed % 3 != 2
    let groups = (0..<60).map { number -> Enrolment.Group in
      let joins = scenario.launch.advanced(by: number < 20 ? 0 : draws.below(250))
      let birth: Enrolment.Birth =
        switch draws.below(3) {
        case 0: .year(joins.year - 1 - draws.below(55))
        case 1: .date(joins.advanced(by: -draws.below(60 * 365)))
        // Who reaches the upper age on a day within the run.
        default: .date(day(1959, 4, 1).advanced(by: 90 + draws.below(270)))
        }
      let leaves = draws.below(3) == 0 && number > 0
      return Enrolment.Group(
        joins: joins, leaves: leaves ? joins.advanced(by: 1 + draws.below(200)) : nil,
        segment: draws.below(2), sex: draws.below(2) == 0 ? .male : .female,
        riskClass: draws.below(2), risk: hasRisks ? Double(Float(draws.uniform() * 3)) : 1,
        birth: birth, members: 1 + draws.below(12))
    }
    scenario.membership.enrolment = Enrolment(groups: groups)
    return scenario
  }

  /// The same members, told one by one.
  private static func enrolled(
    _ scenario: Scenario, order: ([Enrolment.Group]) -> [Enrolment.Group] = { $0 }
  ) throws -> Scenario {
    let groups = order(try #require(scenario.membership.enrolment?.groups))
    var roll = MemberRoll()
    for group in groups {
      let person = roll.add(
        MemberRoll.Person(
          segment: group.segment, sex: group.sex, riskClass: group.riskClass, birth: group.birth))
      let stay = roll.add(MemberRoll.Stay(joins: group.joins, leaves: group.leaves))
      roll.add(
        members: group.members, risk: Float(group.risk), person: try #require(person),
        stay: try #require(stay))
    }
    var scenario = scenario
    scenario.membership.enrolment = Enrolment(groups: [], rows: groups.count, roll: roll)
    return scenario
  }

  private static var replications: Int {
    #if DEBUG
      400
    #else
      25_000
    #endif
  }

  private func values(_ tally: Tally) -> [Int] {
    tally.values.flatMap { [Int](repeating: $0.value, count: $0.count) }
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func `every figure has the law of the engine's`(seed: UInt64) async throws {
    let scenario = Self.pool(seed)
    let engine = try await Simulation(of: scenario, seed: 77).run(
      replications: Self.replications, threads: 2)
    let simulation = try RosterSimulation(
      of: seed % 2 == 0 ? Self.enrolled(scenario) : scenario, seed: 78)
    let found = try await simulation.run(replications: Self.replications, threads: 2)
    // Three tests a figure, ten pools: one false alarm in 100,000 runs of this test.
    let risk = 1e-5 / Double(30 * found.measures.count)
    for (measure, tally) in zip(found.measures, found.tallies) {
      let other = try #require(engine[measure], "\(measure)")
      let words = TwoSamples(left: values(tally), right: values(other)).disagreement(risk: risk)
      #expect(words == nil, "\(measure): \(words ?? "")")
    }
    let diagnosed = found.measures.indices.filter { found.measures[$0].quantity == .diagnosed }
    #expect(diagnosed.reduce(0) { $0 + (found.tallies[$1].mean?.value ?? 0) } > 5)
  }

  // One member beside another, or one in a row among others without a risk.
  @Test(arguments: [0, 15])
  func `claims have the law of a sum of unlike members`(others: Int) throws {
    var scenario = Scenario.oneYear(members: 0, rate: 0.2, benefit: 100)
    scenario.membership.claimants = .leave
    scenario.calendar = SettlementCalendar(rule: .quarterly)
    let risks = (0..<150).map { Float($0) / 50 }
    scenario.membership.enrolment = Enrolment(
      groups: risks.flatMap { risk in
        ([risk] + [Float](repeating: 0, count: others)).map {
          .init(joins: scenario.launch, risk: Double($0), members: 1)
        }
      })
    let simulation = try RosterSimulation(of: scenario, seed: 5)
    #expect(simulation.memberCount == risks.count * (others + 1))
    let replications = 8 * Self.replications
    var claims = [[Int]](repeating: [], count: simulation.periods.count)
    for number in 0..<replications {
      for (period, count) in simulation.record(of: number).diagnosed.enumerated() {
        claims[period].append(count)
      }
    }
    var before = 0
    for period in simulation.periods {
      let (start, end) = (Double(before) / 365, Double(before + period.length) / 365)
      before += period.length
      // A survival of (1 − q)^(risk · part of the year), and the law of a sum by convolution.
      var law = [1.0]
      for risk in risks.map(Double.init) {
        let chance = pow(0.8, risk * start) - pow(0.8, risk * end)
        law = (0...law.count).map {
          ($0 < law.count ? law[$0] * (1 - chance) : 0) + ($0 > 0 ? law[$0 - 1] * chance : 0)
        }
      }
      var counts = law.map { _ in 0 }
      for count in claims[period.index] { counts[count] += 1 }
      expectCounts(counts, match: law, risk: 1e-7)
    }
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `money and members balance in every replication`(seed: UInt64) throws {
    let scenario = Self.pool(seed)
    let simulation = try RosterSimulation(of: scenario, seed: seed)
    let groups = try #require(scenario.membership.enrolment?.groups)
    for number in 0..<40 {
      let record = simulation.record(of: number)
      #expect(record.payers.joined().allSatisfy { $0 >= 0 })
      #expect(record.members.allSatisfy { 0...groups.reduce(0) { $0 + $1.members } ~= $0 })
      #expect(record.cases.reduce(0, +) <= record.diagnosed.reduce(0, +))
      guard scenario.apportionment.capPerClaim == nil else { continue }
      var surplus = 0
      for period in simulation.periods.indices {
        let paid = zip(record.shares[period], record.payers[period]).reduce(0) { $0 + $1.0 * $1.1 }
        let benefits = record.benefits[period]
        surplus += paid - benefits - scenario.apportionment.fee.of(benefits)
        #expect(surplus >= 0)
      }
    }
  }

  @Test func `an outcome does not depend on the number of threads`() async throws {
    let simulation = try RosterSimulation(of: Self.enrolled(Self.pool(1)), seed: 3)
    var outcomes: [Outcome] = []
    for threads in [1, 2, 5] {
      outcomes.append(try await simulation.run(replications: 101, threads: threads))
    }
    #expect(outcomes.allSatisfy { $0.tallies == outcomes[0].tallies })
    #expect(simulation.record(of: 7) == simulation.record(of: 7))
    #expect(simulation.record(of: 7) != simulation.record(of: 8))
  }

  @Test(arguments: [0, 1, 4] as [UInt64])
  func `another order of the rows gives other draws of the same law`(seed: UInt64) async throws {
    let scenario = Self.pool(seed)
    let simulations = [
      try RosterSimulation(of: Self.enrolled(scenario), seed: 21),
      try RosterSimulation(of: Self.enrolled(scenario, order: { $0.reversed() }), seed: 21),
    ]
    #expect(simulations[0].memberCount == simulations[1].memberCount)
    #expect(simulations[0].cohortCount == simulations[1].cohortCount)
    var found: [Outcome] = []
    for simulation in simulations {
      found.append(try await simulation.run(replications: Self.replications, threads: 2))
    }
    #expect(found[0].measures == found[1].measures)
    #expect(found[0].tallies != found[1].tallies)
    // Three tests a figure, three pools: one false alarm in 100,000 runs of this test.
    let risk = 1e-5 / Double(9 * found[0].measures.count)
    for (number, measure) in found[0].measures.enumerated() {
      let words = TwoSamples(
        left: values(found[0].tallies[number]), right: values(found[1].tallies[number])
      ).disagreement(risk: risk)
      #expect(words == nil, "\(measure): \(words ?? "")")
    }
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `what is not random does not go by the order of the rows`(seed: UInt64) throws {
    var scenario = Self.pool(seed)
    scenario.segments = scenario.segments.map { segment in
      var segment = segment
      segment.incidence = RateTable(flat: 0)
      return segment
    }
    let records = try [{ $0 }, { $0.reversed() }].map { order in
      try RosterSimulation(of: Self.enrolled(scenario, order: order), seed: 2).record(of: 0)
    }
    #expect(records[0] == records[1])
    #expect((records[0].members.max() ?? 0) > 0 && records[0].diagnosed.allSatisfy { $0 == 0 })
  }

  @Test func `a member takes eight bytes, and several sections have the claims that are expected`()
    throws
  {
    var scenario = Scenario.oneYear(members: 0, rate: 0.001, benefit: 100)
    let count = 2 * MemberRoll.sectionSize + 77
    var roll = MemberRoll()
    let person = roll.add(
      MemberRoll.Person(segment: 0, sex: nil, riskClass: 0, birth: .unknown))
    let stay = roll.add(MemberRoll.Stay(joins: scenario.launch, leaves: nil))
    roll.add(
      members: count, risk: 0.5, person: try #require(person), stay: try #require(stay))
    scenario.membership.enrolment = Enrolment(groups: [], rows: 1, roll: roll)
    let simulation = try RosterSimulation(of: scenario, seed: 9)
    #expect(simulation.memberCount == count && simulation.bytesPerMember == 8)
    let record = simulation.record(of: 0)
    let expected = Double(count) * (1 - (1 - 0.001).squareRoot())
    // Beyond 5.3 standard deviations lies one in ten million.
    #expect(abs(Double(record.diagnosed[0]) - expected) < 5.3 * expected.squareRoot())
    #expect(record.payers == [[count]])
  }

  @Test func `all that stands in the way is told`() throws {
    var scenario = Scenario.living()
    scenario.membership.lapse = Lapse(perYear: .init(0.1))
    #expect(throws: IndividualError(obstacles: [.noRoster, .deaths, .lapse, .shutdown])) {
      try RosterSimulation(of: scenario, seed: 1)
    }
    scenario = Self.pool(1)
    scenario.membership.enrolment = Enrolment(groups: [
      .init(joins: scenario.launch, segment: 0, sex: .male, birth: .year(1959), members: 1)
    ])
    #expect(throws: IndividualError(obstacles: [.upperAge])) {
      try RosterSimulation(of: scenario, seed: 1)
    }
    scenario.membership.enrolment = Enrolment(groups: [
      .init(
        joins: scenario.launch, leaves: scenario.launch.advanced(by: 60), segment: 0, sex: .male,
        birth: .year(1990), members: 9)
    ])
    scenario.membership.claimants = .stay
    #expect(throws: IndividualError(obstacles: [.nobodyPays])) {
      try RosterSimulation(of: scenario, seed: 1)
    }
    // The only member of the first period is 60 before its payers are counted.
    scenario.membership.enrolment = Enrolment(groups: [
      .init(
        joins: scenario.launch, segment: 0, sex: .male, birth: .date(day(1959, 3, 15)), members: 1),
      .init(
        joins: scenario.launch.advanced(by: 200), segment: 0, sex: .male, birth: .year(1990),
        members: 9),
    ])
    #expect(throws: IndividualError(obstacles: [.nobodyPays])) {
      try RosterSimulation(of: scenario, seed: 1)
    }
    scenario.membership.claimants = .leave
    #expect(throws: Never.self) { try RosterSimulation(of: scenario, seed: 1) }
    #expect(IndividualObstacle.allCases.allSatisfy { "\($0)".contains(": ") })
  }
}
