import Probability
import RealModule
import Testing

@testable import MutualAid

/// The collapsed path with feedback against the engine, the exact laws, and itself.
struct FeedbackSimulationTests {
  private func outcome(
    of scenario: Scenario, replications: Int, threads: Int = 2, seed: UInt64 = 4
  ) async throws -> Outcome {
    try await FeedbackSimulation(of: scenario, seed: seed)
      .run(replications: replications, threads: threads)
  }

  private func values(_ tally: Tally) -> [Int] {
    tally.values.flatMap { [Int](repeating: $0.value, count: $0.count) }
  }

  @Test(arguments: 0..<6)
  func `shares, members and yearly costs have the engine's law`(number: Int) async throws {
    let scenario = Scenario.lapsingSamples[number]
    #if DEBUG
      let replications = 1_000
    #else
      let replications = 20_000
    #endif
    let engine = try await Simulation(of: scenario, seed: 9)
      .run(replications: replications, threads: 2)
    let feedback = try await outcome(of: scenario, replications: replications)
    #expect(
      Set(feedback.measures)
        == Set(engine.measures.filter { [.share, .members, .yearCost].contains($0.quantity) }))
    for measure in feedback.measures {
      let samples = TwoSamples(
        left: values(try #require(engine[measure])),
        right: values(try #require(feedback[measure])))
      #expect(samples.disagreement(risk: 1e-8) == nil, "\(measure)")
    }
  }

  /// Claims that are certain have no odds.
  ///
  /// Nobody of the riskier class stays well in any period, and whole
  /// cohorts leave.
  @Test(arguments: [20.0, 1_000])
  func `claims may be certain`(risk: Double) async throws {
    var scenario = Scenario.lapsing(members: 6)
    scenario.membership.lapse = Lapse(perYear: AgeBands(0.9))
    scenario.segments[0].incidence = RateTable(flat: 0.9)
    scenario.membership.riskClasses = [
      RiskClass(name: "low", share: 0.5, risk: 0.000_05),
      RiskClass(name: "high", share: 0.5, risk: risk),
    ]
    let engine = try await Simulation(of: scenario, seed: 9).run(replications: 1_000, threads: 2)
    let feedback = try await outcome(of: scenario, replications: 1_000)
    for measure in feedback.measures {
      let samples = TwoSamples(
        left: values(try #require(engine[measure])),
        right: values(try #require(feedback[measure])))
      #expect(samples.disagreement(risk: 1e-8) == nil, "\(measure)")
    }
  }

  /// Leaving that answers to the share ties a year's cost to its first share.
  @Test func `what a high share does to the next one is the engine's`() async throws {
    var scenario = Scenario.lapsing(members: 300)
    scenario.membership.flow = .dated([DatedJoins(day: scenario.launch, joins: 300)])
    scenario.membership.lapse = Lapse(
      perYear: AgeBands(0.8), response: .elasticity(Elasticity(power: 3, reference: 500)))
    #if DEBUG
      let replications = 2_000
    #else
      let replications = 40_000
    #endif
    let engine = try await Simulation(of: scenario, seed: 9)
      .run(replications: replications, threads: 2)
    let feedback = try await outcome(of: scenario, replications: replications)
    let last = Measure(.members, .period(scenario.periods.count - 1))
    for outcome in [engine, feedback] {
      let members = values(try #require(outcome[last])).map(Double.init)
      let mean = members.reduce(0, +) / Double(members.count)
      let variance =
        members.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(members.count)
      // A binomial count would have a variance below its mean.
      #expect(variance > 3 * mean)
    }
    let samples = TwoSamples(
      left: values(try #require(engine[last])), right: values(try #require(feedback[last])))
    #expect(samples.disagreement(risk: 1e-8) == nil)
  }

  @Test(arguments: [400, 11])
  func `where nobody leaves shares have their exact law`(members: Int) async throws {
    var scenario = Scenario.independent(members: members)
    scenario.membership.flow = .dated([DatedJoins(day: scenario.launch, joins: members)])
    let forecast = try ExactForecast(of: scenario)
    scenario.membership.lapse = Lapse(perYear: AgeBands(0))
    let outcome = try await outcome(of: scenario, replications: 100_000)
    let figures = forecast.figures.filter {
      [.share, .yearCost].contains($0.measure.quantity) && outcome[$0.measure] != nil
    }
    #expect(figures.count { $0.measure.quantity == .share } == outcome.periods.count)
    for figure in figures {
      let comparison = LawComparison(
        of: figure, to: try #require(outcome[figure.measure]),
        quantiles: [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 0.999])
      #expect(comparison.checks.allSatisfy { !$0.disagrees(at: 1e-8) }, "\(figure.measure)")
    }
  }

  @Test func `over a year exactly the yearly part leaves`() async throws {
    var scenario = Scenario.oneYear(members: 1_000, rate: 0, benefit: 100)
    scenario.calendar = SettlementCalendar(rule: .monthly)
    scenario.membership.flow = .dated([DatedJoins(day: scenario.launch, joins: 1_000)])
    scenario.membership.lapse = Lapse(perYear: AgeBands(0.3))
    let outcome = try await outcome(of: scenario, replications: 4_000)
    let left = values(try #require(outcome[Measure(.members, .period(11))])).reduce(0, +)
    let law = try Binomial(trials: 4_000_000, probability: 0.7)
    #expect(abs(Double(left) - law.mean) < 4.9 * law.variance.squareRoot())
  }

  @Test(arguments: 0..<6)
  func `an outcome does not depend on the number of threads`(number: Int) async throws {
    let scenario = Scenario.lapsingSamples[number]
    var outcomes: [Outcome] = []
    // Four blocks, the last in part.
    for threads in [1, 2, 5] {
      outcomes.append(try await outcome(of: scenario, replications: 401, threads: threads))
    }
    for outcome in outcomes { #expect(outcome.tallies == outcomes[0].tallies) }
    #expect(outcomes[0].tallies.allSatisfy { $0.count == 401 })
    let other = try await outcome(of: scenario, replications: 401, seed: 5)
    #expect(other.tallies != outcomes[0].tallies)
  }

  @Test func `no replication and one replication are outcomes too`() async throws {
    for count in 0...1 {
      let outcome = try await outcome(of: .lapsing(), replications: count)
      #expect(outcome.tallies.allSatisfy { $0.count == count })
    }
  }

  @Test func `what members or claims would follow besides is refused by name`() {
    func obstacles(_ change: (inout Scenario) -> Void) -> [CollapsedObstacle] {
      var scenario = Scenario.lapsing()
      change(&scenario)
      do {
        _ = try FeedbackSimulation(of: scenario, seed: 1)
        return []
      } catch {
        if case .obstacles(let found) = error { return found }
        return []
      }
    }
    #expect(obstacles { _ in } == [])
    #expect(obstacles { $0.membership.flow = nil } == [.refilled])
    #expect(
      obstacles {
        $0.calendar = SettlementCalendar(rule: .everyDays(91))
        $0.claims.processing = .days(91)
      } == [.openClaims])
    #expect(
      obstacles {
        $0.calendar = SettlementCalendar(rule: .quarterly, publication: .daysBefore(1))
      } == [.spread, .openClaims])
    #expect(obstacles { $0.membership.claimants = .leave }.contains(.noLaw(.claimants)))
    #expect(
      obstacles { $0.membership.mortality = RateTable(flat: 0.001) } == [.noLaw(.deaths)])
    #expect(
      obstacles {
        $0.claims.systemic = SystemicRisk(step: .year, law: .gamma, cv: 0.1)
      } == [.noLaw(.systemic)])
    #expect(
      obstacles {
        $0.apportionment.capPerClaim = 20
        $0.apportionment.aboveCap = .carry
      } == [.noLaw(.carried)])
    #expect(
      obstacles {
        $0.segments[0].weight = 0
        $0.apportionment.sharing = .weighted
      } == [.nobodyPays])
    #expect(obstacles { $0.apportionment.sharing = .conditionalMean } == [.noLaw(.fairShares)])
    #expect(obstacles { $0.apportionment.capPerYear = [2023: 900] } == [.yearlyCap])
  }
}
