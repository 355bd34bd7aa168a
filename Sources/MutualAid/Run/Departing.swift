import Probability

extension Batch {
  /// Step 1, where the path falls.
  ///
  /// Members leave, each equally likely: first each by itself with a chance that brings about as many
  /// as must leave, and then as many more or fewer as it takes; see `Selection`.
  ///
  /// - Parameters:
  ///   - leavers: How many leave, lane by lane.
  ///   - plan: The period.
  mutating func depart(_ leavers: [Int], _ plan: PeriodPlan) {
    guard leavers.contains(where: { $0 > 0 }) else { return }
    let cohorts = timetable.cohorts.count
    let rows = plan.slots.count * cohorts
    var gone = leaveByChance(leavers, plan)
    for lane in lanes.indices where leavers[lane] > 0 {
      complete(&gone[lane * rows..<(lane + 1) * rows], leavers[lane], lane: lane, plan)
      for (place, slot) in plan.slots.enumerated() {
        for cohort in 0..<cohorts {
          let count = gone[lane * rows + place * cohorts + cohort]
          guard count > 0 else { continue }
          members.take(count, slot: slot.place, cohort: cohort, lane: lane)
          guard tellsGenerationsApart else { continue }
          generations(of: count, slot, cohort: cohort, lane: lane, plan, purpose: .departure)
        }
      }
      lanes[lane].note(leavers[lane], .left, plan)
    }
  }

  /// How many leave if each does by itself, by lane, then by slot and cohort.
  private mutating func leaveByChance(_ leavers: [Int], _ plan: PeriodPlan) -> [Int] {
    // Without a reference each lane has its own chance.
    let chances = LaneChances(
      zip(leavers, members.total()).map { $1 > 0 ? Double($0) / Double($1) : 0 })
    let cohorts = timetable.cohorts.count
    let rows = plan.slots.count * cohorts
    var gone = [Int](repeating: 0, count: lanes.count * rows)
    for (place, slot) in plan.slots.enumerated() where !members.isEmpty(slot: slot.place) {
      for cohort in 0..<cohorts {
        let draws = streams(.departure, plan, cohort: cohort, number: slot.number)
        if let departures = plan.departures {
          members.draw(
            departures, place, slot: slot.place, cohort: cohort, using: draws, into: &taken)
        } else {
          _ = members.draw(
            chances, slot: slot.place, cohort: cohort, using: draws, leave: false, into: &taken)
        }
        for lane in lanes.indices where leavers[lane] > 0 {
          gone[lane * rows + place * cohorts + cohort] = taken[lane]
        }
      }
    }
    return gone
  }

  /// Step 1, where an enrolment says who leaves: all members of a cohort, those too who have come back
  /// from an open claim since.
  mutating func leaveByEnrolment(_ plan: PeriodPlan) {
    guard !plan.ended.isEmpty, plan.mayLeave else { return }
    for slot in plan.slots where !members.isEmpty(slot: slot.place) {
      for cohort in plan.ended {
        for lane in lanes.indices {
          let count = members[slot.place, cohort, lane]
          guard count > 0 else { continue }
          members.take(count, slot: slot.place, cohort: cohort, lane: lane)
          generations(of: count, slot, cohort: cohort, lane: lane, plan, purpose: .departure)
          lanes[lane].note(count, .left, plan)
        }
      }
    }
  }

  /// Lets exactly so many go in one lane.
  private func complete(
    _ gone: inout ArraySlice<Int>, _ leavers: Int, lane: Int, _ plan: PeriodPlan
  ) {
    var rest = lanes[lane].stream(.departureRest, plan)
    let cohorts = timetable.cohorts.count
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 3 * gone.count) { rows in
      // Only rows with members: what is drawn must not depend on what other lanes have.
      var count = 0
      let (places, present, leaving) = (0, gone.count, 2 * gone.count)
      for (place, slot) in plan.slots.enumerated() where !members.isEmpty(slot: slot.place) {
        for cohort in 0..<cohorts {
          let number = members[slot.place, cohort, lane]
          guard number > 0 else { continue }
          rows[places + count] = gone.startIndex + place * cohorts + cohort
          rows[present + count] = number
          rows[leaving + count] = gone[rows[places + count]]
          count += 1
        }
      }
      let part = { UnsafeMutableBufferPointer(rebasing: rows[$0..<$0 + count]) }
      Selection.complete(part(leaving), of: part(present), to: leavers, using: &rest)
      for number in 0..<count { gone[rows[places + number]] = rows[leaving + number] }
    }
  }
}
