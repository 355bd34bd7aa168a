import MutualAid

/// The settings of dated factors on a hazard.
enum CalendarSection {
  private static let factor = Key("factor", Form<Double>.factor, .required, "The factor.")
  static let definition = SectionDefinition(
    "a factor between two dates",
    keys: [DateSpan.from.definition, DateSpan.to.definition, factor.definition])
  private static let rows = Table<CalendarFactor>(columns: definition) { section, reading in
    let span = DateSpan.read(section, reading)
    let factor = section.read(factor)
    guard let span, let factor else { return nil }
    return CalendarFactor(from: span.lowerBound, to: span.upperBound, factor: factor.value)
  }

  /// A list of dated factors.
  static let form = rows.list("a list such as [{ from: ..., to: ..., factor: ... }]")
    .map { $0.map(\.value) }
}

/// The settings of a first and a last day.
enum DateSpan {
  static let from = Key("from", Form<Day>.date, .required, "The first day.")
  static let to = Key("to", Form<Day>.date, .required, "The last day.")

  /// The days of a mapping with these settings, or `nil` with a problem noted.
  static func read(_ section: Section, _ reading: Reading) -> ClosedRange<Day>? {
    let from = section.read(from)
    let to = section.read(to)
    guard let from, let to else { return nil }
    guard from.value <= to.value else {
      reading.note("a date from \(from.value) on", found: "\(to.value)", at: to)
      return nil
    }
    return from.value...to.value
  }

  /// Whether some spans do not overlap; a problem at the first that overlaps an earlier one.
  static func areApart(_ spans: [Placed<ClosedRange<Day>>], _ reading: Reading) -> Bool {
    let sorted = spans.sorted { $0.value.lowerBound < $1.value.lowerBound }
    for (left, right) in zip(sorted, sorted.dropFirst())
    where right.value.lowerBound <= left.value.upperBound {
      reading.note(
        "dates after \(left.value.upperBound), because no two spans may overlap",
        found: right.value.dates, at: right)
      return false
    }
    return true
  }
}

extension ClosedRange<Day> {
  /// The days of `2020-02-01..2020-04-30` or of a single date.
  init?(dates text: String) {
    var bounds = [text]
    if let separator = text.firstRange(of: "..") {
      bounds = [String(text[..<separator.lowerBound]), String(text[separator.upperBound...])]
    }
    let days = bounds.compactMap(Day.init(isoDate:))
    guard days.count == bounds.count, let first = days.first, let last = days.last, first <= last
    else { return nil }
    self = first...last
  }

  /// The days as a scenario writes them.
  var dates: String { "\(lowerBound)..\(upperBound)" }
}
