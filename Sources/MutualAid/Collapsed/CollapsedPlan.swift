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
    // Given the common factor, settlements are independent.
    let found = try IndependentSettlements(of: timetable, allowing: .systemic)
    let (years, rules, decided) = (found.years, found.rules, found.decided)
    self.years = years
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
