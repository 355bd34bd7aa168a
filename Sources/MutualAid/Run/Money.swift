import Probability

extension Headcount {
  /// Step 5.
  ///
  /// Members who are asked to pay, by lane, segment and generation of the year.
  func payers(_ plan: PeriodPlan, segments: Int) -> [[[Int]]] {
    var payers = [[[Int]]](repeating: [], count: lanes)
    for segment in 0..<segments {
      if isApart {
        for lane in 0..<lanes {
          let none = [Int](repeating: 0, count: generations)
          payers[lane].append(
            plan.payingSlots.reduce(none) {
              zip($0, byGeneration(slot: $1, segment: segment, lane: lane)).map(+)
            })
        }
        continue
      }
      let rows = plan.payingSlots.map { members(slot: $0, segment: segment) }
      for lane in 0..<lanes { payers[lane].append([rows.reduce(0) { $0 + $1[lane] }]) }
    }
    return payers
  }
}

extension Replication {
  /// Steps 5 to 9, once members are counted.
  ///
  /// - Parameters:
  ///   - plan: The period.
  ///   - members: The payers in the headcount, by segment and generation of the year.
  ///   - failing: How many of them will not pay, likewise; empty if nobody.
  /// - Throws: `EngineError` if the books do not balance.
  mutating func settle(
    _ plan: PeriodPlan, members: [[Int]], failing: [[Int]]
  ) throws(EngineError) {
    returning = []
    guard !needsGenerations else { return }
    do {
      var payers = payers(of: members)
      payers.failing = failing
      payments = paidThisYear.map { $0.map { _ in 0 } }
      let due = decide(plan)
      needsGenerations = try !settleMoney(due, payers, plan)
    } catch {
      throw failure(.ledger(missing: error.missing), plan)
    }
  }

  /// Step 5.
  ///
  /// All who are members on the publication day pay, those with an open claim among them.
  func payers(of members: [[Int]]) -> Payers {
    var counts = members
    if timetable.scenario.membership.claimants == .leave {
      for segment in counts.indices {
        for generation in counts[segment].indices {
          counts[segment][generation] += claims.claimants(segment: segment, generation: generation)
        }
      }
    }
    return Payers(counts: counts, paidThisYear: paidThisYear, areApart: tellsGenerationsApart)
  }

  /// Steps 7 to 9.
  ///
  /// Who is asked for money depends on whether the pool is shut; whatever they pay, the books must
  /// balance.
  ///
  /// - Returns: Whether it could be done; `false` if generations must be told apart.
  mutating func settleMoney(
    _ due: [DueClaims], _ payers: Payers, _ plan: PeriodPlan
  ) throws(LedgerBreach) -> Bool {
    switch timetable.phases[plan.period.index] {
    case .members where fund != nil: try payFromFund(due, payers, plan)
    case .members:
      lastPayers = payers
      var payers = payers
      payers.balances = prepaid?.payable
      let rule = timetable.scenario.apportionment
      return try charge(payers, for: due, aboveCap: rule.aboveCap, plan)
    case .lastApportionment:
      var payers =
        lastPayers
        ?? Payers(
          counts: paidThisYear.map { $0.map { _ in 0 } }, paidThisYear: paidThisYear,
          areApart: tellsGenerationsApart)
      if byCohort == nil { payers.paidThisYear = paidThisYear }
      payers.failing = []
      if let prepaid { payers = prepaid.lastPayers(of: payers) }
      return try charge(payers, for: due, aboveCap: .proRata, plan)
    case .platform:
      try payByPlatform(due, plan)
    case .waiting:
      waiting = due
      try ledger.close(idle)
    case .nobody:
      for claims in due {
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

  private mutating func charge(
    _ payers: Payers, for due: [DueClaims], aboveCap: ApportionmentRule.AboveCap,
    _ plan: PeriodPlan
  ) throws(LedgerBreach) -> Bool {
    let rule = timetable.scenario.apportionment
    let weights =
      byCohort?.weights
      ?? timetable.scenario.segments.map { rule.sharing == .weighted ? $0.weight : 1 }
    let charge = Charge(
      for: due, of: payers, weights: weights, surplus: surplus, rule: rule,
      aboveCap: aboveCap, yearlyCap: rule.capPerYear[plan.period.year])
    if charge.needsGenerations { return false }
    payments = charge.payments
    if timetable.phases[plan.period.index] == .members {
      let generation = timetable.generation(joiningIn: plan.period.index)
      memberCosts?.charge(payers, payments, paid: paidSinceJoining, generation: generation)
    }
    if byCohort != nil { noteByCohort(charge, plan) } else { noteBySegment(charge, plan) }
    addToPaidSinceJoining(plan)
    note(charge.capBinds ? 1 : 0, .capBinds, plan)
    noteUnpaid(charge.unpaid, plan)
    if timetable.phases[plan.period.index].isTail { note(charge.cut, ofRun: .cutClaims) }
    var entry = charge.entry
    takeShares(charge, into: &entry, plan)
    try pay(due, settled: charge.settled, entry: entry, plan)
    waiting = charge.waiting
    return true
  }

  /// Notes what a payer of each segment owes.
  private mutating func noteBySegment(_ charge: Charge, _ plan: PeriodPlan) {
    for (segment, row) in charge.payments.enumerated() {
      // Those who join later in the year have paid nothing yet.
      let joined = timetable.generation(joiningIn: plan.period.index)
      for generation in row.indices where generation <= joined {
        paidThisYear[segment][generation] += row[generation]
      }
      record[layout.placeOfShare(period: plan.period.index, segment: segment)] = row[0]
      if timetable.phases[plan.period.index].isTail {
        note(charge.shares[segment], ofRun: .lastShare, segment: segment)
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
    for (claims, count) in zip(due, settled) where count > 0 {
      cases += count
      end(count, of: claims)
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
    for segment in paidThisYear.indices {
      record[layout.placeOfCost(year: plan.period.year, segment: segment)] =
        paidThisYear[segment][0]
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
