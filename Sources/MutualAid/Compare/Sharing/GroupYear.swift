public import Probability

/// What groups of members paid and were worth in a calendar year, or in a whole run.
public struct GroupYear: Sendable {
  /// How much exposure makes a year of membership.
  ///
  /// Exposure is counted in parts of a year that both 365 and 366 days fill: one day is 366 of them
  /// in a common year, and 365 in a leap year.
  public static let exposurePerYear = 365 * 366

  /// The calendar year, or `nil` for the whole run.
  public let year: Int?
  /// Each group apart, as fine as the scenario tells members apart.
  public private(set) var finest: GroupAccounts
  /// The groups that are told apart by one dimension.
  public private(set) var byDimension: [(dimension: MemberGroup.Dimension, accounts: GroupAccounts)]
  /// Everybody.
  public private(set) var everybody: GroupAccounts
  /// The total of the approved benefits of the diagnoses that were drawn, in fen, a replication each.
  public private(set) var incurred = Tally()
  /// The benefits that were expected of those who were members, and those that were drawn, in fen.
  public private(set) var expectedAndDrawn = PairedDifference()
  /// The expected claims of each line over all replications, in millionths.
  private(set) var claims: [Int128]

  private let talliesClaims: Bool

  /// No replications.
  ///
  /// - Parameters:
  ///   - year: The calendar year, or `nil` for the whole run.
  ///   - groups: The groups of the figures to come, each of one age.
  ///   - bands: The ages that are put together.
  ///   - dimensions: What is told apart, one at a time.
  ///   - lines: How many lines of claims there are.
  ///   - talliesClaims: Whether the benefits that are drawn are kept.
  init(
    _ year: Int?, groups: [MemberGroup], bands: [ClosedRange<Int>],
    dimensions: [MemberGroup.Dimension], lines: Int, talliesClaims: Bool = true
  ) {
    self.year = year
    self.talliesClaims = talliesClaims
    let banded = groups.map { group in
      var group = group
      group.ages = group.ages.map { ages in bands.first { $0.contains(ages.lowerBound) } ?? ages }
      return group
    }
    finest = GroupAccounts(cohorts: groups, tellingApart: Set(MemberGroup.Dimension.allCases))
    byDimension = dimensions.map { ($0, GroupAccounts(cohorts: banded, tellingApart: [$0])) }
    everybody = GroupAccounts(cohorts: groups, tellingApart: [])
    claims = [Int128](repeating: 0, count: lines)
  }

  /// Adds a replication, with one figure for each group and line.
  mutating func add(
    costs: [Int], benefits: [Int], exposures: [Int], claims: [Int], incurred: Int
  ) {
    finest.add(costs: costs, benefits: benefits, exposures: exposures)
    everybody.add(costs: costs, benefits: benefits, exposures: exposures)
    for place in byDimension.indices {
      byDimension[place].accounts.add(costs: costs, benefits: benefits, exposures: exposures)
    }
    for (line, count) in claims.enumerated() { self.claims[line] += Int128(count) }
    guard talliesClaims else { return }
    self.incurred.add(incurred)
    expectedAndDrawn.add(benefits.reduce(0, +), incurred)
  }

  /// Adds the replications of another of the same groups.
  mutating func merge(_ other: GroupYear) {
    finest.merge(other.finest)
    everybody.merge(other.everybody)
    for place in byDimension.indices {
      byDimension[place].accounts.merge(other.byDimension[place].accounts)
    }
    for line in claims.indices { claims[line] += other.claims[line] }
    incurred.merge(other.incurred)
    expectedAndDrawn.merge(other.expectedAndDrawn)
  }

  /// The figures of a single replication that had expectations in place of draws.
  var expectations: GroupYear {
    var copy = self
    copy.finest = finest.expectations
    copy.everybody = everybody.expectations
    copy.byDimension = byDimension.map { ($0.dimension, $0.accounts.expectations) }
    return copy
  }

  /// The members of the year and what their diagnoses are worth, as fine as they are told apart.
  public var cover: CoveredYear {
    CoveredYear(
      year ?? 0,
      groups: finest.accounts.compactMap { account in
        guard account.exposure > 0, let benefit = account.figure(account.pairs.second) else {
          return nil
        }
        return CoveredGroup(
          account.group, years: account.years, benefits: benefit.finite)
      })
  }

  /// The expected years of membership.
  public var years: Double { everybody.accounts.reduce(0) { $0 + $1.years } }
}

extension GroupAccount {
  /// The expected years of membership, where exposure is counted in parts of a year.
  var years: Double {
    pairs.count == 0
      ? 0 : Double(exposure) / Double(GroupYear.exposurePerYear) / Double(pairs.count)
  }
}

extension Estimate {
  /// The estimate without an error that a single replication cannot tell.
  var finite: Estimate {
    standardError.isFinite ? self : Estimate(value: value, standardError: 0)
  }
}
