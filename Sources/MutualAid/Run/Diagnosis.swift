import Probability

extension Batch {
  /// Step 3.
  ///
  /// Members are diagnosed, and what becomes of their claims is drawn.
  ///
  /// From diagnosis on a claimant is no longer in the headcount, and can neither lapse, die nor be
  /// diagnosed again.
  mutating func diagnose(_ plan: PeriodPlan) {
    guard plan.hasMembers else { return }
    for lane in lanes.indices { lanes[lane].advanceSystemicFactor(to: plan) }
    var ill = Diagnosed(
      plan, lanes: lanes.count, tellsGenerationsApart: tellsGenerationsApart)
    let leave = timetable.scenario.membership.claimants == .leave
    for (number, slot) in plan.slots.enumerated() where !members.isEmpty(slot: slot.place) {
      for place in slot.cover.cohorts.indices {
        let cohort = slot.cover.cohorts[place]
        let draws = streams(.incidence, plan, cohort: cohort, number: slot.number)
        let any =
          slot.cover.laws.isEmpty
          ? members.draw(
            place, of: slot.diagnoses, slot: slot.place, cohort: cohort, using: draws,
            leave: leave, into: &taken)
          : members.draw(
            lanes.map { slot.cover.laws[place].chance.probability(factor: $0.factor) },
            slot: slot.place, cohort: cohort, using: draws, leave: leave, into: &taken)
        guard any else { continue }
        ill.add(taken, slot: number, place: place, pool: slot.cover.pools[place])
        guard tellsGenerationsApart else { continue }
        ill.generations(
          of: lanes.indices.map { lane in
            leave
              ? generations(
                of: taken[lane], slot, cohort: cohort, lane: lane, plan, purpose: .incidence) : []
          })
      }
    }
    for lane in lanes.indices {
      lanes[lane].note(ill.total(lane), .diagnosed, plan)
      for number in plan.pools.indices {
        lanes[lane].claim(number, of: &ill, lane: lane, plan)
      }
    }
  }
}

/// The members diagnosed in a period, by replication.
struct Diagnosed {
  /// Those of one slot and cohort.
  struct Source {
    /// The number of their slot in the plan.
    let slot: Int
    /// The place of their cohort in the slot's cover plan.
    let place: Int
    /// How many, lane by lane.
    var counts: [Int]
    /// Their generations of the year, lane by lane; empty where these are not told apart.
    var generations: [[Int]] = []
  }

  /// For each pool, how many have claims of it, lane by lane.
  private var counts: [[Int]]
  /// For each pool, where they come from; kept only where that is asked for.
  private var sources: [[Source]]
  private let keepsSources: [Bool]
  private var lastPool = 0

  init(_ plan: PeriodPlan, lanes: Int, tellsGenerationsApart: Bool) {
    counts = plan.pools.map { _ in [Int](repeating: 0, count: lanes) }
    sources = plan.pools.map { _ in [] }
    keepsSources = zip(plan.excessParts, plan.bounds).map {
      $0 > 0 || $1.total > 0 || tellsGenerationsApart
    }
  }

  mutating func add(_ taken: [Int], slot: Int, place: Int, pool: Int) {
    for lane in taken.indices { counts[pool][lane] &+= taken[lane] }
    if keepsSources[pool] {
      sources[pool].append(Source(slot: slot, place: place, counts: taken))
    }
    lastPool = pool
  }

  /// Tells the generations of those added last.
  mutating func generations(of last: [[Int]]) {
    sources[lastPool][sources[lastPool].count - 1].generations = last
  }

  func total(_ lane: Int) -> Int { counts.reduce(0) { $0 + $1[lane] } }

  func count(pool: Int, lane: Int) -> Int { counts[pool][lane] }

  /// Takes one of a pool's claims, each equally likely.
  ///
  /// - Returns: Where it comes from.
  mutating func pick(pool: Int, lane: Int, using draws: inout Stream, left: Int) -> Int {
    var mark = draws.below(left)
    for number in sources[pool].indices {
      let count = sources[pool][number].counts[lane]
      if mark < count {
        sources[pool][number].counts[lane] -= 1
        return number
      }
      mark -= count
    }
    preconditionFailure("a pool has as many claims as its sources")
  }

  func source(_ number: Int, pool: Int) -> (slot: Int, place: Int) {
    (sources[pool][number].slot, sources[pool][number].place)
  }

  /// Takes the generation of one of a source's claims, each equally likely.
  mutating func generation(
    of number: Int, pool: Int, lane: Int, using draws: inout Stream
  ) -> Int {
    guard !sources[pool][number].generations.isEmpty else { return 0 }
    let row = sources[pool][number].generations[lane]
    guard !row.isEmpty else { return 0 }
    var mark = draws.below(row.reduce(0, +))
    for generation in row.indices {
      if mark < row[generation] {
        sources[pool][number].generations[lane][generation] -= 1
        return generation
      }
      mark -= row[generation]
    }
    preconditionFailure("a source has as many generations as claims")
  }

  /// The generations of a pool's claims; empty where they are not told apart.
  func generations(pool: Int, lane: Int) -> [Int] {
    sources[pool].reduce(into: []) { sum, source in
      guard !source.generations.isEmpty, !source.generations[lane].isEmpty else { return }
      sum =
        sum.isEmpty ? source.generations[lane] : zip(sum, source.generations[lane]).map(+)
    }
  }
}

extension Replication {
  /// Splits a pool's claims over what can become of them.
  ///
  /// Each claim of a cohort lies with probability ε outside the pool's common law. So each of the
  /// pool's claims is a candidate with the largest ε there is, and a candidate is outside with its
  /// cohort's ε over the largest. Candidates are a random few of the claims. Where the replication has
  /// a factor on all hazards, one bound serves all cohorts, and all candidates are outside.
  mutating func claim(
    _ number: Int, of ill: inout Diagnosed, lane: Int, _ plan: PeriodPlan
  ) {
    let count = ill.count(pool: number, lane: lane)
    guard count > 0 else { return }
    let pool = plan.pools[number]
    var outside = 0
    let part = outsidePart(of: number, plan)
    if part > 0 {
      var draws = stream(.excess, plan, pool)
      let candidates = Binomial.sample(trials: count, probability: part, using: &draws)
      if candidates > 0 {
        var picks = stream(.excess.generations, plan, pool)
        for taken in 0..<candidates {
          let source = ill.pick(pool: number, lane: lane, using: &draws, left: count - taken)
          let (slot, place) = ill.source(source, pool: number)
          let cover = plan.slots[slot].cover
          guard systemic != nil || draws.uniform() * part < cover.excessParts[place] else {
            continue
          }
          let fate = rest(of: cover, at: place, part: part, plan, using: &draws)
          let generation = ill.generation(of: source, pool: number, lane: lane, using: &picks)
          claims.add(1, line: fate.line, fate: fate.fate, generation: generation)
          outside += 1
        }
      }
    }
    var draws = stream(.course, plan, pool)
    let generations =
      tellsGenerationsApart ? ill.generations(pool: number, lane: lane) : []
    split(
      count - outside, pool, generations: generations, using: &draws,
      picks: stream(.course.generations, plan, pool))
  }

  /// The stream of a decision about a pool's claims.
  private func stream(
    _ purpose: Stream.Purpose, _ plan: PeriodPlan, _ pool: ClaimPool
  ) -> Stream {
    Stream(
      seed: seed, replication: number, purpose: purpose, period: plan.period.index,
      cohort: pool.streamNumber)
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

  private mutating func split(
    _ count: Int, _ pool: ClaimPool, generations: [Int], using draws: inout Stream,
    picks: Stream
  ) {
    guard !generations.isEmpty else {
      return pool.split(count, using: &draws) { line, fate, part in
        claims.add(part, line: line, fate: fate, generation: 0)
      }
    }
    var (left, picks) = (generations, picks)
    pool.split(count, using: &draws) { line, fate, part in
      var taken = [Int](repeating: 0, count: left.count)
      MultivariateHypergeometric.sample(counts: left, drawn: part, into: &taken, using: &picks)
      for (generation, members) in taken.enumerated() where members > 0 {
        left[generation] -= members
        claims.add(members, line: line, fate: fate, generation: generation)
      }
    }
  }
}
