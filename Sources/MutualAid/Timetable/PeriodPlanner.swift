/// Makes the plan of one period.
struct PeriodPlanner {
  let sources: PlanSources
  let period: Period
  let generations: Generations

  func plan() -> PeriodPlan {
    let scenario = sources.scenario
    let shutdown = scenario.shutdown
    let calendar = Birthdays.Calendar(of: period)
    let birthdays = sources.cohorts.cohorts.map {
      self.birthdays(of: $0, calendar)
    }
    let hasMembers = shutdown.map { $0.coverEnds.part(of: period.first) > 0 } ?? true
    var planner = CoverPlanner(
      sources: sources, period: period, groups: birthdays.map(\.groups))

    let deaths = CohortDraws(deaths(birthdays))
    var covers: [CoverKey: CoverPlan] = [:]
    func slot(_ place: Int, number: Int, waitingDays: Int, factor: Double) -> PeriodPlan.Slot {
      let key = CoverKey(waitingDays: waitingDays, factor: factor)
      let cover =
        covers[key] ?? planner.plan(waitingDays: waitingDays, factor: factor, number: number)
      covers[key] = cover
      return PeriodPlan.Slot(
        place: place, number: number,
        isMemberAllYear: number == 0
          || generations.isMemberAllYear(number - 1, in: period.index),
        cover: cover,
        diagnoses: CohortDraws(cover.probabilities), deaths: deaths)
    }
    let unripe = generations.unripe(in: period.index)
    let slots =
      hasMembers
      ? [
        slot(
          0, number: 0, waitingDays: 0, factor: scenario.claims.durationFactors.last?.factor ?? 1)
      ]
        + unripe.map {
          slot(
            generations.slot(of: $0), number: $0 + 1,
            waitingDays: generations.waitingDays(of: $0, in: period),
            factor: generations.durationFactor(of: $0, in: period))
        } : []
    let paying = slots.filter {
      scenario.membership.waiting.pays
        || period.first.advanced(by: $0.cover.waitingDays) <= period.publication
    }
    var excessParts = planner.pools.map { _ in 0.0 }
    var bounds = planner.pools.map { _ in DiagnosisLaw.Bound() }
    for cover in covers.values {
      for (pool, law) in zip(cover.pools, cover.laws) { bounds[pool].cover(law.bound) }
      for (pool, part) in zip(cover.pools, cover.excessParts) {
        excessParts[pool] = max(excessParts[pool], part)
      }
    }
    let before = period.index > 0 ? generations.unripe(in: period.index - 1) : 0..<0
    var plan = PeriodPlan(
      period: period, hasMembers: hasMembers, intake: intake(),
      joining: joining(),
      joiningSlot: unripe.contains(period.index) ? generations.slot(of: period.index) : 0,
      maturing: before.filter { !unripe.contains($0) }.map(generations.slot),
      slots: slots, payingSlots: paying.map(\.place), pools: planner.pools,
      groups: planner.claimGroups, excessParts: excessParts,
      rows: ClaimRows(slots, pools: planner.pools.count), bounds: bounds,
      leaving: leaving(birthdays),
      ended: sources.cohorts.cohorts.indices.filter { cohort in
        sources.cohorts.cohorts[cohort].leaves.map { $0 <= period.index } ?? false
      },
      lapse: LapsePlanner(sources: sources, period: period).plan(birthdays))
    plan.allow(under: shutdown)
    return plan
  }

  private struct CoverKey: Hashable {
    let waitingDays: Int
    let factor: Double
  }

  private func joining() -> JoiningPlan {
    if let enrolled = sources.cohorts.enrolled {
      return JoiningPlan(of: enrolled.periods[period.index], cohorts: sources.cohorts)
    }
    return JoiningPlan(
      of: mix(), riskClasses: sources.scenario.membership.riskClasses, on: period.first,
      cohorts: sources.cohorts)
  }

  private func intake() -> PeriodPlan.Intake {
    if let enrolled = sources.cohorts.enrolled {
      return .flow(joins: enrolled.periods[period.index].reduce(0) { $0 + $1.members })
    }
    guard let flow = sources.scenario.membership.flow else {
      return .path(target: sources.scenario.membership.path.members(on: period.publication))
    }
    return .flow(joins: flow.joins(in: period, launch: sources.scenario.launch))
  }

  private func birthdays(of cohort: Cohort, _ calendar: Birthdays.Calendar) -> Birthdays {
    guard let birthYear = cohort.birthYear else { return Birthdays(notModelledIn: period) }
    if let born = cohort.born {
      return Birthdays(born: born, in: period, upperAge: sources.upperAge)
    }
    return Birthdays(of: birthYear, in: period, calendar, upperAge: sources.upperAge)
  }

  /// The mix of those who join on the period's first day.
  private func mix() -> DatedMix {
    let mixes = sources.scenario.membership.mixes
    return mixes.last { $0.from <= period.first } ?? mixes[0]
  }

  private func deaths(_ birthdays: [Birthdays]) -> [Double] {
    zip(sources.cohorts.cohorts, birthdays).map(death)
  }

  private func death(of cohort: Cohort, _ birthdays: Birthdays) -> Double {
    guard sources.scenario.membership.mortality != nil, !birthdays.groups.isEmpty else { return 0 }
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
