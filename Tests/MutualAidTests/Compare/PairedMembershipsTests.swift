import Probability
import Testing

@testable import MutualAid

/// Whole memberships beside a premium.
struct PairedMembershipsTests {
  /// 100 members of whom 40 leave at the end of June, settled at the end of each month of 2022; the
  /// run goes on to the middle of January.
  private static var leaving: Scenario {
    var pool = Scenario.oneYear(members: 100, rate: 0.3, benefit: 100_000)
    pool.horizon = day(2023, 1, 15)
    pool.calendar = SettlementCalendar(rule: .daysOfMonth([31]))
    pool.membership.path = MembershipPath(points: [
      .init(day: day(2022, 6, 30), members: 100), .init(day: day(2022, 7, 31), members: 60),
    ])
    return pool
  }

  /// A premium for everybody in each of some years, in fen.
  private static func level(_ premiums: [Int: Double]) throws -> [FlatPremium] {
    try premiums.sorted { $0.key < $1.key }.map { year, premium in
      try FlatPremium(
        for: CoveredYear(
          year, groups: [CoveredGroup(.everybody, years: 1, benefits: premium)]),
        on: PremiumTerms(rating: .community, basis: .loading(.zero)))
    }
  }

  @Test func `who leaves in June pays a premium for 181 days, and six shares, to the fen`() throws {
    let simulation = Simulation(of: Self.leaving, seed: 5, keepsGenerations: true)
    // 1 yuan a day in 2022, and 2 in 2023.
    let premiums = try Self.level([2022: 36_500, 2023: 73_000])
    let schedule = PremiumSchedule(premiums, over: simulation.timetable, confidence: 0.95)
    let records = try simulation.memberRecords(of: 0..<10)
    for (entries, record) in zip(try simulation.memberships(of: 0..<10, beside: schedule), records)
    {
      let shares = (0..<12).map {
        record.record[simulation.layout.placeOfShare(period: $0, segment: 0)]
      }
      let found = entries.filter { $0.first == 0 }.sorted { $0.last < $1.last }
      #expect(found.map(\.members) == [40, 60])
      #expect(found.map(\.paid) == [shares[..<6].reduce(0, +), shares.reduce(0, +)])
      #expect(
        found.map { schedule.premium(of: $0.kind, from: $0.first, through: $0.last) }
          == [18_100, 36_500 + 15 * 200])
    }
  }

  @Test func `where nobody leaves, a membership costs what it costs who always pays`() async throws
  {
    var pool = Scenario.oneYear(members: 1_000, rate: 0.01, benefit: 500_000)
    pool.horizon = day(2023, 12, 31)
    pool.comparison = ComparisonRule(
      premium: PremiumRule(basis: .lossRatio(Rate(millionths: 900_000))))
    let run = try await Simulation(of: pool, seed: 4).runByGroup(replications: 200, threads: 2)
    let comparison = try SharingComparison(
      of: SharingFigures(of: run), by: try #require(pool.comparison))
    let found = try await Simulation.runMemberships(
      pool, beside: comparison.premiums, seed: 4, replications: 200, threads: 2)
    #expect(found.groups.map(\.year) == [2022, nil])
    let cost = try #require(comparison.wholeCosts.first)
    let premium = try #require(cost.premiums.first)
    for group in found.groups {
      let pair = try #require(group.pair)
      #expect(group.members == 1_000)
      #expect(near(group.sharing.mean.value, try #require(cost.share.mean).value))
      #expect(
        near(
          group.sharing.mean.standardError, try #require(cost.share.mean).standardError,
          within: 1e-9))
      for p in [0.05, 0.5, 0.95] {
        #expect(
          group.sharing.distribution?.quantile(p).value == cost.share.quantile(p)?.value)
      }
      #expect(abs(pair.premium.mean.value - premium.amount.value) < 0.5)
      #expect(pair.premium.standardDeviation == 0)
      let difference = try #require(premium.difference)
      #expect(abs(pair.difference.mean.value - difference.value) < 0.5)
      #expect(
        near(pair.difference.mean.standardError, difference.standardError, within: 1e-6))
      #expect(pair.futuresCheaper == premium.sharingIsCheaper)
      #expect(pair.futuresDearer == premium.premiumIsCheaper)
      #expect(pair.membersCheaper.value == premium.sharingIsCheaper?.value)
      #expect(0 < pair.membersCheaper.value && pair.membersCheaper.value < 1)
    }
  }

  @Test func `members together pay the premiums of all years of membership`() async throws {
    var pool = Scenario.living(members: 3_000, factor: 15)
    pool.comparison = ComparisonRule(
      premium: PremiumRule(
        rating: .classes(ages: [0...39, 40...200], bySex: true, bySegment: false),
        basis: .lossRatio(Rate(millionths: 500_000))))
    let run = try await Simulation(of: pool, seed: 9).runByGroup(replications: 40, threads: 2)
    let comparison = try SharingComparison(
      of: SharingFigures(of: run), by: try #require(pool.comparison))
    let found = try await Simulation.runMemberships(
      pool, beside: comparison.premiums, seed: 9, replications: 40, threads: 2)
    let all = try #require(found.groups.last)
    let collected = comparison.premiums.reduce(0) { $0 + $1.premiums }
    let paid = try #require(all.pair).premium.mean.value * all.members
    // Days of a period count for the year that has most of them there, and each for its own here.
    #expect(near(paid, collected, within: 0.01))
  }

  @Test func `the same memberships for any number of threads`() async throws {
    let premiums = try Self.level([2022: 30_000, 2023: 40_000])
    let one = try await Simulation.runMemberships(
      Self.leaving, beside: premiums, seed: 1, replications: 100, threads: 1)
    let three = try await Simulation.runMemberships(
      Self.leaving, beside: premiums, seed: 1, replications: 100, threads: 3)
    for (left, right) in zip(one.groups, three.groups) {
      #expect(left.sharing.amounts == right.sharing.amounts)
      #expect(left.pair?.difference.amounts == right.pair?.difference.amounts)
      #expect(left.pair?.membersCheaper == right.pair?.membersCheaper)
      #expect(left.pair?.futuresDearer == right.pair?.futuresDearer)
    }
    #expect(one.groups.count == three.groups.count && !one.groups.isEmpty)
  }
}
