import MutualAid

/// The triggers of a shutdown as a scenario writes them, without the terms that stand beside them.
struct TriggersDraft: Sendable {
  let floor: ShutdownTriggers.Floor?
  let ceiling: Int?
  let regulatorPerYear: Double
  let defaultPerYear: Double
  let contributionsEndAfter: Int
  let coverEndsAfter: Int
  let fileUntil: Int?
  let refundAfter: Int?
  let place: Place
}

/// The settings of ends that the run decides.
enum TriggersSection {
  private static let membersBelow = Key(
    "members_below", Form<Int>.count, .optional(meaning: "members shut no pool"),
    unit: "members", "The pool is shut once it has fewer members after a settlement.")
  private static let grace = Key(
    "grace", monthsForm, .standard(0, text: "0 months"),
    "How long after the first settlement below members_below it goes on, while it stays below.")
  private static let shareAbove = Key(
    "share_above", Form<Int>.money, .optional(meaning: "no share shuts the pool"),
    unit: "the scenario's currency", "The pool is shut once a segment's share is above.")
  private static let rate = Key(
    "rate_per_year", rateForm, .standard(0, text: "0"), unit: "probability a year",
    "The yearly probability that a regulator shuts the pool.")
  private static let platformDefault = Key(
    "platform_default_per_year", rateForm, .standard(0, text: "0"), unit: "probability a year",
    "The yearly probability that the platform defaults: then it pays nothing more.")
  private static let contributionsEnd = Key(
    "contributions_end_after", Form<Int>.days, .standard(0, text: "0 days"),
    "From the announcement, which is the day after the settlement, to the end of contributions.")
  private static let coverEnds = Key(
    "cover_ends_after", Form<Int>.days, .standard(0, text: "0 days"),
    "From the announcement to the last day of cover, which is covered to its end.")
  private static let fileUntil = Key(
    "file_until", Form<Int>.days, .optional(meaning: "as file_within says"),
    "From the announcement to the last day to file a claim, instead of file_within.")
  private static let refundAfter = Key(
    "refund_after", Form<Int>.days, .optional(meaning: "the end of cover"),
    "From the announcement to the refunds.")

  private static let monthsForm = Form<Int>.scalar(
    "a number of months such as 3 months",
    schema: ["type": "string", "pattern": "^(0|[1-9][0-9]*) months?$"]
  ) { text in
    let words = text.split(separator: " ", omittingEmptySubsequences: true)
    guard words.count == 2, words[1] == "months" || words[1] == "month" else { return nil }
    return Numeral.whole(String(words[0])).flatMap { 0...1200 ~= $0 ? $0 : nil }
  }

  static let rateForm = Form<Double>.real(
    0...0.999_999, "a yearly probability from 0 to 0.999999", maximum: 1)

  static let definition = SectionDefinition(
    "a mapping such as { members_below: 500000, cover_ends_after: 30 days }",
    keys: [
      membersBelow.definition, grace.definition, shareAbove.definition, rate.definition,
      platformDefault.definition, contributionsEnd.definition, coverEnds.definition,
      fileUntil.definition, refundAfter.definition,
    ])

  static let form = Form<TriggersDraft>.mapping(definition) { section, _ in
    let members = section.read(membersBelow)
    let grace = section.read(grace)
    if !section.has(membersBelow.name) {
      section.refuse([TriggersSection.grace.name], "without members_below")
    }
    let share = section.read(shareAbove)
    let rate = section.read(rate)
    let platformDefault = section.read(platformDefault)
    let names = [
      membersBelow.name, shareAbove.name, TriggersSection.rate.name,
      TriggersSection.platformDefault.name,
    ]
    if !names.contains(where: section.has) {
      section.note("at least one of \(names.listed("and"))", found: "none")
    }
    let contributionsEnd = section.read(contributionsEnd)
    let coverEnds = section.read(coverEnds)
    let fileUntil = section.read(fileUntil)
    let refundAfter = section.read(refundAfter)
    guard let rate, let platformDefault, let contributionsEnd, let coverEnds, let grace else {
      return nil
    }
    return TriggersDraft(
      floor: members.map { .init(members: $0.value, graceMonths: grace.value) },
      ceiling: share?.value, regulatorPerYear: rate.value, defaultPerYear: platformDefault.value,
      contributionsEndAfter: contributionsEnd.value, coverEndsAfter: coverEnds.value,
      fileUntil: fileUntil?.value, refundAfter: refundAfter?.value, place: section.place)
  }
}
