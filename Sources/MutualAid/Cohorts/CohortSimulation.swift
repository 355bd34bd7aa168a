import Probability

/// Many lives of a pool whose members are known beforehand, with the claims of every cohort.
///
/// It takes the scenarios that `CollapsedSimulation` takes, but for a common factor, and finds beside
/// shares the claims and benefits of each year by group of cohorts. Claims are drawn by group, by cohort,
/// or by settlement and by group, whichever is cheapest.
///
/// Replications are run in blocks. A block's draws follow from the seed and its number alone and what
/// is gathered is counts, so the outcome does not depend on the number of threads, and memory not on
/// that of replications.
public struct CohortSimulation: Sendable {
  /// How claims are drawn.
  public enum Path: Sendable {
    /// A table for each cohort and settlement.
    case everyCohort
    /// For some settlements together, those of each settlement and those of each group, but mostly not
    /// those of both.
    case margins
    /// A table for each group of cohorts, amount and settlement.
    case grouped
  }

  /// What claims are drawn with.
  private enum Draws: Sendable {
    case everyCohort
    case margins([MarginSpan])
    case grouped([[GroupedCells]])
  }

  /// What is simulated.
  public let scenario: Scenario
  /// The pool's periods.
  public let periods: [Period]
  /// The number that every draw follows from.
  public let seed: UInt64
  /// The number of cohorts that the membership is counted in.
  public let cohortCount: Int
  /// How claims are drawn.
  public var chosenPath: Path {
    switch draws {
    case .everyCohort: .everyCohort
    case .margins: .margins
    case .grouped: .grouped
    }
  }

  private let plan: CohortPlan
  private let draws: Draws

  /// Replications whose draws are of one stream.
  ///
  /// It is part of the names of draws: a change changes every outcome.
  static let blockSize = 1_024

  /// The most blocks that go through the settlements together.
  ///
  /// A table serves all of them, but the more there are, the less of what they count stays in the cache.
  /// Tables of margins are kept.
  private var mostBlocks: Int {
    switch chosenPath {
    case .everyCohort: 16
    case .grouped: 8
    case .margins: 1
    }
  }

  /// What the claims of a group and amount cost that are drawn together, in draws of a cohort from its
  /// table.
  private static let costOfRow = 1.1

  /// The most claims of a cohort, and of a run, in the mean.
  private static let mostClaims = (ofCohort: 1e7, ofRun: 0x1p31)

  /// Finds the chances of a scenario's cohorts.
  ///
  /// - Throws: `CollapsedError` with all that stands in the way.
  public init(of scenario: Scenario, seed: UInt64) throws(CollapsedError) {
    try self.init(of: scenario, seed: seed, path: nil)
  }

  /// Finds the chances of a scenario's cohorts, with a way of drawing that is asked for, if it can be
  /// had, or the cheapest.
  ///
  /// - Throws: `CollapsedError` with all that stands in the way.
  public init(of scenario: Scenario, seed: UInt64, path: Path?) throws(CollapsedError) {
    let timetable = Timetable(of: scenario)
    let plan = try CohortPlan(of: timetable)
    let most = plan.cells.joined().reduce(0) { most, cell in
      cell.claims.reduce(most) { max($0, Double(cell.members) * $1.probability) }
    }
    guard most <= Self.mostClaims.ofCohort, plan.meanClaims <= Self.mostClaims.ofRun else {
      throw .obstacles([.tooMany])
    }
    draws = Self.draws(of: plan, path: path)
    self.plan = plan
    self.scenario = scenario
    self.seed = seed
    periods = timetable.periods
    cohortCount = timetable.cohorts.count
  }

  /// The cheapest way of drawing, or the one that is asked for, if it can be had.
  private static func draws(of plan: CohortPlan, path: Path?) -> Draws {
    let cells = plan.cells
    let all = Double(cells.joined().reduce(0) { $0 + $1.claims.count })
    let rows = cells.reduce(0) { $0 + Set($1.lazy.flatMap(\.claims).map(\.row)).count }
    let ofGroups = Double(rows) * costOfRow
    let margins = path.map { $0 == .margins } ?? true ? MarginSpan.spans(of: plan) : nil
    if let margins, path != nil || margins.cost < min(ofGroups, all),
      let spans = margins.ranges.mapAll({
        MarginSpan($0, of: margins.hits, rows: plan.rows, amounts: plan.amounts)
      })
    {
      return .margins(spans)
    }
    if path.map({ $0 == .grouped }) ?? (ofGroups < all),
      let settlements = cells.mapAll({ GroupedCells.groups(of: $0, rows: plan.rows) })
    {
      return .grouped(settlements)
    }
    return .everyCohort
  }

  /// The draws of a cohort's claims in one replication: one for each amount of each settlement.
  public var drawsPerReplication: Int {
    plan.cells.joined().reduce(0) { $0 + $1.claims.count }
  }

  /// Runs the replications 0 ..< `replications`.
  ///
  /// - Parameters:
  ///   - replications: How many, below 2³².
  ///   - threads: How many tasks run at once, at least 1.
  ///   - progress: Called with the number of replications that are finished.
  /// - Returns: The shares of all settlements, the costs of all years, and the claims and benefits of
  ///   each year and group of cohorts.
  /// - Throws: `CancellationError` if the task is cancelled.
  /// - Complexity: O(*replications* · *draws*) at some 1 ns each, O(*replications* · *settlements* ·
  ///   *groups* · *amounts*) at some 1 ns each, or less where claims are few: see `MarginSpan`.
  public func run(
    replications: Int, threads: Int, progress: (@Sendable (_ finished: Int) -> Void)? = nil
  ) async throws -> Outcome {
    precondition(0...0xFFFF_FFFF ~= replications, "replications are below 2^32")
    precondition(threads >= 1, "a run needs a thread")
    let dealer = BlockDealer(
      replications: replications, blockSize: Self.blockSize, threads: threads,
      most: mostBlocks, progress: progress)
    let found = try await withThrowingTaskGroup(of: Found.self) { group in
      for _ in 0..<threads {
        group.addTask {
          var found = nothing
          var done = 0
          while let next = await dealer.next(after: done) {
            try Task.checkCancellation()
            run(next.blocks, replications: next.count, into: &found)
            done = next.count
          }
          return found
        }
      }
      var sum: Found?
      for try await found in group { if sum?.merge(found) == nil { sum = found } }
      return sum ?? nothing
    }
    let figures =
      found.shares.figures(
        periods: periods.count, years: plan.years, segments: scenario.segments.count)
      + found.groups.figures
    return Outcome(
      scenario: scenario, periods: periods, seed: seed, replications: replications,
      method: .cohorts, measures: figures.map(\.0), tallies: figures.map(\.1))
  }

  /// What some replications have found.
  private struct Found: Sendable {
    var shares: ShareCounts
    var groups: GroupCounts

    mutating func merge(_ other: Found) {
      shares.merge(other.shares)
      groups.merge(other.groups)
    }
  }

  private var nothing: Found {
    Found(
      shares: ShareCounts(
        plan.shares, years: plan.years.count, segments: scenario.segments.count),
      groups: GroupCounts(plan))
  }

  /// Runs some blocks of replications through all settlements.
  private func run(_ blocks: Range<Int>, replications: Int, into found: inout Found) {
    var surplus = [Int](repeating: 0, count: replications)
    var paid = [Int](repeating: 0, count: replications * found.shares.rows)
    var claims = [UInt32](repeating: 0, count: plan.rows.count * replications)
    forEachSpan(blocks, replications: replications, claims: &claims) { span, benefits, claims in
      for (number, index) in span.enumerated() {
        let shares = plan.shares[index]
        var costs = benefits[number * replications..<(number + 1) * replications].map(shares.cost)
        costs.withUnsafeMutableBufferPointer { costs in
          surplus.withUnsafeMutableBufferPointer { surplus in
            paid.withUnsafeMutableBufferPointer { paid in
              found.shares.share(
                costs, at: 0..<replications, by: shares, settlement: index, surplus: surplus,
                paid: paid)
            }
          }
        }
        guard shares.isLastOfYear else { continue }
        found.shares.close(&paid, year: shares.year)
        found.groups.close(&claims, year: shares.year, replications: replications)
      }
    }
  }

  /// Draws the claims of all settlements, of one or more of them at once.
  ///
  /// - Parameters:
  ///   - blocks: The blocks of replications.
  ///   - replications: How many they are.
  ///   - claims: The claims by row of the plan and replication, to which they are added.
  ///   - body: Told the settlements, what their claims are worth, by settlement and replication, and the
  ///     claims.
  private func forEachSpan(
    _ blocks: Range<Int>, replications: Int, claims: inout [UInt32],
    _ body: (_ settlements: Range<Int>, _ benefits: [Int], _ claims: inout [UInt32]) -> Void
  ) {
    switch draws {
    case .margins(let spans):
      let room = MarginRoom(for: spans)
      for span in spans {
        let source = BlockSource(
          .cohorts, seed: seed, block: blocks.lowerBound, settlement: span.range.lowerBound)
        var draw = MarginDraw(from: source, in: room)
        var benefits = [Int](repeating: 0, count: span.range.count * replications)
        draw.draw(span, replications: replications, benefits: &benefits, claims: &claims)
        body(span.range, benefits, &claims)
      }
    case .everyCohort:
      forEachSettlement(blocks, replications: replications, claims: &claims, body) {
        var draw = CohortDraw(from: $1)
        for cell in plan.cells[$0] { draw.draw(cell, total: &$2, group: &$3) }
      }
    case .grouped(let settlements):
      forEachSettlement(blocks, replications: replications, claims: &claims, body) {
        var draw = GroupedDraw(from: $1)
        for cells in settlements[$0] { draw.draw(cells, total: &$2, group: &$3) }
      }
    }
  }

  /// Draws the claims of one settlement after the other: `draw` is told its number and what it draws from,
  /// and adds to the claims by amount and by row.
  private func forEachSettlement(
    _ blocks: Range<Int>, replications: Int, claims: inout [UInt32],
    _ body: (_ settlements: Range<Int>, _ benefits: [Int], _ claims: inout [UInt32]) -> Void,
    draw: (Int, BlockSources, _ total: inout [UInt32], _ claims: inout [UInt32]) -> Void
  ) {
    var benefits = [Int](repeating: 0, count: replications)
    for index in plan.shares.indices {
      let sources = BlockSources(
        blocks, replications: replications, seed: seed, settlement: index)
      var total = [UInt32](repeating: 0, count: plan.amounts.count * replications)
      draw(index, sources, &total, &claims)
      for place in 0..<replications {
        var sum = 0
        for (amount, worth) in plan.amounts.enumerated() {
          sum += Int(total[amount * replications + place]) * worth
        }
        benefits[place] = sum
      }
      body(index..<index + 1, benefits, &claims)
    }
  }
}
