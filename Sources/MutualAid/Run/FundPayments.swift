extension Batch {
  /// Step 2.
  ///
  /// Members pay their contributions of the period into the fund: all who are present and asked to
  /// pay, those with an open claim among them. Once contributions have ended nobody does.
  mutating func contribute(_ plan: PeriodPlan) throws(EngineError) {
    guard timetable.scenario.funding.fundRule != nil, plan.hasMembers,
      timetable.phases[plan.period.index] == .members
    else { return }
    let present = members.payers(plan)
    var desk = SettlementDesk(of: timetable, plan, generations: members.generations)
    for lane in lanes.indices {
      try lanes[lane].contribute(present, lane: (lane, lanes.count), plan, &desk)
    }
  }
}

extension Replication {
  /// Step 2.
  fileprivate mutating func contribute(
    _ members: [Int], lane: (Int, of: Int), _ plan: PeriodPlan, _ desk: inout SettlementDesk
  ) throws(EngineError) {
    guard var fund, let rule = timetable.scenario.funding.fundRule else { return }
    do {
      if plan.period.index == 0 {
        try ledger.close(fund.endow())
        note(rule.capital, .platform, plan)
      }
      count(&desk.payers, members, lane: lane, claimantsLeave: desk.claimantsLeave)
      let entry = fund.contribute(desk.payers.bySegment)
      try ledger.close(entry)
      self.fund = fund
      note(entry.fundContributions, .contributions, plan)
      note(entry.wakala, .wakala, plan)
    } catch {
      throw failure(.ledger(missing: error.missing), plan)
    }
    for (segment, contribution) in rule.contributions.enumerated() {
      record[layout.placeOfShare(period: plan.period.index, segment: segment)] = contribution
      paidThisYear[segment, 0] += contribution
    }
  }

  /// Step 7, where a fund pays: what it cannot pay is lent by the platform or cut for good, and a
  /// surplus may go back to the members.
  mutating func payFromFund(_ plan: PeriodPlan, _ desk: SettlementDesk) throws(LedgerBreach) {
    guard var fund, let rule = timetable.scenario.funding.fundRule else { return }
    let settlement = fund.settle(desk.due)
    try pay(desk.due, settled: desk.due.map(\.count), entry: settlement.entry, plan)
    waiting = []
    note(settlement.unpaid, .benefitsCut, plan)
    note(settlement.unpaid, ofRun: .benefitsUnpaid)
    if settlement.unpaid > 0 || settlement.entry.qardDrawn > 0 {
      note(1, .fundShort, plan)
      if let place = layout.place(ofRun: .everShort) { record[place] = 1 }
    }
    if rule.surplus == .refunded, timetable.isLastOfYear[plan.period.index] {
      let refund = fund.refund(over: desk.payers.bySegment, keeping: rule.reserve)
      try ledger.close(refund.entry)
      note(refund.entry.fundRefunds, .refunds, plan)
      for (segment, amount) in refund.amounts.enumerated() {
        paidThisYear[segment, 0] -= amount
      }
    }
    self.fund = fund
  }

  /// A fund of a pool that is shut repays what qard it can; the platform bears the rest.
  ///
  /// What the fund still holds then pays the tail before the platform does.
  mutating func closeFund(_ plan: PeriodPlan) throws(LedgerBreach) {
    guard let owed = fund?.owed, owed > 0, let entry = fund?.writeOff() else { return }
    try ledger.close(entry)
    note(entry.qardWrittenOff, .platform, plan)
    note(entry.qardWrittenOff, ofRun: .tailPlatform)
  }

  /// Notes what a fund holds and owes after the settlement.
  mutating func noteFund(_ plan: PeriodPlan) {
    guard let fund else { return }
    note(fund.balance, .fund, plan)
    note(fund.owed, .qard, plan)
  }

  /// An entry of a settlement that moves nothing.
  var idle: Ledger.Entry {
    var entry = Ledger.Entry(surplus: surplus)
    entry.float = prepaid?.float ?? 0
    entry.fund = fund?.balance ?? 0
    entry.qard = fund?.owed ?? 0
    return entry
  }
}
