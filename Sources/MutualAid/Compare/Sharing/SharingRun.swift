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
  /// Those left without cover, where an insurer goes on.
  let after: AfterPoolFigures?
  /// The figures of groups by parts of the replications, where errors are asked for.
  let parts: GroupYearParts?

  /// The age bands that a scenario names, or tens of years where it tells ages apart.
  static func bands(of scenario: Scenario) -> [ClosedRange<Int>] {
    if let bands = scenario.comparison?.ages, !bands.isEmpty { return bands }
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
  ///   - progress: Called with the number of replications that are finished.
  /// - Returns: What they found.
  /// - Throws: `EngineError` if a ledger does not balance, `CancellationError` if the task is
  ///   cancelled.
  public func runByGroup(
    replications: Int, threads: Int, progress: (@Sendable (_ finished: Int) -> Void)? = nil
  ) async throws -> SharingRun {
    let plan = GroupPlan(of: timetable)
    let found = try await ReplicationBlocks(
      replications: replications, threads: threads, batchSize: timetable.lanesAtOnce
    ).gather(
      into: SharingSums(
        plan, layout: layout, bands: SharingRun.bands(of: scenario), replications: replications),
      progress: progress,
      batch: { numbers, sums in
        for (number, found) in zip(numbers, try groupRecords(of: numbers, by: plan)) {
          sums.add(found.record, found.figures, of: number)
        }
      },
      merge: { $0.merge($1) })
    return run(of: found, replications: replications, means: plan.means)
  }

  /// What some sums of replications tell.
  func run(of found: SharingSums, replications: Int, means: [Double]) -> SharingRun {
    SharingRun(
      outcome: Outcome(
        scenario: scenario, periods: periods, seed: seed, replications: replications,
        measures: layout.measures, tallies: found.tallies),
      years: found.groups.years, whole: found.groups.whole, wholeCosts: found.wholeCosts,
      paid: found.paid, lineMeans: means, after: found.after, parts: found.parts)
  }

  /// The records of some replications with the figures of groups; see `records(of:)`.
  func groupRecords(
    of numbers: Range<Int>, by plan: GroupPlan
  ) throws(EngineError) -> [(record: [Int], figures: GroupRecord.Figures)] {
    let first = try run(
      Array(numbers), by: plan, tellsGenerationsApart: timetable.keepsGenerations)
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
struct SharingSums: Sendable {
  var tallies: [Tally]
  var groups: GroupYears
  var wholeCosts: [Tally]
  var paid = PairedDifference()
  var after: AfterPoolFigures?
  var parts: GroupYearParts?
  private let costPlaces: [[Int]]
  private let benefitPlaces: [Int]

  /// No replications yet.
  ///
  /// With the number of those to come, figures of groups are kept by parts of them as well.
  init(
    _ plan: GroupPlan, layout: RecordLayout, bands: [ClosedRange<Int>], replications: Int? = nil
  ) {
    let segments = plan.timetable.scenario.segments
    tallies = layout.measures.map { _ in Tally() }
    groups = GroupYears(plan, bands: bands)
    parts = replications.map { GroupYearParts(plan, bands: bands, replications: $0) }
    wholeCosts = segments.map { _ in Tally() }
    costPlaces = segments.indices.map { segment in
      layout.measures.indices.filter {
        layout.measures[$0].quantity == .yearCost && layout.measures[$0].segment == segment
      }
    }
    after = plan.after.map { AfterPoolFigures($0) }
    benefitPlaces = layout.measures.indices.filter { layout.measures[$0].quantity == .benefits }
  }

  mutating func add(_ record: [Int], _ figures: GroupRecord.Figures, of replication: Int) {
    for (place, value) in record.enumerated() { tallies[place].add(value) }
    for (segment, places) in costPlaces.enumerated() {
      wholeCosts[segment].add(places.reduce(0) { $0 + record[$1] })
    }
    groups.add(figures)
    parts?.add(figures, of: replication)
    if let left = figures.after { after?.add(left) }
    paid.add(figures.incurred.reduce(0, +), benefitPlaces.reduce(0) { $0 + record[$1] })
  }

  mutating func merge(_ other: SharingSums) {
    for place in tallies.indices { tallies[place].merge(other.tallies[place]) }
    for place in wholeCosts.indices { wholeCosts[place].merge(other.wholeCosts[place]) }
    groups.merge(other.groups)
    if let others = other.parts { parts?.merge(others) }
    paid.merge(other.paid)
    if let others = other.after { after?.merge(others) }
  }
}
