import Probability

extension Headcount {
  /// Step 5.
  ///
  /// Members who are asked to pay, at `(segment · lanes + lane) · generations + generation`.
  func payers(_ plan: PeriodPlan) -> [Int] { byGeneration(slots: plan.payingSlots) }
}

extension Batch {
  /// Steps 5 to 9, once members are counted.
  ///
  /// - Throws: `EngineError` if the books of a replication do not balance.
  mutating func settle(
    _ plan: PeriodPlan, _ payers: [Int], _ failing: FailingDebits?
  ) throws(EngineError) {
    var desk = SettlementDesk(of: timetable, plan, generations: members.generations)
    let nobody = desk.payers
    for lane in lanes.indices {
      // A last apportionment has asked those of an earlier settlement, who may be told apart otherwise.
      if desk.phase == .lastApportionment { desk.payers = nobody }
      desk.payers.failing = failing.map { $0.counts[lane] } ?? []
      try lanes[lane].settle(plan, payers, lane: (lane, lanes.count), &desk)
    }
  }
}

extension Replication {
  /// Steps 5 to 9, once members are counted.
  ///
  /// - Parameters:
  ///   - plan: The period.
  ///   - members: The payers in the headcount; see `Headcount.payers`.
  ///   - lane: The replication's lane, and how many there are.
  ///   - desk: What is known of the settlement, and who of the payers will not pay.
  /// - Throws: `EngineError` if the books do not balance.
  fileprivate mutating func settle(
    _ plan: PeriodPlan, _ members: [Int], lane: (Int, of: Int), _ desk: inout SettlementDesk
  ) throws(EngineError) {
    if !returning.isEmpty { returning = [] }
    guard !needsGenerations else { return }
    do {
      count(&desk.payers, members, lane: lane, claimantsLeave: desk.claimantsLeave)
      payments.clear()
      decide(plan, &desk)
      needsGenerations = try !settleMoney(plan, &desk)
    } catch {
      throw failure(.ledger(missing: error.missing), plan)
    }
  }

  /// Step 5.
  ///
  /// All who are members on the publication day pay, those with an open claim among them.
  func count(
    _ payers: inout Payers, _ members: [Int], lane: (Int, of: Int), claimantsLeave: Bool
  ) {
    let generations = payers.counts.generations
    for segment in 0..<payers.counts.segments {
      for generation in 0..<generations {
        var count = members[(segment * lane.of + lane.0) * generations + generation]
        if claimantsLeave {
          count += claims.claimants(segment: segment, generation: generation)
        }
        payers.counts[segment, generation] = count
      }
    }
    payers.paidThisYear.copy(paidThisYear)
    payers.balances = nil
  }

  /// Steps 7 to 9.
  ///
  /// Who is asked for money depends on whether the pool is shut; whatever they pay, the books must
  /// balance.
  ///
  /// - Returns: Whether it could be done; `false` if generations must be told apart.
  mutating func settleMoney(
    _ plan: PeriodPlan, _ desk: inout SettlementDesk
  ) throws(LedgerBreach) -> Bool {
    switch desk.phase {
    case .members where fund != nil: try payFromFund(plan, desk)
    case .members:
      if desk.keepsPayers { lastPayers = desk.payers }
      if let prepaid { desk.payers.balances = prepaid.payable }
      return try charge(plan, &desk, aboveCap: desk.rule.aboveCap)
    case .lastApportionment:
      recallPayers(&desk)
      return try charge(plan, &desk, aboveCap: .proRata)
    case .platform:
      try payByPlatform(desk.due, plan)
    case .waiting:
      waiting = desk.due
      try ledger.close(idle)
    case .nobody:
      for claims in desk.due {
        note(claims.count, ofRun: .lostUnpaid)
        note(claims.count, ofRun: .lostRights)
        noteUnpaid(claims.count * claims.owed, plan)
        ended += claims.count
        self.claims.lose(
          claims.count, line: claims.line, generation: claims.generation,
          isCovered: plan.hasMembers)
      }
      waiting = []
      try ledger.close(idle)
    }
    return true
  }

  /// Asks those of the last settlement that asked members once more.
  private func recallPayers(_ desk: inout SettlementDesk) {
    var payers =
      lastPayers
      ?? Payers(
        counts: paidThisYear, paidThisYear: paidThisYear, areApart: tellsGenerationsApart)
    if lastPayers == nil { payers.counts.clear() }
    if byCohort == nil { payers.paidThisYear = paidThisYear }
    payers.failing = []
    if let prepaid { payers = prepaid.lastPayers(of: payers) }
    desk.payers = payers
  }

  private mutating func charge(
    _ plan: PeriodPlan, _ desk: inout SettlementDesk, aboveCap: ApportionmentRule.AboveCap
  ) throws(LedgerBreach) -> Bool {
    desk.charge.make(
      for: desk.due, of: desk.payers, weights: byCohort?.weights ?? desk.weights,
      surplus: surplus, rule: desk.rule, aboveCap: aboveCap, yearlyCap: desk.yearlyCap)
    if desk.charge.needsGenerations { return false }
    payments.copy(desk.charge.payments)
    if desk.phase == .members, memberCosts != nil {
      memberCosts?.charge(
        desk.payers, payments, paid: paidSinceJoining, generation: desk.joined)
    }
    if byCohort != nil { noteByCohort(desk.charge, plan) } else { noteBySegment(plan, desk) }
    addToPaidSinceJoining(desk)
    note(desk.charge.capBinds ? 1 : 0, .capBinds, plan)
    noteUnpaid(desk.charge.unpaid, plan)
    if desk.phase.isTail { note(desk.charge.cut, ofRun: .cutClaims) }
    var entry = desk.charge.entry
    takeShares(desk.charge, into: &entry, plan)
    try pay(desk.due, settled: desk.charge.settled, entry: entry, plan)
    // Hardly ever is there anything, and who shares the desk's room takes it away.
    if !(waiting.isEmpty && desk.charge.waiting.isEmpty) { waiting = desk.charge.waiting }
    return true
  }

  /// Notes what a payer of each segment owes.
  private mutating func noteBySegment(_ plan: PeriodPlan, _ desk: SettlementDesk) {
    for segment in 0..<payments.segments {
      // Those who join later in the year have paid nothing yet.
      for generation in 0...min(desk.joined, payments.generations - 1)
      where desk.isAsked[generation] {
        paidThisYear[segment, generation] += payments[segment, generation]
      }
      record[layout.placeOfShare(period: plan.period.index, segment: segment)] =
        payments[segment, 0]
      if desk.phase.isTail {
        note(desk.charge.shares[segment], ofRun: .lastShare, segment: segment)
      }
    }
  }

  /// A failure of this replication at a settlement.
  func failure(_ fault: EngineError.Fault, _ plan: PeriodPlan) -> EngineError {
    EngineError(
      replication: number, period: plan.period.index, settlement: plan.period.settlement,
      fault: fault)
  }

  /// The platform pays the tail, without fee, up to its budget; what is carried pays before it does.
  ///
  /// Claims that get nothing of what they are owed are approved and never paid.
  private mutating func payByPlatform(_ due: [DueClaims], _ plan: PeriodPlan) throws(LedgerBreach) {
    try closeFund(plan)
    var purse = TailPurse(
      surplus: surplus, fund: fund?.balance ?? 0, float: prepaid?.free ?? 0, budget: budget)
    let payment = purse.pay(due)
    budget = purse.budget
    fund?.spend(payment.entry.fromFund)
    var entry = payment.entry
    spendFloat(on: &entry)
    var settled: [Int] = []
    for (claims, paid) in zip(due, payment.paid) {
      let isPaid = paid > 0 || claims.owed == 0
      settled.append(isPaid ? claims.count : 0)
      if isPaid, paid < claims.owed { note(claims.count, ofRun: .cutClaims) }
      guard !isPaid else { continue }
      note(claims.count, ofRun: .lostUnpaid)
      end(claims.count, of: claims)
    }
    noteUnpaid(payment.unpaid, plan)
    if fund != nil || prepaid != nil { note(payment.unpaid, .benefitsCut, plan) }
    try pay(due, settled: settled, entry: entry, plan)
    waiting = []
  }

  /// Posts a settlement, and lets go of those whose claims are settled.
  mutating func pay(
    _ due: [DueClaims], settled: [Int], entry: Ledger.Entry, _ plan: PeriodPlan
  ) throws(LedgerBreach) {
    surplus = entry.surplus
    try ledger.close(entry)
    var cases = 0
    for place in settled.indices where settled[place] > 0 {
      cases += settled[place]
      end(settled[place], of: due[place])
    }
    note(cases, .cases, plan)
    note(entry.benefits, .benefits, plan)
    note(entry.fee, .fee, plan)
    // The shares that members pay come from outside, or out of their balances.
    let isByPlatform = timetable.phases[plan.period.index] == .platform
    let byMembers = entry.contributions + (isByPlatform ? 0 : entry.released)
    note(byMembers, .contributions, plan)
    note(entry.platform, .platform, plan)
    guard timetable.phases[plan.period.index].isTail else { return }
    note(cases, ofRun: .tailCases)
    note(entry.benefits, ofRun: .tailBenefits)
    note(entry.platform, ofRun: .tailPlatform)
    note(byMembers, ofRun: .tailContributions)
    note(entry.released - (byMembers - entry.contributions), ofRun: .tailFloat)
    guard let end = timetable.scenario.shutdown?.coverEnds,
      plan.period.settlement <= end.lastCoveredDay
    else { return }
    note(entry.platform, ofRun: .tailLastPeriods)
  }

  private mutating func end(_ count: Int, of due: DueClaims) {
    ended += count
    claims.end(count, line: due.line, generation: due.generation)
  }

  /// Notes the state after a settlement.
  ///
  /// - Parameters:
  ///   - plan: The period.
  ///   - members: The members in the headcount.
  mutating func note(_ plan: PeriodPlan, members: Int) {
    note(members + openClaimants, .members, plan)
    note(surplus, .surplus, plan)
    note(claims.diagnosed - reported - lost, .incurredNotReported, plan)
    note(reported - ended, .reportedNotSettled, plan)
    noteFund(plan)
    guard timetable.isLastOfYear[plan.period.index] else { return }
    memberCosts?.endYear(plan.period.year, paid: paidThisYear)
    if let byCohort { return noteYear(byCohort, plan) }
    for segment in 0..<paidThisYear.segments {
      record[layout.placeOfCost(year: plan.period.year, segment: segment)] =
        paidThisYear[segment, 0]
    }
  }

  /// Notes what the horizon leaves open.
  mutating func finish() {
    memberCosts?.finish(paid: paidSinceJoining)
    note(claims.diagnosed - lost - ended, ofRun: .openAtHorizon)
    for quantity in [Measure.Quantity.tailPlatform, .refunds, .replacementCost] {
      note(layout.place(ofRun: quantity).map { record[$0] } ?? 0, ofRun: .closingCost)
    }
    guard let paid = layout.place(ofRun: .tailBenefits),
      let part = layout.place(ofRun: .tailPaidPart)
    else { return }
    let approved = record[paid] + tailUnpaid
    record[part] =
      approved > 0 ? Int(Int128(record[paid]) * 1_000_000 / Int128(approved)) : 1_000_000
  }
}
