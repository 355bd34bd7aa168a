import Probability

/// The members of a pool, period by period, as far as no chance decides who they are.
///
/// Where chance comes in, the course goes on as if it had not, only to find what else would bring
/// chance in later on.
struct MembershipCourse {
  /// Members at risk in a period, alike in everything.
  struct Group: Equatable {
    /// The place of their slot in the period's plan.
    let slot: Int
    /// The place of their cohort in the slot's cover plan.
    let place: Int
    let members: Int
  }

  /// Something that makes the membership random.
  struct Obstacle: Equatable {
    let reason: NoExactLaw.Reason
    /// The first period in which those at risk are random.
    let fromRisk: Int
    /// The first period in which the payers are random.
    let fromPayers: Int
  }

  /// For each period, who can have a claim in it.
  private(set) var atRisk: [[Group]] = []
  /// For each period, the payers of each segment.
  private(set) var payers: [[Int]] = []
  /// For each period, whether cover has ended before it.
  private(set) var isOver: [Bool] = []
  /// What makes the membership random, each reason at its first period.
  private(set) var obstacles: [Obstacle] = []

  private var members: Headcount

  /// The course of a scenario's members.
  init(of timetable: Timetable) {
    members = Headcount(
      lanes: 1, slots: timetable.slotCount, segments: timetable.cohorts.map(\.segment),
      segmentCount: timetable.scenario.segments.count, generations: 1)
    for plan in timetable.plans {
      for slot in plan.maturing { members.ripen(slot: slot) }
      isOver.append(!plan.hasMembers)
      if plan.hasMembers { follow(path: plan, cohorts: timetable.cohorts.indices) }
      let groups = plan.hasMembers ? groups(plan) : []
      atRisk.append(groups)
      if plan.hasMembers { noteChances(plan, groups: groups, scenario: timetable.scenario) }
      payers.append(
        timetable.scenario.segments.indices.map { segment in
          plan.payingSlots.reduce(0) { $0 + members.members(slot: $1, segment: segment)[0] }
        })
      let end = timetable.scenario.shutdown?.coverEnds
      if end?.part(of: plan.period.settlement.advanced(by: 1)) == 0 { members.clear() }
    }
  }

  /// What makes those random who are at risk in any period up to one.
  func obstaclesOfRisk(upTo period: Int) -> [NoExactLaw.Reason] {
    obstacles.filter { $0.fromRisk <= period }.map(\.reason)
  }

  /// What makes the payers of a settlement random.
  func obstaclesOfPayers(in period: Int) -> [NoExactLaw.Reason] {
    isOver[period] ? [] : obstacles.filter { $0.fromPayers <= period }.map(\.reason)
  }

  private mutating func follow(path plan: PeriodPlan, cohorts: Range<Int>) {
    if plan.mayLeave {
      for slot in plan.slots {
        for cohort in plan.ended where members[slot.place, cohort] > 0 {
          remove(members[slot.place, cohort], slot: slot.place, cohort: cohort)
        }
      }
    }
    let missing =
      switch plan.intake {
      case .path(let target): target - members.total()[0]
      case .flow(let joins): joins
      }
    if missing > 0, plan.mayJoin {
      plan.joining.split(missing) { cohort, count in
        members.add(count, slot: plan.joiningSlot, cohort: cohort, lane: 0, generation: 0)
      }
    } else if missing < 0, plan.mayLeave {
      leave(-missing, plan, cohorts: cohorts)
    }
  }

  /// Who leaves is known only where all are alike, or all leave.
  private mutating func leave(_ leavers: Int, _ plan: PeriodPlan, cohorts: Range<Int>) {
    let present = plan.slots.map(\.place).flatMap { slot in
      cohorts.filter { members[slot, $0] > 0 }.map { (slot, $0) }
    }
    guard present.count == 1 || leavers >= members.total()[0] else {
      return note(.fallingPath, fromRisk: plan.period.index, fromPayers: plan.period.index)
    }
    for (slot, cohort) in present {
      remove(min(leavers, members[slot, cohort]), slot: slot, cohort: cohort)
    }
  }

  private func groups(_ plan: PeriodPlan) -> [Group] {
    plan.slots.enumerated().flatMap { number, slot in
      slot.cover.cohorts.enumerated().compactMap { place, cohort in
        let count = members[slot.place, cohort]
        return count > 0 ? Group(slot: number, place: place, members: count) : nil
      }
    }
  }

  /// What can befall the members of a period, in the order of a settlement.
  private mutating func noteChances(_ plan: PeriodPlan, groups: [Group], scenario: Scenario) {
    let index = plan.period.index
    if scenario.claims.systemic != nil { note(.systemic, fromRisk: 0, fromPayers: index + 1) }
    if scenario.membership.claimants == .leave, !groups.isEmpty {
      note(.claimants, fromRisk: index + 1, fromPayers: index + 1)
      let waitWithoutPay = groups.contains {
        !plan.payingSlots.contains(plan.slots[$0.slot].place)
      }
      if waitWithoutPay { note(.waitingClaimants, fromRisk: index + 1, fromPayers: index) }
    }
    let mayDie = plan.slots.contains { slot in
      slot.deaths.probabilities.enumerated().contains { cohort, probability in
        probability > 0 && members[slot.place, cohort] > 0
      }
    }
    if mayDie { note(.deaths, fromRisk: index + 1, fromPayers: index) }
    if scenario.membership.failedDebits != nil, members.total()[0] > 0 {
      note(.failedDebits, fromRisk: index + 1, fromPayers: index)
    }
    if plan.lapse != nil, plan.mayLapse, members.total()[0] > 0 {
      note(.lapse, fromRisk: index + 1, fromPayers: index + 1)
    }
    reachUpperAge(plan, fromPayers: index) { $0.byPublication }
    reachUpperAge(plan, fromPayers: index + 1) { $0.later }
  }

  private mutating func reachUpperAge(
    _ plan: PeriodPlan, fromPayers: Int, chance: (PeriodPlan.Leaving) -> Double
  ) {
    for leaving in plan.leaving where chance(leaving) > 0 {
      for slot in plan.slots.map(\.place) where members[slot, leaving.cohort] > 0 {
        guard chance(leaving) >= 1, fromPayers == plan.period.index else {
          note(.upperAge, fromRisk: plan.period.index + 1, fromPayers: fromPayers)
          continue
        }
        remove(members[slot, leaving.cohort], slot: slot, cohort: leaving.cohort)
      }
    }
  }

  private mutating func note(_ reason: NoExactLaw.Reason, fromRisk: Int, fromPayers: Int) {
    guard !obstacles.contains(where: { $0.reason == reason }) else { return }
    obstacles.append(Obstacle(reason: reason, fromRisk: fromRisk, fromPayers: fromPayers))
  }

  private mutating func remove(_ count: Int, slot: Int, cohort: Int) {
    members.take(count, slot: slot, cohort: cohort, lane: 0)
  }
}
