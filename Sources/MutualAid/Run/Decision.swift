import Probability

extension Replication {
  /// Step 6.
  ///
  /// Claims that were ready by the publication day are decided, as many as the settlement can
  /// decide; approved ones are due. Those whose filing limit has passed are lost.
  ///
  /// - Returns: All claims that wait for money, oldest first.
  mutating func decide(_ plan: PeriodPlan) -> [DueClaims] {
    let index = plan.period.index
    let gone = claims.lose(at: index, isCovered: plan.hasMembers)
    lost += gone
    note(gone, ofRun: .lostLate)
    reported += claims.reported[index]

    var draws = stream(.queue, plan)
    var picks = stream(.queue.generations, plan)
    let scenario = timetable.scenario
    let decided = claims.decide(
      at: index, readyBy: scenario.launch.distance(to: plan.period.publication),
      atMost: scenario.claims.processingCapacity.cases(on: plan.period.settlement),
      using: &draws, picks: &picks)
    refuse(decided.refused, plan)
    return waiting + due(decided.approved, plan)
  }

  private mutating func refuse(_ refused: [RefusedClaim], _ plan: PeriodPlan) {
    guard !refused.isEmpty else { return }
    ended += refused.count
    note(refused.count, .refused, plan)
    returning = refused
  }

  /// Approved claims with what they are worth.
  private func due(_ approved: [Int], _ plan: PeriodPlan) -> [DueClaims] {
    let generations = approved.count / timetable.lines.count
    var due: [DueClaims] = []
    for (place, count) in approved.enumerated() where count > 0 {
      let line = place / generations
      due.append(
        DueClaims(
          line: line, owed: timetable.lines[line].amount, count: count,
          generation: place % generations))
    }
    // Which of a settlement's claims are paid first matters only where money runs out between
    // them, and there it must not go by generation.
    if tellsGenerationsApart, timetable.scenario.apportionment.aboveCap == .carry {
      due = shuffled(due, plan)
    }
    return drawn(due, plan)
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

  /// The claims of each line one by one, in random order.
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
    // Lines keep their order, as they do where generations are not told apart.
    return timetable.lines.indices.flatMap { line in single.filter { $0.line == line } }
  }

  /// The stream of a decision about a period's claims.
  func stream(_ purpose: Stream.Purpose, _ plan: PeriodPlan, cohort: Int = 0) -> Stream {
    Stream(
      seed: seed, replication: number, purpose: purpose, period: plan.period.index,
      cohort: cohort)
  }
}
