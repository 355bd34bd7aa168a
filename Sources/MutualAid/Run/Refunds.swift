import Probability

extension Batch {
  /// What the present members have paid since they joined, if it may be given back, in fen, lane by
  /// lane.
  ///
  /// Nothing where the run does not keep apart what each generation paid.
  func pastShares(_ rule: RefundRule, _ plan: PeriodPlan) -> [Int] {
    guard rule == .allPastShares, timetable.keepsGenerations else { return lanes.map { _ in 0 } }
    return zip(present(plan), lanes).map { present, replication in
      zip(present.values, replication.paidSinceJoining.values).reduce(0) { $0 + $1.0 * $1.1 }
    }
  }

  /// The members of each replication, those with an open claim among them, by segment and generation.
  func present(_ plan: PeriodPlan) -> [ByGeneration] {
    let sums = members.byGeneration(slots: plan.slots.map(\.place))
    let leave = timetable.scenario.membership.claimants == .leave
    let (segments, generations) = (timetable.scenario.segments.count, members.generations)
    var present = lanes.map { _ in ByGeneration(segments: segments, generations: generations) }
    for lane in lanes.indices {
      for segment in 0..<segments {
        let start = (segment * lanes.count + lane) * generations
        for generation in 0..<generations {
          let open =
            leave ? lanes[lane].claims.claimants(segment: segment, generation: generation) : 0
          present[lane][segment, generation] = sums[start + generation] + open
        }
      }
    }
    return present
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
  mutating func addToPaidSinceJoining(_ desk: SettlementDesk) {
    guard timetable.keepsGenerations else { return }
    for segment in 0..<payments.segments {
      for generation in 0...min(desk.joined, payments.generations - 1)
      where desk.isAsked[generation] {
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
