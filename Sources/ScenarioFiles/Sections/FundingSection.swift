import MutualAid

/// The funding as a scenario writes it, before segments are known.
struct FundingDraft: Sendable {
  /// Contributions: one for everybody, or one for each segment.
  enum Contributions: Sendable {
    case all(Int)
    case bySegment([Pair<String, Int>])
  }

  /// The terms of a fund.
  struct FundDraft: Sendable {
    let contribution: Placed<Contributions>
    /// The terms without contributions and fee.
    let rule: FundRule
  }

  /// The terms of balances.
  struct PrepaidDraft: Sendable {
    /// The terms, without the recovery.
    let rule: PrepaidRule
    let defaultPerYear: Placed<Double>?
    let recovery: Placed<Int>?
    let place: Place
  }

  /// The kinds of funding.
  enum Kind: Sendable {
    case postpaid
    case prepaid(PrepaidDraft)
    case fund(FundDraft)
  }

  let kind: Kind
  /// The word by which a scenario asks for it.
  let word: String

  /// The terms of balances, if there are any.
  var prepaid: PrepaidDraft? { if case .prepaid(let draft) = kind { draft } else { nil } }

  /// Whether settlements ask members for what they need.
  var needsApportionment: Bool { if case .fund = kind { false } else { true } }
}

/// The settings of a funding in advance.
enum FundingSection {
  private static let contribution = Key(
    "contribution",
    Form<Int>.money.map { FundingDraft.Contributions.all($0) }.orMapping(
      Form<[Pair<String, Int>]>.bySegment(
        Form<Int>.money, "a mapping from segments to amounts of money"
      ).map { .bySegment($0) }, "an amount of money, or amounts by segment"),
    .required, unit: "the scenario's currency",
    "What a member pays into the fund at the beginning of each period.")
  private static let surplus = Key(
    "surplus", Form<FundRule.Surplus>.choice(), .required,
    "Money left after the claims is kept, or refunded after the last settlement of each year.")
  private static let reserve = Key(
    "reserve", Form<Int>.money, .standard(0, text: "0"), unit: "the scenario's currency",
    "What the fund keeps when it refunds a surplus.")
  private static let capital = Key(
    "capital", Form<Int>.money, .standard(0, text: "0"), unit: "the scenario's currency",
    "What the platform gives the fund at the launch, for good.")
  private static let wakala = Key(
    "wakala", Form<Int>.millionths(upTo: 1, "a fraction from 0 to 1 with at most 6 decimals"),
    .required, unit: "part of the contributions",
    "The operator's part of the contributions, off the top.")
  private static let qard = Key(
    "qard", Form<Bool>.yesNo, .standard(true, text: "yes"),
    "Whether the operator lends without interest what the fund is short of.")
  private static let qardLimit = Key(
    "qard_limit", Form<Int>.money, .optional(meaning: "no limit"),
    unit: "the scenario's currency", "The most that the fund may owe; beyond it benefits are cut.")

  static let fundDefinition = SectionDefinition(
    "a mapping such as { contribution: 100, surplus: kept }",
    keys: [
      contribution.definition, surplus.definition, reserve.definition, capital.definition,
    ])
  static let takafulDefinition = SectionDefinition(
    "a mapping such as { contribution: 100, wakala: 0.25, qard: yes, surplus: refunded }",
    keys: [
      contribution.definition, wakala.definition, qard.definition, qardLimit.definition,
      surplus.definition, reserve.definition, capital.definition,
    ])

  private static let fundForm = Form<FundingDraft.FundDraft>.mapping(fundDefinition) {
    section, _ in
    let terms = Terms(section)
    return terms?.draft(wakala: 0, shortage: .cut)
  }

  private static let takafulForm = Form<FundingDraft.FundDraft>.mapping(takafulDefinition) {
    section, _ in
    let terms = Terms(section)
    let wakala = section.read(wakala)
    let qard = section.read(qard)
    let limit = section.read(qardLimit)
    guard let terms, let wakala, let qard else { return nil }
    if !qard.value, !section.refuse([qardLimit.name], "without qard") { return nil }
    return terms.draft(
      wakala: wakala.value, shortage: qard.value ? .qard(limit: limit?.value) : .cut)
  }

  /// What every fund has.
  private struct Terms {
    let contribution: Placed<FundingDraft.Contributions>
    let surplus: FundRule.Surplus
    let reserve: Int
    let capital: Int

    init?(_ section: Section) {
      let contribution = section.read(FundingSection.contribution)
      let surplus = section.read(FundingSection.surplus)
      let reserve = section.read(FundingSection.reserve)
      let capital = section.read(FundingSection.capital)
      guard let contribution, let surplus, let reserve, let capital else { return nil }
      self.contribution = contribution
      self.surplus = surplus.value
      self.reserve = reserve.value
      self.capital = capital.value
    }

    func draft(wakala: Int, shortage: FundRule.Shortage) -> FundingDraft.FundDraft {
      .init(
        contribution: contribution,
        rule: FundRule(
          contributions: [], wakala: Rate(millionths: wakala), shortage: shortage,
          surplus: surplus, reserve: reserve, capital: capital))
    }
  }

  private static let prepaid = Key(
    "prepaid", PrepaidSection.form, .optional(meaning: "none"),
    "A balance for each member, paid in on joining, out of which shares are taken.")
  private static let fund = Key(
    "fund", fundForm, .optional(meaning: "none"),
    "A fund of fixed contributions; when it is short, benefits are cut in proportion.")
  private static let takaful = Key(
    "takaful", takafulForm, .optional(meaning: "none"),
    "A fund whose operator takes a fee off the contributions and lends what is missing.")

  static let definition = SectionDefinition(
    "a mapping such as { fund: { contribution: 100, surplus: kept } }",
    keys: [
      prepaid.definition, fund.definition, takaful.definition,
    ], forms: ["prepaid", "fund", "takaful"])

  private static let mapping = Form<FundingDraft>.mapping(definition) { section, _ in
    let form = section.form()
    let prepaid = section.read(prepaid)
    let fund = section.read(fund)
    let takaful = section.read(takaful)
    if form == "prepaid" {
      return prepaid.map { FundingDraft(kind: .prepaid($0.value), word: "prepaid") }
    }
    guard let form, let draft = form == "fund" ? fund : takaful else { return nil }
    return FundingDraft(kind: .fund(draft.value), word: form)
  }

  static let form = Form<FundingDraft>.choice([
    ("postpaid", FundingDraft(kind: .postpaid, word: "postpaid"))
  ]).orMapping(
    mapping, "postpaid, or a mapping such as { fund: { contribution: 100, surplus: kept } }")
}
