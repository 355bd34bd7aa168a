/// All that a scenario decides before chance: its periods, cohorts, risks and the laws of claims.
///
/// Made once, read by all replications at once.
struct Timetable: Sendable {
  private(set) var scenario: Scenario
  let periods: [Period]
  private(set) var plans: [PeriodPlan]
  let cohorts: [Cohort]
  let lines: [ClaimLine]
  /// The lines' own numbers in the names of streams, the same whatever other segments there are.
  let lineNumbers: [Int]
  let terms: TermsTable
  /// For each line, the law of its amount where that is drawn.
  let severities: [SeverityLaw?]
  private(set) var course: ClaimCourse
  /// By day from launch.
  let fates: [FateLaw?]
  /// How many slots the counts of a cohort are kept in.
  let slotCount: Int
  private(set) var phases: [MoneyPhase]
  /// The cohorts' own numbers in the names of their streams.
  let streamNumbers: [Int]
  /// The place of each period in its calendar year, from 0.
  let placesInYear: [Int]
  /// The most periods that a calendar year has.
  let mostPeriodsOfYear: Int
  /// Whether those who joined in each period stay told apart until the end, because what they have
  /// paid since is given back or asked for, or each has a balance.
  let keepsGenerations: Bool
  /// What a member would have had in the year after the end of cover, where there is one.
  private(set) var yearAhead: YearAhead?
  /// The last period of each calendar year.
  let isLastOfYear: [Bool]
  private let sources: PlanSources

  init(of scenario: Scenario, keepsGenerations: Bool = false) {
    self.scenario = scenario
    let periods = scenario.periods
    self.periods = periods
    let list = CohortList(of: scenario)
    cohorts = list.cohorts
    let course = ClaimCourse(of: scenario, periods: periods)
    self.course = course
    let table = FateTable(of: course, from: scenario.launch, to: scenario.horizon) { day in
      // What a trigger shuts may be covered for longer than to a date that is given.
      scenario.triggers != nil || scenario.shutdown?.coverEnds.part(of: day) ?? 1 > 0
    }
    fates = table.laws
    let isLastOfYear = periods.indices.map {
      $0 + 1 == periods.count || periods[$0 + 1].year != periods[$0].year
    }
    self.isLastOfYear = isLastOfYear
    let sources = PlanSources(
      scenario: scenario, cohorts: list, hazards: Hazards(of: scenario),
      terms: TermsTable(of: scenario), fates: table,
      isLastOfYear: isLastOfYear)
    self.sources = sources
    terms = sources.terms
    lines = sources.terms.lines
    lineNumbers = ClaimLine.streamNumbers(of: lines)
    severities = lines.map { line in
      guard case .drawn(let kind, _) = line.worth,
        case .random(let benefit) = scenario.claims.classes[kind].severities[line.segment]
      else { return nil }
      return SeverityLaw(benefit)
    }
    let generations = Generations(of: scenario, periods: periods)
    slotCount = generations.slotCount
    plans = periods.map { Self.plan($0, sources: sources, generations: generations) }
    streamNumbers = list.streamNumbers
    placesInYear = periods.map { period in
      period.index - (periods.firstIndex { $0.year == period.year } ?? 0)
    }
    mostPeriodsOfYear = (placesInYear.max() ?? 0) + 1
    phases = MoneyPhase.phases(of: scenario, periods: periods)
    yearAhead = scenario.shutdown.map {
      YearAhead(after: $0.coverEnds.lastCoveredDay, sources: sources)
    }
    self.keepsGenerations =
      keepsGenerations || scenario.funding.prepaidRule != nil
      || scenario.chargesBySegment
        && (scenario.shutdown?.refunds == .allPastShares
          || scenario.triggers?.terms.refunds == .allPastShares
          || scenario.membership.waiting.sparesSome && !scenario.apportionment.capPerYear.isEmpty)
  }

  /// The plan of one period, with what a member's risk is worth where shares go by it.
  private static func plan(
    _ period: Period, sources: PlanSources, generations: Generations
  ) -> PeriodPlan {
    var plan = PeriodPlanner(sources: sources, period: period, generations: generations).plan()
    if sources.scenario.apportionment.sharing.fair != nil {
      plan.risks = MemberRisk.risks(
        of: plan, cohorts: sources.cohorts.cohorts.count, lines: sources.terms.lines,
        scenario: sources.scenario)
    }
    return plan
  }

  /// How many replications may go through the periods together, so that their members lie in a core's
  /// cache and what the timetable says of a cohort is still read for many of them.
  var lanesAtOnce: Int {
    let rows = slotCount + (keepsGenerations ? generationCount : 0)
    return min(256, max(16, (1 << 18) / (rows * max(1, cohorts.count))))
  }

  /// How many generations there are where these are told apart; 0 is for those who joined before
  /// the year.
  var generationCount: Int { (keepsGenerations ? periods.count : mostPeriodsOfYear) + 1 }

  /// The generation of those who join in a period, where generations are told apart.
  func generation(joiningIn period: Int) -> Int {
    (keepsGenerations ? period : placesInYear[period]) + 1
  }

  /// The timetable of a pool whose end is announced on the day after a settlement.
  ///
  /// Up to that settlement it is this one; after it, plans are made anew where cover ends.
  ///
  /// - Complexity: O(*cohorts* · *days*) for the days in the periods in which cover ends.
  func shut(by shutdown: Shutdown, after settlement: Int) -> Timetable {
    var timetable = self
    var sources = sources
    let wasCovered = { (period: Period) in
      self.scenario.shutdown.map { Moment.end(of: period.settlement) <= $0.coverEnds } ?? true
    }
    timetable.scenario.shutdown = shutdown
    sources.scenario = timetable.scenario
    timetable.course = course.shut(by: shutdown)
    timetable.phases = MoneyPhase.phases(of: timetable.scenario, periods: periods)
    timetable.yearAhead = YearAhead(after: shutdown.coverEnds.lastCoveredDay, sources: sources)
    let generations = Generations(of: scenario, periods: periods)
    for period in periods[(settlement + 1)...] {
      let place = period.index
      if shutdown.coverEnds.part(of: period.first) == 0 {
        timetable.plans[place] = plans[place].afterCover(by: shutdown)
      } else if Moment.end(of: period.settlement) <= shutdown.coverEnds, wasCovered(period) {
        timetable.plans[place] = plans[place].shut(by: shutdown)
      } else {
        timetable.plans[place] = Self.plan(period, sources: sources, generations: generations)
      }
    }
    return timetable
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
      timetable.plans[place] = plan.prepared(
        for: opened.members, segments: cohorts.map(\.segment), course)
      guard (try? reference.run(plan)) != nil else { break }
    }
    return timetable
  }
}
