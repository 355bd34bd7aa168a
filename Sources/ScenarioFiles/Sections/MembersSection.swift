import MutualAid

/// The membership as a scenario writes it, before tables and segments are known.
struct MembersDraft: Sendable {
  let path: Placed<[PathPoint]>?
  let flow: Placed<FlowDraft>?
  /// The file of a roster.
  let roster: Placed<Placed<String>>?
  let ages: Placed<ClosedRange<Int>>?
  /// Whether ages are written, be they right or wrong.
  let hasAges: Bool
  let mix: Placed<MixDraft>?
  /// Whether a mix is written, be it right or wrong.
  let hasMix: Bool
  let waiting: WaitingPeriod?
  let deaths: Placed<RatesDraft>?
  let claimants: Claimants?
  let lapse: Placed<LapseDraft>?
  /// Whether a lapse is written, be it right or wrong.
  let hasLapse: Bool
  /// The classes of risk, empty where none are written.
  let riskClasses: [Placed<RiskClass>]?
  let failedDebits: Placed<FailedDebits>?
  /// Whether failed debits are written, be they right or wrong.
  let hasFailedDebits: Bool
  let place: Place
}

/// The settings of the membership.
enum MembersSection {
  private static let path = Key(
    "path", PathSection.form, .optional(meaning: "needed without flows or a roster"),
    unit: "members",
    "The number of payers by date, linear by day between the dates and constant outside them.")
  private static let flows = Key(
    "flows", FlowsSection.form, .optional(meaning: "needed without a path or a roster"),
    unit: "members a period", "Who joins by period, instead of a path.")
  private static let roster = Key(
    "roster", RosterSection.form, .optional(meaning: "needed without a path or flows"),
    "Who joins and leaves, one CSV row a member, instead of a path and a mix.")
  private static let lapse = Key(
    "lapse", LapseSection.form, .optional(meaning: "nobody leaves by choice"),
    unit: "probability a year", "Leaving by choice, and how it answers to the cost.")
  private static let riskClasses = Key(
    "risk_classes", RiskClassesSection.form, .optional(meaning: "one, with the tables' risk"),
    "Parts of every cohort that differ in risk though nothing observable tells them apart.")
  private static let failedDebits = Key(
    "failed_debits", FailedDebitsSection.form, .optional(meaning: "none fails"),
    "Charges that fail: who is concerned pays nothing, and leaves after the retries.")
  private static let ages = Key(
    "ages", Form<ClosedRange<Int>>.ages, .optional(meaning: "age is not modelled"),
    unit: "whole years",
    "The ages that may be members; a member leaves on the birthday after the last.")
  private static let mix = Key(
    "mix", MixSection.form, .optional(meaning: "everybody is alike"), unit: "parts of a whole",
    "The ages, sexes and segments of those who join; the shares of each date sum to 1.")
  private static let waiting = Key(
    "waiting", waitingForm, .standard(WaitingPeriod(), text: "none"),
    "The time from joining during which a diagnosis gives no claim.")
  private static let deaths = Key(
    "deaths", RatesSection.form(RatesSection.deaths), .optional(meaning: "nobody dies"),
    unit: "probability a year", "The yearly probabilities of death.")
  private static let claimants = Key(
    "claimants", Form<Claimants>.choice(), .standard(.leave, text: "leave"),
    "What becomes of a member whose claim was paid: leave, or stay and be at risk again.")

  private static let waitingDays = Key(
    "days", Form<Int>.whole(0...3_660, "a whole number of days from 0 to 3660"), .required,
    unit: "days", "Days from joining that are not covered; with 90, days 0 to 89.")
  private static let accidents = Key(
    "accidents", Form<Bool>.choice([("covered", true), ("not_covered", false)]),
    .standard(false, text: "not_covered"), "Whether accidents are covered from the first day.")
  private static let pays = Key(
    "pays", Form<Bool>.yesNo, .standard(true, text: "yes"),
    "Whether members pay while they wait.")

  static let waitingDefinition = SectionDefinition(
    "a waiting period such as { days: 90 }",
    keys: [waitingDays.definition, accidents.definition, pays.definition])

  private static let waitingForm = Form<WaitingPeriod>.mapping(waitingDefinition) { section, _ in
    let days = section.read(waitingDays)
    let accidents = section.read(accidents)
    let pays = section.read(pays)
    guard let days, let accidents, let pays else { return nil }
    return WaitingPeriod(days: days.value, coversAccidents: accidents.value, pays: pays.value)
  }

  static let definition = SectionDefinition(
    "a mapping such as { path: 100000 }",
    keys: [
      path.definition, flows.definition, roster.definition, ages.definition, mix.definition,
      waiting.definition,
      deaths.definition, claimants.definition, lapse.definition, riskClasses.definition,
      failedDebits.definition,
    ], alternatives: ["path", "flows", "roster"])

  static let form = Form<MembersDraft>.mapping(definition) { section, _ in
    _ = section.alternative()
    return MembersDraft(
      path: section.read(path), flow: section.read(flows), roster: section.read(roster),
      ages: section.read(ages),
      hasAges: section.has(ages.name), mix: section.read(mix),
      hasMix: section.has(mix.name), waiting: section.read(waiting)?.value,
      deaths: section.read(deaths), claimants: section.read(claimants)?.value,
      lapse: section.read(lapse), hasLapse: section.has(lapse.name),
      riskClasses: section.has(riskClasses.name) ? section.read(riskClasses)?.value : [],
      failedDebits: section.read(failedDebits), hasFailedDebits: section.has(failedDebits.name),
      place: section.place)
  }
}
