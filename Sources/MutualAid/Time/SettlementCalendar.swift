/// The days on which a pool settles, and those on which it counts the payers.
public struct SettlementCalendar: Equatable, Sendable {
  /// How settlement days follow one another.
  public enum Rule: Equatable, Sendable {
    /// Days of every month, ascending, each 1...31. A day that a month lacks is its last.
    case daysOfMonth([Int])
    /// The last day of every month.
    case monthly
    /// 31 March, 30 June, 30 September, 31 December.
    case quarterly
    /// 31 December.
    case yearly
    /// Every so many days; the first settlement is on launch + n − 1.
    case everyDays(Int)
  }

  /// When a settlement's payers are counted and its cut-off falls.
  public enum Publication: Equatable, Sendable {
    /// So many days before the settlement; 0 is the settlement day itself.
    case daysBefore(Int)
    /// For each settlement day of the month, its publication day of the month. One that is later
    /// in the month than its settlement belongs to the month before.
    case daysOfMonth([Int])
  }

  /// How settlement days follow one another.
  public var rule: Rule
  /// When payers are counted.
  public var publication: Publication

  /// A calendar by rule.
  public init(rule: Rule, publication: Publication = .daysBefore(0)) {
    self.rule = rule
    self.publication = publication
  }

  /// The periods from launch to horizon.
  ///
  /// The first period starts on the launch day and ends on the first settlement on or after it;
  /// each next one starts on the day after a settlement; the last settlement is the last one on or
  /// before the horizon. A publication day before its period's first day counts as that day.
  ///
  /// - Complexity: O(*n*), where *n* is the number of days.
  public func periods(from launch: Day, to horizon: Day) -> [Period] {
    var periods: [Period] = []
    var first = launch
    for (settlement, publication) in settlements(from: launch, to: horizon) {
      periods.append(
        Period(
          index: periods.count, first: first, settlement: settlement,
          publication: max(publication, first)))
      first = settlement.advanced(by: 1)
    }
    return periods
  }

  private func settlements(from launch: Day, to horizon: Day) -> [(day: Day, publication: Day)] {
    guard launch <= horizon else { return [] }
    if case .everyDays(let days) = rule {
      return stride(from: launch.advanced(by: days - 1), through: horizon, by: days)
        .map { ($0, publicationDay(of: $0, number: 0)) }
    }
    return (launch.year...horizon.year).flatMap { year in
      (1...12).flatMap { month in
        monthDays(month).enumerated().map { number, day in
          let settlement = Day(year: year, month: month, dayOrLast: day)
          return (settlement, publicationDay(of: settlement, number: number))
        }
      }
    }.filter { launch...horizon ~= $0.0 }
  }

  private func monthDays(_ month: Int) -> [Int] {
    switch rule {
    case .daysOfMonth(let days): days
    case .monthly: [31]
    case .quarterly: month.isMultiple(of: 3) ? [31] : []
    case .yearly: month == 12 ? [31] : []
    case .everyDays: []
    }
  }

  private func publicationDay(of settlement: Day, number: Int) -> Day {
    switch publication {
    case .daysBefore(let days): return settlement.advanced(by: -days)
    case .daysOfMonth(let days):
      let (year, month, _) = settlement.date
      let sameMonth = Day(year: year, month: month, dayOrLast: days[number])
      if sameMonth <= settlement { return sameMonth }
      let before = month == 1 ? (year - 1, 12) : (year, month - 1)
      return Day(year: before.0, month: before.1, dayOrLast: days[number])
    }
  }
}

/// The days from the one after a settlement to the next settlement.
public struct Period: Hashable, Sendable {
  /// The period's number, from 0.
  public let index: Int
  /// The first day.
  public let first: Day
  /// The last day, on which the settlement happens.
  public let settlement: Day
  /// The day on which payers are counted and up to which decided claims are settled.
  public let publication: Day

  /// The number of days.
  public var length: Int { first.distance(to: settlement) + 1 }
  /// The calendar year to which the settlement, its caps and its costs belong.
  public var year: Int { settlement.year }
}
