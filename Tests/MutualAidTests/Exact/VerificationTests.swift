import Probability
import Testing

@testable import MutualAid

/// The engine against exact laws, and exact laws that are wrong on purpose.
///
/// Each verification has a risk of 1e-6 of a false alarm.
struct VerificationTests {
  private static let levels = [0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.995, 0.999]

  private func verification(
    of simulated: Scenario, by assumed: Scenario? = nil, replications: Int
  ) async throws -> Verification {
    let outcome = try await Simulation(of: simulated, seed: 99)
      .run(replications: replications, threads: 2)
    return Verification(
      of: try ExactForecast(of: assumed ?? simulated), against: outcome, quantiles: Self.levels,
      risk: 1e-6)
  }

  @Test func `the engine agrees with the laws of pools with delays, groups, caps and a shutdown`()
    async throws
  {
    var ended = Scenario.delayed()
    ended.shutdown = Shutdown(
      announced: day(2023, 2, 1), contributionsEnd: day(2023, 3, 31),
      coverEnds: .end(of: day(2023, 3, 15)), filing: .daysFromDiagnosis(120), tail: .members)
    var capped = Scenario.delayed()
    capped.apportionment.capPerClaim = 20
    capped.apportionment.aboveCap = .proRata
    capped.apportionment.minimumShare = 3
    var yearly = Scenario.delayed()
    yearly.apportionment.capPerYear = [2022: 300, 2023: 900]
    for scenario in [Scenario.delayed(), .twoGroups, ended, capped, yearly] {
      let verification = try await verification(of: scenario, replications: 1_200)
      #expect(verification.forecast.hasLaws)
      #expect(verification.agrees, "\(verification.disagreements)")
    }
  }

  @Test func `cohorts by age with delays agree with their laws`() async throws {
    var scenario = Scenario.living(members: 3_000, factor: 40)
    scenario.horizon = day(2019, 12, 31)
    scenario.calendar = SettlementCalendar(rule: .quarterly)
    scenario.shutdown = nil
    scenario.membership.mortality = nil
    scenario.membership.claimants = .stay
    scenario.membership.ages = 0...79
    scenario.membership.path = MembershipPath(points: [
      .init(day: day(2019, 3, 10), members: 2_000), .init(day: day(2019, 9, 1), members: 3_000),
    ])
    let verification = try await verification(of: scenario, replications: 400)
    #expect(verification.forecast.figures.count { $0.measure.quantity == .share } == 4)
    #expect(verification.agrees, "\(verification.disagreements)")
  }

  @Test func `a probability that is one percent too high is found out`() async throws {
    let scenario = Scenario.oneYear(members: 100_000, rate: 0.01, benefit: 30_000_000)
    let wrong = Scenario.oneYear(members: 100_000, rate: 0.0101, benefit: 30_000_000)
    let verification = try await verification(of: scenario, by: wrong, replications: 1_000)
    #expect(!verification.agrees)
    let statistics = verification.disagreements.map(\.check.statistic)
    #expect(statistics.contains(.mean))
    #expect(statistics.contains(.quantile(0.5)))
  }

  @Test func `a share that is one fen too high is found out by its quantiles`() async throws {
    let scenario = Scenario.oneYear(members: 10_000, rate: 0.001, benefit: 30_000_000)
    let right = try await Simulation(of: scenario, seed: 5).run(replications: 2_000, threads: 2)
    let tallies = zip(right.measures, right.tallies).map { measure, tally in
      guard measure.quantity == .share else { return tally }
      var shifted = Tally()
      for (value, count) in tally.values {
        for _ in 0..<count { shifted.add(value > 0 ? value + 1 : 0) }
      }
      return shifted
    }
    let wrong = Outcome(
      scenario: scenario, periods: right.periods, seed: 5, replications: 2_000,
      measures: right.measures, tallies: tallies)
    let forecast = try ExactForecast(of: scenario)
    let disagreements = Verification(
      of: forecast, against: wrong, quantiles: Self.levels, risk: 1e-6
    ).disagreements
    #expect(Set(disagreements.map(\.measure.quantity)) == [.share])
    // Its mean and its spread do not betray it.
    #expect(!disagreements.contains { [.mean, .deviation].contains($0.check.statistic) })
    #expect(
      Verification(of: forecast, against: right, quantiles: Self.levels, risk: 1e-6).agrees)
  }

  @Test func `a spread that is wrong while the mean is right is found out`() async throws {
    let scenario = Scenario.oneYear(members: 10_000, rate: 0.001, benefit: 30_000_000)
    // Twice as many claims of half the benefit.
    let wrong = Scenario.oneYear(members: 10_000, rate: 0.002, benefit: 15_000_000)
    let verification = try await verification(of: scenario, by: wrong, replications: 1_000)
    let cost = verification.comparisons.first { $0.figure.measure.quantity == .share }
    let threshold = verification.threshold
    #expect(cost?[.mean]?.disagrees(at: threshold) == false)
    #expect(cost?[.deviation]?.disagrees(at: threshold) == true)
  }
}
