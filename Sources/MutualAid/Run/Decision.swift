import Probability

extension Replication {
  /// Step 6.
  ///
  /// Claims that were ready by the publication day are decided, as many as the settlement can
  /// decide; approved ones are due. Those whose filing limit has passed are lost.
  ///
  /// All claims that wait for money are put on the desk, oldest first.
  mutating func decide(_ plan: PeriodPlan, _ desk: inout SettlementDesk) {
    let index = plan.period.index
    if desk.mayLoseClaims {
      let gone = claims.lose(at: index, isCovered: plan.hasMembers)
      lost += gone
      note(gone, ofRun: .lostLate)
    }
    reported += claims.reported[index]
    if claims.queues {
      let decided = decideInTurn(plan)
      desk.approvals = decided.approved
      refuse(decided.refused, plan)
    } else {
      refuse(claims.decide(at: index, approvals: &desk.approvals), plan)
    }
    desk.due.removeAll(keepingCapacity: true)
    desk.due += waiting
    addDue(plan, &desk)
  }

  /// Draws when the cases are ready that were applied for on days that the settlement is the first to see.
  mutating func prepareCases(
    of days: [(day: Int, delay: DelayCalendar.Law)], _ awaited: AwaitedClaims, lane: Int,
    _ plan: PeriodPlan
  ) {
    let streams = timetable.lineNumbers.map { stream(.processing, plan, cohort: $0) }
    claims.prepareCases(
      seenBy: plan.period.index, of: days,
      awaited: { awaited.applied(on: $1, line: $0, lane: lane) }, streams: { streams[$0] })
  }

  /// Decides as many cases as the settlement can.
  private mutating func decideInTurn(_ plan: PeriodPlan) -> DecidedClaims {
    var draws = stream(.queue, plan)
    var picks = stream(.queue.generations, plan)
    let scenario = timetable.scenario
    return claims.decide(
      at: plan.period.index, readyBy: scenario.launch.distance(to: plan.period.publication),
      atMost: scenario.claims.processingCapacity.cases(on: plan.period.settlement),
      using: &draws, picks: &picks)
  }

  private mutating func refuse(_ refused: [RefusedClaim], _ plan: PeriodPlan) {
    guard !refused.isEmpty else { return }
    ended += refused.count
    note(refused.count, .refused, plan)
    returning = refused
  }

  /// Adds approved claims with what they are worth to those on the desk.
  private func addDue(_ plan: PeriodPlan, _ desk: inout SettlementDesk) {
    let (first, generations) = (desk.due.count, desk.generations)
    for place in desk.approvals.indices where desk.approvals[place] > 0 {
      let (line, generation) = place.quotientAndRemainder(dividingBy: generations)
      desk.due.append(
        DueClaims(
          line: line, owed: desk.amounts[line], count: desk.approvals[place],
          generation: generation))
    }
    // Which of a settlement's claims are paid first matters only where money runs out between
    // them, and there it must go neither by line nor by generation.
    let shuffles = desk.rule.aboveCap == .carry
    guard shuffles || desk.drawsAmounts else { return }
    var due = Array(desk.due[first...])
    if shuffles { due = shuffled(due, plan) }
    desk.due.replaceSubrange(first..., with: drawn(due, plan))
  }

  /// The claims with the amounts of those drawn whose benefit is random, one by one.
  ///
  /// Amounts are drawn in the order of payment, whatever the claimants' generations.
  private func drawn(_ due: [DueClaims], _ plan: PeriodPlan) -> [DueClaims] {
    guard due.contains(where: { timetable.lines[$0.line].isDrawn }) else { return due }
    var streams: [Int: Stream] = [:]
    var result: [DueClaims] = []
    result.reserveCapacity(due.reduce(0) { $0 + $1.count })
    for claims in due {
      guard let law = timetable.severities[claims.line] else {
        result.append(claims)
        continue
      }
      var draws = streams[claims.line] ?? severities(of: claims.line, plan)
      var one = claims
      one.count = 1
      for _ in 0..<claims.count {
        one.owed = law.sample(using: &draws)
        result.append(one)
      }
      streams[claims.line] = draws
    }
    return result
  }

  /// The stream of a line's amounts, named by segment and class.
  private func severities(of line: Int, _ plan: PeriodPlan) -> Stream {
    guard case .drawn(let kind, _) = timetable.lines[line].worth else {
      preconditionFailure("an amount is drawn where a class says so")
    }
    return stream(.severity, plan, cohort: timetable.lines[line].segment << 16 | kind)
  }

  /// The claims one by one, in random order, which is the same for lines whether or not generations are told
  /// apart.
  private func shuffled(_ claims: [DueClaims], _ plan: PeriodPlan) -> [DueClaims] {
    var draws = stream(.turn, plan)
    var single = claims.flatMap { claims in
      var one = claims
      one.count = 1
      return [DueClaims](repeating: one, count: claims.count)
    }
    for place in stride(from: single.count - 1, to: 0, by: -1) {
      single.swapAt(place, draws.below(place + 1))
    }
    return single
  }

  /// The stream of a decision about a period's claims.
  func stream(_ purpose: Stream.Purpose, _ plan: PeriodPlan, cohort: Int = 0) -> Stream {
    Stream(
      seed: seed, replication: number, purpose: purpose, period: plan.period.index,
      cohort: cohort)
  }
}
