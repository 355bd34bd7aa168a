import MutualAid

extension Form<Day> {
  /// A date as ISO 8601 writes it.
  static let date = Form.scalar(
    "a date such as 2018-10-16",
    schema: ["type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"],
    parse: Day.init(isoDate:))
}

extension Form<Moment> {
  /// A date, which means its end, or a date with an hour.
  static let moment = Form.scalar(
    "a date such as 2022-01-28, or a date and hour such as 2021-03-31T18:00",
    schema: [
      "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?$",
    ]
  ) { text in
    if let day = Day(isoDate: text) { return .end(of: day) }
    let parts = text.split(separator: "T", omittingEmptySubsequences: false)
    guard parts.count == 2, let day = Day(isoDate: String(parts[0])) else { return nil }
    let clock = parts[1].split(separator: ":", omittingEmptySubsequences: false)
    guard clock.count == 2, let hour = twoDigits(clock[0]), let minute = twoDigits(clock[1]),
      minute < 60, hour < 24 || (hour == 24 && minute == 0)
    else { return nil }
    return Moment(day: day, minute: hour * 60 + minute)
  }
}

extension Form<ClosedRange<Int>> {
  /// Ages from one to another, both included: `0..59`.
  static let ages = Form.scalar(
    "ages such as 0..59, at most \(Limit.age)",
    schema: ["type": "string", "pattern": #"^[0-9]{1,3}\.\.[0-9]{1,3}$"#]
  ) { text in
    text.contains("..") ? ClosedRange(ages: text) : nil
  }
}

extension ClosedRange<Int> {
  /// The ages of `0..39` or of a single `40`.
  init?(ages text: String) {
    var bounds = [text]
    if let separator = text.firstRange(of: "..") {
      bounds = [String(text[..<separator.lowerBound]), String(text[separator.upperBound...])]
    }
    let ages = bounds.compactMap(Numeral.whole)
    guard ages.count == bounds.count, let first = ages.first, let last = ages.last,
      0 <= first, first <= last, last <= Limit.age
    else { return nil }
    self = first...last
  }

  /// The ages as a scenario writes them.
  var ages: String { "\(lowerBound)..\(upperBound)" }
}

extension Day {
  /// The day of a date such as `2018-10-16`, or `nil` if it has another shape or does not exist.
  init?(isoDate text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, let month = twoDigits(parts[1]),
      let day = twoDigits(parts[2]), parts[0].utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
      let year = Int(parts[0])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }
}

/// The number that two digits write.
private func twoDigits(_ text: Substring) -> Int? {
  text.utf8.count == 2 && text.utf8.allSatisfy { 0x30...0x39 ~= $0 } ? Int(text) : nil
}
