import Probability

/// Claims that their pool's common law does not describe.
extension Replication {
  /// Adds the claims of a pool that its common law does not describe.
  ///
  /// - Returns: Their number.
  mutating func claimExcess(
    of count: Int, _ number: Int, _ ill: inout Diagnosed, lane: Int, _ plan: PeriodPlan
  ) -> Int {
    let part = outsidePart(of: number, plan)
    guard part > 0 else { return 0 }
    let pool = plan.pools[number].streamNumber
    var draws = stream(.excess, plan, cohort: pool)
    let rows: [Int]
    if systemic == nil, let ready = plan.excesses.isEmpty ? nil : plan.excesses[number],
      ill.largest(pool: number, lane: lane) <= ready.mostClaims
    {
      rows = Self.pick(ready, &ill, lane: lane, using: &draws)
    } else {
      rows = pick(of: count, number, &ill, lane: lane, part: part, plan, using: &draws)
    }
    guard !rows.isEmpty else { return 0 }
    draws = stream(.excessRest, plan, cohort: pool)
    var delays = stream(.excess.delays, plan, cohort: pool)
    var picks = stream(.excess.generations, plan, cohort: pool)
    for row in rows {
      claim(
        from: row, number, &ill, lane: lane, part: part, plan, using: &draws, delays: &delays,
        picks: &picks)
    }
    return rows.count
  }

  /// Takes them out of the rows of a pool whose draws have been made ready.
  private static func pick(
    _ ready: ExcessDraws, _ ill: inout Diagnosed, lane: Int, using draws: inout Stream
  ) -> [Int] {
    var rows: [Int] = []
    ready.successes.sample(using: &draws) { kind, claim in
      if ill.take(claim, row: ready.rows[kind], lane: lane) { rows.append(ready.rows[kind]) }
    }
    return rows
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
  private mutating func claim(
    from row: Int, _ number: Int, _ ill: inout Diagnosed, lane: Int, part: Double,
    _ plan: PeriodPlan, using draws: inout Stream, delays: inout Stream, picks: inout Stream
  ) {
    let (slot, place) = ill.source(row)
    let outcome = rest(of: plan.slots[slot].cover, at: place, part: part, plan, using: &draws)
    let days =
      outcome.fate.kind == .diagnosed ? timetable.course.draw(outcome.fate, using: &delays) : nil
    let fate = days.map { timetable.course.fate(of: $0) } ?? outcome.fate
    if timetable.lines[outcome.line].worth == .refused {
      let leave = timetable.scenario.membership.claimants == .leave
      refuse(
        outcome.line, fate, days, of: leave ? row : nil, number, &ill, lane: lane, plan,
        picks: &picks)
    } else {
      let generation = ill.generation(of: row, lane: lane, using: &picks)
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
    of cover: CoverPlan, at place: Int, part: Double, _ plan: PeriodPlan,
    using draws: inout Stream
  ) -> ClaimPool.Outcome {
    let excess = cover.excesses[place]
    let number: Int
    var terms = excess.terms
    if let systemic {
      let (day, age) = cover.laws[place].sampleRest(
        part: part, factor: systemic.value, using: &draws)
      number = day
      terms = timetable.terms[timetable.cohorts[cover.cohorts[place]].segment, age]
    } else {
      let mark = draws.uniform() * (excess.days.last ?? 0)
      number = excess.days.firstIndex { mark <= $0 } ?? excess.days.count - 1
    }
    let parts = terms.probabilities(waiting: number < cover.waitingDays)
    var rest = draws.uniform()
    let part =
      parts.first {
        rest -= $0.chance
        return rest <= 0
      } ?? parts[parts.count - 1]
    let day = timetable.scenario.launch.distance(to: plan.period.first) + number
    guard let fates = timetable.fates[day] else {
      preconditionFailure("a claim is diagnosed under cover")
    }
    return ClaimPool.Outcome(line: part.line, fate: fates.sample(using: &draws))
  }
}
