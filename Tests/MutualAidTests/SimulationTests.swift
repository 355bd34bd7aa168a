import Probability
import Testing

@testable import MutualAid

struct SimulationTests {
  @Test func `threads change nothing`() async throws {
    let simulation = Simulation(of: .living(), seed: 7)
    let one = try await simulation.run(replications: 40, threads: 1)
    let two = try await simulation.run(replications: 40, threads: 2)
    let many = try await simulation.run(replications: 40, threads: 7)
    #expect(one.tallies == two.tallies)
    #expect(one.tallies == many.tallies)
  }

  @Test func `more replications leave the first ones as they were`() throws {
    let simulation = Simulation(of: .living(), seed: 7)
    let again = Simulation(of: .living(), seed: 7)
    #expect(try simulation.record(of: 3) == again.record(of: 3))
    #expect(try simulation.record(of: 3) != again.record(of: 4))
    #expect(try simulation.record(of: 3) != Simulation(of: .living(), seed: 8).record(of: 3))
  }

  @Test func `telling generations apart changes none of a replication's draws`() throws {
    let scenario = Scenario.living()
    let timetable = Timetable(of: scenario)
    let layout = RecordLayout(of: scenario, periods: timetable.periods)
    func records(apart: Bool) throws -> [[Int]?] {
      var batch = Batch(
        Array(0..<5), of: timetable, layout: layout, seed: 9, tellsGenerationsApart: apart)
      for plan in timetable.plans { try batch.run(plan) }
      return batch.finished()
    }
    let (plain, apart) = (try records(apart: false), try records(apart: true))
    #expect(plain == apart)
    #expect(plain.allSatisfy { $0 != nil })
  }

  @Test func `a replication is the same alone and beside others`() throws {
    let simulation = Simulation(of: .living(), seed: 7)
    let together = try simulation.records(of: 10..<21)
    for number in 10..<21 {
      #expect(try simulation.record(of: number) == together[number - 10])
    }
  }

  @Test func `a change of the fee changes no draw, and a change of one cohort none of another`()
    throws
  {
    var dearer = Scenario.living()
    dearer.apportionment.fee = Rate(millionths: 200_000)
    let base = Simulation(of: .living(), seed: 5)
    let layout = RecordLayout(of: .living(), periods: base.periods)
    let quantities: [Measure.Quantity] = [.joined, .died, .diagnosed, .cases, .benefits]
    let places = layout.measures.indices.filter {
      quantities.contains(layout.measures[$0].quantity)
    }
    let left = try base.record(of: 0)
    let right = try Simulation(of: dearer, seed: 5).record(of: 0)
    #expect(places.allSatisfy { left[$0] == right[$0] })
    #expect(left != right)
  }

  @Test func `a second segment leaves the first one's claims as they were`() throws {
    let alone = Scenario.oneYear(members: 50_000, rate: 0.002, benefit: 30_000_000)
    var joined = alone
    joined.membership.path = MembershipPath(points: [
      .init(day: joined.launch, members: 100_000)
    ])
    joined.segments.append(Segment(name: "other", incidence: RateTable(flat: 0.00001)))
    joined.membership.mixes = [
      DatedMix(
        from: joined.launch,
        parts: [.init(segment: 0, share: 1), .init(segment: 1, share: 1)])
    ]
    joined.claims.classes[0].benefits = [.init(30_000_000), .init(1)]
    let (left, right) = (Simulation(of: alone, seed: 2), Simulation(of: joined, seed: 2))
    for number in 0..<50 {
      let one = try left.record(of: number)
      let two = try right.record(of: number)
      let benefits = RecordLayout(of: alone, periods: alone.periods).place(.benefits, period: 0)
      #expect(two[benefits] - one[benefits] == two[benefits] % 30_000_000)
    }
  }

  @Test(arguments: ClaimsConservationTests.seeds)
  func `in a random pool no fen, member or claim is lost`(seed: UInt64) throws {
    let scenario = Scenario.random(seed: seed)
    let periods = scenario.periods
    let layout = RecordLayout(of: scenario, periods: periods)
    // A breach of the ledger throws.
    let record = try Simulation(of: scenario, seed: seed).record(of: 0)
    func sum(_ quantity: Measure.Quantity) -> Int {
      periods.reduce(0) { $0 + record[layout.place(quantity, period: $1.index)] }
    }
    func run(_ quantity: Measure.Quantity) -> Int {
      layout.place(ofRun: quantity).map { record[$0] } ?? 0
    }
    // The cost of a year is below 0 where a fund gives back more than a member paid.
    #expect(zip(layout.measures, record).allSatisfy { $0.quantity == .yearCost || $1 >= 0 })
    let last = record[layout.place(.surplus, period: periods.count - 1)]
    var carried = last
    if scenario.funding != .postpaid {
      // What a fund holds is not its own as far as it is lent.
      carried += record[layout.place(.fund, period: periods.count - 1)]
      carried -= record[layout.place(.qard, period: periods.count - 1)]
      carried += sum(.wakala) + sum(.refunds)
    }
    #expect(
      sum(.contributions) + sum(.platform) == sum(.benefits) + sum(.fee) + carried)
    #expect(
      sum(.diagnosed) == sum(.cases) + run(.lostLate) + run(.lostUnpaid) + run(.openAtHorizon))
    guard scenario.shutdown == nil, scenario.triggers == nil,
      scenario.membership.claimants == .leave
    else { return }
    // Those present at the end: joined, less all who left. Paid claimants leave.
    let present = record[layout.place(.members, period: periods.count - 1)]
    let gone =
      sum(.died) + sum(.left) + sum(.agedOut) + sum(.cases)
      + (scenario.membership.lapse == nil ? 0 : sum(.lapsed))
      + (scenario.membership.failedDebits == nil ? 0 : sum(.expelled))
    // The members of a settlement are noted after step 11, with open claimants.
    #expect(present == sum(.joined) - gone)
  }
}

extension Scenario {
  /// A small pool drawn from all that this version simulates.
  static func random(seed: UInt64) -> Scenario {
    var draws = Stream(seed: seed, replication: 0, purpose: .incidence)
    func chance(_ one: Int) -> Bool { draws.below(one) == 0 }
    var scenario = Scenario.living(
      members: 500 + draws.below(20_000), factor: Double(draws.below(8)))
    scenario.membership.waiting = WaitingPeriod(
      days: draws.below(60), coversAccidents: chance(2), pays: !chance(3))
    if chance(3) { scenario.membership.mortality = nil }
    if chance(4) { scenario.membership.claimants = .stay }
    scenario.claims.reporting = chance(2) ? .days(draws.below(60)) : .lognormal(mean: 15, cv: 1.5)
    scenario.claims.processing = chance(2) ? .days(0) : .weibull(mean: 12, cv: 0.7)
    scenario.apportionment.fee = Rate(millionths: draws.below(300_000))
    scenario.apportionment.minimumShare = draws.below(3)
    if chance(2) { scenario.apportionment.capPerClaim = 1 + draws.below(3000) }
    if chance(2) { scenario.apportionment.capPerYear = [2020: 5000 + draws.below(100_000)] }
    scenario.apportionment.aboveCap =
      ApportionmentRule.AboveCap.allCases[draws.below(3)]
    switch draws.below(4) {
    case 0: scenario.shutdown = nil
    case 1: scenario.shutdown?.tail = .members
    case 2: scenario.shutdown?.tail = .nobody
    default: break
    }
    if scenario.shutdown?.tail == .platform, seed % 3 == 0 {
      scenario.shutdown?.budget = Int(seed) * 1_000_000
    }
    if seed % 5 == 2 { scenario.shutdown?.refunds = .allPastShares }
    if seed % 7 == 3 {
      scenario.triggers = ShutdownTriggers(
        floor: seed % 2 == 0 ? .init(members: 4000, graceMonths: Int(seed % 3)) : nil,
        ceiling: seed % 3 == 0 ? 500 : nil, regulatorPerYear: 0.6,
        defaultPerYear: seed % 4 == 0 ? 0.3 : 0,
        terms: .init(
          contributionsEndAfter: Int(seed % 20), coverEndsAfter: Int(seed % 50),
          filing: seed % 2 == 0 ? .daysFromDiagnosis(40) : nil,
          tail: Shutdown.Tail.allCases[Int(seed % 3)]))
    }
    if seed % 4 == 1 {
      scenario.shutdown?.replacement = ReplacementCover(
        price: Int(seed), taken: Rate(millionths: 160_000))
    }
    if chance(3) {
      scenario.membership.flow = .perPeriod(draws.below(900))
    }
    if chance(2) {
      scenario.membership.lapse = Lapse(perYear: AgeBands(Double(draws.below(60)) / 100))
      switch draws.below(3) {
      case 0:
        scenario.membership.lapse?.response = .willingness(0.2 + Double(draws.below(30)) / 10)
      case 1:
        scenario.membership.lapse?.response = .elasticity(
          Elasticity(
            power: 1.5, reference: 20 + draws.below(1000), cost: chance(2) ? .share : .last12Months)
        )
      default: break
      }
    }
    if chance(3) {
      scenario.membership.riskClasses = [
        RiskClass(name: "low", share: 0.6, risk: 0.7, elasticity: 2, lapseFactor: 1.5),
        RiskClass(name: "high", share: 0.4, risk: 1.45, willingness: 9),
      ]
    }
    if chance(3) {
      scenario.membership.failedDebits = FailedDebits(share: Double(draws.below(100)) / 300)
    }
    if chance(3) {
      scenario.claims.systemic = SystemicRisk(
        step: chance(2) ? .year : .period, law: chance(2) ? .gamma : .lognormal, cv: 0.4,
        autocorrelation: 0.3)
    }
    if chance(3) {
      scenario.claims.durationFactors = [
        DurationFactor(days: 0, factor: 0.3), DurationFactor(days: 100, factor: 1.1),
      ]
    }
    if chance(3) {
      scenario.segments.append(
        Segment(name: "second", weight: 2_500_000, incidence: scenario.segments[0].incidence))
      scenario.membership.mixes[0] = DatedMix(
        from: scenario.launch,
        parts: scenario.membership.mixes[0].parts.flatMap {
          [$0, .init(segment: 1, age: $0.age, sex: $0.sex, share: $0.share / 2)]
        })
      scenario.claims.classes = scenario.claims.classes.map {
        var kind = $0
        kind.benefits += kind.benefits
        return kind
      }
      scenario.apportionment.sharing = .weighted
    }
    if chance(4), scenario.membership.failedDebits == nil, scenario.shutdown?.tail != .members {
      scenario.apportionment = ApportionmentRule()
      let rule = FundRule(
        contributions: scenario.segments.map { _ in draws.below(4000) },
        wakala: Rate(millionths: draws.below(400_000)), fee: Rate(millionths: draws.below(100_000)),
        shortage: [.cut, .qard(limit: nil), .qard(limit: 50_000_000)][draws.below(3)],
        surplus: chance(2) ? .kept : .refunded, reserve: draws.below(1_000_000),
        capital: draws.below(10_000_000))
      scenario.funding = .fund(rule)
      return scenario
    }
    if chance(3) {
      scenario.apportionment.sharing =
        [.riskProportional, .linearRegression, .conditionalMean][draws.below(3)]
      scenario.apportionment.capPerYear = [:]
    }
    return scenario
  }
}
