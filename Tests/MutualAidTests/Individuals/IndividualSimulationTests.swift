import Foundation
import Probability
import TestSupport
import Testing

@testable import MutualAid

/// Members one by one, against the laws of sums of unlike members.
struct IndividualSimulationTests {
  private static let periods = 6
  private static let factors = [1, 0.5, 0, 2, 1.25, 1]
  private static let benefits = [30_000, 5_000]

  /// A member of the tests' roster, written down apart from the roster.
  private struct Member {
    let probability: Double
    let joins: Int
    let leaves: Int
    let benefitClass: Int

    /// The probability of a claim in a period.
    func claim(in period: Int) -> Double {
      guard joins..<leaves ~= period else { return 0 }
      let before = IndividualSimulationTests.factors[joins..<period].reduce(0, +)
      let hazard = -log1p(-probability)
      return exp(-hazard * before) * -expm1(-hazard * IndividualSimulationTests.factors[period])
    }
  }

  private static let members: [Member] = (0..<333).map { number in
    let joins = number % 4
    return Member(
      probability: number % 7 == 0 ? 0 : 0.3 * Double(number) / 333, joins: joins,
      leaves: min(periods, joins + 1 + number % 5), benefitClass: number % 2)
  }

  /// One member in ten has a claim in most lives, the others hardly ever: few rows are hit more than once, and
  /// mostly in the same member.
  private static let unlike: [Member] = (0..<1_000).map { number in
    Member(
      probability: number % 10 == 7 ? 0.25 : 1e-4, joins: number % 3, leaves: 3 + number % 4,
      benefitClass: number % 2)
  }

  private func roster(of members: [Member] = members, risk: Double = 1) throws -> Roster {
    var roster = Roster(periods: Self.periods, benefits: Self.benefits)
    for member in members {
      try roster.add(
        probability: member.probability * risk, joins: member.joins, leaves: member.leaves,
        benefitClass: member.benefitClass)
    }
    return roster
  }

  private func simulation(_ rule: ApportionmentRule = ApportionmentRule()) throws
    -> IndividualSimulation
  {
    try IndividualSimulation(of: roster(), factors: Self.factors, rule: rule, seed: 12)
  }

  private static var replications: Int {
    #if DEBUG
      1_500
    #else
      40_000
    #endif
  }

  /// Draws held against a law of their sum.
  private func expect(
    _ values: [Int], match law: LatticeLaw, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var ends: [Int] = []
    var masses: [Double] = []
    var open = 0.0
    for index in 0..<law.count {
      open += law.mass(at: index)
      if open > 0.02 {
        ends.append(law.value(at: index))
        masses.append(open)
        open = 0
      }
    }
    ends[ends.count - 1] = .max
    masses[masses.count - 1] += open
    var counts = [Int](repeating: 0, count: ends.count)
    for value in values { counts[ends.firstIndex { value <= $0 } ?? 0] += 1 }
    expectCounts(counts, match: masses, risk: 1e-7, sourceLocation: sourceLocation)
  }

  private func law(
    of members: [Member], _ chance: (Member) -> Double, _ amount: (Member) -> Int
  ) throws -> LatticeLaw {
    try LatticeLaw.sum(
      of: members.map {
        try BinomialGroup(members: 1, probability: chance($0), amount: amount($0))
      })
  }

  @Test(arguments: [members, unlike])
  private func `claims and benefits have the law of a sum of unlike members`(members: [Member])
    throws
  {
    let simulation = try IndividualSimulation(
      of: roster(of: members), factors: Self.factors, seed: 12)
    let records = (0..<Self.replications).map { simulation.record(of: $0) }
    for period in 0..<Self.periods where Self.factors[period] > 0 {
      expect(
        records.map { $0.claims[period] },
        match: try law(of: members, { $0.claim(in: period) }) { _ in 1 })
      expect(
        records.map { $0.benefits[period] },
        match: try law(of: members, { $0.claim(in: period) }) { Self.benefits[$0.benefitClass] })
    }
    #expect(records.allSatisfy { $0.claims[2] == 0 })
    // Periods are tied, because a claimant is gone: the whole run has a law of its own.
    let whole = try law(
      of: members, { member in (0..<Self.periods).reduce(0) { $0 + member.claim(in: $1) } },
      { _ in 1 })
    expect(records.map { $0.claims.reduce(0, +) }, match: whole)
  }

  @Test func `who leaves pays no more, and members' costs add up to what was paid`() throws {
    for minimum in [0, 100] {
      let rule = ApportionmentRule(fee: Rate(millionths: 81_000), minimumShare: minimum)
      let simulation = try simulation(rule)
      for number in 0..<200 {
        let record = simulation.record(of: number)
        let paid = zip(record.shares, record.payers).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(record.lifeCosts.reduce(0) { $0 + $1.cost * $1.members } == paid)
        #expect(record.lifeCosts.reduce(0) { $0 + $1.members } == Self.members.count)
        let needed = record.benefits.reduce(0) { $0 + $1 + rule.fee.of($1) }
        #expect(paid >= needed && paid - needed <= 333 * max(1, minimum))
        let stays = (0..<Self.periods).reduce(0) { sum, period in
          sum + Self.members.count { $0.joins..<$0.leaves ~= period }
        }
        #expect(record.payers.reduce(0, +) <= stays)
        #expect(record.payers[0] == Self.members.count { $0.joins == 0 })
      }
    }
  }

  @Test func `an outcome does not depend on the number of threads`() async throws {
    let simulation = try simulation()
    var outcomes: [IndividualOutcome] = []
    for threads in [1, 2, 5] {
      outcomes.append(try await simulation.run(replications: 201, threads: threads))
    }
    #expect(outcomes.allSatisfy { $0 == outcomes[0] })
    #expect(outcomes[0].claims[0].count == 201 && outcomes[0].lifeCosts[2].count == 201)
    #expect(simulation.record(of: 7) == simulation.record(of: 7))
    #expect(simulation.record(of: 7) != simulation.record(of: 8))
  }

  @Test func `a roster is used on, with other factors and other members`() throws {
    var roster = try roster()
    let other = [1, 1, 0, 0.5, 3, 2]
    let first = try IndividualSimulation(of: roster, factors: Self.factors, seed: 4)
    let found = first.record(of: 0)
    let second = try IndividualSimulation(of: roster, factors: other, seed: 4)
    try roster.add(probability: 0.9, joins: 0, leaves: 1)
    let fresh = try self.roster()
    #expect(
      try IndividualSimulation(of: fresh, factors: other, seed: 4).record(of: 0)
        == second.record(of: 0))
    #expect(first.record(of: 0) == found && second.record(of: 0) != found)
    let third = try IndividualSimulation(of: roster, factors: Self.factors, seed: 4)
    #expect(third.record(of: 0).payers[0] == found.payers[0] + 1)
  }

  @Test func `a roster of several sections has the claims that are expected`() throws {
    let size = MemberRows.size * MemberRows.sectionSize
    var roster = Roster(periods: 3, benefits: [1], capacity: 2 * size + 77)
    for _ in 0..<2 * size + 77 { try roster.add(probability: 0.001, joins: 0, leaves: 3) }
    #expect(roster.memory == (roster.count + 9) / 10 * 64)
    let simulation = try IndividualSimulation(of: roster, factors: [1, 1, 1], seed: 3)
    let claims = simulation.record(of: 0).claims
    var left = Double(roster.count)
    for count in claims {
      let expected = left * 0.001
      #expect(abs(Double(count) - expected) < 5.3 * expected.squareRoot())
      left -= Double(count)
    }
  }

  @Test func `another order of the members gives other draws of the same law`() throws {
    // Rows, blocks and the places of members in them are others too.
    let orders = [
      Self.members, Self.members.reversed(), Self.members.sorted { $0.leaves < $1.leaves },
    ]
    let rule = ApportionmentRule(fee: Rate(millionths: 80_000))
    let found = try orders.map { members in
      let simulation = try IndividualSimulation(
        of: roster(of: members), factors: Self.factors, rule: rule, seed: 15)
      return (0..<Self.replications).map { simulation.record(of: $0) }
    }
    #expect(found[0] != found[1] && found[1] != found[2])
    let figures: [(IndividualRecord, Int) -> Int] = [
      { $0.claims[$1] }, { $0.benefits[$1] }, { $0.payers[$1] }, { $0.shares[$1] },
      { $0.lifeCost([0.05, 0.25, 0.5, 0.75, 0.95, 1][$1]) ?? 0 },
    ]
    for other in found.dropFirst() {
      for figure in figures {
        for period in 0..<Self.periods {
          let samples = TwoSamples(
            left: found[0].map { figure($0, period) }, right: other.map { figure($0, period) })
          // Three tests a figure, sixty figures: one false alarm in 100,000 runs of this test.
          let words = samples.disagreement(risk: 1e-5 / 180)
          #expect(words == nil, "\(period): \(words ?? "")")
        }
      }
    }
  }

  @Test func `what is not random does not go by the order of the members`() throws {
    let orders = [Self.members, Self.members.reversed()]
    let rosters = try orders.map { try roster(of: $0, risk: 0) }
    #expect(rosters[0].memory == rosters[1].memory)
    #expect(RosterCourse(of: rosters[0]).members == RosterCourse(of: rosters[1]).members)
    let records = try rosters.map {
      try IndividualSimulation(of: $0, factors: Self.factors, seed: 15).record(of: 3)
    }
    #expect(records[0] == records[1])
    #expect(records[0].payers.reduce(0, +) > 0 && records[0].claims.allSatisfy { $0 == 0 })
  }

  @Test func `members with more claims than can be drawn are refused`() throws {
    var roster = Roster(periods: 2, benefits: [1])
    for _ in 0..<3_000 { try roster.add(probability: 0.9999, joins: 0, leaves: 2) }
    #expect(throws: RosterError.tooManyClaims) {
      try IndividualSimulation(of: roster, factors: [1, 200], seed: 1)
    }
    #expect(throws: RosterError.tooManyClaims) {
      try IndividualSimulation(of: roster, factors: [1, 1e305], seed: 1)
    }
    // Nearly as many can be drawn: members have a claim each, and it is the first.
    let record = try IndividualSimulation(of: roster, factors: [100, 1], seed: 1).record(of: 0)
    #expect(record.claims == [3_000, 0])
    #expect("\(RosterError.tooManyClaims)" == "members have too many claims to draw one by one")
  }

  @Test func `the quantile of members' costs counts members`() throws {
    var record = IndividualRecord(claims: [], benefits: [], payers: [])
    #expect(record.lifeCost(0.5) == nil)
    record.lifeCosts = [(0, 10), (7, 80), (9, 10)]
    #expect([0, 0.1, 0.11, 0.9, 0.91, 1].map { record.lifeCost($0) } == [0, 0, 7, 7, 9, 9])
  }

  @Test func `what does not fit a roster is refused`() throws {
    var roster = Roster(periods: 300, benefits: [1])
    #expect(throws: RosterError.probability(1)) {
      try roster.add(probability: 1, joins: 0, leaves: 1)
    }
    #expect(throws: RosterError.membership(joins: 3, leaves: 3)) {
      try roster.add(probability: 0.1, joins: 3, leaves: 3)
    }
    #expect(throws: RosterError.membership(joins: 3, leaves: 301)) {
      try roster.add(probability: 0.1, joins: 3, leaves: 301)
    }
    #expect(throws: RosterError.noClass(1)) {
      try roster.add(probability: 0.1, joins: 3, leaves: 4, benefitClass: 1)
    }
    #expect(roster.count == 0)
    #expect(throws: RosterError.factors) {
      try IndividualSimulation(of: roster, factors: [1], seed: 1)
    }
    var wide = Roster(periods: 400, benefits: [1])
    #expect(throws: RosterError.tooManyKinds) {
      for joins in 0..<400 {
        for leaves in joins + 1...400 {
          try wide.add(probability: 0.1, joins: joins, leaves: leaves)
        }
      }
    }
    #expect(wide.count == 65_536)
  }
}
