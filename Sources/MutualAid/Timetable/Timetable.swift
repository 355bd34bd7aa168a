/// All that a scenario decides before chance: its periods, cohorts, risks and the laws of claims.
///
/// Made once, read by all replications at once.
struct Timetable: Sendable {
  let scenario: Scenario
  let periods: [Period]
  private(set) var plans: [PeriodPlan]
  let cohorts: [Cohort]
  let lines: [ClaimLine]
  let terms: TermsTable
  /// For each line, the law of its amount where that is drawn.
  let severities: [SeverityLaw?]
  let course: ClaimCourse
  /// By day from launch.
  let fates: [FateLaw?]
  /// How many slots the counts of a cohort are kept in.
  let slotCount: Int
  let phases: [MoneyPhase]
  /// The cohorts' own numbers in the names of their streams.
  let streamNumbers: [Int]
  /// The place of each period in its calendar year, from 0.
  let placesInYear: [Int]
  /// The most periods that a calendar year has.
  let mostPeriodsOfYear: Int
  /// The last period of each calendar year.
  let isLastOfYear: [Bool]

  init(of scenario: Scenario) {
    self.scenario = scenario
    let periods = scenario.periods
    self.periods = periods
    let list = CohortList(of: scenario)
    cohorts = list.cohorts
    let course = ClaimCourse(of: scenario, periods: periods)
    self.course = course
    fates = (0...max(0, scenario.launch.distance(to: scenario.horizon))).map { number in
      let day = scenario.launch.advanced(by: number)
      let part = scenario.shutdown?.coverEnds.part(of: day) ?? 1
      return part > 0 ? FateLaw(course.law(diagnosed: day)) : nil
    }
    let isLastOfYear = periods.indices.map {
      $0 + 1 == periods.count || periods[$0 + 1].year != periods[$0].year
    }
    self.isLastOfYear = isLastOfYear
    let sources = PlanSources(
      scenario: scenario, cohorts: list, hazards: Hazards(of: scenario),
      terms: TermsTable(of: scenario), fates: fates,
      isLastOfYear: isLastOfYear)
    terms = sources.terms
    lines = sources.terms.lines
    severities = lines.map { line in
      guard case .drawn(let kind, _) = line.worth,
        case .random(let benefit) = scenario.claims.classes[kind].severities[line.segment]
      else { return nil }
      return SeverityLaw(benefit)
    }
    let generations = Generations(of: scenario, periods: periods)
    slotCount = generations.slotCount
    plans = periods.map {
      PeriodPlanner(sources: sources, period: $0, generations: generations).plan()
    }
    if scenario.apportionment.sharing.fair != nil {
      for place in plans.indices {
        plans[place].risks = MemberRisk.risks(
          of: plans[place], cohorts: cohorts.count, lines: lines, scenario: scenario)
      }
    }
    streamNumbers = cohorts.map(\.streamNumber)
    placesInYear = periods.map { period in
      period.index - (periods.firstIndex { $0.year == period.year } ?? 0)
    }
    mostPeriodsOfYear = (placesInYear.max() ?? 0) + 1
    phases = MoneyPhase.phases(of: scenario, periods: periods)
  }

  /// The timetable with tables for the draws of about as many members as each period of a run has.
  ///
  /// The run is one replication of a fixed seed, so the tables follow from the scenario alone. A
  /// replication that fails leaves the rest without tables.
  func prepared(_ layout: RecordLayout) -> Timetable {
    var timetable = self
    var reference = Batch([0], of: self, layout: layout, seed: 0, tellsGenerationsApart: true)
    for (place, plan) in plans.enumerated() {
      var opened = reference
      opened.open(plan)
      timetable.plans[place] = plan.prepared(for: opened.members)
      guard (try? reference.run(plan)) != nil else { break }
    }
    return timetable
  }
}
