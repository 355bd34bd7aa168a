import Probability

extension Replication {
  /// Claims of one line with the same course.
  private struct Part {
    let line: Int
    let fate: ClaimCourse.Fate
    /// Its days, where they were drawn.
    let days: ClaimCourse.Days?
    let count: Int
  }

  /// Splits a pool's claims over what can become of them.
  ///
  /// A claim's course does not depend on who has it, so those that will be refused are a random few
  /// of the pool's. Whose they are is drawn first, and then the generations of the others.
  mutating func claim(
    _ number: Int, of ill: inout Diagnosed, lane: Int, _ plan: PeriodPlan
  ) {
    let count = ill.count(pool: number, lane: lane)
    guard count > 0 else { return }
    let pool = plan.pools[number]
    var delays = stream(.delays, plan, cohort: pool.streamNumber)
    let outside = claimExcess(of: count, number, &ill, lane: lane, plan, delays: &delays)
    var draws = stream(.course, plan, cohort: pool.streamNumber)
    let mayBeRefused = pool.mayBeRefused(timetable.lines)
    guard tellsGenerationsApart || mayBeRefused || timetable.course.followsClaims else {
      return pool.split(count - outside, using: &draws) { line, fate, part in
        claims.add(part, line: line, fate: fate, generation: 0)
      }
    }
    var parts: [Part] = []
    var refused: [Part] = []
    pool.split(count - outside, using: &draws) { line, fate, count in
      let isRefused = timetable.lines[line].worth == .refused
      follow(fate, of: count, using: &delays) { fate, days, count in
        let part = Part(line: line, fate: fate, days: days, count: count)
        if isRefused { refused.append(part) } else { parts.append(part) }
      }
    }
    refuse(refused, number, &ill, lane: lane, plan)
    let generations = tellsGenerationsApart ? ill.generations(pool: number, lane: lane) : []
    add(parts, generations, picks: stream(.course.generations, plan, cohort: pool.streamNumber))
  }

  /// Draws the course of claims one by one, where only the day of diagnosis is known of it.
  private func follow(
    _ fate: ClaimCourse.Fate, of count: Int, using delays: inout Stream,
    each body: (_ fate: ClaimCourse.Fate, _ days: ClaimCourse.Days?, _ count: Int) -> Void
  ) {
    guard fate.kind == .diagnosed else { return body(fate, nil, count) }
    for _ in 0..<count {
      let days = timetable.course.draw(fate, using: &delays)
      body(timetable.course.fate(of: days), days, 1)
    }
  }

  /// Adds claims, and tells the generations of those who have them.
  private mutating func add(_ parts: [Part], _ generations: [Int], picks: Stream) {
    guard !generations.isEmpty else {
      for part in parts {
        claims.add(
          part.count, line: part.line, fate: part.fate, generation: 0, days: part.days)
      }
      return
    }
    var (left, picks) = (generations, picks)
    for part in parts {
      var taken = [Int](repeating: 0, count: left.count)
      MultivariateHypergeometric.sample(
        counts: left, drawn: part.count, into: &taken, using: &picks)
      for (generation, members) in taken.enumerated() where members > 0 {
        left[generation] -= members
        claims.add(
          members, line: part.line, fate: part.fate, generation: generation, days: part.days)
      }
    }
  }

  // MARK: - Refusals

  /// Adds claims that will be refused, and tells who has them.
  private mutating func refuse(
    _ parts: [Part], _ number: Int, _ ill: inout Diagnosed, lane: Int, _ plan: PeriodPlan
  ) {
    guard !parts.isEmpty else { return }
    let pool = plan.pools[number].streamNumber
    var draws = stream(.refusal, plan, cohort: pool)
    var picks = stream(.refusal.generations, plan, cohort: pool)
    let leave = timetable.scenario.membership.claimants == .leave
    let sources =
      leave
      ? ill.pick(
        parts.reduce(0) { $0 + $1.count }, pool: number, lane: lane, using: &draws) : []
    var next = sources.makeIterator()
    for part in parts {
      for _ in 0..<part.count {
        refuse(
          part.line, part.fate, part.days, of: next.next(), number, &ill, lane: lane, plan,
          picks: &picks)
      }
    }
  }

  /// Adds one claim that will be refused.
  private mutating func refuse(
    _ line: Int, _ fate: ClaimCourse.Fate, _ days: ClaimCourse.Days?, of source: Int?,
    _ number: Int, _ ill: inout Diagnosed,
    lane: Int, _ plan: PeriodPlan, picks: inout Stream
  ) {
    var claim = RefusedClaim(line: line, diagnosed: plan.period.index, home: nil, generation: 0)
    if let source {
      let (slot, place) = ill.source(source, pool: number)
      claim = RefusedClaim(
        line: line, diagnosed: plan.period.index,
        home: .init(
          cohort: plan.slots[slot].cover.cohorts[place], slot: plan.slots[slot].number),
        generation: ill.generation(of: source, pool: number, lane: lane, using: &picks))
    }
    claims.add(claim, fate: fate, days: days)
  }

  // MARK: - Excess

  /// Adds the claims that their pool's common law does not describe.
  ///
  /// Each claim of a cohort lies with probability ε outside the pool's common law. So each of the
  /// pool's claims is a candidate with the largest ε there is, and a candidate is outside with its
  /// cohort's ε over the largest. Candidates are a random few of the claims. Where the replication has
  /// a factor on all hazards, one bound serves all cohorts, and all candidates are outside.
  ///
  /// - Returns: Their number.
  private mutating func claimExcess(
    of count: Int, _ number: Int, _ ill: inout Diagnosed, lane: Int, _ plan: PeriodPlan,
    delays: inout Stream
  ) -> Int {
    let part = outsidePart(of: number, plan)
    guard part > 0 else { return 0 }
    let pool = plan.pools[number].streamNumber
    var draws = stream(.excess, plan, cohort: pool)
    let candidates = Binomial.sample(trials: count, probability: part, using: &draws)
    guard candidates > 0 else { return 0 }
    let leave = timetable.scenario.membership.claimants == .leave
    var picks = stream(.excess.generations, plan, cohort: pool)
    var inside: [Int] = []
    for taken in 0..<candidates {
      let source = ill.pick(pool: number, lane: lane, using: &draws, left: count - taken)
      let (slot, place) = ill.source(source, pool: number)
      let cover = plan.slots[slot].cover
      guard systemic != nil || draws.uniform() * part < cover.excessParts[place] else {
        inside.append(source)
        continue
      }
      let outcome = rest(of: cover, at: place, part: part, plan, using: &draws)
      let days =
        outcome.fate.kind == .diagnosed
        ? timetable.course.draw(outcome.fate, using: &delays) : nil
      let fate = days.map { timetable.course.fate(of: $0) } ?? outcome.fate
      if timetable.lines[outcome.line].worth == .refused {
        refuse(
          outcome.line, fate, days, of: leave ? source : nil, number, &ill, lane: lane, plan,
          picks: &picks)
      } else {
        let generation = ill.generation(of: source, pool: number, lane: lane, using: &picks)
        claims.add(1, line: outcome.line, fate: fate, generation: generation, days: days)
      }
    }
    for source in inside { ill.putBack(source, pool: number, lane: lane) }
    return candidates - inside.count
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
