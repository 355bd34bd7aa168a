import MutualAid

/// The shutdown as a scenario writes it.
struct ShutdownDraft: Sendable {
  let announced: Placed<Day>?
  let contributionsEnd: Placed<Day>?
  let coverEnds: Placed<Moment>?
  let filing: Shutdown.FilingLimit?
  let fileBy: Placed<Day>?
  let tail: Shutdown.Tail?
  let budget: Int?
  let replacement: ReplacementCover?
}

/// The settings of the shutdown.
enum ShutdownSection {
  private static let announced = Key(
    "announced", Form<Day>.date, .required,
    "The day on which the end is announced. Nobody joins after it.")
  private static let contributionsEnd = Key(
    "contributions_end", Form<Day>.date, .optional(meaning: "the day of the announcement"),
    "The day on which contributions end; a settlement on it belongs to the tail.")
  private static let coverEnds = Key(
    "cover_ends", Form<Moment>.moment, .required,
    "When cover ends: a date, which means its end, or a date and hour.")
  private static let within = Form<Int>.scalar(
    "a time such as 180 days of diagnosis",
    schema: ["type": "string", "pattern": "^(0|[1-9][0-9]*) days? of diagnosis$"]
  ) { text in
    guard text.hasSuffix(" of diagnosis") else { return nil }
    return Form<Int>.dayCount(String(text.dropLast(13))).flatMap(Numeral.whole).flatMap {
      0...Limit.delay ~= $0 ? $0 : nil
    }
  }
  private static let fileWithin = Key(
    "file_within", within, .optional(meaning: "no limit"), unit: "days",
    "The last day to file a claim, counted from diagnosis.")
  private static let fileBy = Key(
    "file_by", Form<Day>.date, .optional(meaning: "no limit"),
    "The last date to file a claim, instead of file_within.")
  private static let tail = Key(
    "tail", Form<Shutdown.Tail>.choice(), .required,
    "Who pays the claims that are still open: platform, members by one last share, or nobody.")
  private static let refunds = Key(
    "refunds", Form<String>.choice([("none", "none")], reserved: ["balances", "all_shares"]),
    .standard("none", text: "none"), "What members get back.")

  private static let replacement = Key(
    "replacement", ReplacementSection.form, .optional(meaning: "none is offered"),
    "Cover that is offered instead, and who takes it.")
  private static let budget = Key(
    "budget", Form<Int>.money, .optional(meaning: "all that it takes"),
    unit: "the scenario's currency",
    "The most that the platform pays for the tail; then claims of a settlement are cut pro rata.")

  static let definition = SectionDefinition(
    "a mapping such as { announced: ..., cover_ends: ..., tail: platform }",
    keys: [
      announced.definition, contributionsEnd.definition, coverEnds.definition,
      fileWithin.definition, fileBy.definition, tail.definition, refunds.definition,
      .reserved(
        "triggers", "Ends that the run decides: members_below, share_above, rate_per_year."),
      replacement.definition, budget.definition,
    ])

  static let form = Form<ShutdownDraft>.mapping(definition) { section, _ in
    let announced = section.read(announced)
    let contributionsEnd = section.read(contributionsEnd)
    let coverEnds = section.read(coverEnds)
    let within = section.read(fileWithin)
    let by = section.read(fileBy)
    let tail = section.read(tail)
    _ = section.read(refunds)
    let replacement = section.read(replacement)
    let budget = section.read(budget)
    if let tail, tail.value != .platform {
      section.refuse(["budget"], "where the tail is not paid by the platform")
    }
    if section.has("file_within"), section.has("file_by") {
      section.note("one of file_within or file_by", found: "both")
    }
    let filing: Shutdown.FilingLimit? =
      within.map { .daysFromDiagnosis($0.value) } ?? by.map { .date($0.value) }
    return ShutdownDraft(
      announced: announced, contributionsEnd: contributionsEnd ?? announced,
      coverEnds: coverEnds, filing: filing, fileBy: by, tail: tail?.value, budget: budget?.value,
      replacement: replacement?.value)
  }
}
