import MutualAid
import Probability
import Testing

@testable import Reports

/// Errors of figures that are worked out from what groups pay and can expect.
struct SharingErrorTests {
  /// The figures of groups in a pool whose membership is drawn, or fixed.
  private static func figures(
    seed: UInt64, replications: Int, isFixed: Bool = false
  ) async throws -> [SharingFigure] {
    var scenario = SampleOutcomes.scenario(name: "Village", months: 6, segments: ["young", "old"])
    scenario.membership.path = MembershipPath(points: [.init(day: scenario.launch, members: 60)])
    scenario.membership.mixes = [
      DatedMix(
        from: scenario.launch,
        parts: [.init(segment: 0, share: 0.75), .init(segment: 1, share: 0.25)])
    ]
    scenario.membership.claimants = .stay
    if !isFixed {
      scenario.membership.flow = .perPeriod(3)
      scenario.membership.lapse = Lapse(perYear: AgeBands(0.5))
    }
    scenario.apportionment.capPerYear = [:]
    scenario.claims.classes = [
      ClaimClass(
        name: "illness", share: AgeBands(1), benefits: [AgeBands(3_000_000), AgeBands(1_000_000)])
    ]
    scenario.segments[0].incidence = RateTable(flat: 0.05)
    scenario.segments[1].incidence = RateTable(flat: 0.2)
    let run = try await Simulation(of: scenario, seed: seed)
      .runByGroup(replications: replications, threads: 1)
    let comparison = try SharingComparison(
      of: SharingFigures(of: run), by: scenario.comparison ?? ComparisonRule())
    return SharingFigureList(comparison: comparison, options: ReportOptions()).all
      .filter(\.isOfGroups)
  }

  @Test func `errors are the spread of the figures over runs`() async throws {
    let runs = 60
    var values: [SharingFigure.Name: [(value: Double, error: Double)]] = [:]
    for seed in 0..<UInt64(runs) {
      for figure in try await Self.figures(seed: seed, replications: 64) where figure.year == nil {
        let value = try #require(figure.value)
        values[figure.name, default: []].append((value, try #require(figure.error)))
      }
    }
    #expect(
      Set(values.keys.map(\.quantity)) == [
        "member_years", "subsidy_total", "fair_share", "fair_benefit_factor", "equal_share",
        "crossing", "gini",
      ])
    for (name, found) in values {
      #expect(found.count == runs)
      let mean = found.reduce(0) { $0 + $1.value } / Double(runs)
      let spread = found.reduce(0) { $0 + ($1.value - mean) * ($1.value - mean) } / Double(runs - 1)
      let stated = found.reduce(0) { $0 + $1.error * $1.error } / Double(runs)
      // F with 59 and 60 · 31 degrees is within these with a risk of 1e-6 a figure.
      #expect(spread / stated > 0.337 && spread / stated < 2.214, "\(name)")
    }
  }

  @Test func `one future tells no error, and a fixed membership has none`() async throws {
    for figure in try await Self.figures(seed: 1, replications: 1) { #expect(figure.error == nil) }
    for figure in try await Self.figures(seed: 1, replications: 40, isFixed: true)
    where figure.quantity == "member_years" { #expect(figure.error == 0) }
  }
}
