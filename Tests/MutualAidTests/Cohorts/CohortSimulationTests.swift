import Probability
import TestSupport
import Testing

@testable import MutualAid

/// The paths that draw every cohort's claims against exact laws, the engine, and each other.
struct CohortSimulationTests {
  /// Claims that are rare among many members, in cohorts of some thousand and of a few.
  private static let rare: Scenario = {
    var scenario = Scenario.independent(members: 3_300)
    scenario.segments = [
      Segment(name: "many", incidence: RateTable(flat: 0.03)),
      Segment(name: "few", incidence: RateTable(flat: 0.2)),
    ]
    scenario.membership.mixes = [
      DatedMix(
        from: scenario.launch,
        parts: [.init(segment: 0, share: 0.99), .init(segment: 1, share: 0.01)])
    ]
    scenario.claims.classes = [
      ClaimClass(name: "severe", share: .init(0.3), benefits: [.init(12_500), .init(10_000)]),
      ClaimClass(name: "mild", share: .init(0.5), benefits: [.init(2_500), .init(2_500)]),
      ClaimClass(name: "other", share: .init(0.2), benefits: [.init(5_000), .init(7_500)]),
    ]
    return scenario
  }()

  private static let scenarios: [Scenario] = [
    rare, .independent(), .independent(members: 11), .weightedIndependent,
  ]

  private func outcome(
    of scenario: Scenario, path: CohortSimulation.Path?, replications: Int, threads: Int = 2,
    seed: UInt64 = 4
  ) async throws -> Outcome {
    let simulation = try CohortSimulation(of: scenario, seed: seed, path: path)
    if let path { #expect(simulation.chosenPath == path) }
    return try await simulation.run(replications: replications, threads: threads)
  }

  private func values(_ tally: Tally) -> [Int] {
    tally.values.flatMap { [Int](repeating: $0.value, count: $0.count) }
  }

  @Test(arguments: [
    (0, CohortSimulation.Path.everyCohort), (0, .margins), (0, .grouped), (1, .everyCohort),
    (2, .everyCohort), (3, .everyCohort),
  ])
  func `shares and yearly costs have their exact law`(number: Int, path: CohortSimulation.Path)
    async throws
  {
    let scenario = Self.scenarios[number]
    #if DEBUG
      let replications = 60_000
    #else
      let replications = 400_000
    #endif
    let outcome = try await outcome(of: scenario, path: path, replications: replications)
    let figures = try ExactForecast(of: scenario).figures.filter { outcome[$0.measure] != nil }
    #expect(
      figures.count { $0.measure.quantity == .share }
        == outcome.periods.count * scenario.segments.count)
    for figure in figures {
      let comparison = LawComparison(
        of: figure, to: try #require(outcome[figure.measure]),
        quantiles: [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 0.999])
      #expect(
        comparison.checks.allSatisfy { !$0.disagrees(at: 1e-8) }, "\(figure.measure)")
    }
  }

  @Test(arguments: [CohortSimulation.Path.everyCohort, .margins, .grouped])
  func `claims and benefits of groups have the law of their members`(
    path: CohortSimulation.Path
  ) async throws {
    let scenario = Self.rare
    #if DEBUG
      let replications = 60_000
    #else
      let replications = 400_000
    #endif
    let outcome = try await outcome(of: scenario, path: path, replications: replications)
    let timetable = Timetable(of: scenario)
    let found = try IndependentSettlements(of: timetable)
    for year in outcome.years {
      for segment in 0...1 {
        let ofGroup = { (amount: @escaping (Int) -> Int) in
          try LatticeLaw.sum(
            of: timetable.periods.filter { $0.year == year }.flatMap { period in
              try found.decided[period.index].filter {
                let cover = timetable.plans[$0.period].slots[$0.group.slot].cover
                return timetable.cohorts[cover.cohorts[$0.group.place]].segment == segment
              }.groups(decidedIn: period.index...period.index) {
                amount(timetable.lines[$0].amount)
              }
            })
        }
        let group = CohortGroup(of: try #require(timetable.cohorts.first { $0.segment == segment }))
        for (quantity, law) in [
          (Measure.Quantity.cases, try ofGroup { _ in 1 }), (.benefits, try ofGroup { $0 }),
        ] {
          let tally = try #require(outcome[Measure(quantity, .year(year), group: group)])
          #expect(tally.count == replications)
          var counts = [Int](repeating: 0, count: law.count)
          for (value, count) in tally.values { counts[(value - law.offset) / law.step] += count }
          expectCounts(counts, match: law.masses)
          let (n, mean) = (Double(replications), try #require(law.mean))
          let deviation = try #require(law.standardDeviation)
          #expect(abs(try #require(tally.mean).value - mean) < 4.9 * deviation / n.squareRoot())
          // Members with two claims would widen the law by the chance of a claim.
          let ratio = try #require(tally.standardDeviation).value / deviation
          #expect(abs(ratio - 1) < 4.9 / (2 * n).squareRoot() * 1.3)
        }
      }
    }
  }

  @Test(arguments: [0, 3]) func `shares have the engine's law`(number: Int) async throws {
    #if DEBUG
      let replications = 500
    #else
      let replications = 10_000
    #endif
    let scenario = Self.scenarios[number]
    let engine = try await Simulation(of: scenario, seed: 9)
      .run(replications: replications, threads: 2)
    let outcome = try await outcome(of: scenario, path: nil, replications: replications)
    for measure in outcome.measures where measure.group == nil {
      let samples = TwoSamples(
        left: values(try #require(engine[measure])),
        right: values(try #require(outcome[measure])))
      #expect(samples.disagreement(risk: 1e-8) == nil, "\(measure)")
    }
  }

  @Test(arguments: [CohortSimulation.Path.everyCohort, .margins, .grouped])
  func `an outcome does not depend on the number of threads`(path: CohortSimulation.Path)
    async throws
  {
    var outcomes: [Outcome] = []
    for threads in [1, 2, 5] {
      outcomes.append(
        try await outcome(of: Self.rare, path: path, replications: 20_001, threads: threads))
    }
    for outcome in outcomes { #expect(outcome.tallies == outcomes[0].tallies) }
    #expect(outcomes[0].tallies.allSatisfy { $0.count == 20_001 })
    let other = try await outcome(of: Self.rare, path: path, replications: 20_001, seed: 5)
    #expect(other.tallies != outcomes[0].tallies)
  }

  @Test func `few claims are drawn by margins, more by group, and many by cohort`() throws {
    #expect(try CohortSimulation(of: Self.rare, seed: 1).chosenPath == .grouped)
    // Too many hits of a group would share a member: cohorts are drawn as they are.
    var large = Self.rare
    large.membership.path = MembershipPath(points: [.init(day: large.launch, members: 330_000)])
    #expect(try CohortSimulation(of: large, seed: 1).chosenPath == .everyCohort)
    var few = Scenario.independent(members: 3_000)
    few.segments[0] = Segment(name: "all", incidence: RateTable(flat: 0.002))
    few.membership.mixes = [
      DatedMix(
        from: few.launch,
        parts: (20...60).map { .init(segment: 0, age: $0, sex: .male, share: 1) })
    ]
    few.membership.ages = 0...90
    #expect(try CohortSimulation(of: few, seed: 1).chosenPath == .margins)
    few.membership.path = MembershipPath(points: [.init(day: few.launch, members: 300_000)])
    #expect(try CohortSimulation(of: few, seed: 1).chosenPath == .grouped)
    // Too many hits would share a member.
    few.segments[0] = Segment(name: "all", incidence: RateTable(flat: 0.5))
    #expect(try CohortSimulation(of: few, seed: 1).chosenPath == .everyCohort)
  }

  @Test func `a common factor is refused by name`() {
    var scenario = Self.rare
    scenario.claims.systemic = SystemicRisk(step: .year, law: .gamma, cv: 0.1)
    #expect(throws: CollapsedError.obstacles([.noLaw(.systemic)])) {
      try CohortSimulation(of: scenario, seed: 1)
    }
  }

  @Test func `no replication and one replication are outcomes too`() async throws {
    for path in [CohortSimulation.Path.everyCohort, .margins, .grouped] {
      for count in 0...1 {
        let outcome = try await outcome(of: Self.rare, path: path, replications: count)
        #expect(outcome.tallies.allSatisfy { $0.count == count })
      }
    }
  }
}
