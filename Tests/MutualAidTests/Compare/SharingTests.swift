import Probability
import Testing

@testable import MutualAid

/// Sharing beside a premium: what groups pay and are worth.
struct SharingTests {
  private static let small = Scenario.living(members: 3_000, factor: 15)

  private func run(_ scenario: Scenario, replications: Int = 64, threads: Int = 2) async throws
    -> SharingRun
  {
    try await Simulation(of: scenario, seed: 17)
      .runByGroup(replications: replications, threads: threads)
  }

  @Test func `a record of groups changes no draw and no figure, on any number of threads`()
    async throws
  {
    let plain = try await Simulation(of: Self.small, seed: 17).run(replications: 64, threads: 2)
    let one = try await run(Self.small, threads: 1)
    let three = try await run(Self.small, threads: 3)
    #expect(one.outcome.tallies == plain.tallies)
    #expect(three.outcome.tallies == plain.tallies)
    #expect(one.whole.finest == three.whole.finest)
    #expect(one.whole.incurred == three.whole.incurred)
    for (year, other) in zip(one.years, three.years) {
      #expect(year.finest == other.finest)
      #expect(year.claims == other.claims)
    }
  }

  @Test func `groups together pay what members paid, to the rounding of each group`() async throws {
    let run = try await run(Self.small)
    let contributions = run.outcome.measures.indices
      .filter { run.outcome.measures[$0].quantity == .contributions }
      .reduce(Int128(0)) { $0 + run.outcome.tallies[$1].sum }
    let accounts = run.whole.finest.accounts
    let paid = accounts.reduce(Int128(0)) { $0 + $1.pairs.firstSum }
    #expect(contributions > 0)
    #expect(abs(paid - contributions) <= Int128(64 * accounts.count * run.years.count))
  }

  @Test func `what groups can expect is what their drawn claims come to on average`() async throws {
    for scenario in [
      Self.small, .riskier(Self.small), .oneYear(members: 900, rate: 0.1, benefit: 7_000),
    ] {
      let run = try await run(scenario, replications: 160)
      for year in run.years + [run.whole] where year.incurred.maximum ?? 0 > 0 {
        // In one future, so that a common factor is on both sides.
        let difference = try #require(year.expectedAndDrawn.mean)
        // Beyond 4.9 standard errors with a risk of 1e-6.
        #expect(abs(difference.value) < 4.9 * difference.standardError + 1)
        let expected = try #require(year.everybody.accounts[0].pairs.second)
        #expect(expected.standardError < (try #require(year.incurred.mean)).standardError)
      }
    }
  }

  @Test func `each segment pays its own share, and each member of it the same`() async throws {
    var pool = Scenario.unequalGroups
    pool.segments[1].weight = 2_500_000
    pool.apportionment.sharing = .weighted
    let run = try await run(pool)
    for (place, members) in [6_000, 4_000].enumerated() {
      let share = try #require(run.outcome[Measure(.yearCost, .year(2022), segment: place)])
      #expect(run.whole.finest.accounts[place].pairs.firstSum == share.sum * Int128(members))
      #expect(run.wholeCosts[place] == share)
    }
    #expect(run.whole.byDimension.map(\.dimension) == [.segment, .tier])
  }

  @Test func `years of membership are those of the path`() async throws {
    let run = try await run(.oneYear(members: 1_000, rate: 0.01, benefit: 5_000), replications: 3)
    #expect(run.whole.years == 1_000)
    #expect(run.years.map(\.years) == [1_000])
  }

  @Test func `V25: two groups pay 250 yuan and can expect 150 and 400, exactly`() throws {
    let figures = try SharingFigures(exactly: .unequalGroups)
    let comparison = try SharingComparison(of: figures, by: ComparisonRule())
    #expect(comparison.replications == nil)
    let year = try #require(comparison.years.first)
    let share = try #require(year.costs.first?.share)
    #expect(near(try #require(share.mean).value, 25_000))
    #expect(near(try #require(share.standardDeviation), 6_551.526540, within: 1e-9))
    let quantiles = [0.5, 0.9, 0.95, 0.99, 0.995, 0.999].map { share.quantile($0)?.value }
    #expect(quantiles == [25_000, 34_000, 36_000, 42_000, 44_000, 48_000])
    #expect(near(try #require(share.sides(of: 40_000)).above.value, 0.0151942341, within: 1e-8))
    #expect(near(try #require(share.sides(of: 50_000)).above.value, 0.0004190246, within: 1e-6))
    let subsidy = try #require(year.fairness.first?.subsidy)
    #expect(subsidy.lines.map(\.years) == [6_000, 4_000])
    #expect(subsidy.lines.map { $0.benefit.value / $0.years } == [15_000, 40_000])
    #expect(subsidy.lines.compactMap(\.transferPerYear).map(\.value) == [10_000, -15_000])
    #expect(
      subsidy.lines.compactMap(\.ratio).map { near($0.value, 5 / 3.0) || near($0.value, 0.625) }
        == [true, true])
    #expect(subsidy.crossing == 60_000_000)
    #expect(near(try #require(subsidy.curve).gini, 0.24))
  }

  @Test
  func `V20: the share of a thousand has its exact law beside a premium of loss ratio 38 per cent`()
    throws
  {
    let pool = Scenario.oneYear(members: 1_000, rate: 0.001, benefit: 30_000_000)
    let rule = ComparisonRule(
      premium: PremiumRule(basis: .lossRatio(Rate(millionths: 380_000))))
    let comparison = try SharingComparison(of: SharingFigures(exactly: pool), by: rule)
    let cost = try #require(comparison.wholeCosts.first)
    #expect(near(try #require(cost.share.mean).value, 32_400))
    #expect(near(try #require(cost.share.standardDeviation), 32_383.7959, within: 1e-8))
    let premium = try #require(cost.premiums.first)
    #expect(premium.amount == Estimate(value: 78_948, standardError: 0))
    #expect(near(try #require(premium.difference).value, 32_400 - 78_948))
    // Cheaper than the premium of 789.48 yuan are up to two claims, of 324 yuan each.
    let law = try claims(1_000, 0.001, amount: 1)
    #expect(near(try #require(premium.sharingIsCheaper).value, law.cumulative(2), within: 1e-10))
  }

  @Test func `a pool that chance changes has no exact figures, and says why`() {
    #expect {
      try SharingFigures(exactly: Self.small)
    } throws: { error in
      (error as? NoExactSharing)?.reasons.contains(.deaths) == true
    }
  }

  @Test func `promised and paid differ by what is lost`() async throws {
    var scenario = Self.small
    scenario.shutdown?.tail = .nobody
    let figures = SharingFigures(of: try await run(scenario))
    let comparison = try SharingComparison(of: figures, by: ComparisonRule())
    let benefits = try #require(comparison.benefits)
    #expect(benefits.lost.value > 0)
    #expect(near(benefits.promised.value - benefits.paid.value, benefits.lost.value, within: 1e-9))
  }

  @Test func `a solvency premium of a sample is that of its year's claims`() async throws {
    let rule = ComparisonRule(
      premium: PremiumRule(basis: .solvency(risk: Rate(millionths: 50_000), capital: 0)))
    let pool = Scenario.oneYear(members: 400, rate: 0.05, benefit: 10_000, fee: .zero)
    let figures = SharingFigures(of: try await run(pool, replications: 1_000))
    let year = try #require(try SharingComparison(of: figures, by: rule).years.first)
    let insurer = try #require(year.insurer)
    #expect(try #require(insurer.ruin).value <= 0.05)
    let level = try #require(insurer.claims.quantile(0.95)).value
    #expect(insurer.premiums.value >= Double(level) && insurer.premiums.value < Double(level + 400))
  }
}

extension Scenario {
  /// Two groups that share equally, of whom one claims less often and more.
  fileprivate static var unequalGroups: Scenario {
    var pool = oneYear(members: 10_000, rate: 0, benefit: 0, fee: .zero)
    pool.segments = [
      Segment(name: "young", incidence: RateTable(flat: 0.0005)),
      Segment(name: "old", incidence: RateTable(flat: 0.004)),
    ]
    pool.membership.mixes = [
      DatedMix(
        from: pool.launch,
        parts: [.init(segment: 0, share: 0.6), .init(segment: 1, share: 0.4)])
    ]
    pool.claims.classes[0].benefits = [.init(30_000_000), .init(10_000_000)]
    return pool
  }

  /// A pool with a common factor on all hazards, and some applications refused.
  fileprivate static func riskier(_ pool: Scenario) -> Scenario {
    var pool = pool
    pool.claims.systemic = SystemicRisk(step: .year, law: .gamma, cv: 0.3)
    pool.claims.classes[0].approval = [0.8]
    return pool
  }
}
