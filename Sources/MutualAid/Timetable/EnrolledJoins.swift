/// Those who join by an enrolment, by period and cohort.
struct EnrolledJoins: Sendable {
  /// Who joins a cohort in a period.
  struct Joiners: Sendable {
    let cohort: Cohort
    let members: Int
  }

  /// By period, in the order of cohorts.
  let periods: [[Joiners]]

  /// The joiners of an enrolment in the periods of a scenario.
  ///
  /// Of those whose age at joining alone is known, the part whose birthday of the year has passed is
  /// split off as for every other joiner; see `JoiningPlan`.
  ///
  /// - Complexity: O(*n* log *n*) in the number of groups.
  init(of enrolment: Enrolment, in periods: [Period]) {
    var joins = periods.map { _ in [Cohort: Int]() }
    var aged: [AgedKey: Int] = [:]
    for group in enrolment.groups {
      guard let period = Self.period(of: group.joins, in: periods) else { continue }
      let leaves = group.leaves.flatMap { Self.period(of: $0, in: periods) }
      if let leaves, leaves <= period { continue }
      func cohort(birthYear: Int?, born: Day? = nil) -> Cohort {
        Cohort(
          segment: group.segment, sex: group.sex, riskClass: group.riskClass,
          birthYear: birthYear, born: born, leaves: leaves, risk: group.risk)
      }
      switch group.birth {
      case .unknown: joins[period][cohort(birthYear: nil), default: 0] += group.members
      case .year(let year): joins[period][cohort(birthYear: year), default: 0] += group.members
      case .date(let day):
        joins[period][cohort(birthYear: day.year, born: day), default: 0] += group.members
      case .age(let age):
        let year = periods[period].first.year - age
        let key = AgedKey(period: period, passed: cohort(birthYear: year))
        aged[key, default: 0] += group.members
      }
    }
    for (key, members) in aged {
      let (passed, coming) = JoiningPlan.birthdays(of: members, on: periods[key.period].first)
      if passed > 0 { joins[key.period][key.passed, default: 0] += passed }
      if coming > 0 { joins[key.period][key.passed.bornYearBefore, default: 0] += coming }
    }
    self.periods = joins.map { joins in
      joins.sorted { $0.key < $1.key }.map { Joiners(cohort: $0.key, members: $0.value) }
    }
  }

  private struct AgedKey: Hashable {
    let period: Int
    /// The cohort of those whose birthday of the year has passed.
    let passed: Cohort
  }

  /// The period that contains a day; the first for a day before it, none after the last.
  static func period(of day: Day, in periods: [Period]) -> Int? {
    var low = 0
    var high = periods.count
    while low < high {
      let middle = (low + high) / 2
      if periods[middle].settlement < day { low = middle + 1 } else { high = middle }
    }
    return low < periods.count ? low : nil
  }
}
