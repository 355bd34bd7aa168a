import Probability

extension Batch {
  /// Adds the claims of a period that their pools' common laws do not describe, and takes them out.
  mutating func claimExcess(_ ill: inout Diagnosed, _ plan: PeriodPlan) {
    guard let ready = plan.excess, !lanes.isEmpty else {
      for lane in lanes.indices { lanes[lane].claimExcess(&ill, lane: lane, plan) }
      return
    }
    let isReady = ready.serves(ill)
    for lane in lanes.indices where !isReady[lane] {
      lanes[lane].claimExcess(&ill, lane: lane, plan)
    }
    var (last, sources) = (-1, Replication.Sources(lanes[0], plan, pool: 0))
    ready.successes.sample(using: streams(.excessHits, plan, number: 0)) { lane, hits in
      guard isReady[lane] else { return }
      // Many hits of a lane are told in several parts.
      if lane != last { sources = Replication.Sources(lanes[lane], plan, pool: 0) }
      last = lane
      let count = ill.take(hits, of: ready.rows, lane: lane)
      for row in hits.kinds[..<count] { claim(from: row, &ill, lane: lane, plan, using: &sources) }
    }
  }

  /// Adds one of them.
  private mutating func claim(
    from row: Int, _ ill: inout Diagnosed, lane: Int, _ plan: PeriodPlan,
    using sources: inout Replication.Sources
  ) {
    let outcome = lanes[lane].outcome(
      ofRow: row, ill, part: 0, plan, using: &sources.rest)
    if awaitsClaims, timetable.lines[outcome.line].worth != .refused {
      awaited.add(1, line: outcome.line, fate: outcome.fate, lane: lane)
    } else {
      lanes[lane].add(outcome, from: row, &ill, lane: lane, plan, using: &sources)
    }
  }
}

/// Claims that their pool's common law does not describe.
extension Replication {
  /// Adds the claims of a period that their pools' common laws do not describe, pool by pool, and takes
  /// them out.
  fileprivate mutating func claimExcess(_ ill: inout Diagnosed, lane: Int, _ plan: PeriodPlan) {
    for number in plan.pools.indices where ill.count(pool: number, lane: lane) > 0 {
      claimExcess(ofPool: number, &ill, lane: lane, plan)
    }
  }

  /// Adds those of a pool.
  private mutating func claimExcess(
    ofPool number: Int, _ ill: inout Diagnosed, lane: Int, _ plan: PeriodPlan
  ) {
    let part = outsidePart(of: number, plan)
    guard part > 0 else { return }
    let pool = plan.pools[number].streamNumber
    var draws = stream(.excess, plan, cohort: pool)
    let count = ill.count(pool: number, lane: lane)
    var sources = Sources(self, plan, pool: pool)
    for row in pick(of: count, number, &ill, lane: lane, part: part, plan, using: &draws) {
      let outcome = outcome(ofRow: row, ill, part: part, plan, using: &sources.rest)
      add(outcome, from: row, &ill, lane: lane, plan, using: &sources)
    }
  }

  /// What becomes of them is drawn from.
  fileprivate struct Sources {
    var rest: Stream
    var delays: Stream
    var picks: Stream

    init(_ replication: Replication, _ plan: PeriodPlan, pool: Int) {
      rest = replication.stream(.excessRest, plan, cohort: pool)
      delays = replication.stream(.excess.delays, plan, cohort: pool)
      picks = replication.stream(.excess.generations, plan, cohort: pool)
    }
  }

  /// Takes them out of the rows of any pool.
  ///
  /// Each claim of a cohort lies with probability ε outside the pool's common law. So each of the
  /// pool's claims is a candidate with the largest ε there is, and a candidate is outside with its
  /// cohort's ε over the largest. Candidates are a random few of the claims. Where the replication has
  /// a factor on all hazards, one bound serves all cohorts, and all candidates are outside.
  private func pick(
    of count: Int, _ number: Int, _ ill: inout Diagnosed, lane: Int, part: Double,
    _ plan: PeriodPlan, using draws: inout Stream
  ) -> [Int] {
    var (inside, outside): ([Int], [Int]) = ([], [])
    for _ in 0..<Binomial.sample(trials: count, probability: part, using: &draws) {
      let row = ill.pick(pool: number, lane: lane, using: &draws)
      let (slot, place) = ill.source(row)
      if systemic != nil || draws.uniform() * part < plan.slots[slot].cover.excessParts[place] {
        outside.append(row)
      } else {
        inside.append(row)
      }
    }
    for row in inside { ill.putBack(row, lane: lane) }
    return outside
  }

  /// What becomes of a row's claim that the pool's common law does not describe.
  fileprivate func outcome(
    ofRow row: Int, _ ill: Diagnosed, part: Double, _ plan: PeriodPlan, using draws: inout Stream
  ) -> ClaimPool.Outcome {
    let (slot, place) = ill.source(row)
    return rest(ofSlot: slot, at: place, part: part, plan, using: &draws)
  }

  /// Adds one of them.
  fileprivate mutating func add(
    _ outcome: ClaimPool.Outcome, from row: Int, _ ill: inout Diagnosed, lane: Int,
    _ plan: PeriodPlan, using sources: inout Sources
  ) {
    let days =
      outcome.fate.kind == .diagnosed
      ? timetable.course.draw(outcome.fate, using: &sources.delays) : nil
    let fate = days.map { timetable.course.fate(of: $0) } ?? outcome.fate
    if timetable.lines[outcome.line].worth == .refused {
      let leave = timetable.scenario.membership.claimants == .leave
      refuse(
        outcome.line, fate, days, of: leave ? row : nil, &ill, lane: lane, plan,
        picks: &sources.picks)
    } else {
      let generation = ill.generation(of: row, lane: lane, using: &sources.picks)
      claims.add(1, line: outcome.line, fate: fate, generation: generation, days: days)
    }
  }

  /// What multiplies all hazards.
  var factor: Double { systemic?.value ?? 1 }

  /// The largest part of a cohort's claims that a pool's common law does not describe.
  private func outsidePart(of pool: Int, _ plan: PeriodPlan) -> Double {
    guard let systemic else { return plan.excessParts[pool] }
    return 1
      - (1 - plan.excessParts[pool]) * plan.bounds[pool].commonPart(factor: systemic.value)
  }

  /// The fate of a claim that its pool's common law does not describe.
  private func rest(
    ofSlot slot: Int, at place: Int, part: Double, _ plan: PeriodPlan, using draws: inout Stream
  ) -> ClaimPool.Outcome {
    let number: Int
    let line: Int
    if let systemic {
      let cover = plan.slots[slot].cover
      let (day, age) = cover.laws[place].sampleRest(
        part: part, factor: systemic.value, using: &draws)
      number = day
      line = timetable.terms[timetable.cohorts[cover.cohorts[place]].segment, age]
        .line(at: draws.uniform(), waiting: day < cover.waitingDays)
    } else {
      (number, line) = plan.slots[slot].cover.drawExcess(at: place, using: &draws)
    }
    let day = timetable.scenario.launch.distance(to: plan.period.first) + number
    guard let fates = timetable.fates[day] else {
      preconditionFailure("a claim is diagnosed under cover")
    }
    return ClaimPool.Outcome(line: line, fate: fates.sample(using: &draws))
  }
}
