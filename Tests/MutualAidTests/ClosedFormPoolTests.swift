import Probability
import RealModule
import Testing

@testable import MutualAid

/// Pools whose law is known: the whole engine against a formula.
///
/// Each check runs at a confidence that leaves a risk of false alarm of 1e-6.
struct ClosedFormPoolTests {
  private let confidence = 1 - 1e-6

  /// One pool of equal sharing after the fact, cost per member b (1 + fee) K / n with K ~ Bin(n, q).
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let members: Int
    let rate: Double
    let benefit: Int
    let mean: Double
    let deviation: Double
    let quantiles: [(p: Double, cost: Int)]
    var testDescription: String { name }
  }

  /// Derived exactly; the quantile is the smallest value with F(x) ≥ p. Costs in fen.
  static let cases = [
    Case(
      name: "V20", members: 1000, rate: 0.001, benefit: 30_000_000, mean: 32_400,
      deviation: 32_383.7959,
      quantiles: [
        (0.05, 0), (0.5, 32_400), (0.9, 64_800), (0.95, 97_200), (0.99, 129_600),
        (0.995, 129_600), (0.999, 162_000),
      ]),
    Case(
      name: "V21", members: 10_000, rate: 0.001, benefit: 30_000_000, mean: 32_400,
      deviation: 10_240.6554,
      quantiles: [
        (0.05, 16_200), (0.5, 32_400), (0.9, 45_360), (0.95, 48_600), (0.99, 58_320),
        (0.995, 61_560), (0.999, 68_040),
      ]),
    Case(
      name: "V22", members: 100_000, rate: 0.001, benefit: 30_000_000, mean: 32_400,
      deviation: 3238.3796,
      quantiles: [
        (0.05, 27_216), (0.5, 32_400), (0.9, 36_612), (0.95, 37_908), (0.99, 40_176),
        (0.995, 41_148), (0.999, 42_768),
      ]),
    Case(
      name: "V23", members: 1_000_000, rate: 0.0006, benefit: 20_000_000, mean: 12_960,
      deviation: 528.9310,
      quantiles: [
        (0.05, 12_096), (0.5, 12_960), (0.9, 13_630), (0.95, 13_846), (0.99, 14_213),
        (0.995, 14_343), (0.999, 14_624),
      ]),
  ]

  @Test(arguments: cases)
  func `equal sharing after the fact follows its exact law`(pool: Case) async throws {
    let scenario = Scenario.oneYear(
      members: pool.members, rate: pool.rate, benefit: pool.benefit)
    let outcome = try await Simulation(of: scenario, seed: 20).run(replications: 10_000, threads: 2)
    let cost = try #require(outcome[Measure(.yearCost, .year(2022), segment: 0)])
    let mean = try #require(cost.mean)
    // A share is rounded up, so up to one fen more is collected.
    #expect(mean.value > pool.mean - 5 * mean.standardError)
    #expect(mean.value < pool.mean + 1 + 5 * mean.standardError)
    let deviation = try #require(cost.standardDeviation)
    #expect(abs(deviation.value - pool.deviation) < 5 * deviation.standardError + 1)
    for (p, expected) in pool.quantiles {
      let quantile = try #require(cost.quantile(p, confidence: confidence))
      // V23's exact costs are tenths of a fen, rounded up here as the engine rounds them up.
      #expect((quantile.lower ?? .min)...(quantile.upper ?? .max) ~= expected, "q\(p)")
    }
    let claims = try #require(outcome[Measure(.cases, .period(0))])
    let none = claims.proportion(atMost: 0, confidence: confidence)
    let exact = Double.pow(1 - pool.rate, Double(pool.members))
    #expect((none?.lower ?? 0)...(none?.upper ?? 1) ~= exact)
  }

  @Test func `V21's tail beyond a cost of 486 and 648 yuan has its exact probability`() async throws {
    let scenario = Scenario.oneYear(members: 10_000, rate: 0.001, benefit: 30_000_000)
    let outcome = try await Simulation(of: scenario, seed: 21).run(replications: 10_000, threads: 2)
    let cost = try #require(outcome[Measure(.yearCost, .year(2022), segment: 0)])
    for (amount, exact) in [(48_600, 0.0486535893), (64_800, 0.0015789455)] {
      let part = try #require(cost.proportion(above: amount, confidence: confidence))
      #expect(part.lower...part.upper ~= exact)
    }
  }

  @Test func `V25: two groups that share equally pay 250 yuan on average, with its exact spread`()
    async throws
  {
    var scenario = Scenario.oneYear(members: 10_000, rate: 0.0005, benefit: 0, fee: .zero)
    scenario.segments = [
      Segment(name: "young", incidence: RateTable(flat: 0.0005)),
      Segment(name: "old", incidence: RateTable(flat: 0.004)),
    ]
    scenario.membership.mixes = [
      DatedMix(
        from: scenario.launch,
        parts: [.init(segment: 0, share: 0.6), .init(segment: 1, share: 0.4)])
    ]
    scenario.claims.classes[0].benefits = [.init(30_000_000), .init(10_000_000)]
    let outcome = try await Simulation(of: scenario, seed: 25).run(replications: 10_000, threads: 2)
    for segment in 0...1 {
      let cost = try #require(outcome[Measure(.yearCost, .year(2022), segment: segment)])
      let mean = try #require(cost.mean)
      #expect(abs(mean.value - 25_000) < 5 * mean.standardError)
      let deviation = try #require(cost.standardDeviation)
      #expect(abs(deviation.value - 6551.526540) < 5 * deviation.standardError)
      for (p, expected) in [
        (0.5, 25_000), (0.9, 34_000), (0.95, 36_000), (0.99, 42_000), (0.995, 44_000),
        (0.999, 48_000),
      ] {
        let quantile = try #require(cost.quantile(p, confidence: confidence))
        #expect((quantile.lower ?? .min)...(quantile.upper ?? .max) ~= expected)
      }
      for (amount, exact) in [(40_000, 0.0151942341), (50_000, 0.0004190246)] {
        let part = try #require(cost.proportion(above: amount, confidence: confidence))
        #expect(part.lower...part.upper ~= exact)
      }
    }
  }

  /// V33 in whole days: claims at a rate on 365 days, an exponential delay rounded down, a filing
  /// limit of 180 days. A claim of day d is reported by day t if ⌊X⌋ ≤ t − d.
  @Test func `V33: the run-off at a shutdown has its exact means`() async throws {
    let days = 365
    let limit = 180
    let perDay = 100.0 / 30
    let survival = { (day: Int) in Double.exp(-Double(day) / 60) }
    let unreported = (1...days).reduce(0.0) { $0 + perDay * survival($1) }
    let payable = (1...days).reduce(0.0) {
      $0 + perDay * max(0, survival($1) - survival(limit + 1))
    }
    // The continuous figures are 199.5439 and 160.1703; whole days take off less than one percent
    // of the first, and add a day to the limit of the second.
    #expect(abs(unreported - 199.5439) < 199.5439 * 0.0085)
    #expect(abs(payable - 160.1703) < 1.1)

    var scenario = Scenario.oneYear(
      members: 1_000_000, rate: 1 - Double.exp(-perDay * 365 / 1e6), benefit: 10_000_000,
      fee: .zero)
    scenario.launch = day(2021, 1, 1)
    scenario.horizon = day(2022, 12, 31)
    scenario.calendar = SettlementCalendar(rule: .everyDays(73))
    scenario.membership.path = MembershipPath(points: [
      .init(day: scenario.launch, members: 1_000_000)
    ])
    scenario.membership.mixes = [
      DatedMix(from: scenario.launch, parts: [.init(segment: 0, share: 1)])
    ]
    scenario.claims.reporting = .exponential(mean: 60)
    let end = day(2021, 12, 31)
    scenario.shutdown = Shutdown(
      announced: end, contributionsEnd: end, coverEnds: .end(of: end),
      filing: .daysFromDiagnosis(limit), tail: .platform)
    let outcome = try await Simulation(of: scenario, seed: 33).run(replications: 2_000, threads: 2)

    let open = try #require(outcome[Measure(.incurredNotReported, .period(4))]?.mean)
    #expect(abs(open.value - unreported) < 5 * open.standardError)
    // Claims late already at the announcement are not bound by the limit.
    let late = try #require(outcome[Measure(.lostLate, .run)]?.mean)
    #expect(abs(late.value - (unreported - payable)) < 5 * late.standardError)
    let reported = try #require(outcome[Measure(.cases, .period(4))]?.mean)
    #expect(reported.value > 0)
    let tail = try #require(outcome[Measure(.tailCases, .run)]?.mean)
    let decidedAtEnd = reported.value
    #expect(abs(tail.value - decidedAtEnd - payable) < 5 * tail.standardError)
  }
}
