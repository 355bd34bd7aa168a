import Probability

extension Batch {
  /// What the present members have paid since they joined, if it may be given back, in fen.
  ///
  /// Nothing where the run does not keep apart what each generation paid.
  func pastShares(lane: Int, _ rule: RefundRule, _ plan: PeriodPlan) -> Int {
    guard rule == .allPastShares, timetable.keepsGenerations else { return 0 }
    let members = ByGeneration(byGeneration(lane: lane, plan))
    return zip(members.values, lanes[lane].paidSinceJoining.values).reduce(0) {
      $0 + $1.0 * $1.1
    }
  }

  /// The members of a replication, those with an open claim among them, by segment and generation.
  func byGeneration(lane: Int, _ plan: PeriodPlan) -> [[Int]] {
    timetable.scenario.segments.indices.map { segment in
      var row = plan.slots.reduce([Int](repeating: 0, count: members.generations)) {
        zip($0, members.byGeneration(slot: $1.place, segment: segment, lane: lane)).map(+)
      }
      guard timetable.scenario.membership.claimants == .leave else { return row }
      for generation in row.indices {
        row[generation] += lanes[lane].claims.claimants(segment: segment, generation: generation)
      }
      return row
    }
  }

  /// Refunds that have fallen due by the settlement are paid: past shares by the platform, and
  /// balances.
  ///
  /// - Throws: `EngineError` if the books of a replication do not balance.
  mutating func refund(_ plan: PeriodPlan) throws(EngineError) {
    guard let shutdown = timetable.scenario.shutdown else { return }
    let isDue = shutdown.refundDate.map { $0 <= plan.period.settlement } ?? true
    for lane in lanes.indices {
      if isDue, lanes[lane].refundDue > 0 { try lanes[lane].payRefund(plan) }
      try lanes[lane].endFloat(shutdown, refundsAreDue: isDue, plan)
    }
  }
}

extension Replication {
  /// Adds what each generation has paid at a settlement.
  ///
  /// Those who join later have paid nothing yet; nor have those who wait for cover, where they are
  /// not asked.
  mutating func addToPaidSinceJoining(_ plan: PeriodPlan) {
    guard timetable.keepsGenerations else { return }
    let unasked = Set(
      plan.slots.filter { !plan.payingSlots.contains($0.place) }.map(\.number))
    let joined = timetable.generation(joiningIn: plan.period.index)
    for segment in 0..<payments.segments {
      for generation in 0..<payments.generations
      where generation <= joined && !unasked.contains(generation) {
        paidSinceJoining[segment, generation] += payments[segment, generation]
      }
    }
  }

  /// The platform gives past shares back.
  fileprivate mutating func payRefund(_ plan: PeriodPlan) throws(EngineError) {
    note(refundDue, ofRun: .refunds)
    var entry = ledger.standing
    entry.platformRefunds = refundDue
    refundDue = 0
    do {
      try ledger.close(entry)
    } catch {
      throw failure(.ledger(missing: error.missing), plan)
    }
  }
}
