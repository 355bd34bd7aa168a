import Probability

/// A block of replications of a pool with feedback, period by period, in the order of a settlement: joins,
/// claims, payers, shares, and leaving by choice.
struct FeedbackBlock {
  private let plan: FeedbackPlan
  private let seed: UInt64
  private let number: Int
  private var members: Headcount
  private var surplus: [Int]
  /// By period and segment, what a payer was charged, lane by lane.
  private var shares: [[[Int]]] = []
  /// By segment, what a member of all the year has been charged in it, lane by lane.
  private var paidThisYear: [[Int]]

  private var lanes: Int { members.lanes }
  private var scenario: Scenario { plan.timetable.scenario }

  /// A block before the first period.
  ///
  /// - Parameters:
  ///   - plan: The settlements.
  ///   - seed: The number that every draw follows from.
  ///   - number: The block's number, which names its draws.
  ///   - replications: How many it has.
  init(_ plan: FeedbackPlan, seed: UInt64, number: Int, replications: Int) {
    let timetable = plan.timetable
    let segments = timetable.scenario.segments.count
    (self.plan, self.seed, self.number) = (plan, seed, number)
    members = Headcount(
      lanes: replications, slots: timetable.slotCount, segments: timetable.cohorts.map(\.segment),
      segmentCount: segments, generations: 1)
    surplus = [Int](repeating: 0, count: replications)
    paidThisYear = (0..<segments).map { _ in [Int](repeating: 0, count: replications) }
  }

  /// Runs a block through all periods, and counts what it finds.
  static func run(
    _ plan: FeedbackPlan, seed: UInt64, number: Int, replications: Int,
    into counts: inout FeedbackCounts
  ) {
    var block = FeedbackBlock(plan, seed: seed, number: number, replications: replications)
    for settlement in plan.settlements {
      block.settle(settlement)
      counts.add(
        settlement, shares: block.shares[settlement.plan.period.index],
        ofYear: block.paidThisYear, members: block.members.total())
      if settlement.shares.isLastOfYear { block.closeYear() }
    }
  }

  private mutating func settle(_ settlement: FeedbackSettlement) {
    let period = settlement.plan
    var source = BlockSource(
      .collapsed, seed: seed, block: number, settlement: period.period.index)
    open(period)
    let hits = FeedbackHits(of: settlement, members, from: &source)
    let payers = scenario.segments.indices.map { segment in
      period.payingSlots.reduce(into: [Int](repeating: 0, count: lanes)) { sum, slot in
        let count = members.members(slot: slot, segment: segment)
        for lane in sum.indices { sum[lane] += count[lane] }
      }
    }
    share(hits, of: settlement, among: payers)
    lapse(settlement, from: &source)
  }

  /// Waiting may be over, an enrolment may let members leave, and others join.
  private mutating func open(_ period: PeriodPlan) {
    for slot in period.maturing { members.ripen(slot: slot) }
    for slot in period.slots.map(\.place) where !members.isEmpty(slot: slot) {
      for cohort in period.ended { members.clear(slot: slot, cohort: cohort) }
    }
    guard case .flow(let joins) = period.intake else { return }
    period.joining.split([Int](repeating: joins, count: lanes)) { cohort, counts in
      members.add(counts, slot: period.joiningSlot, cohort: cohort, generation: 0)
    }
  }

  private mutating func share(
    _ hits: FeedbackHits, of settlement: FeedbackSettlement, among payers: [[Int]]
  ) {
    var charged = payers.map { _ in [Int](repeating: 0, count: lanes) }
    for lane in 0..<lanes {
      let own = payers.map { $0[lane] }
      let rule = SharingRule(
        of: scenario.apportionment, segments: scenario.segments, payers: own, cap: nil)
      var benefits = 0
      for (amount, value) in settlement.amounts.enumerated() {
        benefits += hits.count(amount, lane: lane) * rule.payable(value)
      }
      let need = rule.cost(benefits) - surplus[lane]
      var paid = 0
      for segment in own.indices {
        let share = rule.share(of: need, segment: segment)
        charged[segment][lane] = share
        paidThisYear[segment][lane] += share
        paid += share * own[segment]
      }
      surplus[lane] = paid - need
    }
    shares.append(charged)
  }

  /// Members leave by choice, by a chance that may answer to what they were charged, or because the year
  /// cost them too much.
  private mutating func lapse(
    _ settlement: FeedbackSettlement, from source: inout BlockSource
  ) {
    let period = settlement.plan
    guard period.mayLapse, let lapse = period.lapse else { return }
    for cohorts in settlement.alike {
      let chances = LaneChances(
        (0..<lanes).map { chance(of: lapse, cohort: cohorts[0], lane: $0, period) })
      guard chances.areAny else { continue }
      members.takeSuccesses(
        slots: period.slots.map(\.place), cohorts: cohorts, chances, from: &source)
    }
    for slot in period.slots where slot.isMemberAllYear && !members.isEmpty(slot: slot.place) {
      for cohort in lapse.ceilings.indices {
        if let ceiling = lapse.ceilings[cohort] { judge(cohort, in: slot.place, ceiling) }
      }
    }
  }

  private func chance(
    of lapse: LapsePlan, cohort: Int, lane: Int, _ period: PeriodPlan
  ) -> Double {
    let segment = plan.timetable.cohorts[cohort].segment
    return lapse.chance(of: cohort) { kind in
      plan.timetable.cost(kind, at: period.period.index, lapse) { shares[$0][segment][lane] }
    }
  }

  /// All of a cohort leave for whom the year cost too much; equality stays.
  private mutating func judge(_ cohort: Int, in slot: Int, _ ceiling: Double) {
    let segment = plan.timetable.cohorts[cohort].segment
    for lane in 0..<lanes where Double(paidThisYear[segment][lane]) > ceiling {
      members.take(members[slot, cohort, lane], slot: slot, cohort: cohort, lane: lane)
    }
  }

  private mutating func closeYear() {
    for segment in paidThisYear.indices {
      for lane in 0..<lanes { paidThisYear[segment][lane] = 0 }
    }
  }
}
