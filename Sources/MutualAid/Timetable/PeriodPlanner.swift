/// Makes the plan of one period.
struct PeriodPlanner {
  let sources: PlanSources
  let period: Period
  let generations: Generations

  func plan() -> PeriodPlan {
    let scenario = sources.scenario
    let shutdown = scenario.shutdown
    let birthdays = sources.cohorts.cohorts.map(birthdays)
    let hasMembers = shutdown.map { $0.coverEnds.part(of: period.first) > 0 } ?? true
    var planner = CoverPlanner(
      sources: sources, period: period, groups: birthdays.map(\.groups))

    var groups: [PeriodPlan.Group] = []
    func include(slot: Int, waitingDays: Int) {
      if let known = groups.firstIndex(where: { $0.number == waitingDays }) {
        groups[known].slots.append(slot)
      } else {
        let cover = planner.plan(waitingDays: waitingDays)
        groups.append(
          .init(cover: cover, slots: [slot], diagnoses: CohortDraws(cover.probabilities)))
      }
    }
    let unripe = generations.unripe(in: period.index)
    if hasMembers {
      include(slot: 0, waitingDays: 0)
      for generation in unripe {
        include(
          slot: generations.slot(of: generation),
          waitingDays: generations.waitingDays(of: generation, in: period))
      }
    }
    let paying = groups.filter {
      scenario.membership.waiting.pays
        || period.first.advanced(by: $0.number) <= period.publication
    }
    let before = period.index > 0 ? generations.unripe(in: period.index - 1) : 0..<0
    let slots = groups.flatMap(\.slots)
    return PeriodPlan(
      period: period, hasMembers: hasMembers,
      target: scenario.membership.path.members(on: period.publication),
      mayJoin: shutdown.map { period.first <= $0.announced } ?? true,
      mayLeave: shutdown.map { period.first < $0.contributionsEnd } ?? true,
      joining: JoiningPlan(of: mix(), on: period.first, cohorts: sources.cohorts),
      joiningSlot: unripe.contains(period.index) ? generations.slot(of: period.index) : 0,
      maturing: before.filter { !unripe.contains($0) }.map(generations.slot),
      groups: groups, slots: slots, payingSlots: paying.flatMap(\.slots),
      pools: planner.pools,
      deaths: deaths(birthdays, slots: slots),
      leaving: leaving(birthdays))
  }

  private func birthdays(of cohort: Cohort) -> Birthdays {
    guard let birthYear = cohort.birthYear else { return Birthdays(notModelledIn: period) }
    return Birthdays(of: birthYear, in: period, upperAge: sources.upperAge)
  }

  /// The mix of those who join on the period's first day.
  private func mix() -> DatedMix {
    let mixes = sources.scenario.membership.mixes
    return mixes.last { $0.from <= period.first } ?? mixes[0]
  }

  private func deaths(_ birthdays: [Birthdays], slots: [Int]) -> [PeriodPlan.Deaths] {
    guard sources.scenario.membership.mortality != nil, !slots.isEmpty else { return [] }
    let draws = CohortDraws(zip(sources.cohorts.cohorts, birthdays).map(death))
    return [slots.prefix(1), slots.dropFirst()].map { .init(slots: Array($0), draws: draws) }
  }

  private func death(of cohort: Cohort, _ birthdays: Birthdays) -> Double {
    guard !birthdays.groups.isEmpty else { return 0 }
    return CohortRisk(birthdays.groups, days: period.length) { age, number in
      self.sources.hazards.death(
        sex: cohort.sex, age: min(age, self.sources.upperAge),
        on: self.period.first.advanced(by: number))
    }.probability
  }

  private func leaving(_ birthdays: [Birthdays]) -> [PeriodPlan.Leaving] {
    birthdays.enumerated().compactMap { cohort, birthdays in
      guard birthdays.reachedBySettlement > 0 else { return nil }
      let early = birthdays.reachedByPublication
      let later = early < 1 ? (birthdays.reachedBySettlement - early) / (1 - early) : 0
      return .init(cohort: cohort, byPublication: early, later: min(max(later, 0), 1))
    }
  }
}
