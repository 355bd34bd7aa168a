import Probability

extension Replication {
  /// Step 3.
  ///
  /// Members are diagnosed, and what becomes of their claims is drawn.
  ///
  /// From diagnosis on a claimant is no longer in the headcount, and can neither lapse, die nor be
  /// diagnosed again.
  mutating func diagnose(_ plan: PeriodPlan) {
    guard plan.hasMembers else { return }
    var ill = Diagnosed(pools: plan.pools.count, tellsGenerationsApart: tellsGenerationsApart)
    for group in plan.groups { diagnose(group, plan, &ill) }
    note(ill.total, .diagnosed, plan)
    for pool in plan.pools.indices where ill.counts[pool] > 0 {
      split(
        ill.counts[pool], pool, plan,
        generations: tellsGenerationsApart ? ill.generations[pool] : [])
    }
  }

  /// The members diagnosed in a period.
  private struct Diagnosed {
    var total = 0
    /// Those whose claims follow the common law of their pool, by pool.
    var counts: [Int]
    /// The same by generation of the year, where generations are told apart.
    var generations: [[Int]]

    init(pools: Int, tellsGenerationsApart: Bool) {
      counts = [Int](repeating: 0, count: pools)
      generations = [[Int]](repeating: [], count: tellsGenerationsApart ? pools : 0)
    }

    mutating func add(_ taken: [Int], pool: Int) {
      if generations[pool].isEmpty { generations[pool] = [Int](repeating: 0, count: taken.count) }
      for place in taken.indices { generations[pool][place] += taken[place] }
    }
  }

  private mutating func diagnose(
    _ group: PeriodPlan.Group, _ plan: PeriodPlan, _ ill: inout Diagnosed
  ) {
    let cover = group.cover
    let leaves = timetable.scenario.membership.claimants == .leave
    for place in cover.cohorts.indices {
      let cohort = cover.cohorts[place]
      let members = members.members(slots: group.slots, cohort: cohort)
      guard members > 0 else { continue }
      var draws = stream(.incidence, plan.period.index, cohort: cohort, number: group.number)
      let count = group.diagnoses.sample(place, of: members, using: &draws)
      guard count > 0 else { continue }
      ill.total += count
      var taken: [Int] = []
      if leaves {
        taken = take(
          count, of: members, slots: group.slots, cohort, plan, purpose: .incidence,
          number: group.number)
      }
      let pool = cover.pools[place]
      ill.counts[pool] += count
      if cover.excessParts[place] > 0 {
        ill.counts[pool] -= placeExcess(of: count, at: place, group, plan, &taken, using: &draws)
      }
      if !taken.isEmpty { ill.add(taken, pool: pool) }
    }
  }

  /// Places the claims of a cohort that its pool's common law does not describe, one by one.
  ///
  /// - Returns: Their number.
  private mutating func placeExcess(
    of ill: Int, at place: Int, _ group: PeriodPlan.Group, _ plan: PeriodPlan,
    _ taken: inout [Int], using draws: inout Stream
  ) -> Int {
    let cover = group.cover
    let count = Binomial.sample(
      trials: ill, probability: cover.excessParts[place], using: &draws)
    guard count > 0, let total = cover.excesses[place].days.last, total > 0 else { return 0 }
    let excess = cover.excesses[place]
    var picks = generationStream(
      for: .excess, plan, cohort: cover.cohorts[place], number: group.number)
    for _ in 0..<count {
      let mark = draws.uniform() * total
      let number = excess.days.firstIndex { mark <= $0 } ?? excess.days.count - 1
      let waits = number < cover.waitingDays
      let line = Self.line(of: excess.terms.probabilities(waiting: waits), using: &draws)
      let day = timetable.scenario.launch.distance(to: plan.period.first) + number
      guard let fates = timetable.fates[day] else { continue }
      let fate = fates.sample(using: &draws)
      claims.add(1, line: line, fate: fate, generation: Self.pick(from: &taken, using: &picks))
    }
    return count
  }

  private static func line(
    of parts: [(line: Int, chance: Double)], using draws: inout Stream
  ) -> Int {
    var mark = draws.uniform()
    for part in parts {
      if mark <= part.chance { return part.line }
      mark -= part.chance
    }
    return parts[parts.count - 1].line
  }

  /// Takes one of those drawn, each equally likely, and tells its generation.
  private static func pick(from taken: inout [Int], using draws: inout Stream) -> Int {
    guard !taken.isEmpty else { return 0 }
    var mark = draws.below(taken.reduce(0, +))
    for generation in taken.indices {
      if mark < taken[generation] {
        taken[generation] -= 1
        return generation
      }
      mark -= taken[generation]
    }
    return 0
  }

  /// Splits a pool's claims over what can become of them.
  private mutating func split(
    _ count: Int, _ number: Int, _ plan: PeriodPlan, generations: [Int]
  ) {
    let pool = plan.pools[number]
    var draws = Stream(
      seed: seed, replication: self.number, purpose: .course, period: plan.period.index,
      cohort: pool.streamNumber)
    var left = generations
    var picks = Stream(
      seed: seed, replication: self.number, purpose: .course.generations,
      period: plan.period.index, cohort: pool.streamNumber)
    pool.split(count, using: &draws) { line, fate, part in
      guard !left.isEmpty else {
        claims.add(part, line: line, fate: fate, generation: 0)
        return
      }
      var taken = [Int](repeating: 0, count: left.count)
      MultivariateHypergeometric.sample(counts: left, drawn: part, into: &taken, using: &picks)
      for (generation, members) in taken.enumerated() where members > 0 {
        left[generation] -= members
        claims.add(members, line: line, fate: fate, generation: generation)
      }
    }
  }
}
