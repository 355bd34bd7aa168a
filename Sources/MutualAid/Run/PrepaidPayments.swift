import Probability

/// The balances of a prepaid pool in the steps of a period.
///
/// A balance changes at a charge and when it is topped up, and is the same for all of a segment and
/// generation. So nobody who leaves is followed: whoever was there when balances were last looked at and
/// is not now has left, with the balance that all of them had. They are looked at before each change.
extension Batch {
  /// Step 2.
  ///
  /// Those who have left on the first day get their balance back, and those who have joined pay the
  /// deposit.
  mutating func deposit(_ plan: PeriodPlan) throws(EngineError) {
    guard timetable.scenario.funding.prepaidRule != nil, plan.hasMembers else { return }
    let joined = timetable.generation(joiningIn: plan.period.index)
    let present = present(plan)
    for lane in lanes.indices {
      try lanes[lane].deposit(present[lane], generation: joined, plan)
    }
  }

  /// Whoever has left since balances were last looked at gets the balance back.
  ///
  /// Once cover has ended nobody leaves any more: what becomes of balances then is up to the shutdown.
  mutating func returnBalances(
    _ plan: PeriodPlan, coverHasEnded: Bool
  ) throws(EngineError) {
    guard timetable.scenario.funding.prepaidRule != nil, plan.hasMembers else { return }
    let present = present(plan)
    for lane in lanes.indices where lanes[lane].prepaid?.isFinal == false {
      try lanes[lane].returnBalances(present[lane], plan)
      guard coverHasEnded, let shutdown = timetable.scenario.shutdown else { continue }
      lanes[lane].finalizeBalances(shutdown)
    }
  }

  /// Step 8.
  ///
  /// Of those whose balance is below the minimum, some leave. Who has an open claim does not.
  ///
  /// Whether a member would top up is drawn for all of a cohort, as if every balance were short, and
  /// then their generations are told: given how many there are, each member is as likely one of them.
  mutating func leaveShort(_ plan: PeriodPlan) {
    guard let rule = timetable.scenario.funding.prepaidRule, rule.topUp < 1, plan.hasMembers,
      timetable.phases[plan.period.index] == .members,
      lanes.contains(where: { $0.prepaid?.hasShort == true })
    else { return }
    var gone = lanes.map { _ in 0 }
    for slot in plan.slots where !members.isEmpty(slot: slot.place) {
      for cohort in timetable.cohorts.indices {
        let any = members.draw(
          1 - rule.topUp, slot: slot.place, cohort: cohort,
          using: streams(.topUp, plan, cohort: cohort, number: slot.number), leave: false,
          into: &taken)
        guard any else { continue }
        let segment = timetable.cohorts[cohort].segment
        var told: [(lane: Int, generation: Int, count: Int)] = []
        tellGenerations(slot.name, cohort: cohort, plan, purpose: .topUp) {
          told.append(($0, $1, $2))
        }
        for (lane, generation, count) in told
        where lanes[lane].prepaid?.isShort(segment: segment, generation: generation) != true {
          members.putBack(
            count, slot: slot.place, cohort: cohort, lane: lane, generation: generation)
          taken[lane] -= count
        }
        LaneCounts.add(taken, to: &gone)
        for lane in lanes.indices {
          members.take(taken[lane], slot: slot.place, cohort: cohort, lane: lane)
        }
      }
    }
    note(gone, .expelled, plan)
  }

  /// Step 9, when the paid have left.
  ///
  /// Whoever is left with less than the minimum tops up to the deposit.
  mutating func topUp(_ plan: PeriodPlan) throws(EngineError) {
    guard timetable.scenario.funding.prepaidRule != nil, plan.hasMembers,
      timetable.phases[plan.period.index] == .members
    else { return }
    let present = present(plan)
    for lane in lanes.indices where lanes[lane].prepaid?.isFinal == false {
      try lanes[lane].topUp(present[lane], plan)
    }
  }

  /// Counts together those who have the same balance, and so will have the same from now on.
  ///
  /// Most balances become equal soon, when they are topped up at once, and to tell fewer generations
  /// apart takes less time. Who has an open claim or waits keeps the name of the generation, whose balance
  /// is that of the others. It is done before payers are counted, so that those of a last apportionment
  /// have the names of the balances that are still held then.
  mutating func mergeEqualBalances(_ plan: PeriodPlan) {
    guard timetable.scenario.funding.prepaidRule != nil, timetable.forgetsEqualBalances,
      plan.hasMembers, timetable.phases[plan.period.index] == .members
    else { return }
    for lane in lanes.indices
    where lanes[lane].prepaid?.isFinal == false && lanes[lane].memberCosts == nil {
      mergeEqualBalances(lane: lane, plan)
    }
  }

  private mutating func mergeEqualBalances(lane: Int, _ plan: PeriodPlan) {
    guard let balances = lanes[lane].prepaid?.balances else { return }
    let joined = timetable.generation(joiningIn: plan.period.index)
    for segment in 0..<balances.segments {
      var first: [Int: Int] = [:]
      for generation in 1...joined {
        guard let other = first[balances[segment, generation]] else {
          first[balances[segment, generation]] = generation
          continue
        }
        let count = members.merge(generation, into: other, segment: segment, lane: lane)
        lanes[lane].prepaid?.move(count, segment: segment, from: generation, to: other)
      }
    }
  }
}

extension Timetable {
  /// Whether nothing but the balance goes by the generation.
  fileprivate var forgetsEqualBalances: Bool {
    scenario.apportionment.capPerYear.isEmpty && scenario.shutdown?.refunds != .allPastShares
      && scenario.triggers?.terms.refunds != .allPastShares
  }
}

// MARK: - One replication

extension Replication {
  fileprivate mutating func deposit(
    _ present: ByGeneration, generation: Int, _ plan: PeriodPlan
  ) throws(EngineError) {
    guard var prepaid else { return }
    var entry = ledger.standing
    var stayed = present
    for segment in 0..<stayed.segments { stayed[segment, generation] = 0 }
    entry.floatRefunds = prepaid.keep(stayed)
    for segment in 0..<present.segments {
      entry.deposits += prepaid.join(
        present[segment, generation], segment: segment, generation: generation)
    }
    self.prepaid = prepaid
    note(entry.deposits, .deposits, plan)
    try post(entry, plan)
  }

  fileprivate mutating func returnBalances(
    _ present: ByGeneration, _ plan: PeriodPlan
  ) throws(EngineError) {
    var entry = ledger.standing
    entry.floatRefunds = prepaid?.keep(present) ?? 0
    try post(entry, plan)
  }

  fileprivate mutating func topUp(_ present: ByGeneration, _ plan: PeriodPlan) throws(EngineError) {
    var entry = ledger.standing
    entry.floatRefunds = prepaid?.keep(present) ?? 0
    entry.deposits = prepaid?.topUp() ?? 0
    note(entry.deposits, .topUps, plan)
    try post(entry, plan)
  }

  /// Cover has ended: balances are closed, but where a last apportionment is still to come out of them.
  fileprivate mutating func finalizeBalances(_ shutdown: Shutdown) {
    prepaid?.finalize()
    if shutdown.tail != .members { closeBalances(shutdown) }
  }

  private mutating func closeBalances(_ shutdown: Shutdown) {
    prepaid?.close(refunding: shutdown.refunds.partOfBalances)
    note(prepaid?.free ?? 0, ofRun: .floatKept)
  }

  /// Step 7: shares come out of the balances.
  mutating func takeShares(
    _ charge: Charge, into entry: inout Ledger.Entry, _ plan: PeriodPlan
  ) {
    guard prepaid != nil else { return }
    let taken = prepaid?.pay(charge.payments)
    assert(taken == entry.released, "every balance is charged once")
    entry.float = prepaid?.float ?? 0
    note(charge.unpaid, .benefitsCut, plan)
  }

  /// Step 7, in the tail: the free float pays before the platform does.
  mutating func spendFloat(on entry: inout Ledger.Entry) {
    guard prepaid != nil else { return }
    prepaid?.spend(entry.released)
    entry.float = prepaid?.float ?? 0
  }

  /// Closes balances after a last apportionment, pays what is due of them, and ends the float.
  ///
  /// What nobody gets back goes to the platform once no claim can be paid from it any more; where nobody
  /// pays the tail it stays.
  mutating func endFloat(
    _ shutdown: Shutdown, refundsAreDue: Bool, _ plan: PeriodPlan
  ) throws(EngineError) {
    guard prepaid?.isFinal == true, prepaid?.float ?? 0 > 0 else { return }
    var isTailOver = shutdown.tail == .platform && claims.diagnosed - lost - ended == 0
    if shutdown.tail == .members {
      let phase = timetable.phases[plan.period.index]
      guard phase == .lastApportionment || phase == .nobody else { return }
      if prepaid?.held ?? 0 > 0 { closeBalances(shutdown) }
      isTailOver = true
    }
    var entry = ledger.standing
    if refundsAreDue { entry.floatRefunds = prepaid?.payDue() ?? 0 }
    if isTailOver {
      entry.forfeited = prepaid?.free ?? 0
      prepaid?.spend(entry.forfeited)
    }
    note(entry.floatRefunds, ofRun: .balanceRefunds)
    try post(entry, plan)
  }

  /// Step 12: the platform has failed, and with it all of the balances that is not recovered.
  mutating func loseFloat(_ plan: PeriodPlan) throws(EngineError) {
    guard prepaid != nil else { return }
    var entry = ledger.standing
    entry.forfeited = prepaid?.lose() ?? 0
    note(entry.forfeited, ofRun: .floatLost)
    note(-entry.forfeited, .float, plan)
    try post(entry, plan)
  }

  /// Notes the float after the settlement.
  mutating func noteFloat(_ plan: PeriodPlan) {
    if let prepaid { note(prepaid.float, .float, plan) }
  }

  /// Posts what goes into the float and out of it.
  private mutating func post(_ entry: Ledger.Entry, _ plan: PeriodPlan) throws(EngineError) {
    var entry = entry
    entry.float = prepaid?.float ?? 0
    note(entry.floatRefunds, .refunds, plan)
    do {
      try ledger.close(entry)
    } catch {
      throw failure(.ledger(missing: error.missing), plan)
    }
  }
}

extension PrepaidBalances {
  /// Whether anybody has less than the minimum.
  fileprivate var hasShort: Bool {
    (0..<members.segments).contains { segment in
      (0..<members.generations).contains { isShort(segment: segment, generation: $0) }
    }
  }

  /// What a member of each segment and generation can pay.
  ///
  /// The first generation is nobody's: it stands for a member who owes whatever is asked.
  var payable: ByGeneration {
    var payable = balances
    for segment in 0..<payable.segments { payable[segment, 0] = Int.max }
    return payable
  }

  /// Those who pay a last apportionment: who was a payer at the last settlement before the end, and
  /// has not left with the balance since.
  func lastPayers(of payers: Payers) -> Payers {
    var payers = payers
    var (failing, balances) = (payers.counts, payable)
    for segment in 0..<failing.segments {
      for generation in 0..<failing.generations {
        let count = payers.counts[segment, generation]
        failing[segment, generation] = max(0, count - members[segment, generation])
        if generation > 0, count == 0 { balances[segment, generation] = 0 }
      }
    }
    payers.failing = failing
    payers.balances = balances
    return payers
  }
}
