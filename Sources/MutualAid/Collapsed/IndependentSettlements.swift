import Probability

/// Settlements of which each has claims of its own, and members who are known beforehand.
///
/// That is so as long as nothing makes the membership random, and every claim of a period is decided
/// by one settlement whichever claim it is: then the totals of different settlements come from
/// different diagnoses, and nothing but the surplus ties them together.
struct IndependentSettlements {
  /// The calendar years, ascending.
  let years: [Int]
  /// How each settlement's cost falls on its payers.
  let rules: [SharingRule]
  /// The sources of the claims that each settlement decides.
  let decided: [[ClaimSource]]

  /// The settlements of a scenario.
  ///
  /// - Parameters:
  ///   - timetable: The scenario.
  ///   - allowed: What is no obstacle, because the caller follows it.
  /// - Throws: `CollapsedError` with all that stands in the way.
  init(of timetable: Timetable, allowing allowed: NoExactLaw.Reason? = nil) throws(CollapsedError) {
    let course = MembershipCourse(of: timetable)
    let sources = ClaimSource.sources(of: timetable, course: course)
    var obstacles = Self.obstacles(of: timetable, course, allowing: allowed)
    let decided = Self.byDecision(sources, periods: timetable.periods.count)
    if decided == nil { obstacles.append(.spread) }
    guard obstacles.isEmpty, let decided else { throw .obstacles(obstacles) }

    years = Array(Set(timetable.periods.map(\.year))).sorted()
    let rules = timetable.periods.map { period in
      SharingRule(
        of: timetable.scenario.apportionment, segments: timetable.scenario.segments,
        payers: course.payers[period.index], cap: nil)
    }
    obstacles = Self.obstacles(of: timetable, rules: rules, decided: decided)
    guard obstacles.isEmpty else { throw .obstacles(obstacles) }
    self.rules = rules
    self.decided = decided
  }

  /// What makes the membership random, or money follow more than the total.
  private static func obstacles(
    of timetable: Timetable, _ course: MembershipCourse, allowing allowed: NoExactLaw.Reason?
  ) -> [CollapsedObstacle] {
    let scenario = timetable.scenario
    // A chance that comes in after the last settlement changes none.
    let last = timetable.periods.count - 1
    let reasons =
      course.obstaclesOfRisk(upTo: last)
      + course.obstacles.filter { $0.fromPayers <= last && $0.fromRisk > last }.map(\.reason)
    var found = reasons.filter { $0 != allowed }.map { CollapsedObstacle.noLaw($0) }
    if scenario.apportionment.sharing.fair != nil { found.append(.noLaw(.fairShares)) }
    if scenario.shutdown != nil { found.append(.shutdown) }
    if scenario.triggers != nil { found.append(.noLaw(.triggers)) }
    if scenario.funding.fundRule != nil { found.append(.noLaw(.fund)) }
    if scenario.funding.prepaidRule != nil { found.append(.noLaw(.prepaid)) }
    let capped = timetable.periods.contains {
      scenario.apportionment.capPerYear[$0.year] != nil
    }
    if capped { found.append(.yearlyCap) }
    if timetable.course.queues { found.append(.noLaw(.capacity)) }
    return found
  }

  /// What in the money of the settlements goes by more than a total.
  private static func obstacles(
    of timetable: Timetable, rules: [SharingRule], decided: [[ClaimSource]]
  ) -> [CollapsedObstacle] {
    var found: Set<CollapsedObstacle> = []
    for (index, rule) in rules.enumerated() {
      let lines = decided[index].lines(decidedIn: index...index).map { timetable.lines[$0] }
      if lines.contains(where: \.isDrawn) { found.insert(.noLaw(.randomBenefits)) }
      if rule.headcount == 0, lines.contains(where: { $0.amount > 0 }) { found.insert(.nobodyPays) }
      let cuts = lines.contains { rule.payable($0.amount) < $0.amount }
      if cuts, timetable.scenario.apportionment.aboveCap == .carry {
        found.insert(.noLaw(.carried))
      }
    }
    return found.sorted { "\($0)" < "\($1)" }
  }

  /// The sources of the claims that each settlement decides; `nil` where one has claims that
  /// different settlements may decide.
  private static func byDecision(_ sources: [ClaimSource], periods: Int) -> [[ClaimSource]]? {
    var decided = [[ClaimSource]](repeating: [], count: periods)
    for source in sources where source.members > 0 && source.probability > 0 {
      let settlements = source.decided.filter { $0.value.values.contains { $0 > 0 } }.keys
      guard settlements.count <= 1 else { return nil }
      for settlement in settlements { decided[settlement].append(source) }
    }
    return decided
  }
}
