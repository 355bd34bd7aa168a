import Probability

extension Replication {
  /// Claims of one line whose course is drawn, or is going to be with their group.
  private struct Part {
    let line: Int
    /// `nil` where the group tells.
    let fate: ClaimCourse.Fate?
    var group: Int?
    let count: Int
  }

  /// The claims of a period that are split by group.
  private struct Grouped {
    /// How many, by group.
    var counts: [Int]
    /// The generations of those who have them, by group; empty where these are not told apart.
    var generations: [[Int]]
  }

  /// Splits the claims of a period's diagnosed over what can become of them.
  ///
  /// A claim's course does not depend on who has it. So those of a pool that will be refused are a
  /// random few of the pool's: whose they are is drawn first, and then the generations of the others.
  mutating func claim(_ ill: inout Diagnosed, lane: Int, _ plan: PeriodPlan) {
    let none = plan.groups.map { _ in 0 }
    let leave = timetable.scenario.membership.claimants == .leave
    var grouped = Grouped(
      counts: none,
      generations: tellsGenerationsApart && leave
        ? none.map { _ in [Int](repeating: 0, count: paidThisYear[0].count) } : [])
    for number in plan.pools.indices {
      claim(number, of: &ill, lane: lane, plan, &grouped)
    }
    split(grouped, plan)
  }

  private mutating func claim(
    _ number: Int, of ill: inout Diagnosed, lane: Int, _ plan: PeriodPlan,
    _ grouped: inout Grouped
  ) {
    let count = ill.count(pool: number, lane: lane)
    guard count > 0 else { return }
    let pool = plan.pools[number]
    var delays = stream(.delays, plan, cohort: pool.streamNumber)
    let outside = claimExcess(of: count, number, &ill, lane: lane, plan, delays: &delays)
    guard count > outside else { return }
    var draws = stream(.course, plan, cohort: pool.streamNumber)
    let course = timetable.course
    guard tellsGenerationsApart || pool.mayBeRefused(timetable.lines) else {
      return pool.split(count - outside, using: &draws) { branch, fate, part in
        guard let fate else {
          if let group = branch.group { grouped.counts[group] += part }
          return
        }
        course.follow(fate, of: part, using: &delays) {
          claims.add($1, line: branch.line, fate: $0, generation: 0)
        }
      }
    }
    var parts: [Part] = []
    var refused: [Part] = []
    pool.split(count - outside, using: &draws) { branch, fate, count in
      guard let fate else {
        parts.append(Part(line: branch.line, fate: nil, group: branch.group, count: count))
        return
      }
      let isRefused = timetable.lines[branch.line].worth == .refused
      course.follow(fate, of: count, using: &delays) { fate, count in
        let part = Part(line: branch.line, fate: fate, count: count)
        if isRefused { refused.append(part) } else { parts.append(part) }
      }
    }
    refuse(refused, number, &ill, lane: lane, plan)
    let generations = tellsGenerationsApart ? ill.generations(pool: number, lane: lane) : []
    add(
      parts, generations, picks: stream(.course.generations, plan, cohort: pool.streamNumber),
      &grouped)
  }

  /// Adds a pool's claims, and tells the generations of those who have them.
  private mutating func add(
    _ parts: [Part], _ generations: [Int], picks: Stream, _ grouped: inout Grouped
  ) {
    var (left, picks) = (generations, picks)
    for part in parts {
      if let group = part.group { grouped.counts[group] += part.count }
      guard !generations.isEmpty else {
        if let fate = part.fate {
          claims.add(part.count, line: part.line, fate: fate, generation: 0)
        }
        continue
      }
      Self.take(part.count, from: &left, using: &picks) { generation, members in
        if let fate = part.fate {
          claims.add(members, line: part.line, fate: fate, generation: generation)
        } else if let group = part.group {
          grouped.generations[group][generation] += members
        }
      }
    }
  }

  /// Takes a random few of some claims, by generation.
  private static func take(
    _ count: Int, from left: inout [Int], using picks: inout Stream,
    each body: (_ generation: Int, _ members: Int) -> Void
  ) {
    var taken = [Int](repeating: 0, count: left.count)
    MultivariateHypergeometric.sample(counts: left, drawn: count, into: &taken, using: &picks)
    for (generation, members) in taken.enumerated() where members > 0 {
      left[generation] -= members
      body(generation, members)
    }
  }

  // MARK: - Groups

  /// Draws the fates of the claims that are split by group.
  ///
  /// Groups of one stream lie side by side.
  private mutating func split(_ grouped: Grouped, _ plan: PeriodPlan) {
    let course = timetable.course
    var name: Int?
    var (draws, delays, picks) = (
      stream(.fates, plan), stream(.delays, plan), stream(.fates.generations, plan)
    )
    for (number, group) in plan.groups.enumerated() {
      if group.streamNumber != name {
        name = group.streamNumber
        draws = stream(.fates, plan, cohort: group.streamNumber)
        delays = stream(.delays, plan, cohort: group.streamNumber)
        picks = stream(.fates.generations, plan, cohort: group.streamNumber)
      }
      guard grouped.counts[number] > 0 else { continue }
      var left = grouped.generations.isEmpty ? [] : grouped.generations[number]
      group.fates.split(grouped.counts[number], using: &draws) { fate, count in
        course.follow(fate, of: count, using: &delays) { fate, count in
          guard !left.isEmpty else {
            return claims.add(count, line: group.line, fate: fate, generation: 0)
          }
          Self.take(count, from: &left, using: &picks) {
            claims.add($1, line: group.line, fate: fate, generation: $0)
          }
        }
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
        guard let fate = part.fate else { continue }
        refuse(
          part.line, fate, of: next.next(), number, &ill, lane: lane, plan, picks: &picks)
      }
    }
  }

  /// Adds one claim that will be refused.
  private mutating func refuse(
    _ line: Int, _ fate: ClaimCourse.Fate, of source: Int?, _ number: Int, _ ill: inout Diagnosed,
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
    claims.add(claim, fate: fate)
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
      let fate =
        outcome.fate.kind == .diagnosed
        ? timetable.course.draw(outcome.fate, using: &delays) : outcome.fate
      if timetable.lines[outcome.line].worth == .refused {
        refuse(
          outcome.line, fate, of: leave ? source : nil, number, &ill, lane: lane, plan,
          picks: &picks)
      } else {
        let generation = ill.generation(of: source, pool: number, lane: lane, using: &picks)
        claims.add(1, line: outcome.line, fate: fate, generation: generation)
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
