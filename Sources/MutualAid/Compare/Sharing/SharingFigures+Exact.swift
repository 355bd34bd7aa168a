internal import Probability

extension SharingFigures {
  /// The exact figures of a scenario, without drawing anything, where they have a law.
  ///
  /// Members, payers, expected benefits and the laws of shares are known where nothing makes the
  /// membership random; then expected costs of groups are payers × expected share.
  ///
  /// - Throws: `NoExactSharing`, which says what stands in the way.
  /// - Complexity: That of `ExactForecast`.
  public init(exactly scenario: Scenario) throws(NoExactSharing) {
    let simulation = Simulation(of: scenario, seed: 0)
    let timetable = simulation.timetable
    let course = MembershipCourse(of: timetable)
    // Only what matters before the last settlement's payers are counted stands in the way.
    let last = (timetable.periods.last?.index ?? 0)
    let reasons =
      course.obstaclesOfRisk(upTo: last)
      + course.obstaclesOfPayers(in: last).filter {
        !course.obstaclesOfRisk(upTo: last).contains($0)
      }
    guard reasons.isEmpty else { throw NoExactSharing(reasons: reasons) }
    let forecast: ExactForecast
    do { forecast = try ExactForecast(of: timetable) } catch {
      throw NoExactSharing(reasons: [.amounts])
    }
    let missing = forecast.missing.filter { $0.measure.quantity != .cases }
    guard missing.isEmpty else {
      throw NoExactSharing(
        reasons: NoExactLaw.Reason.allCases.filter { reason in
          missing.contains { $0.reasons.contains(reason) }
        })
    }
    let plan = GroupPlan(of: timetable)
    let figures = Self.expectations(simulation, plan, forecast)
    let laws = Self.yearLaws(forecast, segments: scenario.segments.count)
    var sums = GroupYears(plan, bands: SharingRun.bands(of: scenario))
    sums.add(figures)
    self.init(
      scenario: scenario,
      years: sums.years.enumerated().map { place, groups in
        Year(
          groups: groups.expectations, costs: laws[plan.years[place]],
          claims: Self.claims(of: place, plan, course).map { .law($0) })
      },
      whole: sums.whole.expectations,
      wholeCosts: laws.count == 1 ? laws.first?.value ?? [] : [], lineMeans: plan.means)
  }

  /// One replication's groups, with expected shares in place of drawn ones.
  private static func expectations(
    _ simulation: Simulation, _ plan: GroupPlan, _ forecast: ExactForecast
  ) -> GroupRecord.Figures {
    var shares = plan.timetable.periods.map { _ in
      [Double](repeating: 0, count: forecast.scenario.segments.count)
    }
    for figure in forecast.figures where figure.measure.quantity == .share {
      guard case .period(let period) = figure.measure.scope, let segment = figure.measure.segment
      else { continue }
      shares[period][segment] = figure.law.greatest.mean ?? 0
    }
    var batch = Batch(
      [0], of: plan.timetable, layout: simulation.layout, seed: 0, tellsGenerationsApart: false)
    batch.groups = GroupRecord(plan, lanes: 1, expectedShares: shares)
    for period in plan.timetable.plans { guard (try? batch.run(period)) != nil else { break } }
    guard let figures = batch.groups?.finished().first else {
      preconditionFailure("a batch of one lane has the figures of one")
    }
    return figures
  }

  private static func yearLaws(
    _ forecast: ExactForecast, segments: Int
  ) -> [Int: [CostDistribution]] {
    var laws: [Int: [CostDistribution]] = [:]
    for figure in forecast.figures where figure.measure.quantity == .yearCost {
      guard case .year(let year) = figure.measure.scope else { continue }
      laws[year, default: []].append(.law(figure.law.greatest))
    }
    return laws.filter { $0.value.count == segments }
  }

  /// The law of the benefits of a year's diagnoses, or `nil` where amounts are drawn or too fine.
  private static func claims(
    of year: Int, _ plan: GroupPlan, _ course: MembershipCourse
  ) -> DiscretePoints? {
    var groups: [BinomialGroup] = []
    for (index, period) in plan.timetable.plans.enumerated() where plan.yearOfPeriod[index] == year
    {
      for group in course.atRisk[index] {
        let cover = period.slots[group.slot].cover
        var amounts: [Int: Double] = [:]
        for (line, chance) in plan.lines[index][group.slot][group.place].enumerated() {
          guard !plan.timetable.lines[line].isDrawn || chance == 0 else { return nil }
          amounts[plan.timetable.lines[line].amount, default: 0] += chance
        }
        let sorted = amounts.filter { $0.key > 0 && $0.value > 0 }.sorted { $0.key < $1.key }
        let total = sorted.reduce(0) { $0 + $1.value }
        guard total > 0 else { continue }
        let found = try? BinomialGroup(
          members: group.members, probability: min(1, cover.probabilities[group.place] * total),
          amounts: sorted.map { .init($0.key, probability: min(1, $0.value / total)) })
        guard let found else { return nil }
        groups.append(found)
      }
    }
    return (try? LatticeLaw.sum(of: groups))?.mapped { $0 }
  }
}

/// Why sharing and a premium have no exact figures.
public struct NoExactSharing: Error, Sendable {
  /// What stands in the way.
  public let reasons: [NoExactLaw.Reason]
}
