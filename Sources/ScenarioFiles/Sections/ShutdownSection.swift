import MutualAid

/// The shutdown as a scenario writes it.
struct ShutdownDraft: Sendable {
  let announced: Placed<Day>?
  let contributionsEnd: Placed<Day>?
  let coverEnds: Placed<Moment>?
  let fileWithin: Int?
  let fileBy: Placed<Day>?
  let tail: Shutdown.Tail?
  let budget: Int?
  let refunds: Placed<RefundRule>?
  let refundDate: Placed<Day>?
  let replacement: ReplacementCover?
  let triggers: TriggersDraft?
}

/// The settings of the shutdown.
enum ShutdownSection {
  private static let announced = Key(
    "announced", Form<Day>.date, .optional(meaning: "needed without triggers"),
    "The day on which the end is announced. Nobody joins after it.")
  private static let contributionsEnd = Key(
    "contributions_end", Form<Day>.date, .optional(meaning: "the day of the announcement"),
    "The day on which contributions end; a settlement on it belongs to the tail.")
  private static let coverEnds = Key(
    "cover_ends", Form<Moment>.moment, .optional(meaning: "needed with announced"),
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
    "refunds",
    Form<RefundRule>.choice([
      ("none", .none), ("balances", .balances), ("all_shares", .allPastShares),
    ]).orMapping(
      partOfBalances,
      "none, balances, all_shares, or a part of balances such as { fraction: 0.5 }"),
    .standard(.none, text: "none"),
    "What the members at the end of cover get back: none, their balances or a part of each, or "
      + "all_shares they paid, fee included, and their balances.")

  private static let fraction = Key(
    "fraction", Form<Int>.millionths(upTo: 1, "a fraction from 0 to 1 with at most 6 decimals"),
    .required, unit: "part of each balance", "The part of each balance that goes back.")
  static let refundsDefinition = SectionDefinition(
    "a part of balances such as { fraction: 0.5 }", keys: [fraction.definition])
  private static let partOfBalances = Form<RefundRule>.mapping(refundsDefinition) { section, _ in
    section.read(fraction).map { .fractionOfBalances(Rate(millionths: $0.value)) }
  }

  private static let refundDate = Key(
    "refund_date", Form<Day>.date, .optional(meaning: "the end of cover"),
    "When refunds are paid: they enter the books at the first settlement on or after it.")
  private static let replacement = Key(
    "replacement", ReplacementSection.form, .optional(meaning: "none is offered"),
    "Cover that is offered instead, and who takes it.")
  private static let budget = Key(
    "budget", Form<Int>.money, .optional(meaning: "all that it takes"),
    unit: "the scenario's currency",
    "The most that the platform pays for the tail; then claims of a settlement are cut pro rata.")

  private static let triggers = Key(
    "triggers", TriggersSection.form, .optional(meaning: "the pool ends on its date"),
    "Ends that the run decides, each replication for itself; the first to fire counts, dates too.")

  static let definition = SectionDefinition(
    "a mapping such as { announced: ..., cover_ends: ..., tail: platform }",
    keys: [
      announced.definition, contributionsEnd.definition, coverEnds.definition,
      fileWithin.definition, fileBy.definition, tail.definition, refunds.definition,
      refundDate.definition,
      triggers.definition, replacement.definition, budget.definition,
    ])

  static let form = Form<ShutdownDraft>.mapping(definition) { section, _ in
    let (announced, contributionsEnd, coverEnds, by) = dates(section)
    let within = section.read(fileWithin)
    let tail = section.read(tail)
    let refunds = section.read(refunds)
    let refundDate = section.read(refundDate)
    if refunds?.value == RefundRule.none {
      section.refuse(["refund_date"], "where nothing is refunded")
    }
    let replacement = section.read(replacement)
    let budget = section.read(budget)
    let triggers = section.read(triggers)
    if let tail, tail.value != .platform {
      section.refuse(["budget"], "where the tail is not paid by the platform")
    }
    if section.has("file_within"), section.has("file_by") {
      section.note("one of file_within or file_by", found: "both")
    }
    return ShutdownDraft(
      announced: announced, contributionsEnd: contributionsEnd ?? announced,
      coverEnds: coverEnds, fileWithin: within?.value, fileBy: by, tail: tail?.value,
      budget: budget?.value, refunds: refunds, refundDate: refundDate,
      replacement: replacement?.value, triggers: triggers?.value)
  }

  private typealias Dates = (
    announced: Placed<Day>?, contributionsEnd: Placed<Day>?, coverEnds: Placed<Moment>?,
    fileBy: Placed<Day>?
  )

  /// The dates of a shutdown; none are needed where triggers shut the pool.
  private static func dates(_ section: Section) -> Dates {
    let isDated =
      section.has(announced.name) || section.has(coverEnds.name) || !section.has(triggers.name)
    guard isDated else {
      section.refuse(
        [contributionsEnd.name, fileBy.name, refundDate.name], "where triggers alone shut the pool")
      return (nil, nil, nil, nil)
    }
    return (
      section.needed(announced), section.read(contributionsEnd), section.needed(coverEnds),
      section.read(fileBy)
    )
  }
}
