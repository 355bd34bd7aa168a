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
    let streams = streams(.excessRest, plan, number: 0)
    var (last, rest, others) = (-1, streams[0], Replication.ExcessStreams?.none)
    ready.successes.sample(using: self.streams(.excessHits, plan, number: 0)) { lane, hits in
      guard isReady[lane] else { return }
      // Many hits of a lane are told in several parts.
      if lane != last { (last, rest, others) = (lane, streams[lane], nil) }
      let count = ill.take(hits, of: ready.rows, lane: lane)
      for row in hits.kinds[..<count] {
        let outcome = timetable.rest(of: ill.source(row), plan, using: &rest)
        if awaitsClaims, timetable.lines[outcome.line].worth != .refused,
          outcome.fate.kind != .diagnosed
        {
          awaited.add(1, line: outcome.line, fate: outcome.fate, lane: lane)
          continue
        }
        var left = others ?? .init(lanes[lane], plan, pool: 0)
        lanes[lane].add(outcome, from: row, &ill, lane: lane, plan, using: &left)
        others = left
      }
    }
  }
}

extension Timetable {
  /// What becomes of a claim of a row that its pool's common law does not describe, where nothing multiplies
  /// hazards.
  fileprivate func rest(
    of row: (slot: Int, place: Int), _ plan: PeriodPlan, using draws: inout Stream
  ) -> ClaimPool.Outcome {
    let (day, line) = plan.slots[row.slot].cover.drawExcess(at: row.place, using: &draws)
    return outcome(on: day, line, plan, using: &draws)
  }

  /// What becomes of a claim of a line that is diagnosed so many days after a period's first.
  fileprivate func outcome(
    on day: Int, _ line: Int, _ plan: PeriodPlan, using draws: inout Stream
  ) -> ClaimPool.Outcome {
    guard let fates = fates[scenario.launch.distance(to: plan.period.first) + day] else {
      preconditionFailure("a claim is diagnosed under cover")
    }
    return ClaimPool.Outcome(line: line, fate: fates.sample(using: &draws))
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
    var rest = stream(.excessRest, plan, cohort: pool)
    var others = ExcessStreams(self, plan, pool: pool)
    for row in pick(of: count, number, &ill, lane: lane, part: part, plan, using: &draws) {
      let outcome = self.rest(of: ill.source(row), part: part, plan, using: &rest)
      add(outcome, from: row, &ill, lane: lane, plan, using: &others)
    }
  }

  /// What is drawn of them besides what becomes of them.
  fileprivate struct ExcessStreams {
    var delays: Stream
    var picks: Stream

    init(_ replication: Replication, _ plan: PeriodPlan, pool: Int) {
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

  /// Adds one of them.
  fileprivate mutating func add(
    _ outcome: ClaimPool.Outcome, from row: Int, _ ill: inout Diagnosed, lane: Int,
    _ plan: PeriodPlan, using others: inout ExcessStreams
  ) {
    let days =
      outcome.fate.kind == .diagnosed
      ? timetable.course.draw(outcome.fate, using: &others.delays) : nil
    let fate = days.map { timetable.course.fate(of: $0) } ?? outcome.fate
    if timetable.lines[outcome.line].worth == .refused {
      let leave = timetable.scenario.membership.claimants == .leave
      refuse(
        outcome.line, fate, days, of: leave ? row : nil, &ill, lane: lane, plan,
        picks: &others.picks)
    } else {
      let generation = ill.generation(of: row, lane: lane, using: &others.picks)
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

  /// What becomes of a claim of a row that its pool's common law does not describe.
  private func rest(
    of row: (slot: Int, place: Int), part: Double, _ plan: PeriodPlan, using draws: inout Stream
  ) -> ClaimPool.Outcome {
    guard let systemic else { return timetable.rest(of: row, plan, using: &draws) }
    let cover = plan.slots[row.slot].cover
    let (day, age) = cover.laws[row.place].sampleRest(
      part: part, factor: systemic.value, using: &draws)
    let line = timetable.terms[timetable.cohorts[cover.cohorts[row.place]].segment, age]
      .line(at: draws.uniform(), waiting: day < cover.waitingDays)
    return timetable.outcome(on: day, line, plan, using: &draws)
  }
}
