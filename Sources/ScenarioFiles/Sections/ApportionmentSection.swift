import MutualAid

/// The apportionment as a scenario writes it, before the years are known.
struct ApportionmentDraft: Sendable {
  /// Caps per year: one for every year, or by year.
  enum YearCap: Sendable {
    case always(Int)
    case byYear([Int: Int])
  }

  let rule: ApportionmentRule
  let share: Placed<ApportionmentRule.Sharing>
  let capPerYear: Placed<YearCap>?
  /// Whether the scenario tells what happens above a cap.
  let hasAboveCap: Bool
  /// The settings beside the fee that are written.
  let others: [String]
  let place: Place
}

/// The settings of the apportionment.
enum ApportionmentSection {
  private static let share = Key(
    "share",
    Form<ApportionmentRule.Sharing>.choice(), .standard(.equal, text: "equal"),
    "How the need is split: equal, weighted by the segments' weights, or by what each cohort can "
      + "expect to claim: risk_proportional, linear_regression or conditional_mean.")
  private static let fee = Key(
    "fee", Form<Int>.millionths(upTo: 1, "a fraction from 0 to 1 with at most 6 decimals"),
    .required, unit: "part of the benefits",
    "The platform's fee on the benefits that members pay for.")
  private static let minimum = Key(
    "minimum", Form<Int>.money, .standard(0, text: "0"), unit: "the scenario's currency",
    "The least share, where anything is due.")
  private static let capPerClaim = Key(
    "cap_per_claim", Form<Int>.money, .optional(meaning: "no cap"),
    unit: "the scenario's currency", "The most that one claim with its fee costs one member.")
  private static let years = Form<[Pair<Int, Int>]>.pairs(
    "a mapping from years to amounts", key: "a year such as 2019", pattern: "^[0-9]{4}$",
    to: Form<Int>.money
  ) { text in
    text.utf8.count == 4 ? Numeral.whole(text).flatMap { $0 > 0 ? $0 : nil } : nil
  }
  private static let capPerYear = Key(
    "cap_per_year",
    Form<Int>.money.map { ApportionmentDraft.YearCap.always($0) }.orMapping(
      years.map { pairs in
        .byYear(Dictionary(pairs.map { ($0.name, $0.value) }) { first, _ in first })
      }, "an amount of money, or amounts by year such as { 2019: 188 }"),
    .optional(meaning: "no cap"), unit: "the scenario's currency",
    "The most that a member pays in a calendar year; a year that is not listed has no cap.")
  private static let aboveCap = Key(
    "above_cap", Form<ApportionmentRule.AboveCap>.choice(),
    .optional(meaning: "needed with a cap"),
    "Above a cap the platform pays, benefits are cut pro_rata, or the rest is carried on.")

  static let definition = SectionDefinition(
    "a mapping such as { share: equal, fee: 0.08 }",
    keys: [
      share.definition, fee.definition, minimum.definition, capPerClaim.definition,
      capPerYear.definition, aboveCap.definition,
    ])

  static let form = Form<ApportionmentDraft>.mapping(definition) { section, reading in
    let share = section.read(share)
    let fee = section.read(fee)
    let minimum = section.read(minimum)
    let capPerClaim = section.read(capPerClaim)
    let capPerYear = section.read(capPerYear)
    let aboveCap = section.read(aboveCap)
    let isCapped = section.has("cap_per_claim") || section.has("cap_per_year")
    if isCapped, !section.has("above_cap") {
      reading.note(
        .missing(expected: "platform, pro_rata or carry, because there is a cap"),
        at: section.place, path: section.path.appending(key: "above_cap"))
    }
    guard let share, let fee, let minimum else { return nil }
    return ApportionmentDraft(
      rule: ApportionmentRule(
        sharing: share.value, fee: Rate(millionths: fee.value), minimumShare: minimum.value,
        capPerClaim: capPerClaim?.value, aboveCap: aboveCap?.value ?? .platform),
      share: share, capPerYear: capPerYear, hasAboveCap: section.has("above_cap"),
      others: definition.keys.map(\.name).filter {
        !["fee", "source", "assumed"].contains($0) && section.has($0)
      }, place: section.place)
  }
}
