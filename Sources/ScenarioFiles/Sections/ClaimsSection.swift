import MutualAid

/// The claims as a scenario writes them, before ages and segments are known.
struct ClaimsDraft: Sendable {
  let incidence: Placed<RatesDraft>?
  let segmentFactors: Placed<[Pair<String, Double>]>?
  let calendar: [CalendarFactor]?
  let classes: Placed<[ClassDraft]>?
  let reporting: Delay?
  let processing: Delay?
}

/// The settings of the claims.
enum ClaimsSection {
  private static let incidence = Key(
    "incidence", RatesSection.form(RatesSection.incidence), .required, unit: "probability a year",
    "How often members fall ill.")
  private static let segmentFactors = Key(
    "segment_factors",
    Form<[Pair<String, Double>]>.bySegment(
      Form<Double>.factor, "a mapping from segments to factors"),
    .optional(meaning: "1 for every segment"),
    "What multiplies the hazard of a segment.")
  private static let calendar = Key(
    "calendar", calendarRows.list("a list such as [{ from: ..., to: ..., factor: ... }]"),
    .optional(meaning: "no factors"),
    "Dated factors on every hazard; days in several have their product.")
  private static let classes = Key(
    "classes", ClassesSection.form, .required, "The classes of claims and their benefits.")
  private static let reporting = Key(
    "reporting", DelaySection.reportingForm, .standard(.days(0), text: "0 days"),
    "From diagnosis to application.")
  private static let processing = Key(
    "processing", DelaySection.processingForm, .standard(.days(0), text: "0 days"),
    "From application to decision.")

  private static let from = Key("from", Form<Day>.date, .required, "The first day.")
  private static let to = Key("to", Form<Day>.date, .required, "The last day.")
  private static let factor = Key("factor", Form<Double>.factor, .required, "The factor.")
  static let calendarDefinition = SectionDefinition(
    "a factor between two dates", keys: [from.definition, to.definition, factor.definition])
  private static let calendarRows = Table<CalendarFactor>(columns: calendarDefinition) {
    section, reading in
    let from = section.read(from)
    let to = section.read(to)
    let factor = section.read(factor)
    guard let from, let to, let factor else { return nil }
    guard from.value <= to.value else {
      reading.note("a date from \(from.value) on", found: "\(to.value)", at: to)
      return nil
    }
    return CalendarFactor(from: from.value, to: to.value, factor: factor.value)
  }

  static let definition = SectionDefinition(
    "a mapping such as { incidence: ..., classes: ... }",
    keys: [
      incidence.definition, segmentFactors.definition, calendar.definition, classes.definition,
      reporting.definition, processing.definition,
      .reserved("selection", "by_duration: factors on the hazard by time since joining."),
      .reserved("systemic", "A random factor on all hazards by year or period: law, cv, ar1."),
      .reserved("approval", "The part of the applications that is approved."),
    ])

  static let form = Form<ClaimsDraft>.mapping(definition) { section, _ in
    ClaimsDraft(
      incidence: section.read(incidence), segmentFactors: section.read(segmentFactors),
      calendar: section.has(calendar.name)
        ? section.read(calendar)?.value.map(\.value) : [],
      classes: section.read(classes), reporting: section.read(reporting)?.value,
      processing: section.read(processing)?.value)
  }
}
