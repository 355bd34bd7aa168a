public import Probability

/// Many lives of a pool of which only the shares are wanted: one draw a settlement.
///
/// Where settlements are independent but for the surplus carried on, the total of each has an exact
/// law (`LatticeLaw`), and a replication draws the total instead of each cohort's claims. Shares,
/// rounding and the surplus are those of the engine, to the fen. What else the engine measures,
/// members and claims, is not drawn and not measured.
///
/// A scenario fits if nothing makes its membership random (claimants stay, nobody dies, lapses or
/// reaches the upper age, the path does not fall), no common factor ties claims together, claims of
/// one period are all decided by one settlement, and no yearly cap, capacity, trigger or shutdown
/// ties settlements together.
///
/// Replications are run in blocks. A block's draws follow from the seed and its number alone and
/// what is gathered is counts, so the outcome does not depend on the number of threads, and memory
/// not on that of replications.
public struct CollapsedSimulation: Sendable {
  /// What is simulated.
  public let scenario: Scenario
  /// The pool's periods.
  public let periods: [Period]
  /// The number that every draw follows from.
  public let seed: UInt64
  /// The number of cohorts that the membership is counted in.
  public let cohortCount: Int
  private let plan: CollapsedPlan

  /// Replications that go through the settlements together.
  ///
  /// It is part of the names of draws: a change changes every outcome.
  static let blockSize = 4_096

  /// Finds the laws of a scenario's settlements.
  ///
  /// - Throws: `CollapsedError` with all that stands in the way.
  /// - Complexity: That of `LatticeLaw.sum(of:limit:)` for each settlement.
  public init(of scenario: Scenario, seed: UInt64) throws(CollapsedError) {
    let timetable = Timetable(of: scenario)
    plan = try CollapsedPlan(of: timetable)
    self.scenario = scenario
    self.seed = seed
    periods = timetable.periods
    cohortCount = timetable.cohorts.count
  }

  /// For each settlement, those who may have a claim that it decides, with what members pay for it
  /// before fees: all that the laws are made of.
  public var groups: [[BinomialGroup]] { plan.groups }

  /// For each settlement, the payers of each segment.
  public var payers: [[Int]] { plan.payers }

  /// Runs the replications 0 ..< `replications`.
  ///
  /// - Parameters:
  ///   - replications: How many, below 2³².
  ///   - threads: How many tasks run at once, at least 1.
  ///   - progress: Called with the number of replications that are finished.
  /// - Returns: The shares of all settlements and the costs of all years.
  /// - Throws: `CancellationError` if the task is cancelled.
  /// - Complexity: O(*replications* · *periods*), some 5 ns each; memory O(*periods*) a thread.
  public func run(
    replications: Int, threads: Int, progress: (@Sendable (_ finished: Int) -> Void)? = nil
  ) async throws -> Outcome {
    precondition(0...0xFFFF_FFFF ~= replications, "replications are below 2^32")
    precondition(threads >= 1, "a run needs a thread")
    let segments = scenario.segments.count
    let dealer = BlockDealer(
      replications: replications, blockSize: Self.blockSize, progress: progress)
    let counts = try await withThrowingTaskGroup(of: CollapsedCounts.self) { group in
      for _ in 0..<threads {
        group.addTask {
          var found = CollapsedCounts(plan, segments: segments)
          var done = 0
          while let block = await dealer.next(after: done) {
            try Task.checkCancellation()
            found.run(plan, seed: seed, block: block.blocks.lowerBound, replications: block.count)
            done = block.count
          }
          return found
        }
      }
      var sum: CollapsedCounts?
      for try await found in group { if sum?.merge(found) == nil { sum = found } }
      return sum ?? CollapsedCounts(plan, segments: segments)
    }
    return outcome(of: counts, replications: replications)
  }

  private func outcome(of counts: CollapsedCounts, replications: Int) -> Outcome {
    let figures = counts.counts.figures(
      periods: periods.count, years: plan.years, segments: scenario.segments.count)
    return Outcome(
      scenario: scenario, periods: periods, seed: seed, replications: replications,
      method: .collapsed, measures: figures.map(\.0), tallies: figures.map(\.1))
  }
}
