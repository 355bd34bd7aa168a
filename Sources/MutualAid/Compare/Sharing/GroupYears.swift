/// The figures of groups by calendar year and over the whole run.
struct GroupYears: Sendable {
  /// By calendar year, ascending.
  private(set) var years: [GroupYear]
  /// Over the whole run.
  private(set) var whole: GroupYear

  /// No replications.
  ///
  /// - Parameters:
  ///   - plan: The groups.
  ///   - bands: The ages that are put together.
  ///   - talliesClaims: Whether each total of the benefits that were drawn is kept.
  init(_ plan: GroupPlan, bands: [ClosedRange<Int>], talliesClaims: Bool = true) {
    let dimensions = Self.dimensions(of: plan)
    let lines = plan.timetable.lines.count
    years = zip(plan.years, plan.groups).map {
      GroupYear(
        $0, groups: $1, bands: bands, dimensions: dimensions, lines: lines,
        talliesClaims: talliesClaims)
    }
    whole = GroupYear(
      nil, groups: plan.groups.flatMap { $0 }, bands: bands, dimensions: dimensions, lines: lines,
      talliesClaims: talliesClaims)
  }

  /// What tells any two groups apart.
  private static func dimensions(of plan: GroupPlan) -> [MemberGroup.Dimension] {
    let groups = Set(plan.groups.flatMap { $0 })
    let counts: [(MemberGroup.Dimension, Int)] = [
      (.ages, Set(groups.map(\.ages)).count), (.sex, Set(groups.map(\.sex)).count),
      (.segment, Set(groups.map(\.segment)).count), (.tier, Set(groups.map(\.tier)).count),
    ]
    return counts.filter { $0.1 > 1 }.map(\.0)
  }

  /// Adds a replication.
  mutating func add(_ figures: GroupRecord.Figures) {
    let exposures = zip(years, figures.exposures).map { year, days in
      // A day is 366 parts of a common year, and 365 of a leap year.
      days.map { $0 * (731 - Day.count(in: year.year ?? 0)) }
    }
    for place in years.indices {
      years[place].add(
        costs: figures.costs[place], benefits: figures.benefits[place],
        exposures: exposures[place], claims: figures.claims[place],
        incurred: figures.incurred[place])
    }
    let lines = figures.claims.first?.indices ?? 0..<0
    whole.add(
      costs: figures.costs.flatMap { $0 }, benefits: figures.benefits.flatMap { $0 },
      exposures: exposures.flatMap { $0 },
      claims: lines.map { line in figures.claims.reduce(0) { $0 + $1[line] } },
      incurred: figures.incurred.reduce(0, +))
  }

  /// Adds the replications of another.
  mutating func merge(_ other: GroupYears) {
    for place in years.indices { years[place].merge(other.years[place]) }
    whole.merge(other.whole)
  }
}
