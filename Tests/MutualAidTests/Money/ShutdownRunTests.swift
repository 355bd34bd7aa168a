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
    for (place, measure) in layout.measures.enumerated() where measure.quantity != .leftWithoutCover
    {
      let other = try #require(wider.measures.firstIndex(of: measure))
      #expect(new[other] == old[place], "\(measure)")
    }
  }
}
