import Probability

extension Batch {
  /// Step 3.
  ///
  /// Members are diagnosed, and what becomes of their claims is drawn.
  ///
  /// From diagnosis on a claimant is no longer in the headcount, and can neither lapse, die nor be
  /// diagnosed again.
  ///
  /// - Throws: `EngineError` if there are more than `EngineError.mostClaims` in a replication.
  mutating func diagnose(_ plan: PeriodPlan) throws(EngineError) {
    guard plan.hasMembers else { return }
    for lane in lanes.indices { lanes[lane].advanceSystemicFactor(to: plan) }
    let factors = lanes.map(\.factor)
    groups?.expect(plan, members, factors: factors)
    let leave = timetable.scenario.membership.claimants == .leave
    // Taken out of the batch, so that both can change at once.
    var ill = Diagnosed(lanes: lanes.count)
    swap(&ill, &diagnosed)
    ill.begin(plan)
    for (number, slot) in plan.slots.enumerated() where !members.isEmpty(slot: slot.place) {
      try diagnose(slot, number: number, factors, plan, &ill)
    }
    for draws in plan.rareDiagnoses {
      let rows = draws.rows.map { ill.row(slot: $0.slot, place: $0.place) }
      ill.open { ill in
        drawRare(draws, .incidence, plan, leave: leave) { row, lane, count in
          ill.add(count, row: rows[row], lane: lane)
        }
      }
      guard tellsGenerationsApart else { continue }
      for row in draws.rows { tellGenerations(row.slot, row.place, plan, &ill) }
    }
    let totals = ill.totals()
    try limit(totals, plan)
    note(totals, .diagnosed, plan)
    claimExcess(&ill, plan)
    split(&ill, plan)
    swap(&ill, &diagnosed)
  }

  /// Draws the diagnosed of one slot, cohort by cohort.
  private mutating func diagnose(
    _ slot: PeriodPlan.Slot, number: Int, _ factors: [Double], _ plan: PeriodPlan,
    _ ill: inout Diagnosed
  ) throws(EngineError) {
    let leave = timetable.scenario.membership.claimants == .leave
    for place in slot.diagnoses.places {
      let cohort = slot.cover.cohorts[place]
      let draws = streams(.incidence, plan, cohort: cohort, number: slot.number)
      let any =
        slot.cover.laws.isEmpty
        ? members.draw(
          place, of: slot.diagnoses, slot: slot.place, cohort: cohort, using: draws,
          leave: leave, into: &taken)
        : members.draw(
          LaneChances(factors.map { slot.cover.laws[place].chance.probability(factor: $0) }),
          slot: slot.place, cohort: cohort, using: draws, leave: leave, into: &taken)
      guard any else { continue }
      ill.add(taken, row: ill.row(slot: number, place: place))
      guard tellsGenerationsApart else { continue }
      try limit(taken, plan)
      tellGenerations(number, place, plan, &ill)
    }
  }

  /// Refuses more claims than can be drawn.
  private func limit(_ claims: [Int], _ plan: PeriodPlan) throws(EngineError) {
    guard let lane = claims.firstIndex(where: { $0 > EngineError.mostClaims }) else { return }
    throw lanes[lane].failure(.tooManyClaims(claims[lane]), plan)
  }

  /// Tells the generations of a row's diagnosed.
  private mutating func tellGenerations(
    _ number: Int, _ place: Int, _ plan: PeriodPlan, _ ill: inout Diagnosed
  ) {
    guard timetable.scenario.membership.claimants == .leave else { return }
    let row = ill.row(slot: number, place: place)
    for lane in lanes.indices { taken[lane] = ill.count(row: row, lane: lane) }
    let cohort = plan.slots[number].cover.cohorts[place]
    tellGenerations(plan.slots[number].name, cohort: cohort, plan, purpose: .incidence) {
      ill.tell($2, of: $1, row: row, lane: $0)
    }
  }

  /// Draws whom something befalls that is rare, see `RareDraws`.
  @inline(__always)
  mutating func drawRare(
    _ draws: RareDraws, _ purpose: Stream.Purpose, _ plan: PeriodPlan, leave: Bool = true,
    each body: (_ row: Int, _ lane: Int, _ count: Int) -> Void
  ) {
    let names = streams(purpose.rare, plan, number: draws.segment)
    let (seed, numbers, streamNumbers) = (seed, numbers, timetable.streamNumbers)
    members.draw(
      draws, places: draws.rows.map { plan.slots[$0.slot].place }, using: names, leave: leave,
      beyond: { row in
        let row = draws.rows[row]
        return LaneStreams(
          seed: seed, replications: numbers, purpose: purpose, period: plan.period.index,
          cohort: streamNumbers[row.cohort] | plan.slots[row.slot].number << 32)
      }, each: body)
  }
}
