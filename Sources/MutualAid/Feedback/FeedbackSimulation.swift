import Probability

/// Many lives of a pool whose members leave by choice, of which shares and members alone are wanted.
///
/// Leaving may answer to what membership costs, so that every replication has members of its own, and
/// every draw its own law: how many of each cohort leave is drawn cohort by cohort, for all replications of
/// a block in one pass; the claims of all cohorts together are one draw for each amount.
///
/// A scenario fits if members join by a flow, claimants stay, nobody dies or reaches the upper age, every
/// claim is decided by the settlement of its own period, and no common factor, yearly cap, capacity, fund,
/// trigger or shutdown ties settlements together.
///
/// A block's draws follow from the seed and its number alone, so the outcome does not depend on the number
/// of threads.
public struct FeedbackSimulation: Sendable {
  /// What is simulated.
  public let scenario: Scenario
  /// The pool's periods.
  public let periods: [Period]
  /// The number that every draw follows from.
  public let seed: UInt64
  /// The number of cohorts that the membership is counted in.
  public let cohortCount: Int
  private let plan: FeedbackPlan

  /// Replications that go through the periods together.
  ///
  /// It is part of the names of draws: a change changes every outcome.
  static let blockSize = 128

  /// Finds what chance does not decide.
  ///
  /// - Throws: `CollapsedError` with all that stands in the way.
  public init(of scenario: Scenario, seed: UInt64) throws(CollapsedError) {
    let timetable = Timetable(of: scenario)
    plan = try FeedbackPlan(of: timetable)
    self.scenario = scenario
    self.seed = seed
    periods = timetable.periods
    cohortCount = timetable.cohorts.count
  }

  /// Runs the replications 0 ..< `replications`.
  ///
  /// - Parameters:
  ///   - replications: How many, below 2³².
  ///   - threads: How many tasks run at once, at least 1.
  ///   - progress: Called with the number of replications that are finished.
  /// - Returns: The shares and members of all settlements, and the costs of all years.
  /// - Throws: `CancellationError` if the task is cancelled.
  /// - Complexity: O(*replications* · *periods* · *cohorts*) at some 10 ns each.
  public func run(
    replications: Int, threads: Int, progress: (@Sendable (_ finished: Int) -> Void)? = nil
  ) async throws -> Outcome {
    precondition(0...0xFFFF_FFFF ~= replications, "replications are below 2^32")
    precondition(threads >= 1, "a run needs a thread")
    let dealer = BlockDealer(
      replications: replications, blockSize: Self.blockSize, progress: progress)
    let none = FeedbackCounts(plan)
    let counts = try await withThrowingTaskGroup(of: FeedbackCounts.self) { group in
      for _ in 0..<threads {
        group.addTask {
          var found = none
          var done = 0
          while let block = await dealer.next(after: done) {
            try Task.checkCancellation()
            FeedbackBlock.run(
              plan, seed: seed, number: block.blocks.lowerBound, replications: block.count,
              into: &found)
            done = block.count
          }
          return found
        }
      }
      var sum: FeedbackCounts?
      for try await found in group { if sum?.merge(found) == nil { sum = found } }
      return sum ?? none
    }
    let figures = counts.figures(plan)
    return Outcome(
      scenario: scenario, periods: periods, seed: seed, replications: replications,
      method: .collapsed, measures: figures.map(\.0), tallies: figures.map(\.1))
  }
}
