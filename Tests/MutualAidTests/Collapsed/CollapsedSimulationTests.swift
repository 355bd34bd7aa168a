import Probability
import Testing

@testable import MutualAid

/// The collapsed path against the engine, the exact laws, and itself.
struct CollapsedSimulationTests {
  private static let scenarios: [Scenario] = {
    var capped = Scenario.independent(members: 60)
    capped.horizon = day(2022, 12, 31)
    capped.apportionment.capPerClaim = 20
    capped.apportionment.aboveCap = .proRata
    capped.apportionment.minimumShare = 40
    return [.independent(), .independent(members: 11), capped, .weightedIndependent]
  }()

  private func outcome(
    of scenario: Scenario, replications: Int, threads: Int = 2, seed: UInt64 = 4
  ) async throws -> Outcome {
    try await CollapsedSimulation(of: scenario, seed: seed)
      .run(replications: replications, threads: threads)
  }

  private func values(_ tally: Tally) -> [Int] {
    tally.values.flatMap { [Int](repeating: $0.value, count: $0.count) }
  }

  @Test(arguments: 0..<4)
  func `shares and yearly costs have the engine's law`(number: Int) async throws {
    let scenario = Self.scenarios[number]
    #if DEBUG
      let replications = 1_000
    #else
      let replications = 10_000
    #endif
    let engine = try await Simulation(of: scenario, seed: 9)
      .run(replications: replications, threads: 2)
    let collapsed = try await outcome(of: scenario, replications: replications)
    #expect(
      collapsed.measures == engine.measures.filter { [.share, .yearCost].contains($0.quantity) })
    for measure in collapsed.measures {
      let samples = TwoSamples(
        left: values(try #require(engine[measure])),
        right: values(try #require(collapsed[measure])))
      #expect(samples.disagreement(risk: 1e-8) == nil, "\(measure)")
    }
  }

  @Test(arguments: 0..<4)
  func `shares and yearly costs have their exact law`(number: Int) async throws {
    let scenario = Self.scenarios[number]
    let forecast = try ExactForecast(of: scenario)
    let outcome = try await outcome(of: scenario, replications: 300_000)
    let figures = forecast.figures.filter { outcome[$0.measure] != nil }
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

  @Test func `a pool of ages with a claim probability one percent too high is found out`()
    async throws
  {
    let right = Scenario.oneYear(members: 100_000, rate: 0.01, benefit: 30_000_000)
    let wrong = Scenario.oneYear(members: 100_000, rate: 0.0101, benefit: 30_000_000)
    let outcome = try await outcome(of: wrong, replications: 100_000)
    let figure = try #require(
      try ExactForecast(of: right).figures.first { $0.measure.quantity == .share })
    let comparison = LawComparison(
      of: figure, to: try #require(outcome[figure.measure]), quantiles: [0.5])
    #expect(comparison.checks.contains { $0.disagrees(at: 1e-8) })
  }

  @Test(arguments: 0..<4)
  func `an outcome does not depend on the number of threads`(number: Int) async throws {
    // Four blocks, the last in part.
    let outcomes = try await [1, 2, 3, 7].asyncMap {
      try await outcome(of: Self.scenarios[number], replications: 50_001, threads: $0)
    }
    for outcome in outcomes {
      #expect(outcome.tallies == outcomes[0].tallies)
      #expect(outcome.tallies.allSatisfy { $0.count == 50_001 })
    }
    let other = try await outcome(of: Self.scenarios[number], replications: 50_001, seed: 5)
    #expect(other.tallies != outcomes[0].tallies)
  }

  @Test func `no replication and one replication are outcomes too`() async throws {
    for count in 0...1 {
      let outcome = try await outcome(of: .independent(), replications: count)
      #expect(outcome.tallies.allSatisfy { $0.count == count })
    }
  }

  @Test func `progress reaches the number of replications`() async throws {
    let (numbers, ends) = AsyncStream.makeStream(of: Int.self)
    _ = try await CollapsedSimulation(of: .independent(), seed: 1)
      .run(replications: 40_000, threads: 2) { ends.yield($0) }
    ends.finish()
    #expect(try await numbers.collected().last == 40_000)
  }
}

extension Array where Element: Sendable {
  fileprivate func asyncMap<Result: Sendable>(
    _ body: (Element) async throws -> Result
  ) async throws -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try await body(element)) }
    return results
  }
}

extension AsyncStream {
  fileprivate func collected() async throws -> [Element] {
    var elements: [Element] = []
    for await element in self { elements.append(element) }
    return elements
  }
}
