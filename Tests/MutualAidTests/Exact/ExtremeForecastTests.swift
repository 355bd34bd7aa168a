import Probability
import Testing

@testable import MutualAid

/// Exact laws of pools at the ends of their parameters, held against the engine.
struct ExtremeForecastTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let members: Int
    let rate: Double
    let benefit: Int
    /// The exact mean of the claims paid.
    let cases: Double
    var testDescription: String { "\(members) members, chance \(rate), benefit \(benefit)" }
  }

  static let cases = [
    Case(members: 0, rate: 0.01, benefit: 30_000_000, cases: 0),
    Case(members: 1, rate: 0.5, benefit: 30_000_000, cases: 0.5),
    Case(members: 1_000, rate: 0, benefit: 30_000_000, cases: 0),
    Case(members: 1_000, rate: 1, benefit: 30_000_000, cases: 1_000),
    Case(members: 1_000, rate: 0.999, benefit: 30_000_000, cases: 999),
    Case(members: 1_000, rate: 0.01, benefit: 0, cases: 10),
    Case(members: 150_000_000, rate: 1e-9, benefit: 30_000_000, cases: 0.15),
    Case(members: 150_000_000, rate: 1e-25, benefit: 30_000_000, cases: 1.5e-17),
    Case(members: 150_000_000, rate: 0.001, benefit: 30_000_000, cases: 150_000),
  ]

  @Test(arguments: cases)
  func `the engine agrees with the laws of extreme pools`(pool: Case) async throws {
    let scenario = Scenario.oneYear(
      members: pool.members, rate: pool.rate, benefit: pool.benefit)
    let forecast = try ExactForecast(of: scenario)
    for figure in forecast.figures {
      #expect(figure.law.least.error < 1e-9)
      #expect(figure.law.mean.lowerBound.isFinite && figure.law.mean.upperBound.isFinite)
      #expect(figure.law.standardDeviation?.upperBound.isFinite ?? true)
    }
    if let cases = forecast.figures.first(where: { $0.measure.quantity == .cases }) {
      #expect(abs((cases.law.greatest.mean ?? .nan) - pool.cases) <= 1e-9 * max(1, pool.cases))
    }
    let outcome = try await Simulation(of: scenario, seed: 3).run(replications: 500, threads: 2)
    let verification = Verification(
      of: forecast, against: outcome, quantiles: [0.001, 0.5, 0.999], risk: 1e-6)
    #expect(verification.agrees, "\(verification.disagreements)")
    for check in verification.comparisons.flatMap(\.checks) {
      #expect(!check.score.isNaN && !check.chance.isNaN && 0...1 ~= check.chance)
    }
  }

  @Test func `an empty segment has a share of its own and changes nothing`() throws {
    var scenario = Scenario.twoGroups
    let without = try ExactForecast(of: scenario)
    scenario.segments.append(Segment(name: "nobody", incidence: RateTable(flat: 0.9)))
    scenario.claims.classes[0].benefits.append(.init(1_234_567))
    scenario.membership.mixes = [
      DatedMix(
        from: scenario.launch,
        parts: [
          .init(segment: 0, share: 0.6), .init(segment: 1, share: 0.4), .init(segment: 2, share: 0),
        ])
    ]
    let with = try ExactForecast(of: scenario)
    for segment in 0...1 {
      let measure = Measure(.share, .period(0), segment: segment)
      let laws = [without, with].compactMap { forecast in
        forecast.figures.first { $0.measure == measure }?.law.greatest
      }
      #expect(laws.count == 2 && laws.first == laws.last)
    }
  }
}
