import MutualAid

/// The claims as a scenario writes them, before ages and segments are known.
struct ClaimsDraft: Sendable {
  let incidence: Placed<RatesDraft>?
  let segmentFactors: Placed<[Pair<String, Double>]>?
  let calendar: [CalendarFactor]?
  let classes: Placed<[ClassDraft]>?
  let durationFactors: [DurationFactor]
  let systemic: SystemicRisk?
  let approval: Placed<ApprovalDraft>?
  let reporting: DelayDraft?
  let processing: DelayDraft?
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
    "calendar", CalendarSection.form, .optional(meaning: "no factors"),
    "Dated factors on every hazard; days in several have their product.")
  private static let classes = Key(
    "classes", ClassesSection.form, .required, "The classes of claims and their benefits.")
  private static let selection = Key(
    "selection", SelectionSection.form, .optional(meaning: "none"),
    "What multiplies the hazard by time since joining.")
  private static let systemic = Key(
    "systemic", SystemicSection.form, .optional(meaning: "none"),
    "A random factor on all hazards, the same for everybody.")
  private static let approval = Key(
    "approval", ApprovalSection.form, .optional(meaning: "1"), unit: "part of the applications",
    "The part of the applications that is approved, for all segments or by segment; a class may "
      + "have its own.")
  private static let reporting = Key(
    "reporting", DelaySection.reportingForm, .standard(DelayDraft(delay: .days(0)), text: "0 days"),
    "From diagnosis to application.")
  private static let processing = Key(
    "processing", DelaySection.processingForm,
    .standard(DelayDraft(delay: .days(0)), text: "0 days"),
    "From application to decision.")

  static let definition = SectionDefinition(
    "a mapping such as { incidence: ..., classes: ... }",
    keys: [
      incidence.definition, segmentFactors.definition, calendar.definition, classes.definition,
      selection.definition, systemic.definition, approval.definition, reporting.definition,
      processing.definition,
    ])

  static let form = Form<ClaimsDraft>.mapping(definition) { section, _ in
    ClaimsDraft(
      incidence: section.read(incidence), segmentFactors: section.read(segmentFactors),
      calendar: section.has(calendar.name)
        ? section.read(calendar)?.value : [],
      classes: section.read(classes),
      durationFactors: section.read(selection)?.value ?? [],
      systemic: section.read(systemic)?.value, approval: section.read(approval),
      reporting: section.read(reporting)?.value,
      processing: section.read(processing)?.value)
  }
}
