import Probability

extension Batch {
  /// Step 3.
  ///
  /// Members are diagnosed, and what becomes of their claims is drawn.
  ///
  /// From diagnosis on a claimant is no longer in the headcount, and can neither lapse, die nor be
  /// diagnosed again.
  mutating func diagnose(_ plan: PeriodPlan) {
    guard plan.hasMembers else { return }
    for lane in lanes.indices { lanes[lane].advanceSystemicFactor(to: plan) }
    let leave = timetable.scenario.membership.claimants == .leave
    var ill = Diagnosed(
      plan, lanes: lanes.count,
      keepsSources: plan.pools.indices.map { pool in
        tellsGenerationsApart || plan.excessParts[pool] > 0 || plan.bounds[pool].total > 0
          || (leave && plan.pools[pool].mayBeRefused(timetable.lines))
      })
    for (number, slot) in plan.slots.enumerated() where !members.isEmpty(slot: slot.place) {
      for place in slot.cover.cohorts.indices {
        let cohort = slot.cover.cohorts[place]
        let draws = streams(.incidence, plan, cohort: cohort, number: slot.number)
        let any =
          slot.cover.laws.isEmpty
          ? members.draw(
            place, of: slot.diagnoses, slot: slot.place, cohort: cohort, using: draws,
            leave: leave, into: &taken)
          : members.draw(
            lanes.map { slot.cover.laws[place].chance.probability(factor: $0.factor) },
            slot: slot.place, cohort: cohort, using: draws, leave: leave, into: &taken)
        guard any else { continue }
        ill.add(taken, slot: number, place: place, pool: slot.cover.pools[place])
        guard tellsGenerationsApart else { continue }
        ill.generations(
          of: lanes.indices.map { lane in
            leave
              ? generations(
                of: taken[lane], slot, cohort: cohort, lane: lane, plan, purpose: .incidence) : []
          })
      }
    }
    for lane in lanes.indices {
      lanes[lane].note(ill.total(lane), .diagnosed, plan)
      lanes[lane].claim(&ill, lane: lane, plan)
    }
  }
}
