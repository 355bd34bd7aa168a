import Probability

/// Finds the laws of an `ExactForecast`, settlement by settlement.
struct Forecaster {
  let timetable: Timetable
  let course: MembershipCourse
  let sources: [ClaimSource]
  private let capacity: [DatedCapacity]
  private(set) var figures: [ExactForecast.Figure] = []
  private(set) var missing: [NoExactLaw] = []
  /// What may be carried into the settlement that comes next.
  private var surplus = CarriedSurplus()
  /// The surplus that may be carried into each settlement, and out of it.
  private var surpluses: [(before: CarriedSurplus, after: CarriedSurplus)] = []
  /// What no later settlement is free of.
  private var lasting: [NoExactLaw.Reason] = []
  /// The last settlement that asked members before the tail.
  private var lastOfMembers: Int?
  /// The shares of each settlement: their figures, or what stands in their way.
  private var shares: [Int: Result<[ExactForecast.Figure], Obstacles>] = [:]

  private struct Obstacles: Error {
    let reasons: [NoExactLaw.Reason]
  }

  /// Without its capacity, because a settlement that none before nor itself has one decides all that
  /// is ready; and without triggers, with which nothing has an exact law.
  init(of timetable: Timetable) {
    var unlimited = timetable.scenario
    unlimited.claims.processingCapacity = []
    capacity = timetable.scenario.claims.processingCapacity
    unlimited.triggers = nil
    if timetable.scenario.triggers != nil { lasting = [.triggers] }
    if timetable.scenario.funding.prepaidRule != nil { lasting.append(.prepaid) }
    let timetable = timetable.course.followsClaims ? Timetable(of: unlimited) : timetable
    self.timetable = timetable
    course = MembershipCourse(of: timetable)
    sources = ClaimSource.sources(of: timetable, course: course)
  }

  private var scenario: Scenario { timetable.scenario }
  private var rule: ApportionmentRule { timetable.scenario.apportionment }

  /// Finds all laws.
  mutating func run() throws(AggregateError) {
    for period in timetable.periods {
      let phase = timetable.phases[period.index]
      if phase == .members { lastOfMembers = period.index }
      noteCapacity(period)
      noteCarrying(period)
      try addCases(period, phase)
      let before = surplus
      if phase == .members || phase == .lastApportionment {
        try addShare(period, phase)
      }
      surpluses.append((before, surplus))
    }
    for year in Array(Set(timetable.periods.map(\.year))).sorted() { try addYear(year) }
  }

  /// The settlements whose decided claims a settlement pays.
  private func decisions(_ period: Period, _ phase: MoneyPhase) -> ClosedRange<Int> {
    let waiting = timetable.phases.firstIndex(of: .waiting) ?? period.index
    return phase == .lastApportionment
      ? min(waiting, period.index)...period.index : period.index...period.index
  }

  /// From the first settlement on that can decide but so many cases, nothing is known of any.
  private mutating func noteCapacity(_ period: Period) {
    guard capacity.cases(on: period.settlement) != nil, !lasting.contains(.capacity) else { return }
    lasting.append(.capacity)
  }

  /// Where a cap can bind and the rest waits, what is due is no longer what is decided.
  private mutating func noteCarrying(_ period: Period) {
    guard rule.aboveCap == .carry, !lasting.contains(.carried) else { return }
    let sharing = sharing(period, payers: course.payers[period.index])
    let lines = sources.lines(decidedIn: period.index...period.index)
    let cut = lines.contains {
      sharing.payable(timetable.lines[$0].amount) < timetable.lines[$0].amount
    }
    if cut || rule.capPerYear[period.year] != nil || (sharing.headcount == 0 && !lines.isEmpty) {
      lasting.append(.carried)
    }
  }

  private func sharing(_ period: Period, payers: [Int]) -> SharingRule {
    SharingRule(
      of: rule, segments: scenario.segments, payers: payers, cap: rule.capPerYear[period.year])
  }
}

// MARK: - Claims paid

extension Forecaster {
  private mutating func addCases(_ period: Period, _ phase: MoneyPhase) throws(AggregateError) {
    guard phase != .waiting, phase != .nobody else { return }
    let measure = Measure(.cases, .period(period.index))
    var reasons = course.obstaclesOfRisk(upTo: period.index)
    reasons += lasting.filter { [.carried, .capacity, .triggers, .prepaid].contains($0) }
    if phase == .platform, scenario.shutdown?.budget != nil { reasons.append(.budget) }
    guard reasons.isEmpty else {
      return missing.append(NoExactLaw(measure: measure, reasons: reasons))
    }
    let groups = try sources.groups(decidedIn: decisions(period, phase)) { _ in 1 }
    do throws(AggregateError) {
      let law = try LatticeLaw.sum(of: groups).trimmed()
      figures.append(
        .init(measure: measure, law: ExactLaw(of: law, least: { $0 }, greatest: { $0 }), need: nil))
    } catch .gridTooLarge {
      missing.append(NoExactLaw(measure: measure, reasons: [.amounts]))
    }
  }
}

// MARK: - Shares

extension Forecaster {
  private mutating func addShare(_ period: Period, _ phase: MoneyPhase) throws(AggregateError) {
    let asked = phase == .members ? period.index : lastOfMembers
    var reasons = course.obstaclesOfRisk(upTo: period.index)
    reasons += (asked.map { course.obstaclesOfPayers(in: $0) } ?? []).filter {
      !reasons.contains($0)
    }
    reasons += lasting
    if !isFixed(decisions(period, phase)) { reasons.append(.randomBenefits) }
    if rule.sharing.fair != nil { reasons.append(.fairShares) }
    if scenario.funding.fundRule != nil { reasons.append(.fund) }
    let isFirstOfYear =
      timetable.placesInYear[period.index] == 0
    let sharing = sharing(
      period, payers: asked.map { course.payers[$0] } ?? scenario.segments.map { _ in 0 })
    if sharing.cap != nil, !isFirstOfYear, !reasons.contains(.yearlyCap) {
      reasons.append(.yearlyCap)
    }
    if reasons.isEmpty {
      do throws(AggregateError) {
        let found = try shareFigures(period, decisions(period, phase), sharing)
        shares[period.index] = .success(found)
        figures += found
      } catch .gridTooLarge {
        reasons = [.amounts]
      }
    }
    if !reasons.isEmpty {
      shares[period.index] = .failure(Obstacles(reasons: reasons))
      missing += scenario.segments.indices.map {
        NoExactLaw(measure: Measure(.share, .period(period.index), segment: $0), reasons: reasons)
      }
    }
    follow(sharing, decisions(period, phase), isLast: phase == .lastApportionment)
  }

  /// Whether no settlement of some may approve a claim whose amount is drawn.
  private func isFixed(_ decisions: ClosedRange<Int>) -> Bool {
    !sources.lines(decidedIn: decisions).contains { timetable.lines[$0].isDrawn }
  }

  /// What a settlement may leave over.
  private mutating func follow(
    _ sharing: SharingRule, _ decisions: ClosedRange<Int>, isLast: Bool
  ) {
    let amounts = amounts(decisions, sharing)
    guard !amounts.isEmpty else { return }
    var rest = 0
    if sharing.cap != nil {
      // Cut claims are rounded down one by one, and nobody knows how many there are.
      if rule.aboveCap != .platform || isLast { lasting.append(.yearlyCap) }
      rest = sharing.restUnderCap
    }
    surplus.settle(
      payers: sharing.headcount, minimum: sharing.minimum,
      amountStep: isFixed(decisions) ? amountStep(amounts, sharing) : 1,
      isEqual: sharing.isEqual, rest: rest)
  }

  /// The amounts that members may pay for one claim.
  private func amounts(_ decisions: ClosedRange<Int>, _ sharing: SharingRule) -> [Int] {
    sources.lines(decidedIn: decisions).map { sharing.payable(timetable.lines[$0].amount) }
  }

  /// What every possible cost with its fee is a multiple of.
  private func amountStep(_ amounts: [Int], _ sharing: SharingRule) -> Int {
    guard sharing.feeAdds(for: amounts) else { return 1 }
    return amounts.reduce(0) { gcd($0, sharing.cost($1)) }
  }

  private func shareFigures(
    _ period: Period, _ decisions: ClosedRange<Int>, _ sharing: SharingRule
  ) throws(AggregateError) -> [ExactForecast.Figure] {
    let benefits = try benefits(decisions, sharing)
    let carried = surplus.greatest
    return scenario.segments.indices.map { segment in
      benefits.figure(
        Measure(.share, .period(period.index), segment: segment),
        least: { sharing.share(of: sharing.cost($0) - carried, segment: segment) },
        greatest: { sharing.share(of: sharing.cost($0), segment: segment) },
        need: { sharing.cost($0) }, part: sharing.part(of: segment))
    }
  }

  private func benefits(
    _ decisions: ClosedRange<Int>, _ sharing: SharingRule
  ) throws(AggregateError) -> BenefitLaw {
    try BenefitLaw(
      of: sources.groups(decidedIn: decisions) { sharing.payable(timetable.lines[$0].amount) })
  }
}

// MARK: - Years

extension Forecaster {
  private mutating func addYear(_ year: Int) throws(AggregateError) {
    let asked = timetable.periods.filter { $0.year == year && shares[$0.index] != nil }
    guard let first = asked.first, let last = asked.last else { return }
    let measures = scenario.segments.indices.map { Measure(.yearCost, .year(year), segment: $0) }
    guard first.index < last.index else {
      // The year's only share is its cost.
      switch shares[first.index] {
      case .success(let found):
        figures += zip(measures, found).map { .init(measure: $0, law: $1.law, need: $1.need) }
      case .failure(let obstacles):
        missing += measures.map { NoExactLaw(measure: $0, reasons: obstacles.reasons) }
      case nil: break
      }
      return
    }
    let reasons = obstacles(ofYear: asked)
    do throws(AggregateError) {
      guard reasons.isEmpty else {
        return missing += measures.map { NoExactLaw(measure: $0, reasons: reasons) }
      }
      figures += try costs(measures, first.index...last.index)
    } catch .gridTooLarge {
      missing += measures.map { NoExactLaw(measure: $0, reasons: [.amounts]) }
    }
  }

  private func obstacles(ofYear asked: [Period]) -> [NoExactLaw.Reason] {
    var reasons: [NoExactLaw.Reason] = []
    for period in asked {
      guard case .failure(let found) = shares[period.index] else { continue }
      reasons += found.reasons.filter { !reasons.contains($0) }
    }
    guard reasons.isEmpty else { return reasons }
    let payers = Set(asked.map { course.payers[$0.index] })
    if payers.count > 1 || asked.contains(where: { timetable.phases[$0.index] != .members }) {
      reasons.append(.changingPayers)
    }
    if let any = asked.first, !sharing(any, payers: course.payers[any.index]).isEqual {
      reasons.append(.weights)
    }
    return reasons
  }

  /// The cost of a year of several settlements with the same payers.
  ///
  /// What n payers pay in the year is what is decided in it with fees, less what was carried into
  /// it, and with what is carried out of it: n·cost = c − A + A'. The year's c is again a sum over
  /// independent members, although its settlements are not independent.
  private func costs(
    _ measures: [Measure], _ settlements: ClosedRange<Int>
  ) throws(AggregateError) -> [ExactForecast.Figure] {
    let first = timetable.periods[settlements.lowerBound]
    let sharing = sharing(first, payers: course.payers[first.index])
    let payers = sharing.headcount
    let into = surpluses[settlements.lowerBound].before.greatest
    let out = surpluses[settlements.upperBound].after.greatest
    // Fees are rounded settlement by settlement, by half a fen each.
    let adds = sharing.feeAdds(for: amounts(settlements, sharing))
    let slack = adds ? 0 : settlements.count / 2 + 1
    let benefits = try benefits(settlements, sharing)
    return measures.enumerated().map { segment, measure in
      benefits.figure(
        measure,
        least: { sum in
          let least = max(0, sharing.cost(sum) - slack - into)
          return payers > 0 ? least / payers + (least % payers > 0 ? 1 : 0) : 0
        },
        greatest: { payers > 0 ? (sharing.cost($0) + slack + out) / payers : 0 },
        need: adds ? { sharing.cost($0) } : nil, part: sharing.part(of: segment))
    }
  }
}
