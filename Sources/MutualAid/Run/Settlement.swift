import Probability

/// One period of a replication, in the only order there is:
///
/// 1. Joins. Those who join enter on the period's first day; where the path falls, members leave.
/// 2. Contributions in advance (fund).
/// 3. Diagnoses.
/// 4. Deaths, among the undiagnosed.
/// 5. Payers are counted on the publication day; who has reached the upper age is none.
/// 6. Claims are decided that were ready by the publication day; claims filed too late are lost.
/// 7. Charge and pay.
/// 8. Failed debits leave.
/// 9. Paid claimants leave.
/// 10. Lapse.
/// 11. Upper age.
/// 12. Triggers.
///
/// The run-off after the end of cover is the same settlement with nobody left in it. Steps 2, 8, 10
/// and 12 are for sections of a scenario that this version does not simulate.
extension Replication {
  /// Runs one period.
  ///
  /// - Returns: Whether it could be run; `false` if generations must be told apart.
  mutating func settle(_ plan: PeriodPlan) throws(LedgerBreach) -> Bool {
    open(plan)
    diagnose(plan)
    die(plan)
    reachUpperAge(plan, purpose: .birthday) { $0.byPublication }
    let payers = countPayers(plan)
    let due = decide(plan)
    guard try settleMoney(due, payers, plan) else { return false }
    reachUpperAge(plan, purpose: .lateBirthday) { $0.later }
    note(plan)
    endCover(plan)
    return true
  }

  /// Brings a period to the point from which its members are at risk.
  mutating func open(_ plan: PeriodPlan) {
    beginYear(plan)
    join(plan)
  }

  /// The calendar year of a settlement begins with its period.
  private mutating func beginYear(_ plan: PeriodPlan) {
    let index = plan.period.index
    guard index > 0, timetable.periods[index - 1].year != plan.period.year else { return }
    members.beginYear()
    claims.beginYear()
    waiting = waiting.map {
      var claims = $0
      claims.generation = 0
      return claims
    }
    for segment in paidThisYear.indices {
      for generation in paidThisYear[segment].indices { paidThisYear[segment][generation] = 0 }
    }
  }

  /// Step 1.
  ///
  /// The path asks for a number of payers; those who join fill what is missing, and where it falls,
  /// members without an open claim leave, each equally likely.
  private mutating func join(_ plan: PeriodPlan) {
    for slot in plan.maturing { members.ripen(slot: slot) }
    guard plan.hasMembers else { return }
    let claimants = timetable.scenario.membership.claimants == .leave ? claims.total : 0
    let missing = plan.target - members.total - claimants
    if missing > 0, plan.mayJoin {
      let generation = tellsGenerationsApart ? timetable.placesInYear[plan.period.index] + 1 : 0
      plan.joining.split(missing) { cohort, count in
        members.add(count, slot: plan.joiningSlot, cohort: cohort, generation: generation)
      }
      note(missing, .joined, plan)
    } else if missing < 0, plan.mayLeave {
      leave(min(-missing, members.total), plan)
    }
  }

  private mutating func leave(_ leavers: Int, _ plan: PeriodPlan) {
    note(leavers, .left, plan)
    var left = leavers
    var population = members.total
    for cohort in timetable.cohorts.indices where left > 0 {
      let count = members.members(slots: plan.slots, cohort: cohort)
      guard count > 0 else { continue }
      var draws = stream(.departure, plan.period.index, cohort: cohort)
      let gone = Hypergeometric.sample(
        population: population, marked: count, drawn: left, using: &draws)
      population -= count
      left -= gone
      take(gone, of: count, slots: plan.slots, cohort, plan, purpose: .departure)
    }
  }

  /// Step 4.
  private mutating func die(_ plan: PeriodPlan) {
    guard plan.hasMembers else { return }
    var dead = 0
    for (number, deaths) in plan.deaths.enumerated() where !deaths.slots.isEmpty {
      let probabilities = deaths.draws.probabilities
      for cohort in probabilities.indices where probabilities[cohort] > 0 {
        let count = members.members(slots: deaths.slots, cohort: cohort)
        guard count > 0 else { continue }
        var draws = stream(.death, plan.period.index, cohort: cohort, number: number)
        let gone = deaths.draws.sample(cohort, of: count, using: &draws)
        guard gone > 0 else { continue }
        dead += gone
        take(
          gone, of: count, slots: deaths.slots, cohort, plan, purpose: .death, number: number)
      }
    }
    note(dead, .died, plan)
  }

  /// Steps 5 and 11.
  ///
  /// Who reaches the upper age leaves.
  private mutating func reachUpperAge(
    _ plan: PeriodPlan, purpose: Stream.Purpose, chance: (PeriodPlan.Leaving) -> Double
  ) {
    guard plan.hasMembers else { return }
    for leaving in plan.leaving {
      let count = members.members(slots: plan.slots, cohort: leaving.cohort)
      guard count > 0, chance(leaving) > 0 else { continue }
      var draws = stream(purpose, plan.period.index, cohort: leaving.cohort)
      let gone = Binomial.sample(trials: count, probability: chance(leaving), using: &draws)
      take(gone, of: count, slots: plan.slots, leaving.cohort, plan, purpose: purpose)
      note(gone, .agedOut, plan)
    }
  }

  /// After the end of cover nobody is a member.
  private mutating func endCover(_ plan: PeriodPlan) {
    guard plan.hasMembers, let shutdown = timetable.scenario.shutdown else { return }
    let now = present
    present = members.total + openClaimants
    let end = shutdown.coverEnds
    guard end.part(of: plan.period.settlement.advanced(by: 1)) == 0 else { return }
    note(Moment.end(of: plan.period.settlement) <= end ? present : now, ofRun: .leftWithoutCover)
    members.clear()
  }

  /// Members with an open claim, who are not in the headcount.
  var openClaimants: Int {
    timetable.scenario.membership.claimants == .leave ? claims.total : 0
  }
}
