import MutualAid

/// Checks the parts of a scenario against one another, and puts them together.
///
/// Every check runs as soon as the parts that it needs were read, so that one run shows all that is
/// wrong.
struct Assembly {
  let draft: PoolDraft
  let reading: Reading

  /// The scenario, or `nil` with problems noted.
  func scenario() -> Scenario? {
    let periods = checkedPeriods()
    let shutdown = checkedShutdown()
    let segments = checkedSegments()
    let claims = checkedClaims()
    let membership = checkedMembership()
    let funding = checkedFunding()
    checkFailedDebits()
    checkFairShares(claims)
    checkYearlyCap()
    let comparison = checkedComparison()
    let observations = checkedObservations()
    guard let name = draft.name, let launch = draft.launch, let horizon = draft.horizon,
      let calendar = draft.calendar, let periods, let segments, let claims, let membership,
      let funding, draft.apportionment != nil || !draft.hasApportionment
    else { return nil }
    checkMoney(claims, membership, funding, periods: periods.count)
    guard !reading.hasProblems else { return nil }
    return Scenario(
      name: name, currency: reading.currency, launch: launch.value, horizon: horizon.value,
      calendar: calendar.value, segments: segments, membership: membership, claims: claims,
      apportionment: draft.apportionment?.rule(years: launch.value.year...horizon.value.year)
        ?? ApportionmentRule(),
      funding: funding, shutdown: shutdown, triggers: checkedTriggers(), comparison: comparison,
      observations: observations,
      provenance: reading.provenance)
  }

  /// The ages that may be members, once they are known to be right.
  var ages: Placed<ClosedRange<Int>>? { draft.members?.ages }

  /// Notes that a setting goes by age and the scenario does not model it.
  func noteMissingAges(for path: String) {
    guard let members = draft.members, !members.hasAges else { return }
    reading.note(
      .missing(expected: "ages such as 0..59, because \(path) goes by age"), at: members.place,
      path: "members.ages")
  }

  /// Whether rates or mix go by sex, so that cohorts must.
  var goesBySex: Bool {
    let tables = [draft.claims?.incidence, draft.members?.deaths].compactMap { $0 }
    let isInTables = tables.contains {
      if case .table(let table, _) = $0.value.rates.value { table.goesBySex } else { false }
    }
    let mix = draft.members?.mix?.value
    return isInTables || mix?.census != nil || mix?.parts.contains { $0.value.sex != nil } == true
  }

  /// How many settlements there are, once it is known.
  var periodCount: Int? {
    guard let launch = draft.launch?.value, let horizon = draft.horizon?.value,
      launch < horizon, horizon.year - launch.year <= Limit.years,
      Limit.launch.contains(launch.year)
    else { return nil }
    return draft.calendar?.value.periods(from: launch, to: horizon).count
  }

  private func checkedPeriods() -> [Period]? {
    guard let launch = draft.launch, let horizon = draft.horizon else { return nil }
    guard Limit.launch.contains(launch.value.year) else {
      reading.note(
        "a year from \(Limit.launch.lowerBound) to \(Limit.launch.upperBound)",
        found: "\(launch.value)", at: launch)
      return nil
    }
    guard launch.value < horizon.value else {
      reading.note(
        "a date after the launch, \(launch.value)", found: "\(horizon.value)", at: horizon)
      return nil
    }
    guard horizon.value.year - launch.value.year <= Limit.years else {
      reading.note(
        "a date at most \(Limit.years) years after the launch, \(launch.value)",
        found: "\(horizon.value)", at: horizon)
      return nil
    }
    guard let calendar = draft.calendar else { return nil }
    let periods = calendar.value.periods(from: launch.value, to: horizon.value)
    if periods.isEmpty {
      reading.note("a date after the first settlement", found: "\(horizon.value)", at: horizon)
      return nil
    }
    if periods.count > Limit.periods {
      reading.note(
        "at most \(Limit.periods) settlements from launch to horizon", found: "\(periods.count)",
        at: calendar)
      return nil
    }
    return periods
  }

  private func checkedObservations() -> [Observation] {
    draft.observed.map { observed in
      if let segment = observed.segment { _ = index(of: segment) }
      if let launch = draft.launch, let horizon = draft.horizon, launch.value < horizon.value,
        !(launch.value...horizon.value ~= observed.day.value)
      {
        reading.note(
          "a date from \(launch.value) to \(horizon.value)", found: "\(observed.day.value)",
          at: observed.day)
      }
      return Observation(
        quantity: observed.quantity, day: observed.day.value, segment: observed.segment?.value,
        value: observed.value, source: observed.source)
    }
  }

  /// The place of a segment in the scenario's list, or `nil` with a problem noted.
  func index(of segment: Placed<String>) -> Int? {
    guard let segments = draft.segments else { return nil }
    if let index = segments.firstIndex(where: { $0.name == segment.value }) { return index }
    note(unknown: segment)
    return nil
  }

  private func note(unknown segment: Placed<String>) {
    let names = (draft.segments ?? []).map(\.name)
    let near = names.nearest(to: segment.value).map { " (the nearest is \($0))" } ?? ""
    reading.note("the name of a segment\(near)", found: segment.value.shown, at: segment)
  }

  /// The values of all segments by name, in the order of the segments.
  ///
  /// A segment that is not named has the standard value; without one, every segment must be named.
  func values<Value>(
    _ pairs: Placed<[Pair<String, Value>]>, standard: Value?
  ) -> [Value]? {
    guard let segments = draft.segments else { return nil }
    var isGood = true
    for pair in pairs.value where !segments.contains(where: { $0.name == pair.name }) {
      note(
        unknown: Placed(
          value: pair.name, place: pair.place, path: pairs.path.appending(key: pair.name)))
      isGood = false
    }
    let values = segments.map { segment in
      pairs.value.first { $0.name == segment.name }?.value ?? standard
    }
    for (segment, value) in zip(segments, values) where value == nil {
      reading.note(
        .missing(expected: "a value for this segment"), at: pairs.place,
        path: pairs.path.appending(key: segment.name))
      isGood = false
    }
    return isGood ? values.compactMap { $0 } : nil
  }
}

extension ApportionmentDraft {
  /// The rule, with a cap of every year written out year by year.
  fileprivate func rule(years: ClosedRange<Int>) -> ApportionmentRule {
    var rule = rule
    switch capPerYear?.value {
    case .always(let cap):
      rule.capPerYear = Dictionary(uniqueKeysWithValues: years.map { ($0, cap) })
    case .byYear(let caps): rule.capPerYear = caps
    case nil: break
    }
    return rule
  }
}
