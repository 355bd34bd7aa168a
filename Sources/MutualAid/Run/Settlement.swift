import Probability

/// One period of some replications, in the only order there is:
///
/// 1. Joins. Those who join enter on the period's first day; where the path falls, members leave.
/// 2. Contributions in advance (fund) and first deposits (prepaid).
/// 3. Diagnoses.
/// 4. Deaths, among the undiagnosed.
/// 5. Payers are counted on the publication day; who has reached the upper age is none.
/// 6. Claims are decided that were ready by the publication day; claims filed too late are lost.
/// 7. Charge and pay.
/// 8. Failed debits leave, and those who do not top up their balance.
/// 9. Paid claimants leave; refused ones are at risk again. Who is left tops up.
/// 10. Lapse.
/// 11. Upper age.
/// 12. Triggers.
///
/// The run-off after the end of cover is the same settlement with nobody left in it. Step 12 stands in
/// `Triggers`.
extension Batch {
  /// Runs one period.
  ///
  /// - Throws: `EngineError` if the books of a replication do not balance.
  mutating func settle(_ plan: PeriodPlan) throws(EngineError) {
    open(plan)
    memberships?.begin(plan, members)
    try contribute(plan)
    try deposit(plan)
    var exposure = plan.risks.isEmpty ? nil : Exposure(members)
    try diagnose(plan)
    memberships?.noteDiagnosed(members)
    exposure?.close(members)
    die(plan)
    let end = timetable.scenario.shutdown?.coverEnds
    // Cover that ends with the settlement's day ends after it.
    let isOver = end.map { $0 < Moment.end(of: plan.period.settlement) } ?? false
    // Nobody leaves for a birthday that comes after the end of cover.
    if isOver { try returnBalances(plan, coverHasEnded: true) }
    reachUpperAge(plan, purpose: .birthday) { $0.byPublication }
    try returnBalances(plan, coverHasEnded: isOver)
    mergeEqualBalances(plan)
    let carriers = exposure?.carriers(plan, payers: members)
    // Generations of those whose debit fails are told when that is drawn, so all are counted before.
    let payers = carriers == nil ? members.payers(plan) : []
    groups?.countPayers(plan, members)
    memberships?.countPayers(plan, members, lanes)
    let failing = failingDebits(plan)
    deliver(plan)
    if let carriers {
      try settle(plan, carriers, failing)
    } else {
      try settle(plan, payers, failing)
    }
    groups?.settle(plan, lanes)
    if let failing { expel(failing, plan) }
    memberships?.settle(plan, members, lanes)
    leaveShort(plan)
    takeBack(plan)
    try topUp(plan)
    lapse(plan)
    reachUpperAge(plan, purpose: .lateBirthday) { $0.later }
    let endsNow = end.map { $0 <= Moment.end(of: plan.period.settlement) } ?? false
    try returnBalances(plan, coverHasEnded: endsNow)
    if isOver { endCover(plan) }
    note(plan)
    if !isOver { endCover(plan) }
    try refund(plan)
    if timetable.scenario.funding.prepaidRule != nil {
      for lane in lanes.indices { lanes[lane].noteFloat(plan) }
    }
  }

  /// Brings a period to the point from which its members are at risk.
  mutating func open(_ plan: PeriodPlan) {
    ripen(plan)
    join(plan)
  }

  /// Begins a period: waiting may be over, and the calendar year be new.
  mutating func ripen(_ plan: PeriodPlan) {
    let index = plan.period.index
    if index > 0, timetable.periods[index - 1].year != plan.period.year {
      if !timetable.keepsGenerations { members.beginYear() }
      for lane in lanes.indices { lanes[lane].beginYear() }
    }
    for slot in plan.maturing { members.ripen(slot: slot) }
  }

  /// Step 1.
  ///
  /// The path asks for a number of payers; those who join fill what is missing, and where it falls,
  /// members without an open claim leave, each equally likely.
  mutating func join(_ plan: PeriodPlan) {
    guard plan.hasMembers else { return }
    let generation = tellsGenerationsApart ? timetable.generation(joiningIn: plan.period.index) : 0
    let missing = missing(plan)
    leaveByEnrolment(plan)
    let joiners = missing.map { plan.mayJoin ? max(0, $0) : 0 }
    let costsAreAsked = lanes.indices.contains { lanes[$0].memberCosts != nil }
    plan.joining.split(joiners) { cohort, counts in
      members.add(counts, slot: plan.joiningSlot, cohort: cohort, generation: generation)
      guard costsAreAsked else { return }
      for lane in lanes.indices {
        lanes[lane].memberCosts?.join(
          counts[lane], segment: timetable.cohorts[cohort].segment, generation: generation)
      }
    }
    note(joiners, .joined, plan)
    if plan.mayLeave { depart(missing.map { max(0, -$0) }, plan) }
  }

  /// How many must join, or leave if it is negative, lane by lane.
  private mutating func missing(_ plan: PeriodPlan) -> [Int] {
    switch plan.intake {
    case .flow(let joins): return [Int](repeating: joins, count: lanes.count)
    case .path(let target):
      var missing = present.isEmpty ? members.total() : present
      assert(missing == members.total(), "nobody comes or goes between two periods")
      present = []
      let leave = timetable.scenario.membership.claimants == .leave
      for lane in missing.indices {
        let (present, open) = (missing[lane], leave ? lanes[lane].claims.total : 0)
        missing[lane] = max(target - present - open, -present)
      }
      return missing
    }
  }

  /// Step 4.
  private mutating func die(_ plan: PeriodPlan) {
    guard plan.hasMembers else { return }
    var dead = lanes.map { _ in 0 }
    for slot in plan.slots where !members.isEmpty(slot: slot.place) {
      for cohort in slot.deaths.places {
        let any = members.draw(
          cohort, of: slot.deaths, slot: slot.place, cohort: cohort,
          using: streams(.death, plan, cohort: cohort, number: slot.number), into: &taken)
        guard any else { continue }
        LaneCounts.add(taken, to: &dead)
        tellGenerations(slot.name, cohort: cohort, plan, purpose: .death)
      }
    }
    for draws in plan.rareDeaths { dieRarely(draws, plan, &dead) }
    note(dead, .died, plan)
  }

  private mutating func dieRarely(_ draws: RareDraws, _ plan: PeriodPlan, _ dead: inout [Int]) {
    guard !tellsGenerationsApart else { return dieRarelyApart(draws, plan, &dead) }
    dead.withUnsafeMutableBufferPointer { dead in
      drawRare(draws, .death, plan) { _, lane, count in dead[lane] &+= count }
    }
  }

  /// The same where generations are told apart, which needs to know where they died.
  private mutating func dieRarelyApart(
    _ draws: RareDraws, _ plan: PeriodPlan, _ dead: inout [Int]
  ) {
    let count = lanes.count
    var gone = [Int](repeating: 0, count: draws.rows.count * count)
    gone.withUnsafeMutableBufferPointer { gone in
      drawRare(draws, .death, plan) { row, lane, died in gone[row * count + lane] &+= died }
    }
    for (number, row) in draws.rows.enumerated() {
      for lane in 0..<count { taken[lane] = gone[number * count + lane] }
      LaneCounts.add(taken, to: &dead)
      tellGenerations(plan.slots[row.slot].name, cohort: row.cohort, plan, purpose: .death)
    }
  }

  /// Steps 5 and 11.
  ///
  /// Who reaches the upper age leaves.
  private mutating func reachUpperAge(
    _ plan: PeriodPlan, purpose: Stream.Purpose, chance: (PeriodPlan.Leaving) -> Double
  ) {
    guard plan.hasMembers else { return }
    var old = lanes.map { _ in 0 }
    let slots = plan.slots.filter { !members.isEmpty(slot: $0.place) }
    for leaving in plan.leaving where chance(leaving) > 0 {
      for slot in slots {
        let any = members.draw(
          chance(leaving), slot: slot.place, cohort: leaving.cohort,
          using: streams(purpose, plan, cohort: leaving.cohort, number: slot.number),
          into: &taken)
        guard any else { continue }
        LaneCounts.add(taken, to: &old)
        tellGenerations(
          slot.name, cohort: leaving.cohort, plan, purpose: purpose)
      }
    }
    note(old, .agedOut, plan)
  }

  /// Adds to a figure of the period, lane by lane.
  mutating func note(_ values: [Int], _ quantity: Measure.Quantity, _ plan: PeriodPlan) {
    guard let layout = lanes.first?.layout else { return }
    let place = layout.place(quantity, period: plan.period.index)
    for lane in lanes.indices where values[lane] != 0 { lanes[lane].record[place] += values[lane] }
  }

  /// Notes the state after a settlement.
  private mutating func note(_ plan: PeriodPlan) {
    present = members.total()
    for lane in lanes.indices { lanes[lane].note(plan, members: present[lane]) }
  }
}
