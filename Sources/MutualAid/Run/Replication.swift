import Probability

/// One life of a pool: its state between settlements.
///
/// What happens in a period, and in what order, stands in `Settlement`.
struct Replication {
  let timetable: Timetable
  let layout: RecordLayout
  let seed: UInt64
  let number: Int

  var members: Headcount
  var claims: OpenClaims
  var ledger = Ledger()
  /// The surplus carried from the last settlement, in fen.
  var surplus = 0
  /// Approved claims that wait for money, oldest first.
  var waiting: [DueClaims] = []
  /// What members have paid in the calendar year, by segment and generation of the year.
  var paidThisYear: [[Int]]
  /// The payers of the last settlement that asked members.
  var lastPayers: Payers?
  /// Members after the last settlement.
  var present = 0
  /// Claims settled for good so far.
  var ended = 0
  /// Claims reported so far.
  var reported = 0
  /// Claims lost so far because they were filed too late.
  var lost = 0
  /// What the replication has measured, in the order of the layout.
  var record: [Int]

  /// A pool before its launch.
  ///
  /// - Parameter tellsGenerationsApart: Whether those who joined in different periods of a year are
  ///   told apart, which a yearly cap needs once it may bind.
  init(
    _ number: Int, of timetable: Timetable, layout: RecordLayout, seed: UInt64,
    tellsGenerationsApart: Bool
  ) {
    self.timetable = timetable
    self.layout = layout
    self.seed = seed
    self.number = number
    let segments = timetable.scenario.segments.count
    let generations = tellsGenerationsApart ? timetable.mostPeriodsOfYear + 1 : 1
    members = Headcount(
      slots: timetable.slotCount, segments: timetable.cohorts.map(\.segment),
      generations: generations)
    claims = OpenClaims(
      periods: timetable.periods.count, lines: timetable.lines, segments: segments,
      generations: generations)
    paidThisYear = [[Int]](
      repeating: [Int](repeating: 0, count: generations), count: segments)
    record = [Int](repeating: 0, count: layout.measures.count)
  }

  /// Whether joining generations of the year are told apart.
  var tellsGenerationsApart: Bool { members.isApart }

  /// Runs the next period.
  ///
  /// - Returns: `false` if a yearly cap may bind while generations are not told apart.
  /// - Throws: `EngineError` if the books do not balance.
  mutating func run(_ plan: PeriodPlan) throws(EngineError) -> Bool {
    do {
      return try settle(plan)
    } catch {
      throw EngineError(
        replication: number, period: plan.period.index, settlement: plan.period.settlement,
        missing: error.missing)
    }
  }

  /// The record, once the last period has been run.
  mutating func finished() -> [Int] {
    finish()
    return record
  }

  /// The stream of a decision about a cohort's members.
  ///
  /// - Parameter number: Tells apart draws of one purpose about the same cohort, below 2¹⁶.
  func stream(
    _ purpose: Stream.Purpose, _ period: Int, cohort: Int, number: Int = 0
  ) -> Stream {
    Stream(
      seed: seed, replication: self.number, purpose: purpose, period: period,
      cohort: timetable.streamNumbers[cohort] | number << 32)
  }

  /// Adds to a figure of the period.
  mutating func note(_ value: Int, _ quantity: Measure.Quantity, _ plan: PeriodPlan) {
    record[layout.place(quantity, period: plan.period.index)] += value
  }

  /// Adds to a figure of the run, if the scenario has it.
  mutating func note(_ value: Int, ofRun quantity: Measure.Quantity, segment: Int = 0) {
    if let place = layout.place(ofRun: quantity, segment: segment) { record[place] += value }
  }
}

/// A run failed because of a fault of the program: the books of one settlement do not balance.
public struct EngineError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The replication.
  public let replication: Int
  /// The period, by its index.
  public let period: Int
  /// The settlement day.
  public let settlement: Day
  /// What the books hold above what the engine believes, in fen.
  public let missing: Int

  /// One line that names the replication and the settlement.
  public var description: String {
    "the ledger of replication \(replication) does not balance at the settlement of "
      + "\(settlement) (period \(period)): \(missing) fen unaccounted for"
  }
}
