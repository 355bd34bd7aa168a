import Probability

extension Batch {
  /// Step 9, of refused claimants: they are counted among the members again.
  ///
  /// A claimant goes back where he came from: to his cohort, and to those with whom he waits for
  /// cover as long as these wait. Who has reached the upper age by the publication day leaves.
  mutating func takeBack(_ plan: PeriodPlan) {
    guard plan.hasMembers, timetable.scenario.membership.claimants == .leave else { return }
    for lane in lanes.indices where !lanes[lane].returning.isEmpty {
      var draws = lanes[lane].stream(.homecoming, plan)
      var old = 0
      for claim in lanes[lane].returning {
        guard let home = claim.home else { continue }
        let reached = timetable.reachedUpperAge(
          cohort: home.cohort, from: claim.diagnosed, publicationOf: plan.period.index)
        if reached > 0, draws.uniform() < reached {
          old += 1
          continue
        }
        let slot = plan.slots.first { $0.number == home.slot }?.place ?? 0
        members.add(
          1, slot: slot, cohort: home.cohort, lane: lane,
          generation: slot > 0 ? members.generation(of: slot) : claim.generation)
      }
      lanes[lane].note(old, .agedOut, plan)
    }
  }
}

extension Timetable {
  /// The probability that a member of a cohort who was there when a period began has reached the
  /// upper age by the publication day of the same or a later one.
  ///
  /// Birthdays count as even among those present when a period begins, so it follows period by
  /// period as for members without a claim.
  func reachedUpperAge(cohort: Int, from first: Int, publicationOf last: Int) -> Double {
    var stays = 1.0
    for period in first...last {
      guard let leaving = plans[period].leaving.first(where: { $0.cohort == cohort }) else {
        continue
      }
      stays *= 1 - leaving.byPublication
      if period < last { stays *= 1 - leaving.later }
    }
    return 1 - stays
  }
}
