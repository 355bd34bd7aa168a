/// All that is known before chance of what groups of members pay and are worth.
///
/// A year's figures are those of the periods that have most of their days in it. A group is a
/// segment, a sex and an age in whole years at the start of the year.
struct GroupPlan: Sendable {
  let timetable: Timetable
  /// The calendar years of periods and settlements, ascending.
  let years: [Int]
  /// The groups of each year; a year's groups are those that anybody can be in.
  let groups: [[MemberGroup]]
  /// For each year and cohort, the place of its group.
  let groupOfCohort: [[Int]]
  /// For each period, the place of the year that has most of its days.
  let yearOfPeriod: [Int]
  /// For each period, the place of its settlement's year.
  let yearOfSettlement: [Int]
  /// For each period, its days under cover; the last may be part of one.
  let days: [Double]
  /// For each period, slot and place in the cover plan, the law of a claim's line.
  let lines: [[[[Double]]]]
  /// For each line, the expected benefit of a claim in fen.
  let means: [Double]
  /// Whether members with an open claim are counted apart from the others.
  let claimantsLeave: Bool
  /// The time after the pool's end, where an insurer goes on.
  let after: AfterPool?

  /// The groups of a timetable's cohorts.
  ///
  /// - Complexity: O(*periods* · *slots* · *cohorts* · *lines*).
  init(of timetable: Timetable) {
    self.timetable = timetable
    let scenario = timetable.scenario
    let periods = timetable.periods
    let ofPeriods = periods.map(Self.mostlyIn)
    let years = Array(Set(ofPeriods + periods.map(\.year))).sorted()
    self.years = years
    yearOfPeriod = ofPeriods.map { years.firstIndex(of: $0) ?? 0 }
    yearOfSettlement = periods.map { years.firstIndex(of: $0.year) ?? 0 }
    days = periods.map { period in
      (0..<period.length).reduce(0) { sum, number in
        sum + (scenario.shutdown?.coverEnds.part(of: period.first.advanced(by: number)) ?? 1)
      }
    }
    let weights = Set(scenario.segments.map(\.weight))
    let tells = scenario.apportionment.sharing == .weighted && weights.count > 1
    let labels = years.map { year in
      timetable.cohorts.map { Self.group(of: $0, in: year, scenario: scenario, tellsTiers: tells) }
    }
    let groups = labels.map { all in
      all.reduce(into: [MemberGroup]()) { if !$0.contains($1) { $0.append($1) } }
    }
    self.groups = groups
    groupOfCohort = zip(labels, groups).map { all, groups in
      let places = Dictionary(uniqueKeysWithValues: zip(groups, groups.indices))
      return all.map { places[$0] ?? 0 }
    }
    lines = timetable.plans.map { plan in
      plan.slots.map { slot in
        slot.cover.cohorts.indices.map { Self.lines(of: slot.cover, at: $0, plan, timetable) }
      }
    }
    means = timetable.lines.map { line in
      switch line.worth {
      case .fixed(let amount): Double(amount)
      case .drawn(let kind, _):
        scenario.claims.classes[kind].severities[line.segment].mean(atAge: 0)
      case .refused: 0
      }
    }
    claimantsLeave = scenario.membership.claimants == .leave
    after = AfterPool(of: timetable) {
      Self.group(of: $0, in: $1, scenario: scenario, tellsTiers: tells)
    }
  }

  /// The year that has most of a period's days, the earlier of two with as many.
  private static func mostlyIn(_ period: Period) -> Int {
    var counts: [Int: Int] = [:]
    for number in 0..<period.length {
      counts[period.first.advanced(by: number).year, default: 0] += 1
    }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? period.year
  }

  /// Who a cohort is in a calendar year.
  private static func group(
    of cohort: Cohort, in year: Int, scenario: Scenario, tellsTiers: Bool
  ) -> MemberGroup {
    let segment = scenario.segments[cohort.segment]
    let ages = scenario.membership.ages ?? 0...Int.max
    let age = cohort.birthYear.map {
      min(max(year - 1 - $0, ages.lowerBound), ages.upperBound)
    }
    return MemberGroup(
      ages: age.map { $0...$0 }, sex: cohort.sex, segment: segment.name,
      tier: tellsTiers ? "weight \(Rate.text(millionths: segment.weight))" : nil)
  }

  /// The mixture of its pool's lines and of the days that the pool does not describe.
  private static func lines(
    of cover: CoverPlan, at place: Int, _ plan: PeriodPlan, _ timetable: Timetable
  ) -> [Double] {
    var law = [Double](repeating: 0, count: timetable.lines.count)
    let excess = cover.excesses[place]
    let total = excess.days.last ?? 0
    let part = total > 0 ? cover.excessParts[place] : 0
    for branch in plan.pools[cover.pools[place]].branches {
      law[branch.line] += (1 - part) * branch.chance
    }
    guard part > 0 else { return law }
    var before = 0.0
    for (number, running) in excess.days.enumerated() {
      let chance = part * (running - before) / total
      before = running
      guard chance > 0 else { continue }
      for (line, share) in excess.terms.probabilities(waiting: number < cover.waitingDays) {
        law[line] += chance * share
      }
    }
    return law
  }
}

extension Rate {
  /// A number of millionths as a decimal without needless zeros, `1.5`.
  static func text(millionths: Int) -> String {
    let (whole, rest) = millionths.quotientAndRemainder(dividingBy: 1_000_000)
    guard rest > 0 else { return "\(whole)" }
    var digits = String(String(rest + 1_000_000).dropFirst())
    while digits.hasSuffix("0") { digits.removeLast() }
    return "\(whole).\(digits)"
  }
}
