import MutualAid

/// A delay as a scenario writes it, before the horizon is known.
struct DelayDraft: Sendable {
  /// How many cases are decided: by all settlements, or by those between dates.
  enum Capacity: Sendable {
    case always(Int)
    case dated([DatedCapacity])
  }

  let delay: Delay
  var changes: [DatedDelay] = []
  var capacity: Capacity?
}

/// The settings of the delays from diagnosis to application and from there to decision.
enum DelaySection {
  private enum Law: String, CaseIterable, Sendable {
    case gamma
    case lognormal
    case weibull
    case exponential
  }

  private static let law = Key(
    "law", Form<Law>.choice(), .optional(meaning: "none"),
    "The law of the delay: gamma, lognormal, weibull or exponential.")
  private static let mean = Key(
    "mean", Form<Double>.meanDays, .optional(meaning: "needed with a law"), unit: "days",
    "The mean of the law.")
  private static let cv = Key(
    "cv", Form<Double>.cv, .optional(meaning: "needed with a law, but not with exponential"),
    "The standard deviation of the law over its mean.")
  private static let days = Key(
    "days", Form<Int>.whole(0...Limit.delay, "a whole number of days from 0 to \(Limit.delay)"),
    .required, unit: "days", "Whole days.")
  private static let weight = Key(
    "weight", Form<Double>.weight, .required, "The weight of these days; weights need not sum to 1."
  )
  private static let rows = Table<DelayWeight>(
    columns: SectionDefinition("days and their weight", keys: [days.definition, weight.definition])
  ) { section, _ in
    let days = section.read(days)
    let weight = section.read(weight)
    guard let days, let weight else { return nil }
    return DelayWeight(days: days.value, weight: weight.value)
  }

  /// The columns of a CSV file of a delay.
  static var columns: SectionDefinition { rows.columns }

  private static let table = Key(
    "table", rows.list("a list of days and weights such as { days: 30, weight: 1 }"),
    .optional(meaning: "none"), "Days and their weights, as counted somewhere.")
  private static let file = Key(
    "file", Form<String>.path, .optional(meaning: "none"),
    "A CSV file with the columns days and weight.")

  static let lawDefinition = SectionDefinition(
    "a law, a table or a file",
    keys: [law.definition, mean.definition, cv.definition, table.definition, file.definition],
    forms: ["law", "table", "file"])

  private static let delayForm = Form<Int>.days.map { Delay.days($0) }.orMapping(
    Form<Delay>.mapping(lawDefinition) { section, reading in
      let form = section.form()
      let law = section.read(law)
      let mean = section.read(mean)
      let cv = section.read(cv)
      let table = section.read(table)?.value
      let file = section.read(file).flatMap { rows.rows(of: $0, at: section.path, reading) }
      switch form {
      case "law": return law.flatMap { delay($0, mean, cv, section, reading) }
      case "table", "file":
        for extra in ["mean", "cv"] where section.has(extra) {
          section.note("no \(extra) beside \(form ?? "")", found: extra)
        }
        return (form == "table" ? table : file).flatMap { weighted($0, section) }
      default: return nil
      }
    },
    "a number of days such as 30 days, a law such as { law: gamma, mean: 60 days, cv: 1.2 }, "
      + "a table or a file")

  private static func delay(
    _ law: Placed<Law>, _ mean: Placed<Double>?, _ cv: Placed<Double>?, _ section: Section,
    _ reading: Reading
  ) -> Delay? {
    func missing(_ name: String, _ expectation: String) {
      guard !section.has(name) else { return }
      reading.note(
        .missing(expected: expectation), at: section.place, path: section.path.appending(key: name))
    }
    missing("mean", Form<Double>.meanDays.expectation)
    if law.value == .exponential {
      if let cv {
        reading.note("no cv, because that of an exponential is 1", found: "\(cv.value)", at: cv)
      }
      return mean.map { .exponential(mean: $0.value) }
    }
    missing("cv", Form<Double>.cv.expectation)
    guard let mean, let cv else { return nil }
    return switch law.value {
    case .lognormal: .lognormal(mean: mean.value, cv: cv.value)
    case .weibull: .weibull(mean: mean.value, cv: cv.value)
    default: .gamma(mean: mean.value, cv: cv.value)
    }
  }

  private static func weighted(_ rows: [Placed<DelayWeight>], _ section: Section) -> Delay? {
    guard rows.contains(where: { $0.value.weight > 0 }) else {
      section.note("at least one weight above 0", found: "none")
      return nil
    }
    return .table(rows.map(\.value))
  }

  private static let reportingDelay = Key(
    "delay", delayForm, .required, unit: "days",
    "The time from diagnosis to application; it counts in whole days, rounded down.")
  private static let processingDelay = Key(
    "delay", delayForm, .required, unit: "days",
    "The time from application to decision; it counts in whole days, rounded down.")
  private static let changedDelay = Key(
    "delay", delayForm, .required, unit: "days",
    "The delay of what starts on one of the days.")
  private static let changeRows = Table<DatedDelay>(
    columns: SectionDefinition(
      "a delay between two dates",
      keys: [DateSpan.from.definition, DateSpan.to.definition, changedDelay.definition])
  ) { section, reading in
    let span = DateSpan.read(section, reading)
    let delay = section.read(changedDelay)
    guard let span, let delay else { return nil }
    return DatedDelay(from: span.lowerBound, to: span.upperBound, delay: delay.value)
  }

  /// The settings of a change.
  static var change: SectionDefinition { changeRows.columns }

  private static let changesForm: Form<[DatedDelay]> = {
    let list = changeRows.list("a list such as [{ from: ..., to: ..., delay: 60 days }]")
    return Form(list.expectation, schema: list.schema) { node, path, reading in
      guard let rows = list.read(node, path, reading) else { return nil }
      let spans = rows.map { row in row.map { $0.from...$0.to } }
      return DateSpan.areApart(spans, reading) ? rows.map(\.value) : nil
    }
  }()
  private static let reportingChanges = Key(
    "changes", changesForm, .optional(meaning: "none"),
    "Other delays of what is diagnosed between two dates.")
  private static let processingChanges = Key(
    "changes", changesForm, .optional(meaning: "none"),
    "Other delays of what is applied for between two dates, such as months without inquiries.")

  private static let cases = Form<Int>.whole(
    0...Limit.count, "a whole number of cases up to \(Limit.count)")
  private static let datedCapacity = Form<[Pair<ClosedRange<Day>, Int>]>.pairs(
    "a mapping from dates to cases", key: "dates such as 2020-02-01..2020-04-30",
    pattern: #"^[0-9]{4}-[0-9]{2}-[0-9]{2}(\.\.[0-9]{4}-[0-9]{2}-[0-9]{2})?$"#, to: cases,
    parse: ClosedRange.init(dates:))
  private static let capacityForm: Form<DelayDraft.Capacity> = cases.map { .always($0) }.orMapping(
    Form<DelayDraft.Capacity>(
      datedCapacity.expectation, schema: datedCapacity.schema, section: datedCapacity.section
    ) { node, path, reading in
      guard let pairs = datedCapacity.read(node, path, reading) else { return nil }
      let spans = pairs.map { Placed(value: $0.name, place: $0.place, path: path) }
      guard DateSpan.areApart(spans, reading) else { return nil }
      return .dated(
        pairs.map {
          DatedCapacity(from: $0.name.lowerBound, to: $0.name.upperBound, cases: $0.value)
        }.sorted { $0.from < $1.from })
    }, "a number of cases, or cases by dates such as { 2020-02-01..2020-04-30: 500 }")
  private static let capacity = Key(
    "capacity", capacityForm, .optional(meaning: "no limit"), unit: "cases a settlement",
    "How many cases a settlement decides, by its date; the others wait, first in first out.")

  static let reporting = SectionDefinition(
    "a delay such as { delay: 30 days }",
    keys: [reportingDelay.definition, reportingChanges.definition])
  static let processing = SectionDefinition(
    "a delay such as { delay: 30 days }",
    keys: [processingDelay.definition, processingChanges.definition, capacity.definition])

  static let reportingForm = Form<DelayDraft>.mapping(reporting) { section, _ in
    let delay = section.read(reportingDelay)
    let changes = section.read(reportingChanges)
    return delay.map { DelayDraft(delay: $0.value, changes: changes?.value ?? []) }
  }
  static let processingForm = Form<DelayDraft>.mapping(processing) { section, _ in
    let delay = section.read(processingDelay)
    let changes = section.read(processingChanges)
    let capacity = section.read(capacity)
    return delay.map {
      DelayDraft(delay: $0.value, changes: changes?.value ?? [], capacity: capacity?.value)
    }
  }
}
