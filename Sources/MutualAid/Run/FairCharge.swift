import Probability

extension Batch {
  /// Steps 5 to 9, where shares go by cohort.
  ///
  /// - Throws: `EngineError` if the books of a replication do not balance, or the law of a total
  ///   cannot be found.
  mutating func settle(
    _ plan: PeriodPlan, _ carriers: [RiskCarriers], _ failing: FailingDebits?
  ) throws(EngineError) {
    guard let rule = timetable.scenario.apportionment.sharing.fair else { return }
    var shelf = FairShelf(rule)
    var desk = SettlementDesk(of: timetable, plan, generations: members.generations)
    for lane in lanes.indices {
      try lanes[lane].settle(
        plan, carriers[lane], failing: failing?.counts(of: carriers[lane], lane: lane) ?? [],
        shelf: &shelf, &desk)
    }
  }
}

/// The rule of a settlement, prepared once for all replications with the same members at risk.
struct FairShelf {
  private let rule: FairSharing
  private var prepared: [[Int]: FairShares] = [:]
  private var last: FairShares?

  init(_ rule: FairSharing) { self.rule = rule }

  /// The rule for those at risk in the present period.
  mutating func shares(of carriers: RiskCarriers) throws(AggregateError) -> FairShares {
    guard rule == .conditionalMean else { return try carriers.shares(rule) }
    if let shares = prepared[carriers.atRisk] { return shares }
    let shares = try carriers.shares(rule, like: last)
    prepared[carriers.atRisk] = shares
    last = shares
    return shares
  }
}

extension FailingDebits {
  /// How many payers of each row do not pay, in one lane.
  fileprivate func counts(of carriers: RiskCarriers, lane: Int) -> ByGeneration {
    var counts = ByGeneration(segments: carriers.rows.count, generations: 1)
    for row in rows {
      guard let place = carriers.row(slot: row.slot.place, cohort: row.cohort) else { continue }
      counts[place, 0] += row.counts[lane]
    }
    return counts
  }
}

extension Replication {
  /// Steps 5 to 9, where shares go by cohort.
  ///
  /// - Throws: `EngineError` if the books do not balance, or the law of a total cannot be found.
  fileprivate mutating func settle(
    _ plan: PeriodPlan, _ carriers: RiskCarriers, failing: ByGeneration, shelf: inout FairShelf,
    _ desk: inout SettlementDesk
  ) throws(EngineError) {
    returning = []
    byCohort?.carriers = carriers
    payments = ByGeneration(segments: carriers.rows.count, generations: 1)
    decide(plan, &desk)
    try weigh(desk.due, plan, &shelf)
    desk.payers = Payers(
      counts: ByGeneration(carriers.payers.map { [$0] }), paidThisYear: payments, areApart: true,
      failing: failing)
    do {
      _ = try settleMoney(plan, &desk)
    } catch {
      throw failure(.ledger(missing: error.missing), plan)
    }
  }

  /// Finds the weights of the shares of what is due.
  private mutating func weigh(
    _ due: [DueClaims], _ plan: PeriodPlan, _ shelf: inout FairShelf
  ) throws(EngineError) {
    let phase = timetable.phases[plan.period.index]
    let isLast = phase == .lastApportionment
    guard phase == .members || isLast, var account = byCohort,
      let rule = timetable.scenario.apportionment.sharing.fair
    else { return }
    if !isLast { account.lastCarriers = account.carriers }
    let total = due.reduce(0) { $0 + $1.count * $1.owed }
    // Who pays in a last apportionment where nobody ever paid: nobody.
    account.weights = timetable.scenario.segments.map { _ in 1 }
    if let carriers = account.lastCarriers {
      account.weights = carriers.rows.map { _ in 1 }
      if total > 0 {
        do throws(AggregateError) {
          let shares =
            isLast ? try carriers.shares(rule) : try shelf.shares(of: carriers)
          account.weights = try shares.weights(of: total, over: carriers.payers)
        } catch {
          throw failure(.sharing(error), plan)
        }
      }
    }
    byCohort = account
  }

  /// Notes the shares by cohort, and their means by segment and group.
  mutating func noteByCohort(_ charge: Charge, _ plan: PeriodPlan) {
    guard let charged = byCohort?.lastCarriers else { return }
    byCohort?.charge(charge.payments, of: charged, period: plan.period.index)
    let means = means(
      over: charged.rows.indices.map { row in
        (charged.rows[row].cohort, charge.payments[row, 0], charged.payers[row])
      })
    let start = layout.placeOfShare(period: plan.period.index, segment: 0)
    for (place, mean) in means.enumerated() { record[start + place] = mean }
    guard timetable.phases[plan.period.index].isTail else { return }
    for segment in timetable.scenario.segments.indices {
      note(means[segment], ofRun: .lastShare, segment: segment)
    }
  }

  /// Notes what the year cost those with a full share all year, on average over the cohorts' payers
  /// at the last settlement that charged.
  mutating func noteYear(_ account: CohortAccount, _ plan: PeriodPlan) {
    let means = means(
      over: account.paidThisYear.enumerated().map { ($0, $1, account.payers[$0]) })
    let start = layout.placeOfCost(year: plan.period.year, segment: 0)
    for (place, mean) in means.enumerated() { record[start + place] = mean }
  }

  /// The means of what members of some cohorts pay, by segment and then by group.
  private func means(over parts: [(cohort: Int, share: Int, members: Int)]) -> [Int] {
    let segments = timetable.scenario.segments.count
    var means = [MeanShare](repeating: MeanShare(), count: segments + layout.groups.count)
    let groups = byCohort?.groups ?? []
    for (cohort, share, members) in parts {
      means[timetable.cohorts[cohort].segment].add(share, of: members)
      if !groups.isEmpty { means[segments + groups[cohort]].add(share, of: members) }
    }
    return means.map(\.value)
  }

  /// What a payer paid at the last settlement, by generation of the year.
  func payments(segment: Int, cohort: Int, slot: Int) -> [Int] {
    guard let byCohort else { return payments[segment] }
    return byCohort.carriers.row(slot: slot, cohort: cohort).map { [payments[$0, 0]] } ?? [0]
  }
}
