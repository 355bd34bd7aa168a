public import Probability

/// What a run found of a pool, with what groups of its members paid and were worth.
public struct SharingRun: Sendable {
  /// All that a run finds.
  public let outcome: Outcome
  /// The figures of groups by calendar year, ascending.
  public let years: [GroupYear]
  /// The same over the whole run.
  public let whole: GroupYear
  /// For each segment, what a member paid in the whole run who paid at every settlement, in fen.
  public let wholeCosts: [Tally]
  /// The benefits of the claims that were diagnosed, and what was paid of them, in fen.
  public let paid: PairedDifference
  /// For each line of claims, the expected benefit of a claim, in fen.
  let lineMeans: [Double]

  /// Tens of years of age, for a pool that tells ages apart and names no bands.
  static func usualBands(of scenario: Scenario) -> [ClosedRange<Int>] {
    guard let ages = scenario.membership.ages else { return [] }
    return stride(from: ages.lowerBound / 10 * 10, through: ages.upperBound, by: 10).map {
      max($0, ages.lowerBound)...min($0 + 9, ages.upperBound)
    }
  }
}

extension Simulation {
  /// Runs the replications 0 ..< `replications`, and records what groups of members pay and get.
  ///
  /// Its draws are those of `run`, so that all other figures are the same.
  ///
  /// - Parameters:
  ///   - replications: How many.
  ///   - threads: How many tasks run at once, at least 1. Their number changes nothing.
  ///   - bands: The ages that are put together; empty for tens of years.
  ///   - progress: Called with the number of replications that are finished.
  /// - Returns: What they found.
  /// - Throws: `EngineError` if a ledger does not balance, `CancellationError` if the task is
  ///   cancelled.
  public func runByGroup(
    replications: Int, threads: Int, bands: [ClosedRange<Int>] = [],
    progress: (@Sendable (_ finished: Int) -> Void)? = nil
  ) async throws -> SharingRun {
    let plan = GroupPlan(of: timetable)
    let bands = bands.isEmpty ? SharingRun.usualBands(of: scenario) : bands
    let found = try await ReplicationBlocks(replications: replications, threads: threads).gather(
      into: SharingSums(plan, layout: layout, bands: bands), progress: progress,
      batch: { numbers, sums in
        for (record, figures) in try groupRecords(of: numbers, by: plan) {
          sums.add(record, figures, layout: layout)
        }
      },
      merge: { $0.merge($1) })
    return SharingRun(
      outcome: Outcome(
        scenario: scenario, periods: periods, seed: seed, replications: replications,
        measures: layout.measures, tallies: found.tallies),
      years: found.years, whole: found.whole, wholeCosts: found.wholeCosts, paid: found.paid,
      lineMeans: plan.means)
  }

  /// The records of some replications with the figures of groups; see `records(of:)`.
  func groupRecords(
    of numbers: Range<Int>, by plan: GroupPlan
  ) throws(EngineError) -> [(record: [Int], figures: GroupRecord.Figures)] {
    let first = try run(Array(numbers), by: plan, tellsGenerationsApart: false)
    let again = zip(numbers, first).filter { $0.1.record == nil }.map(\.0)
    var others: [(record: [Int]?, figures: GroupRecord.Figures)] = []
    if !again.isEmpty { others = try run(again, by: plan, tellsGenerationsApart: true) }
    var next = others.makeIterator()
    return first.compactMap { found in
      if let record = found.record { return (record, found.figures) }
      return next.next().flatMap { other in other.record.map { ($0, other.figures) } }
    }
  }

  private func run(
    _ numbers: [Int], by plan: GroupPlan, tellsGenerationsApart: Bool
  ) throws(EngineError) -> [(record: [Int]?, figures: GroupRecord.Figures)] {
    var batch = Batch(
      numbers, of: timetable, layout: layout, seed: seed,
      tellsGenerationsApart: tellsGenerationsApart)
    batch.groups = GroupRecord(plan, lanes: numbers.count)
    for period in timetable.plans { try batch.run(period) }
    return Array(zip(batch.finished(), batch.groups?.finished() ?? []))
  }
}

/// What replications of a run by group sum up to.
private struct SharingSums: Sendable {
  var tallies: [Tally]
  var years: [GroupYear]
  var whole: GroupYear
  var wholeCosts: [Tally]
  var paid = PairedDifference()
  private let costPlaces: [[Int]]
  private let benefitPlaces: [Int]

  init(_ plan: GroupPlan, layout: RecordLayout, bands: [ClosedRange<Int>]) {
    let scenario = plan.timetable.scenario
    tallies = layout.measures.map { _ in Tally() }
    let dimensions = Self.dimensions(of: plan)
    let lines = plan.timetable.lines.count
    years = zip(plan.years, plan.groups).map {
      GroupYear($0, groups: $1, bands: bands, dimensions: dimensions, lines: lines)
    }
    whole = GroupYear(
      nil, groups: plan.groups.flatMap { $0 }, bands: bands, dimensions: dimensions, lines: lines)
    wholeCosts = scenario.segments.map { _ in Tally() }
    costPlaces = scenario.segments.indices.map { segment in
      layout.measures.indices.filter {
        layout.measures[$0].quantity == .yearCost && layout.measures[$0].segment == segment
      }
    }
    benefitPlaces = layout.measures.indices.filter { layout.measures[$0].quantity == .benefits }
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

  mutating func add(_ record: [Int], _ figures: GroupRecord.Figures, layout: RecordLayout) {
    for (place, value) in record.enumerated() { tallies[place].add(value) }
    for (segment, places) in costPlaces.enumerated() {
      wholeCosts[segment].add(places.reduce(0) { $0 + record[$1] })
    }
    let exposures = zip(years, figures.exposures).map { year, days in
      days.map { $0 * (731 - Day.count(in: year.year ?? 0)) }
    }
    for place in years.indices {
      years[place].add(
        costs: figures.costs[place], benefits: figures.benefits[place],
        exposures: exposures[place], claims: figures.claims[place],
        incurred: figures.incurred[place])
    }
    let claims = whole.claims.indices.map { line in figures.claims.reduce(0) { $0 + $1[line] } }
    let incurred = figures.incurred.reduce(0, +)
    whole.add(
      costs: figures.costs.flatMap { $0 }, benefits: figures.benefits.flatMap { $0 },
      exposures: exposures.flatMap { $0 }, claims: claims, incurred: incurred)
    paid.add(incurred, benefitPlaces.reduce(0) { $0 + record[$1] })
  }

  mutating func merge(_ other: SharingSums) {
    for place in tallies.indices { tallies[place].merge(other.tallies[place]) }
    for place in years.indices { years[place].merge(other.years[place]) }
    for place in wholeCosts.indices { wholeCosts[place].merge(other.wholeCosts[place]) }
    whole.merge(other.whole)
    paid.merge(other.paid)
  }
}
