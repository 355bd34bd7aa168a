import Probability

/// The settlements of a scenario, each with the law of all that it decides, found without drawing.
///
/// What a settlement decides is a sum over members. As long as nothing makes the membership random,
/// and every claim of a period is decided by one settlement whichever claim it is, the totals of
/// different settlements come from different diagnoses of members who claim anew in every period
/// (`Claimants.stay`), and are independent.
struct CollapsedPlan: Sendable {
  /// In the order of time.
  let settlements: [CollapsedSettlement]
  /// The calendar years, ascending.
  let years: [Int]
  /// Whose claims each settlement decides, with what members pay for them.
  let groups: [[BinomialGroup]]
  /// The payers of each settlement, by segment.
  let payers: [[Int]]
  /// Draws the common factors of replications, where the scenario has them.
  let factors: FactorPath?
  /// The number of steps of the common factor.
  let steps: Int

  /// The most possible values of a settlement's total.
  private static let mostValues = 1 << 20

  /// The laws of a scenario's settlements.
  ///
  /// - Throws: `CollapsedError` with all that stands in the way.
  /// - Complexity: That of `LatticeLaw.sum(of:limit:)` for each settlement.
  init(of timetable: Timetable) throws(CollapsedError) {
    let course = MembershipCourse(of: timetable)
    let sources = ClaimSource.sources(of: timetable, course: course)
    var obstacles = Self.obstacles(of: timetable, course)
    let decided = Self.byDecision(sources, periods: timetable.periods.count)
    if decided == nil { obstacles.append(.spread) }
    guard obstacles.isEmpty, let decided else { throw .obstacles(obstacles) }

    let years = Array(Set(timetable.periods.map(\.year))).sorted()
    self.years = years
    let rules = timetable.periods.map { period in
      SharingRule(
        of: timetable.scenario.apportionment, segments: timetable.scenario.segments,
        payers: course.payers[period.index], cap: nil)
    }
    obstacles = Self.obstacles(of: timetable, rules: rules, decided: decided)
    guard obstacles.isEmpty else { throw .obstacles(obstacles) }
    payers = rules.map(\.payers)
    groups = try Self.groups(decided, rules: rules, timetable.lines)
    if let risk = timetable.scenario.claims.systemic {
      factors = FactorPath(risk)
      let step = { FactorPath.step(of: $0, risk, launch: timetable.scenario.launch) }
      steps = (timetable.periods.last.map(step) ?? -1) + 1
      settlements = timetable.periods.map { period in
        let rule = rules[period.index]
        return CollapsedSettlement(
          rule: rule,
          factored: FactoredCost(
            of: decided[period.index], decidedIn: period, rule: rule, timetable, step: step),
          year: years.firstIndex(of: period.year) ?? 0,
          isLastOfYear: timetable.isLastOfYear[period.index])
      }
      return
    }
    (factors, steps) = (nil, 0)
    settlements = try Self.settlements(timetable, years, rules, laws: Self.laws(of: groups))
  }

  /// The settlements by the laws of what members pay for.
  private static func settlements(
    _ timetable: Timetable, _ years: [Int], _ rules: [SharingRule], laws: [LatticeLaw]
  ) throws(CollapsedError) -> [CollapsedSettlement] {
    var carried = CarriedSurplus()
    var settlements: [CollapsedSettlement] = []
    for (period, (rule, law)) in zip(timetable.periods, zip(rules, laws)) {
      settlements.append(
        try CollapsedSettlement(
          rule: rule, law: law, carried: carried.greatest,
          year: years.firstIndex(of: period.year) ?? 0,
          isLastOfYear: timetable.isLastOfYear[period.index]))
      carried.settle(
        payers: rule.headcount, minimum: rule.minimum, amountStep: 1, isEqual: rule.isEqual,
        rest: 0)
    }
    return settlements
  }

  /// What makes the membership random, or money follow more than the total.
  private static func obstacles(
    of timetable: Timetable, _ course: MembershipCourse
  ) -> [CollapsedObstacle] {
    let scenario = timetable.scenario
    // A chance that comes in after the last settlement changes none.
    let last = timetable.periods.count - 1
    let reasons =
      course.obstaclesOfRisk(upTo: last)
      + course.obstacles.filter { $0.fromPayers <= last && $0.fromRisk > last }.map(\.reason)
    // Given the common factor, settlements are independent.
    var found = reasons.filter { $0 != .systemic }.map { CollapsedObstacle.noLaw($0) }
    if scenario.shutdown != nil { found.append(.shutdown) }
    if scenario.triggers != nil { found.append(.noLaw(.triggers)) }
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

  /// Those who may have a claim that a settlement decides, with what members pay for it before fees.
  private static func groups(
    _ decided: [[ClaimSource]], rules: [SharingRule], _ lines: [ClaimLine]
  ) throws(CollapsedError) -> [[BinomialGroup]] {
    do throws(AggregateError) {
      var groups: [[BinomialGroup]] = []
      for (index, sources) in decided.enumerated() {
        groups.append(
          try sources.groups(decidedIn: index...index) { rules[index].payable(lines[$0].amount) })
      }
      return groups
    } catch {
      throw .aggregate(error)
    }
  }

  /// The law of what members pay for at each settlement.
  private static func laws(of groups: [[BinomialGroup]]) throws(CollapsedError) -> [LatticeLaw] {
    do throws(AggregateError) {
      return try LatticeLaw.sums(of: groups, limit: mostValues).map { $0.trimmed() }
    } catch .gridTooLarge {
      throw .obstacles([.tooFine])
    } catch {
      throw .aggregate(error)
    }
  }
}
