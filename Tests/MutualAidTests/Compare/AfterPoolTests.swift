import Probability
import RealModule
import Testing

@testable import MutualAid

/// An insurer that goes on when the pool has ended, against closed forms.
struct AfterPoolTests {
  /// A pool that ends with 2022 and a horizon two years later, a leap year the second.
  private static func pool(
    rate: Double = 0.1, lapse: Rate = .zero, change: (inout Scenario) -> Void = { _ in }
  ) -> Scenario {
    var scenario = Scenario.oneYear(members: 1_000, rate: rate, benefit: 5_000)
    scenario.horizon = day(2024, 12, 31)
    scenario.shutdown = Shutdown(
      announced: day(2022, 12, 31), contributionsEnd: day(2022, 12, 31),
      coverEnds: .end(of: day(2022, 12, 31)), tail: .platform)
    scenario.comparison = ComparisonRule(
      premium: PremiumRule(
        basis: .lossRatio(Rate(millionths: 500_000)), lapse: RenewalLapse(rate: lapse),
        atShutdown: .goesOn))
    change(&scenario)
    return scenario
  }

  private func after(_ scenario: Scenario) throws -> AfterPool {
    try #require(GroupPlan(of: Simulation(of: scenario, seed: 1).timetable).after)
  }

  /// The sum of r^(d/n) over the days d = 0 ..< n of a year.
  private func days(_ remaining: Double, _ count: Double) -> Double {
    (1 - remaining) / (1 - .pow(remaining, 1 / count))
  }

  @Test func `who is ill leaves, so that a year's benefits are the chance of those who are left`()
    throws
  {
    let after = try after(Self.pool { $0.membership.claimants = .leave })
    #expect(after.years.map(\.year) == [2023, 2024])
    #expect(near(after.years[0].benefits[0], 5_000 * 0.1, within: 1e-11))
    #expect(near(after.years[1].benefits[0], 5_000 * 0.9 * 0.1, within: 1e-11))
    #expect(near(after.years[0].exposures[0], days(0.9, 365) / 365, within: 1e-11))
    #expect(near(after.years[1].exposures[0], 0.9 * days(0.9, 366) / 366, within: 1e-11))
  }

  @Test func `who does not renew is insured to the end of the year`() throws {
    let after = try after(
      Self.pool(lapse: Rate(millionths: 200_000)) { $0.membership.claimants = .leave })
    #expect(near(after.years[0].benefits[0], 5_000 * 0.1, within: 1e-11))
    #expect(near(after.years[1].benefits[0], 5_000 * 0.9 * 0.1 * 0.8, within: 1e-11))
  }

  @Test func `the dead are insured no more`() throws {
    let after = try after(
      Self.pool {
        $0.membership.mortality = RateTable(flat: 0.2)
        $0.membership.claimants = .leave
      })
    let daily = 1 - Double.pow(0.9, 1.0 / 365)
    #expect(near(after.years[0].exposures[0], days(0.72, 365) / 365, within: 1e-11))
    #expect(near(after.years[0].benefits[0], 5_000 * daily * days(0.72, 365), within: 1e-11))
    #expect(near(after.years[1].exposures[0], 0.72 * days(0.72, 366) / 366, within: 1e-11))
  }

  @Test func `where claimants stay nobody is fewer, and a part of a day counts as one`() throws {
    let after = try after(
      Self.pool { $0.shutdown?.coverEnds = Moment(day: day(2022, 12, 31), minute: 1080) })
    #expect(after.years.map(\.year) == [2022, 2023, 2024])
    #expect(near(after.years[0].exposures[0], 0.25 / 365))
    #expect(near(after.years[1].exposures[0], 1))
    let daily = 1 - Double.pow(0.9, 1.0 / 365)
    #expect(near(after.years[1].benefits[0], 5_000 * 365 * daily, within: 1e-11))
    let quarter = 1 - Double.pow(0.9, 0.25 / 365)
    #expect(near(after.years[0].benefits[0], 5_000 * quarter, within: 1e-9))
  }

  @Test func `who reaches the upper age leaves at the birthday`() throws {
    let scenario = Self.pool(rate: 0) {
      $0.membership.ages = 50...59
      $0.segments[0].incidence = RateTable(
        firstAge: 50, male: [Double](repeating: 0, count: 10),
        female: [Double](repeating: 0, count: 10))
      $0.membership.mixes = [
        DatedMix(
          from: $0.launch, parts: [.init(segment: 0, age: 58, sex: .male, share: 1)])
      ]
    }
    let after = try after(scenario)
    let cohorts = Simulation(of: scenario, seed: 1).timetable.cohorts
    let cohort = try #require(cohorts.firstIndex { $0.birthYear == 1963 })
    // 60 in the course of 2023: after d days d/365 of them.
    #expect(near(after.years[0].exposures[cohort], 0.5 - 0.5 / 365, within: 1e-11))
    #expect(after.years[1].exposures[cohort] == 0)
  }

  @Test func `a run tells of those who are left what is expected of each, and what that costs`()
    async throws
  {
    let scenario = Self.pool {
      $0.shutdown?.replacement = ReplacementCover(price: 1, taken: Rate(millionths: 400_000))
    }
    let run = try await Simulation(of: scenario, seed: 3).runByGroup(replications: 4, threads: 2)
    let comparison = try SharingComparison(
      of: SharingFigures(of: run), by: scenario.comparison ?? ComparisonRule())
    let exit = try #require(comparison.exit)
    #expect(exit.members == Estimate(value: 600, standardError: 0))
    #expect(exit.years.map(\.memberYears) == [600, 600])
    let expected = [365.0, 366].map { (600 * 5_000 * $0 * (1 - .pow(0.9, 1 / $0))).rounded() }
    #expect(exit.years.map(\.benefits.value) == expected)
    // At a loss ratio of a half, in whole fen rounded up.
    let premiums = expected.map { 600 * ($0 / 600 / 0.5).rounded(.up) }
    #expect(exit.years.compactMap(\.premium?.value) == premiums)
    #expect(exit.total.benefits.value == expected.reduce(0, +))
    #expect(comparison.years.map { $0.insurer?.years } == [1_000, 600, 600])
    // What a member of the pool pays is compared for the time of the pool alone.
    #expect(comparison.years.map { $0.costs.first?.premiums.count } == [1, 0, 0])
  }

  @Test func `claimants who leave are not among those who are left, whatever the threads`()
    async throws
  {
    let scenario = Self.pool { $0.membership.claimants = .leave }
    func figures(_ threads: Int) async throws -> AfterPoolFigures {
      let run = try await Simulation(of: scenario, seed: 3)
        .runByGroup(replications: 2_000, threads: threads)
      return try #require(run.after)
    }
    let one = try await figures(1)
    let left = try #require(one.left.mean)
    // 1,000 members of whom a tenth is ill: beyond 4.9 standard errors with a risk of 1e-6.
    #expect(abs(left.value - 900) < 4.9 * (90.0 / 2_000).squareRoot())
    let other = try await figures(3)
    #expect(one.left == other.left)
    #expect(one.years.map(\.finest) == other.years.map(\.finest))
  }

  @Test func `an insurer that leaves, or a pool that has no end, tells of nobody`() async throws {
    let leaving = Self.pool { $0.comparison?.premium?.atShutdown = .leaves }
    let endless = Self.pool { $0.shutdown = nil }
    for scenario in [leaving, endless] {
      let run = try await Simulation(of: scenario, seed: 3).runByGroup(replications: 2, threads: 1)
      let comparison = try SharingComparison(
        of: SharingFigures(of: run), by: scenario.comparison ?? ComparisonRule())
      #expect(comparison.exit == nil)
    }
  }
}
