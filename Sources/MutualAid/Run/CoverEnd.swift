import Probability

/// The members of a replication after a settlement, if it is the last one before the end of cover.
struct LastMembers: Equatable, Sendable {
  /// Their number, those with an open claim among them.
  var count = 0
  /// What they get back of what they have paid, in fen.
  var refund = 0
  /// The approved claims that they would be expected to have in the next 12 months.
  var claims = 0.0
  /// The benefits of these, in fen.
  var benefits = 0.0
}

extension Batch {
  /// After the end of cover nobody is a member.
  ///
  /// The members at the end of cover are those after the last settlement before it. What they get
  /// back is known then, and they may take what is offered instead.
  mutating func endCover(_ plan: PeriodPlan) {
    guard plan.hasMembers, let shutdown = timetable.scenario.shutdown else { return }
    let end = shutdown.coverEnds
    let isOver = end.part(of: plan.period.settlement.advanced(by: 1)) == 0
    let isAfter = Moment.end(of: plan.period.settlement) <= end
    let next = timetable.periods.dropFirst(plan.period.index + 1).first
    guard isOver || next.map({ end < Moment.end(of: $0.settlement) }) ?? true else { return }
    if isAfter {
      let all = zip(members.total(), lanes).map { $0 + $1.openClaimants }
      groups?.noteLeft(plan, members, of: all)
    }
    let past = pastShares(shutdown.refunds, plan)
    for (lane, present) in members.total().enumerated() {
      let before = lanes[lane].lastMembers
      lanes[lane].lastMembers = lastMembers(lane, present: present, refund: past[lane], plan)
      guard isOver else { continue }
      lanes[lane].endCover(leaving: isAfter ? lanes[lane].lastMembers : before)
    }
    if isOver { members.clear() }
  }

  /// Notes the members of all replications, because cover may end before the next settlement.
  mutating func noteLastMembers(_ plan: PeriodPlan) {
    guard let shutdown = timetable.scenario.shutdown else { return }
    let past = pastShares(shutdown.refunds, plan)
    for (lane, present) in members.total().enumerated() {
      lanes[lane].lastMembers = lastMembers(lane, present: present, refund: past[lane], plan)
    }
  }

  private func lastMembers(
    _ lane: Int, present: Int, refund: Int, _ plan: PeriodPlan
  ) -> LastMembers {
    var last = LastMembers(count: present + lanes[lane].openClaimants, refund: refund)
    guard let ahead = timetable.yearAhead else { return last }
    for slot in plan.slots {
      for cohort in ahead.claims.indices {
        let count = Double(members[slot.place, cohort, lane])
        last.claims += count * ahead.claims[cohort]
        last.benefits += count * ahead.benefits[cohort]
      }
    }
    return last
  }
}

extension Replication {
  /// Cover has ended: some take what is offered instead, the others are without.
  fileprivate mutating func endCover(leaving members: LastMembers) {
    claims.endCover()
    refundDue = members.refund
    let replacement = timetable.scenario.shutdown?.replacement
    let uncovered = replacement?.uncovered(of: members.count) ?? members.count
    note(uncovered, ofRun: .leftWithoutCover)
    if let replacement {
      note(replacement.takers(of: members.count), ofRun: .replaced)
      note(replacement.cost(for: members.count), ofRun: .replacementCost)
    }
    let part = members.count > 0 ? Double(uncovered) / Double(members.count) : 0
    note(Int((members.claims * part).rounded()), ofRun: .expectedClaims)
    note(Int((members.benefits * part).rounded()), ofRun: .expectedBenefits)
  }
}
