import Probability
import Testing

@testable import MutualAid

/// Shares by cohort in whole runs.
struct FairChargeTests {
  /// Four plans of unequal risk that settle every quarter, without fee and delay; a claim changes
  /// nobody's risk.
  private func plans(_ rule: ApportionmentRule.Sharing) -> Scenario {
    var scenario = Scenario.oneYear(members: 40_000, rate: 0.01, benefit: 1_000_000, fee: .zero)
    scenario.calendar = SettlementCalendar(rule: .quarterly)
    scenario.apportionment.sharing = rule
    let terms = [(0.01, 1_000_000), (0.02, 3_000_000), (0.04, 1_000_000), (0.03, 2_000_000)]
    scenario.segments = terms.enumerated().map { number, plan in
      Segment(name: "plan \(number)", incidence: RateTable(flat: plan.0))
    }
    scenario.claims.classes[0].benefits = terms.map { .init($0.1) }
    scenario.membership.mixes = [
      DatedMix(
        from: scenario.launch, parts: terms.indices.map { .init(segment: $0, share: 1) })
    ]
    return scenario
  }

  /// Each of 16 means at a risk of 1e-7: less than 1e-5 in all that a right engine fails here.
  @Test(arguments: FairSharing.allCases)
  func `a member is charged the expected benefit`(rule: FairSharing) throws {
    let scenario = plans(ApportionmentRule.Sharing(rawValue: rule.rawValue) ?? .equal)
    let simulation = Simulation(of: scenario, seed: 3)
    let timetable = Timetable(of: scenario)
    let layout = RecordLayout(of: scenario, periods: simulation.periods)
    let count = 400
    let records = try simulation.records(of: 0..<count)
    for plan in timetable.plans {
      for segment in scenario.segments.indices {
        let place = layout.placeOfShare(period: plan.period.index, segment: segment)
        let shares = records.map { Double($0[place]) }
        let mean = shares.reduce(0, +) / Double(count)
        let squares = shares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let error = (squares / Double(count - 1) / Double(count)).squareRoot()
        let benefit = plan.risks[0][segment].mean
        // Rounding up collects at most a fen, and the next need is less by it.
        #expect(abs(mean - benefit) < 5.4 * error + 1, "\(rule), plan \(segment)")
      }
    }
  }

  @Test func `who waits or has an open claim owes nothing, and the others bear it all`() throws {
    // 90 days of waiting, no joins after the first day: nobody carries risk before the fourth month.
    var scenario = Scenario.oneYear(members: 5000, rate: 0.5, benefit: 1000, fee: .zero)
    scenario.calendar = SettlementCalendar(rule: .monthly)
    scenario.membership.claimants = .leave
    scenario.membership.waiting = WaitingPeriod(days: 90)
    scenario.membership.flow = .dated([
      DatedJoins(day: day(2022, 1, 1), joins: 5000), DatedJoins(day: day(2022, 6, 1), joins: 3000),
    ])
    scenario.claims.processing = .days(45)
    scenario.apportionment.sharing = .riskProportional
    let timetable = Timetable(of: scenario)
    let layout = RecordLayout(of: scenario, periods: timetable.periods)
    var batch = Batch([0], of: timetable, layout: layout, seed: 5, tellsGenerationsApart: false)
    for plan in timetable.plans {
      try batch.run(plan)
      guard let account = batch.lanes[0].byCohort else {
        Issue.record("shares go by cohort")
        return
      }
      let record = batch.lanes[0].record
      let share = record[layout.placeOfShare(period: plan.period.index, segment: 0)]
      let benefits = record[layout.place(.benefits, period: plan.period.index)]
      if plan.period.index < 3 { #expect(share == 0 && benefits == 0) }
      let carriers = account.carriers
      let payments = batch.lanes[0].payments
      for (place, row) in carriers.rows.enumerated() where row.risk.chance == 0 {
        #expect(payments[place, 0] == 0)
      }
      // All at risk pay, those diagnosed in the period among them; older claimants are no row's.
      #expect(carriers.payers == carriers.atRisk)
      let collected = zip(carriers.payers, payments.values).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(collected == record[layout.place(.contributions, period: plan.period.index)])
      #expect(collected >= 0 && (benefits == 0 || collected > benefits - 8000))
    }
  }

  @Test
  func `those who judge by their own risk stay where shares follow it, and unravel where not`()
    throws
  {
    var scenario = Scenario.oneYear(members: 0, rate: 0.5, benefit: 1_000_000, fee: .zero)
    scenario.horizon = day(2025, 12, 31)
    scenario.membership.flow = .dated([DatedJoins(day: scenario.launch, joins: 200_000)])
    scenario.membership.riskClasses = (0..<10).map {
      RiskClass(name: "r\($0)", share: 0.1, risk: 0.1 + 0.3 * Double($0))
    }
    scenario.membership.lapse = Lapse(perYear: AgeBands(0), response: .willingness(1.1))
    func members(_ rule: ApportionmentRule.Sharing) throws -> Int {
      scenario.apportionment.sharing = rule
      let layout = RecordLayout(of: scenario, periods: scenario.periods)
      return try Simulation(of: scenario, seed: 2).record(of: 0)[layout.place(.members, period: 3)]
    }
    #expect(try members(.riskProportional) == 200_000)
    #expect(try members(.conditionalMean) == 200_000)
    #expect(try members(.equal) < 140_000)
  }

  @Test func `groups are told by sex and years of birth, and their shares bracket the segment's`()
    throws
  {
    var scenario = Scenario.living(members: 4000)
    scenario.shutdown = nil
    scenario.apportionment.sharing = .linearRegression
    let layout = RecordLayout(of: scenario, periods: scenario.periods)
    #expect(layout.groups.count == Set(layout.groups).count)
    #expect(layout.groups.first?.words(in: scenario) == "men born 1950 to 1959")
    let record = try Simulation(of: scenario, seed: 8).record(of: 1)
    let first = try #require(
      scenario.periods.map { layout.placeOfShare(period: $0.index, segment: 0) }.last {
        record[$0] > 0
      })
    let groups = record[(first + 1)...(first + layout.groups.count)].filter { $0 > 0 }
    #expect((groups.min() ?? .max) <= record[first])
    #expect((groups.max() ?? 0) >= record[first])
    #expect(layout.measures[first + 1].group == layout.groups[0])
    var equal = scenario
    equal.apportionment.sharing = .equal
    #expect(RecordLayout(of: equal, periods: equal.periods).groups.isEmpty)
  }

  @Test func `a random benefit has the moments of its law`() {
    let benefit = RandomBenefit(
      cost: .empirical([.init(amount: 100, weight: 1), .init(amount: 1000, weight: 3)]), fixed: 50,
      reimbursed: 0.5, maximum: 400)
    // 100 with 1/4, 400 with 3/4.
    #expect(benefit.mean == 325)
    #expect(benefit.meanSquare == 122_500)
    let gamma = RandomBenefit(cost: .gamma(mean: 100, cv: 1), fixed: 0, maximum: 1_000_000)
    #expect(abs(gamma.meanSquare - 20_000) < 1e-6)
  }
}
