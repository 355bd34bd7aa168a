import Probability
import Testing

@testable import MutualAid

/// The money of a shutdown in whole runs.
struct ShutdownRunTests {
  /// A pool in which every member claims on the first day of the tail's only settlement.
  ///
  /// Contributions end on 10 January, so the settlement at the end of the month, of 10 claims of
  /// 1000 fen each, belongs to the tail.
  private func pool(budget: Int?, rate: Double = 1) -> Scenario {
    var scenario = Scenario.oneYear(members: 10, rate: rate, benefit: 1000, fee: .zero)
    scenario.membership.claimants = .leave
    scenario.calendar = SettlementCalendar(rule: .monthly)
    scenario.horizon = day(2022, 3, 31)
    scenario.shutdown = Shutdown(
      announced: day(2022, 1, 5), contributionsEnd: day(2022, 1, 10),
      coverEnds: .end(of: day(2022, 1, 31)), tail: .platform, budget: budget)
    return scenario
  }

  private func figures(_ scenario: Scenario) throws -> (Measure.Quantity) -> Int? {
    let layout = RecordLayout(of: scenario, periods: scenario.periods)
    let record = try Simulation(of: scenario, seed: 3).record(of: 0)
    return { quantity in layout.place(ofRun: quantity).map { record[$0] } }
  }

  @Test func `a budget that suffices changes nothing`() throws {
    let free = try Simulation(of: pool(budget: nil), seed: 3).record(of: 0)
    #expect(try Simulation(of: pool(budget: 10_000), seed: 3).record(of: 0) == free)
    let run = try figures(pool(budget: 10_000))
    #expect(run(.tailPlatform) == 10_000 && run(.benefitsUnpaid) == 0)
    #expect(run(.tailPaidPart) == 1_000_000)
  }

  @Test func `beyond the budget every claim is cut in proportion, down to the fen`() throws {
    let run = try figures(pool(budget: 3455))
    #expect(run(.tailPlatform) == 3450 && run(.tailBenefits) == 3450)
    #expect(run(.tailCases) == 10 && run(.lostUnpaid) == 0)
    #expect(run(.benefitsUnpaid) == 6550)
    #expect(run(.tailPaidPart) == 345_000)
  }

  @Test func `without any money claims are approved and never paid`() throws {
    let run = try figures(pool(budget: 0))
    #expect(run(.tailCases) == 0 && run(.lostUnpaid) == 10)
    #expect(run(.tailBenefits) == 0 && run(.benefitsUnpaid) == 10_000)
    #expect(run(.openAtHorizon) == 0)
  }

  @Test func `claims are lost by cause`() throws {
    var run = try figures(pool(budget: 3455))
    #expect(run(.cutClaims) == 10 && run(.lostRights) == 0)
    run = try figures(pool(budget: nil))
    #expect(run(.cutClaims) == 0)
    run = try figures(pool(budget: 0))
    #expect(run(.cutClaims) == 0 && run(.lostUnpaid) == 10 && run(.lostRights) == 0)
    var scenario = pool(budget: nil)
    scenario.shutdown?.tail = .nobody
    run = try figures(scenario)
    #expect(run(.lostUnpaid) == 10 && run(.lostRights) == 10 && run(.benefitsUnpaid) == 10_000)
    scenario = pool(budget: nil)
    scenario.shutdown?.tail = .members
    scenario.apportionment.capPerClaim = 70
    // Nobody ever paid before contributions ended, so nobody is asked for the last share.
    run = try figures(scenario)
    #expect(run(.lostUnpaid) == 0 && run(.cutClaims) == 10 && run(.benefitsUnpaid) == 10_000)
  }

  @Test func `the closing cost is tail, refunds and replacement`() throws {
    var scenario = pool(budget: nil)
    scenario.shutdown?.replacement = ReplacementCover(price: 500, taken: Rate(millionths: 200_000))
    let run = try figures(scenario)
    #expect(run(.tailPlatform) == 10_000)
    #expect(run(.closingCost) == 10_000 + (run(.replacementCost) ?? 0))
  }

  @Test func `what is paid before the end of cover is told apart`() throws {
    var scenario = pool(budget: nil, rate: 0.5)
    scenario.membership.path = MembershipPath(points: [.init(day: scenario.launch, members: 900)])
    scenario.claims.processing = .days(20)
    let layout = RecordLayout(of: scenario, periods: scenario.periods)
    let record = try Simulation(of: scenario, seed: 3).record(of: 0)
    let places = (0..<3).map { record[layout.place(.platform, period: $0)] }
    #expect(places[0] > 0 && places[1] > 0)
    let run = try figures(scenario)
    #expect(run(.tailLastPeriods) == places[0])
    #expect(run(.tailPlatform) == places.reduce(0, +))
  }

  @Test func `the year ahead is counted by cohort, without a draw`() throws {
    var scenario = Scenario.living(members: 10_000, factor: 1)
    scenario.membership.waiting = WaitingPeriod(days: 0)
    scenario.claims.classes[1].approval = [0.5]
    let timetable = Timetable(of: scenario)
    let ahead = try #require(timetable.yearAhead)
    for (number, cohort) in timetable.cohorts.enumerated() {
      let birthYear = try #require(cohort.birthYear)
      // 20 July 2020 is day 202 of 366.
      let part = 202.0 / 366
      let rates: (Int) -> Double = { age in
        let rate = scenario.segments[0].incidence.rate(age: age, sex: cohort.sex ?? .male)
        return rate * (0.8 + 0.2 * 0.5)
      }
      let ages = [(2020 - birthYear, part), (2019 - birthYear, 1 - part)].filter { $0.0 < 60 }
      let weight = ages.reduce(0) { $0 + $1.1 }
      guard weight > 0 else { continue }
      let expected = ages.reduce(0) { $0 + rates(max(0, $1.0)) * $1.1 / weight }
      #expect(abs(ahead.claims[number] - expected) < 1e-12)
      let benefits = ages.reduce(0.0) { sum, age in
        let rate = scenario.segments[0].incidence.rate(
          age: max(0, age.0), sex: cohort.sex ?? .male)
        let severe = age.0 < 40 ? 30_000_000.0 : 10_000_000
        return sum + rate * (0.8 * severe + 0.1 * 5_000_000) * age.1 / weight
      }
      #expect(abs(ahead.benefits[number] - benefits) < 1e-6)
    }
  }

  @Test func `those left without cover would have had claims in proportion to their number`() throws
  {
    var scenario = pool(budget: nil, rate: 0.25)
    scenario.launch = day(2022, 1, 1)
    scenario.shutdown?.coverEnds = Moment(day: day(2022, 1, 31), minute: 600)
    scenario.shutdown?.contributionsEnd = day(2022, 1, 5)
    scenario.calendar = SettlementCalendar(rule: .everyDays(10))
    scenario.membership.path = MembershipPath(points: [
      .init(day: scenario.launch, members: 100_000)
    ])
    var run = try figures(scenario)
    let left = try #require(run(.leftWithoutCover))
    let claims = try #require(run(.expectedClaims))
    // Members with an open claim are left without cover as well, and have none to expect.
    #expect(Double(claims) <= 0.25 * Double(left) + 0.5 && Double(claims) > 0.24 * Double(left))
    #expect(abs((run(.expectedBenefits) ?? 0) - 1000 * claims) <= 1000)
    scenario.shutdown?.replacement = ReplacementCover(price: 1, taken: Rate(millionths: 500_000))
    run = try figures(scenario)
    #expect(abs(2 * (run(.expectedClaims) ?? 0) - claims) <= 2)
  }

  @Test func `the budget is that of the whole tail`() throws {
    var scenario = pool(budget: 5000, rate: 0.4)
    scenario.membership.path = MembershipPath(points: [.init(day: scenario.launch, members: 900)])
    scenario.shutdown?.coverEnds = .end(of: day(2022, 2, 28))
    let layout = RecordLayout(of: scenario, periods: scenario.periods)
    let record = try Simulation(of: scenario, seed: 3).record(of: 0)
    func benefits(_ period: Int) -> Int { record[layout.place(.benefits, period: period)] }
    // Some thirty claims a month: the first settlement takes the budget but the odd fen.
    #expect(4900...5000 ~= benefits(0))
    #expect(benefits(0) + benefits(1) <= 5000)
    #expect(benefits(2) == 0)
  }

  @Test func `the surplus pays before the budget does`() throws {
    var scenario = Scenario.living(members: 3000, factor: 6)
    scenario.apportionment.minimumShare = 2000
    scenario.shutdown?.budget = 0
    let layout = RecordLayout(of: scenario, periods: scenario.periods)
    let record = try Simulation(of: scenario, seed: 1).record(of: 0)
    let phases = MoneyPhase.phases(of: scenario, periods: scenario.periods)
    let first = try #require(phases.firstIndex { $0.isTail })
    let carried = record[layout.place(.surplus, period: first - 1)]
    let left = record[layout.place(.surplus, period: scenario.periods.count - 1)]
    let paid = try #require(layout.place(ofRun: .tailBenefits))
    #expect(carried > 0)
    #expect(record[paid] == carried - left)
    #expect(try figures(scenario)(.tailPlatform) == 0)
  }

  @Test func `those who take the replacement are not left without cover`() throws {
    var scenario = pool(budget: nil, rate: 0)
    scenario.membership.path = MembershipPath(points: [.init(day: scenario.launch, members: 103)])
    #expect(try figures(scenario)(.replaced) == nil)
    #expect(try figures(scenario)(.leftWithoutCover) == 103)
    scenario.shutdown?.replacement = ReplacementCover(price: 500, taken: Rate(millionths: 160_000))
    let run = try figures(scenario)
    // 16.48 of 103, rounded half up.
    #expect(run(.replaced) == 16 && run(.leftWithoutCover) == 87)
    #expect(run(.replacementCost) == 8000)
  }

  @Test func `an offer changes no other figure`() throws {
    var scenario = Scenario.living()
    let without = Simulation(of: scenario, seed: 4)
    let old = try without.record(of: 1)
    let layout = RecordLayout(of: scenario, periods: scenario.periods)
    scenario.shutdown?.replacement = ReplacementCover(price: 1, taken: Rate(millionths: 500_000))
    let wider = RecordLayout(of: scenario, periods: scenario.periods)
    let new = try Simulation(of: scenario, seed: 4).record(of: 1)
    let changed: [Measure.Quantity] = [
      .leftWithoutCover, .closingCost, .expectedClaims, .expectedBenefits,
    ]
    for (place, measure) in layout.measures.enumerated()
    where !changed.contains(measure.quantity) {
      let other = try #require(wider.measures.firstIndex(of: measure))
      #expect(new[other] == old[place], "\(measure)")
    }
  }
}
