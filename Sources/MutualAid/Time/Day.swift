/// A day of the Gregorian calendar, kept as its distance from 1970-01-01.
///
/// The arithmetic is that of the proleptic calendar in whole days, so it needs no time zone: a
/// scenario's dates are local dates of the scenario's own zone.
///
/// > H. Hinnant. "chrono-Compatible Low-Level Date Algorithms." 2013, `days_from_civil`.
public struct Day: Hashable, Comparable, Strideable, Sendable {
  /// Days since 1970-01-01; negative before it.
  public let number: Int

  /// The day that lies `number` days after 1970-01-01.
  public init(number: Int) { self.number = number }

  /// The day with this date, or `nil` if the calendar has no such date.
  public init?(year: Int, month: Int, day: Int) {
    guard 1...9999 ~= year, 1...12 ~= month, 1...Day.count(inMonth: month, of: year) ~= day else {
      return nil
    }
    self.init(valid: (year, month, day))
  }

  /// The last day of a month where the day asked for does not exist, as in 31 June.
  init(year: Int, month: Int, dayOrLast day: Int) {
    self.init(valid: (year, month, min(day, Day.count(inMonth: month, of: year))))
  }

  private init(valid date: (year: Int, month: Int, day: Int)) {
    let year = date.month <= 2 ? date.year - 1 : date.year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    number = era * 146_097 + dayOfEra - 719_468
  }

  /// The date's year, month from 1, and day from 1.
  public var date: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    )
  }

  /// The calendar year.
  public var year: Int { date.year }

  /// The day's place in its year, from 1.
  public var dayOfYear: Int { number - Day.first(of: year).number + 1 }

  /// 1 January of a year.
  public static func first(of year: Int) -> Day { Day(valid: (year, 1, 1)) }

  /// 31 December of a year.
  public static func last(of year: Int) -> Day { Day(valid: (year, 12, 31)) }

  /// The number of days of a year, 365 or 366.
  public static func count(in year: Int) -> Int { isLeap(year) ? 366 : 365 }

  static func count(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func isLeap(_ year: Int) -> Bool {
    year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
  }

  /// Whether a day comes before another.
  public static func < (left: Day, right: Day) -> Bool { left.number < right.number }

  /// The days from this one to another.
  public func distance(to other: Day) -> Int { other.number - number }

  /// The day that lies so many days after this one.
  public func advanced(by days: Int) -> Day { Day(number: number + days) }
}

extension Day: CustomStringConvertible {
  /// The date as ISO 8601 writes it, `2021-12-28`.
  public var description: String {
    let (year, month, day) = date
    func padded(_ value: Int, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}
