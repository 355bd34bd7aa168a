import Probability

/// Many lives of a pool.
///
/// Replications are run in blocks, on as many threads as asked for. A replication's draws follow from
/// the seed and its number alone, and what is gathered is whole numbers, so the outcome does not
/// depend on the number of threads, and more replications leave the first ones as they were.
public struct Simulation: Sendable {
  let timetable: Timetable
  /// The timetables of pools that a trigger has shut.
  let triggered: TriggeredTimetables?
  /// Where each measure stands in a record.
  let layout: RecordLayout
  let seed: UInt64

  /// Prepares a scenario: its periods, cohorts and risks.
  ///
  /// - Complexity: O(*periods* · *cohorts* · *days of a period*).
  public init(of scenario: Scenario, seed: UInt64) {
    self.init(of: scenario, seed: seed, keepsGenerations: false)
  }

  /// Prepares a scenario, telling those who joined in each period apart over the whole run if asked.
  init(of scenario: Scenario, seed: UInt64, keepsGenerations: Bool) {
    let timetable = Timetable(of: scenario, keepsGenerations: keepsGenerations)
    layout = RecordLayout(of: scenario, periods: timetable.periods)
    let prepared = timetable.prepared(layout)
    self.timetable = prepared
    triggered = scenario.triggers.map { TriggeredTimetables(of: prepared, triggers: $0) }
    self.seed = seed
  }

  /// What is simulated.
  var scenario: Scenario { timetable.scenario }

  /// The pool's periods.
  public var periods: [Period] { timetable.periods }

  /// The number of cohorts that the membership is counted in.
  public var cohortCount: Int { timetable.cohorts.count }

  /// The number of figures that each replication yields.
  var measureCount: Int { layout.measures.count }

  /// The number of draws of a cohort's members in one replication.
  var drawsPerReplication: Int {
    timetable.plans.reduce(0) { sum, plan in
      plan.slots.reduce(sum) { $0 + $1.cover.cohorts.count + $1.deaths.probabilities.count }
    }
  }

  /// Runs the replications 0 ..< `replications`.
  ///
  /// - Parameters:
  ///   - replications: How many.
  ///   - threads: How many tasks run at once, at least 1.
  ///   - progress: Called with the number of replications that are finished.
  /// - Returns: What they found.
  /// - Throws: `EngineError` if a ledger does not balance, `CancellationError` if the task is
  ///   cancelled.
  public func run(
    replications: Int, threads: Int, progress: (@Sendable (_ finished: Int) -> Void)? = nil
  ) async throws -> Outcome {
    var tallies = try await ReplicationBlocks(
      replications: replications, threads: threads, batchSize: timetable.lanesAtOnce
    ).gather(
      into: layout.measures.map { _ in Tally() }, progress: progress,
      batch: { numbers, tallies in
        let records = try records(of: numbers)
        var values = [Int](repeating: 0, count: records.count)
        for place in tallies.indices {
          for number in records.indices { values[number] = records[number][place] }
          tallies[place].add(contentsOf: values)
        }
      },
      merge: { sum, tallies in
        for place in sum.indices { sum[place].merge(tallies[place]) }
      })
    // Reports ask many things of them.
    for place in tallies.indices { tallies[place].settle() }
    return Outcome(
      scenario: timetable.scenario, periods: timetable.periods, seed: seed,
      replications: replications, measures: layout.measures, tallies: tallies)
  }

  /// The record of one replication, a value for each measure in the outcome's order.
  func record(of number: Int) throws(EngineError) -> [Int] {
    try records(of: number..<number + 1)[0]
  }

  /// The records of some replications.
  ///
  /// They are first run without telling joining generations apart. Those in which a yearly cap may
  /// bind are run again with them apart, which changes none of their draws.
  func records(of numbers: Range<Int>) throws(EngineError) -> [[Int]] {
    let first = try run(Array(numbers), tellsGenerationsApart: timetable.keepsGenerations)
    let again = zip(numbers, first).filter { $0.1 == nil }.map(\.0)
    guard !again.isEmpty else { return first.compactMap { $0 } }
    var others = try run(again, tellsGenerationsApart: true).makeIterator()
    return first.map { record in
      guard let found = record ?? others.next() ?? nil else {
        preconditionFailure("with generations apart it is known who has reached the cap")
      }
      return found
    }
  }

  private func run(
    _ numbers: [Int], tellsGenerationsApart: Bool
  ) throws(EngineError) -> [[Int]?] {
    let batch = Batch(
      numbers, of: timetable, layout: layout, seed: seed,
      tellsGenerationsApart: tellsGenerationsApart)
    var branches = Branches(batch, timetables: triggered)
    let records = try branches.run()
    return numbers.map { records[UInt32($0)] ?? nil }
  }
}
