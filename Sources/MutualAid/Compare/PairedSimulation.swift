internal import Probability

/// Many lives of several pools with common random numbers.
///
/// Every draw is named by seed, replication, purpose, period and cohort. What two scenarios have in
/// common is therefore drawn alike in the same replication: the same members fall ill on the same
/// days, and a difference is known far better than either figure. Replications of all scenarios are
/// run side by side, block by block, and only sums and distinct values are kept.
///
/// Cohorts are named by the place of their segment, their sex and birth year: where a scenario has its
/// segments in another order, pairs are valid all the same, but move together less.
///
/// > P. Glasserman, D. D. Yao. "Some guidelines and guarantees for common random numbers."
/// > *Management Science* 38 (1992), 884–908. doi:10.1287/mnsc.38.6.884
public struct PairedSimulation: Sendable {
  private let base: Simulation
  private let others: [(simulation: Simulation, match: FigureMatch)]
  private let seed: UInt64

  /// Prepares a base, which is the first, and the scenarios to hold against it.
  ///
  /// - Precondition: There are at least two scenarios, of one currency.
  /// - Complexity: That of `Simulation.init` for each scenario.
  public init(of scenarios: [Scenario], seed: UInt64) {
    precondition(scenarios.count > 1, "one scenario has nothing to be compared with")
    precondition(
      scenarios.allSatisfy { $0.currency == scenarios[0].currency },
      "scenarios of different currencies have no difference")
    let base = Simulation(of: scenarios[0], seed: seed)
    self.base = base
    self.seed = seed
    others = scenarios.dropFirst().map { scenario in
      let simulation = Simulation(of: scenario, seed: seed)
      return (simulation, FigureMatch(base, simulation))
    }
  }

  /// Runs the replications 0 ..< `replications` of every scenario.
  ///
  /// - Parameters:
  ///   - replications: How many.
  ///   - threads: How many tasks run at once, at least 1. Their number changes nothing.
  ///   - progress: Called with the number of replications that are finished.
  /// - Returns: What each scenario has beside the base.
  /// - Throws: `EngineError` if a ledger does not balance, `CancellationError` if the task is
  ///   cancelled.
  public func run(
    replications: Int, threads: Int, progress: (@Sendable (_ finished: Int) -> Void)? = nil
  ) async throws -> PairedOutcome {
    let pairs = try await ReplicationBlocks(
      replications: replications, threads: threads, batchSize: base.timetable.lanesAtOnce
    ).gather(
      into: others.map { $0.match.common.map { _ in PairedCosts() } }, progress: progress,
      batch: { numbers, pairs in
        let records = try base.records(of: numbers)
        for (number, other) in others.enumerated() {
          for (a, b) in zip(records, try other.simulation.records(of: numbers)) {
            for (place, figure) in other.match.common.enumerated() {
              pairs[number][place].add(
                figure.other.reduce(0) { $0 + b[$1] }, figure.base.reduce(0) { $0 + a[$1] })
            }
          }
        }
      },
      merge: { sum, part in
        for number in sum.indices {
          for place in sum[number].indices { sum[number][place].merge(part[number][place]) }
        }
      })
    return PairedOutcome(
      base: base.scenario, seed: seed, replications: replications,
      comparisons: zip(others, pairs).map { other, pairs in
        ScenarioComparison(
          scenario: other.simulation.scenario,
          figures: zip(other.match.common, pairs).map { PairedFigure($0.figure, pairs: $1) },
          onlyInBase: other.match.onlyInBase, onlyInOther: other.match.onlyInOther)
      })
  }
}
