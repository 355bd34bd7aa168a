import Probability
import RealModule
import Testing

@testable import MutualAid

/// The collapsed path where a common factor ties claims together.
struct CollapsedFactorTests {
  private static let risks = [
    SystemicRisk(step: .year, law: .gamma, cv: 0.4),
    SystemicRisk(step: .period, law: .lognormal, cv: 0.6),
    SystemicRisk(step: .period, law: .gamma, cv: 0.5, autocorrelation: 0.7),
    SystemicRisk(step: .year, law: .lognormal, cv: 0.3, autocorrelation: -0.4),
  ]

  /// Pools with few claims, where hits are drawn, and with many, where claims are drawn by source.
  private static let scenarios: [Scenario] = {
    var rare = Scenario.independent(members: 3_000)
    rare.segments[0] = Segment(name: "all", incidence: RateTable(flat: 0.02))
    // Claims are decided a whole period after their diagnosis, and go by the factor of that.
    rare.calendar = SettlementCalendar(rule: .everyDays(91))
    rare.claims.processing = .days(91)
    var ages = Scenario.independent(members: 2_000)
    ages.segments = [
      Segment(
        name: "all",
        incidence: RateTable(
          firstAge: 0, male: (0...90).map { 0.004 + 0.01 * Double($0) },
          female: (0...90).map { 0.01 + 0.002 * Double($0) }))
    ]
    ages.membership.mixes = [
      DatedMix(
        from: ages.launch,
        parts: [
          .init(segment: 0, age: 0, sex: .male, share: 0.5),
          .init(segment: 0, age: 1, sex: .female, share: 0.5),
        ])
    ]
    ages.membership.ages = 0...90
    ages.claims.classes[0].isAccident = true
    ages.membership.waiting.coversAccidents = true
    return [rare, ages, .independent(), .weightedIndependent]
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

  @Test(arguments: 0..<4, 0..<4)
  func `shares and yearly costs have the engine's law`(number: Int, risk: Int) async throws {
    var scenario = Self.scenarios[number]
    scenario.claims.systemic = Self.risks[risk]
    #if DEBUG
      let replications = 500
    #else
      let replications = 10_000
    #endif
    let engine = try await Simulation(of: scenario, seed: 9)
      .run(replications: replications, threads: 2)
    let collapsed = try await outcome(of: scenario, replications: replications)
    for measure in collapsed.measures {
      let samples = TwoSamples(
        left: values(try #require(engine[measure])),
        right: values(try #require(collapsed[measure])))
      #expect(samples.disagreement(risk: 1e-8) == nil, "\(measure)")
    }
  }

  /// A claim costs each payer a fen, so that the share is the number of claims K.
  ///
  /// With the transform
  /// S(u) = E e^(−u h Z) of a gamma factor, E K = n (1 − S(1)) and
  /// E K(K − 1) = n (n − 1) (1 − 2 S(1) + S(2)).
  @Test(arguments: [(40_000, 0.001, 0.3), (1_000, 0.3, 0.5)])
  func `counts under a gamma factor have the moments of their closed form`(
    members: Int, q: Double, cv: Double
  ) async throws {
    var scenario = Scenario.oneYear(members: members, rate: q, benefit: members, fee: .zero)
    scenario.claims.systemic = SystemicRisk(step: .year, law: .gamma, cv: cv)
    let (n, h) = (Double(members), -Double.log(1 - q))
    func transform(_ u: Double) -> Double { .pow(1 + cv * cv * u * h, -1 / (cv * cv)) }
    let expected = n * (1 - transform(1))
    let second = n * (n - 1) * (1 - 2 * transform(1) + transform(2)) + expected
    let count = 100_000.0
    let outcome = try await outcome(of: scenario, replications: Int(count))
    let claims = values(try #require(outcome[Measure(.share, .period(0), segment: 0)]))
      .map(Double.init)
    let deviation = (second - expected * expected).squareRoot()
    let mean = claims.reduce(0, +) / count
    #expect(abs(mean - expected) < 4.9 * deviation / count.squareRoot())
    let squares = claims.map { $0 * $0 }
    let found = squares.reduce(0, +) / count
    let spread = (squares.reduce(0) { $0 + $1 * $1 } / count - found * found).squareRoot()
    #expect(abs(found - second) < 4.9 * spread / count.squareRoot())
  }

  @Test(arguments: 0..<4)
  func `an outcome does not depend on the number of threads`(risk: Int) async throws {
    var scenario = Self.scenarios[0]
    scenario.claims.systemic = Self.risks[risk]
    var outcomes: [Outcome] = []
    for threads in [1, 2, 5] {
      outcomes.append(try await outcome(of: scenario, replications: 33_001, threads: threads))
    }
    for outcome in outcomes { #expect(outcome.tallies == outcomes[0].tallies) }
    #expect(outcomes[0].tallies.allSatisfy { $0.count == 33_001 })
    let other = try await outcome(of: scenario, replications: 33_001, seed: 5)
    #expect(other.tallies != outcomes[0].tallies)
  }

  @Test func `a factor that hardly varies leaves the exact law as it was`() async throws {
    let scenario = Self.scenarios[1]
    var factored = scenario
    factored.claims.systemic = SystemicRisk(step: .year, law: .lognormal, cv: 1e-9)
    let outcome = try await outcome(of: factored, replications: 200_000)
    for figure in try ExactForecast(of: scenario).figures {
      guard let tally = outcome[figure.measure] else { continue }
      let comparison = LawComparison(
        of: figure, to: tally, quantiles: [0.01, 0.25, 0.5, 0.75, 0.99])
      #expect(comparison.checks.allSatisfy { !$0.disagrees(at: 1e-8) }, "\(figure.measure)")
    }
  }
}
