/// Some replications from launch to horizon, each under its own timetable.
///
/// All go through the periods together until a trigger shuts some of them. Those that are shut after
/// the same settlement go on in a batch of their own, under the timetable of a pool that was shut by
/// a date. What they did before it stays as it was.
struct Branches {
  private var open: Batch
  private var shut: [Batch] = []
  private let timetables: TriggeredTimetables?
  private let test: TriggerTest?
  private let periods: Int

  init(_ batch: Batch, timetables: TriggeredTimetables?) {
    open = batch
    self.timetables = timetables
    periods = batch.timetable.periods.count
    let scenario = batch.timetable.scenario
    test = scenario.triggers.map {
      TriggerTest($0, periods: batch.timetable.periods, shutdown: scenario.shutdown)
    }
  }

  /// Runs all periods.
  ///
  /// - Returns: The records by the number of the replication; `nil` for one that must be run again
  ///   with generations told apart.
  /// - Throws: `EngineError` if the books of a replication do not balance.
  mutating func run() throws(EngineError) -> [UInt32: [Int]?] {
    try advance()
    var records: [UInt32: [Int]?] = [:]
    for var batch in [open] + shut {
      for (number, record) in zip(batch.numbers, batch.finished()) { records[number] = record }
    }
    return records
  }

  /// Runs all periods.
  ///
  /// - Returns: The finished replications by their numbers.
  /// - Throws: `EngineError` if the books of a replication do not balance.
  mutating func runLanes() throws(EngineError) -> [UInt32: Replication] {
    try advance()
    var lanes: [UInt32: Replication] = [:]
    for var batch in [open] + shut {
      _ = batch.finished()
      for (number, lane) in zip(batch.numbers, batch.lanes) { lanes[number] = lane }
    }
    return lanes
  }

  private mutating func advance() throws(EngineError) {
    for period in 0..<periods {
      for place in shut.indices {
        try shut[place].run(shut[place].timetable.plans[period])
      }
      guard !open.lanes.isEmpty else { continue }
      try open.run(open.timetable.plans[period])
      try branch(after: period)
    }
  }

  /// Step 12.
  private mutating func branch(after period: Int) throws(EngineError) {
    guard let test, let timetables else { return }
    let causes = open.testTriggers(open.timetable.plans[period], test)
    guard causes.contains(where: { $0 != nil }) else { return }
    for (lane, cause) in causes.enumerated() {
      guard let cause else { continue }
      open.lanes[lane].note(cause, after: period)
      if cause == .platform { try open.lanes[lane].loseFloat(open.timetable.plans[period]) }
    }
    guard period + 1 < periods else { return }
    // A default changes who pays, so it has a timetable of its own.
    for isDefault in [false, true] {
      let fired = causes.indices.filter {
        causes[$0].map { ($0 == .platform) == isDefault } ?? false
      }
      guard let first = fired.first, let cause = causes[first] else { continue }
      var batch = open.only(fired)
      batch.shut(by: timetables.timetable(after: period, cause: cause), after: period)
      shut.append(batch)
    }
    open = open.only(causes.indices.filter { causes[$0] == nil })
  }
}

extension Batch {
  /// Goes on under the timetable of a pool that a trigger has shut.
  fileprivate mutating func shut(by timetable: Timetable, after period: Int) {
    self.timetable = timetable
    let shared = Shared(timetable)
    for lane in lanes.indices { lanes[lane].shut(by: shared, after: period) }
    noteLastMembers(timetable.plans[period])
  }
}
