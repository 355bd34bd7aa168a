import MutualAid

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
    "weight", Form<Double>.real(0...1e9, "a weight from 0 to 1000000000", maximum: 1_000_000_000),
    .required, "The weight of these days; weights need not sum to 1.")
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
  private static let changes = KeyDefinition.reserved(
    "changes", "Other delays between dates, such as months without field inquiries.")

  static let reporting = SectionDefinition(
    "a delay such as { delay: 30 days }", keys: [reportingDelay.definition, changes])
  static let processing = SectionDefinition(
    "a delay such as { delay: 30 days }",
    keys: [
      processingDelay.definition, changes,
      .reserved("capacity", unit: "cases a settlement", "How many cases are decided; others wait."),
    ])

  static let reportingForm = Form<Delay>.mapping(reporting) { section, _ in
    section.read(reportingDelay)?.value
  }
  static let processingForm = Form<Delay>.mapping(processing) { section, _ in
    section.read(processingDelay)?.value
  }
}
