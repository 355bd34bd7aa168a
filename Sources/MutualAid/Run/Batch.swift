import Probability

/// Some replications that go through the periods together.
///
/// Their members are counted side by side, so that what the timetable says of a cohort is read once
/// for all of them. Claims and money are each replication's own.
///
/// What happens in a period, and in what order, stands in `Settlement`.
struct Batch {
  var timetable: Timetable
  let seed: UInt64
  /// The numbers of the replications.
  let numbers: [UInt32]

  var members: Headcount
  /// All members after the last settlement, lane by lane, as long as nobody has come or gone since; empty
  /// where that is not known.
  var present: [Int] = []
  /// The replications, in the order of their numbers.
  var lanes: [Replication]
  /// Claims on their way to a settlement of which nothing else matters.
  var awaited: AwaitedClaims
  /// What one decision takes out of a cohort, lane by lane.
  var taken: [Int]
  /// Room for the diagnosed of a period, kept from one to the next.
  var diagnosed: Diagnosed
  /// Room for the claims of a period that are split by group, likewise.
  var grouped: GroupedClaims
  /// What groups of members pay and are worth, where that is asked for.
  var groups: GroupRecord?
  /// How long members were members, where that is asked for.
  var memberships: MembershipRecord?

  /// Pools before their launch.
  ///
  /// A yearly cap needs those who joined in different periods of a year told apart, once it may bind; the
  /// refund of all past shares needs them told apart over the whole run.
  init(
    _ numbers: [Int], of timetable: Timetable, layout: RecordLayout, seed: UInt64,
    tellsGenerationsApart: Bool
  ) {
    self.timetable = timetable
    self.seed = seed
    self.numbers = numbers.map { UInt32($0) }
    let generations =
      tellsGenerationsApart && timetable.scenario.chargesBySegment ? timetable.generationCount : 1
    members = Headcount(
      lanes: numbers.count, slots: timetable.slotCount,
      segments: timetable.cohorts.map(\.segment),
      segmentCount: timetable.scenario.segments.count, generations: generations)
    let shared = Shared(timetable)
    lanes = numbers.map {
      Replication($0, of: shared, layout: layout, seed: seed, generations: generations)
    }
    awaited = AwaitedClaims(of: timetable, lanes: numbers.count)
    taken = numbers.map { _ in 0 }
    diagnosed = Diagnosed(lanes: numbers.count)
    grouped = GroupedClaims(of: timetable, lanes: numbers.count, generations: generations)
  }

  private init(_ batch: Batch, only lanes: [Int]) {
    timetable = batch.timetable
    seed = batch.seed
    numbers = lanes.map { batch.numbers[$0] }
    members = batch.members.only(lanes)
    present = batch.present.isEmpty ? [] : lanes.map { batch.present[$0] }
    self.lanes = lanes.map { batch.lanes[$0] }
    awaited = batch.awaited.only(lanes)
    taken = lanes.map { _ in 0 }
    diagnosed = Diagnosed(lanes: lanes.count)
    grouped = GroupedClaims(
      of: timetable, lanes: lanes.count, generations: batch.members.generations)
  }

  /// Some of the replications, as they are between two periods.
  func only(_ lanes: [Int]) -> Batch { Batch(self, only: lanes) }

  /// Whether joining generations of the year are told apart.
  var tellsGenerationsApart: Bool { members.isApart }

  /// Runs the next period.
  ///
  /// - Throws: `EngineError` if the books of a replication do not balance.
  mutating func run(_ plan: PeriodPlan) throws(EngineError) {
    try settle(plan)
  }

  /// The records, once the last period has been run; `nil` for a replication that must be run again
  /// with generations told apart.
  mutating func finished() -> [[Int]?] {
    lanes.indices.map { lane in
      lanes[lane].finish()
      return lanes[lane].needsGenerations ? nil : lanes[lane].record
    }
  }

  /// The streams of a decision about a cohort's members.
  ///
  /// `number`, below 2¹⁶, tells apart draws of one purpose about the same cohort.
  func streams(
    _ purpose: Stream.Purpose, _ plan: PeriodPlan, cohort: Int, number: Int = 0
  ) -> LaneStreams {
    streams(purpose, plan, number: timetable.streamNumbers[cohort] | number << 32)
  }

  /// The streams of a decision of which only a number tells what it is about.
  func streams(_ purpose: Stream.Purpose, _ plan: PeriodPlan, number: Int) -> LaneStreams {
    LaneStreams(
      seed: seed, replications: numbers, purpose: purpose, period: plan.period.index,
      cohort: number)
  }

  /// Tells the generations of those whom a decision took out of a slot's cohort, where they are told apart.
  mutating func tellGenerations(
    _ slot: (place: Int, number: Int), cohort: Int, _ plan: PeriodPlan, purpose: Stream.Purpose,
    each body: (_ lane: Int, _ generation: Int, _ count: Int) -> Void = { _, _, _ in }
  ) {
    guard tellsGenerationsApart else { return }
    let streams = streams(purpose.generations, plan, cohort: cohort, number: slot.number)
    for lane in lanes.indices where taken[lane] > 0 {
      members.tellGenerations(
        of: taken[lane], slot: slot.place, cohort: cohort, lane: lane, using: streams[lane]
      ) { body(lane, $0, $1) }
    }
  }
}
