import Probability

extension Replication {
  /// Claims of one line whose course is drawn, or is going to be with their group.
  private struct Part {
    let line: Int
    /// `nil` where the group tells.
    let fate: ClaimCourse.Fate?
    /// Its days, where they were drawn.
    var days: ClaimCourse.Days?
    var group: Int?
    let count: Int
  }

  /// Splits some of a pool's claims over what can become of them.
  ///
  /// A claim's course does not depend on who has it. So those of a pool that will be refused are a
  /// random few of the pool's: whose they are is drawn first, and then the generations of the others.
  /// The parts are told by `split`: the place of the branch, the fate unless the branch's group tells, and how
  /// many there are.
  mutating func claim(
    of pool: ClaimPool, number: Int, _ ill: inout Diagnosed, lane: Int,
    _ plan: PeriodPlan, _ grouped: inout GroupedClaims,
    split: (_ each: (_ place: Int, _ fate: ClaimCourse.Fate?, _ count: Int) -> Void) -> Void
  ) {
    var delays = stream(.ownDelays, plan, cohort: pool.streamNumber)
    let course = timetable.course
    var parts: [Part] = []
    var refused: [Part] = []
    split { place, fate, count in
      let branch = pool.branches[place]
      guard let fate else {
        parts.append(Part(line: branch.line, fate: nil, group: branch.group, count: count))
        return
      }
      let isRefused = timetable.lines[branch.line].worth == .refused
      course.follow(fate, of: count, using: &delays) { fate, days, count in
        let part = Part(line: branch.line, fate: fate, days: days, count: count)
        if isRefused { refused.append(part) } else { parts.append(part) }
      }
    }
    refuse(refused, number, &ill, lane: lane, plan)
    grouped.begin(ill, pool: number, lane: lane)
    add(
      parts, picks: stream(.course.generations, plan, cohort: pool.streamNumber), lane: lane,
      &grouped)
  }

  /// Adds a pool's claims, and tells the generations of those who have them.
  private mutating func add(
    _ parts: [Part], picks: Stream, lane: Int, _ grouped: inout GroupedClaims
  ) {
    var picks = picks
    for part in parts {
      if let group = part.group {
        grouped.take(part.count, group: group, lane: lane, using: &picks)
      } else if let fate = part.fate {
        grouped.take(part.count, using: &picks) { generation, members in
          claims.add(
            members, line: part.line, fate: fate, generation: generation, days: part.days)
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
          part.line, fate, part.days, of: next.next(), &ill, lane: lane, plan, picks: &picks)
      }
    }
  }

  /// Adds one claim that will be refused.
  mutating func refuse(
    _ line: Int, _ fate: ClaimCourse.Fate, _ days: ClaimCourse.Days?, of source: Int?,
    _ ill: inout Diagnosed, lane: Int, _ plan: PeriodPlan, picks: inout Stream
  ) {
    var claim = RefusedClaim(line: line, diagnosed: plan.period.index, home: nil, generation: 0)
    if let source {
      let (slot, place) = ill.source(source)
      claim = RefusedClaim(
        line: line, diagnosed: plan.period.index,
        home: .init(
          cohort: plan.slots[slot].cover.cohorts[place], slot: plan.slots[slot].number),
        generation: ill.generation(of: source, lane: lane, using: &picks))
    }
    claims.add(claim, fate: fate, days: days)
  }
}
