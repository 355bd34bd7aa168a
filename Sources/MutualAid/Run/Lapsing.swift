import Probability

extension Batch {
  /// Step 10.
  ///
  /// Members leave by choice. Those with an open claim do not.
  mutating func lapse(_ plan: PeriodPlan) {
    guard plan.hasMembers, plan.mayLapse, let lapse = plan.lapse else { return }
    var gone = lanes.map { _ in 0 }
    let chances = chances(of: lapse, plan)
    for slot in plan.slots where !members.isEmpty(slot: slot.place) {
      for cohort in timetable.cohorts.indices {
        let any = members.draw(
          chances[cohort], slot: slot.place, cohort: cohort,
          using: streams(.lapse, plan, cohort: cohort, number: slot.number), into: &taken)
        guard any else { continue }
        LaneCounts.add(taken, to: &gone)
        tellGenerations(slot.name, cohort: cohort, plan, purpose: .lapse)
      }
      judge(slot, lapse, plan, &gone)
    }
    note(gone, .lapsed, plan)
  }

  /// The chance of leaving by cohort, then lane by lane.
  private func chances(of lapse: LapsePlan, _ plan: PeriodPlan) -> [LaneChances] {
    var chances: [LaneChances] = []
    for cohort in timetable.cohorts.indices {
      let first = lapse.alike[cohort]
      // Where shares go by segment, cohorts that are alike have the same chance.
      let isKnown = first < cohort && timetable.scenario.chargesBySegment
      chances.append(
        isKnown
          ? chances[first]
          : LaneChances(lanes.map { $0.chance(of: lapse, cohort: cohort, plan) }))
    }
    return chances
  }

  /// After the year's last settlement all of a cohort leave for whom it cost too much; equality stays.
  private mutating func judge(
    _ slot: PeriodPlan.Slot, _ lapse: LapsePlan, _ plan: PeriodPlan, _ gone: inout [Int]
  ) {
    guard slot.isMemberAllYear else { return }
    for cohort in timetable.cohorts.indices {
      guard let ceiling = lapse.ceilings[cohort] else { continue }
      let segment = timetable.cohorts[cohort].segment
      for lane in lanes.indices {
        let cost =
          lanes[lane].byCohort?.paidThisYear[cohort] ?? lanes[lane].paidThisYear[segment, 0]
        taken[lane] = Double(cost) > ceiling ? members[slot.place, cohort, lane] : 0
        members.take(taken[lane], slot: slot.place, cohort: cohort, lane: lane)
        gone[lane] += taken[lane]
      }
      tellGenerations(slot.name, cohort: cohort, plan, purpose: .lapse)
    }
  }
}

extension Replication {
  /// The chance that a member of a cohort leaves by choice, given what membership costs.
  fileprivate func chance(of lapse: LapsePlan, cohort: Int, _ plan: PeriodPlan) -> Double {
    lapse.chance(of: cohort) { kind in
      timetable.cost(kind, at: plan.period.index, lapse) { share(of: cohort, period: $0) }
    }
  }

  /// What a member of a cohort was charged at a settlement.
  private func share(of cohort: Int, period: Int) -> Int {
    if let byCohort { return byCohort.shares[period][cohort] }
    let segment = timetable.cohorts[cohort].segment
    return record[layout.placeOfShare(period: period, segment: segment)]
  }
}
