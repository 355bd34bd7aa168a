import Probability

extension Batch {
  /// Step 1, where the path falls: members leave, each equally likely.
  ///
  /// - Parameters:
  ///   - leavers: How many leave, lane by lane.
  ///   - plan: The period.
  mutating func depart(_ leavers: [Int], _ plan: PeriodPlan) {
    guard leavers.contains(where: { $0 > 0 }) else { return }
    var selection = LaneSelection(of: leavers, from: members.total())
    for slot in plan.slots where !members.isEmpty(slot: slot.place) {
      for cohort in 0..<members.cohorts {
        let any = members.draw(
          by: &selection, slot: slot.place, cohort: cohort,
          using: streams(.departure, plan, cohort: cohort, number: slot.number),
          streams(.departureTaken, plan, cohort: cohort, number: slot.number), into: &taken)
        guard any else { continue }
        tellGenerations(slot.name, cohort: cohort, plan, purpose: .departure)
      }
    }
    note(leavers, .left, plan)
  }

  /// Step 1, where an enrolment says who leaves: all members of a cohort, those too who have come back
  /// from an open claim since.
  mutating func leaveByEnrolment(_ plan: PeriodPlan) {
    guard !plan.ended.isEmpty, plan.mayLeave else { return }
    for slot in plan.slots where !members.isEmpty(slot: slot.place) {
      for cohort in plan.ended {
        for lane in lanes.indices {
          taken[lane] = members[slot.place, cohort, lane]
          members.take(taken[lane], slot: slot.place, cohort: cohort, lane: lane)
          lanes[lane].note(taken[lane], .left, plan)
        }
        tellGenerations(slot.name, cohort: cohort, plan, purpose: .departure)
      }
    }
  }
}
