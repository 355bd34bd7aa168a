import Probability

/// Many lives of a pool whose members are known beforehand, with the claims of every cohort.
///
/// It takes the scenarios that `CollapsedSimulation` takes, but for a common factor, and finds beside
/// shares the claims and benefits of each year by group of cohorts. Claims are drawn by group, by cohort
/// or one by one, whichever is cheapest.
///
/// Replications are run in blocks. A block's draws follow from the seed and its number alone and what
/// is gathered is counts, so the outcome does not depend on the number of threads, and memory not on
/// that of replications.
public struct CohortSimulation: Sendable {
  /// How claims are drawn.
  public enum Path: Sendable {
    /// A table for each cohort and settlement.
    case everyCohort
    /// Each claim by itself.
    case sparse
    /// A table for each group of cohorts, amount and settlement.
    case grouped
  }

  /// What claims are drawn with.
  private enum Draws: Sendable {
    case everyCohort
    case sparse([SparseSettlement])
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
    case .sparse: .sparse
    case .grouped: .grouped
    }
  }

  private let plan: CohortPlan
  private let draws: Draws

  /// Replications whose draws are of one stream.
  ///
  /// It is part of the names of draws: a change changes every outcome.
  static let blockSize = 1_024

  /// The most blocks that go through the settlements together: a cohort's table serves all of them, and
  /// a claim that is drawn by itself needs none.
  private var mostBlocks: Int { chosenPath == .sparse ? 1 : 8 }

  /// What a claim that is drawn by itself costs, and the claims of a group and amount together, in draws
  /// of a cohort from its table.
  private static let costs = (claim: 8.0, row: 1.6)

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
    let single = plan.meanClaims * costs.claim
    let rows = cells.reduce(0) { $0 + Set($1.lazy.flatMap(\.claims).map(\.row)).count }
    let ofGroups = Double(rows) * costs.row
    let isGrouped = path.map { $0 == .grouped } ?? (ofGroups < min(single, all))
    if isGrouped, let found = settlements(cells, { GroupedCells.groups(of: $0, rows: plan.rows) }) {
      return .grouped(found)
    }
    let isSparse = path.map { $0 == .sparse } ?? (single < all)
    if isSparse,
      let found = settlements(cells, { SparseSettlement($0, amounts: plan.amounts) })
    {
      return .sparse(found)
    }
    return .everyCohort
  }

  /// A settlement's draws for each, if all can be had.
  private static func settlements<Draw>(
    _ cells: [[CohortCell]], _ draw: ([CohortCell]) -> Draw?
  ) -> [Draw]? {
    var found: [Draw] = []
    for cells in cells {
      guard let settlement = draw(cells) else { return nil }
      found.append(settlement)
    }
    return found
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
  /// - Complexity: O(*replications* · *draws*) at some 1 ns each, O(*replications* · *claims*) at some
  ///   7 ns each, or O(*replications* · *groups* · *amounts*) at some 0.5 ns each.
  public func run(
    replications: Int, threads: Int, progress: (@Sendable (_ finished: Int) -> Void)? = nil
  ) async throws -> Outcome {
    precondition(0...0xFFFF_FFFF ~= replications, "replications are below 2^32")
    precondition(threads >= 1, "a run needs a thread")
    let dealer = BlockDealer(
      replications: replications, blockSize: Self.blockSize, threads: threads,
      most: mostBlocks, progress: progress)
    let none = Found(
      shares: ShareCounts(
        plan.shares, years: plan.years.count, segments: scenario.segments.count),
      groups: GroupCounts(plan))
    let found = try await withThrowingTaskGroup(of: Found.self) { group in
      for _ in 0..<threads {
        group.addTask {
          var found = none
          var done = 0
          while let next = await dealer.next(after: done) {
            try Task.checkCancellation()
            run(next.blocks, replications: next.count, into: &found)
            done = next.count
          }
          return found
        }
      }
      var sum = none
      for try await found in group {
        sum.shares.merge(found.shares)
        sum.groups.merge(found.groups)
      }
      return sum
    }
    let figures =
      found.shares.figures(
        periods: periods.count, years: plan.years, segments: scenario.segments.count)
      + found.groups.figures
    return Outcome(
      scenario: scenario, periods: periods, seed: seed, replications: replications,
      measures: figures.map(\.0), tallies: figures.map(\.1))
  }

  /// What some replications have found.
  private struct Found: Sendable {
    var shares: ShareCounts
    var groups: GroupCounts
  }

  /// Runs some blocks of replications through all settlements.
  private func run(_ blocks: Range<Int>, replications: Int, into found: inout Found) {
    var surplus = [Int](repeating: 0, count: replications)
    var paid = [Int](repeating: 0, count: replications * found.shares.rows)
    var benefits = surplus
    var claims = [UInt32](repeating: 0, count: plan.rows.count * replications)
    for (index, shares) in plan.shares.enumerated() {
      draw(index, blocks, into: &benefits, &claims)
      for place in 0..<replications {
        shares.share(cost: shares.cost(benefits[place]), surplus: &surplus[place]) {
          segment, share in
          guard segment < found.shares.rows else { return }
          paid[segment * replications + place] += share
          found.shares.add(share, settlement: index, row: segment)
        }
      }
      guard shares.isLastOfYear else { continue }
      found.shares.close(&paid, year: shares.year)
      found.groups.close(
        &claims, year: shares.year, replications: replications, bySide: chosenPath == .sparse)
    }
  }

  /// Draws the claims of a settlement.
  private func draw(
    _ index: Int, _ blocks: Range<Int>, into benefits: inout [Int], _ claims: inout [UInt32]
  ) {
    let replications = benefits.count
    var sources = BlockSources(
      blocks, replications: replications, seed: seed, settlement: index)
    var total = [UInt32](repeating: 0, count: plan.amounts.count * replications)
    switch draws {
    case .sparse(let settlements):
      settlements[index].draw(from: &sources.first, benefits: &benefits, group: &claims)
      return
    case .everyCohort:
      var draw = CohortDraw(from: sources)
      for cell in plan.cells[index] { draw.draw(cell, total: &total, group: &claims) }
    case .grouped(let settlements):
      var draw = GroupedDraw(from: sources)
      for cells in settlements[index] { draw.draw(cells, total: &total, group: &claims) }
    }
    for place in 0..<replications {
      var sum = 0
      for (amount, worth) in plan.amounts.enumerated() {
        sum += Int(total[amount * replications + place]) * worth
      }
      benefits[place] = sum
    }
  }
}
