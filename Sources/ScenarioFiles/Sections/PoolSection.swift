import MutualAid

/// A whole scenario as it is written, before its parts are checked against one another.
struct PoolDraft: Sendable {
  let name: String?
  let launch: Placed<Day>?
  let horizon: Placed<Day>?
  let calendar: Placed<SettlementCalendar>?
  /// The segments; `nil` where they are written and wrong.
  let segments: [SegmentDraft]?
  let members: MembersDraft?
  let claims: ClaimsDraft?
  let apportionment: ApportionmentDraft?
  /// Whether the apportionment is written, right or wrong.
  let hasApportionment: Bool
  let funding: Placed<FundingDraft>?
  let shutdown: ShutdownDraft?
  let comparison: Placed<ComparisonRule>?
  let observed: [ObservationDraft]
}

/// The settings at the top of a scenario.
enum PoolSection {
  static let version = Key(
    "fentan",
    Form<Int>.whole(1...1, "1, the version of the format that this program reads"), .required,
    "The version of the format, and the first key of the file.")
  private static let name = Key(
    "name", Form<String>.text, .required, "The pool's name, as reports show it.")
  private static let description = Key(
    "description", Form<String>.text, .optional(meaning: "none"), "What the scenario is about.")
  private static let basedOn = Key(
    "based_on", basedOnForm, .optional(meaning: "none"),
    "A scenario, or several, that this one lies over; the later value wins.")
  private static let timeZone = Key(
    "time_zone",
    Form<String>.scalar(
      "a time zone such as Asia/Shanghai",
      schema: ["type": "string", "pattern": "^[A-Za-z]+([/_+-][A-Za-z0-9_+-]+)*$"]
    ) { text in
      let parts = text.split(separator: "/", omittingEmptySubsequences: false)
      let isGood = parts.allSatisfy { part in
        !part.isEmpty
          && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_+-".contains($0)) }
      }
      return isGood && text.first?.isLetter == true && text.utf8.count <= 60 ? text : nil
    }, .standard("Asia/Shanghai", text: "Asia/Shanghai"),
    "The zone of all dates. It is shown and changes nothing.")
  private static let currency = Key(
    "currency", CurrencySection.form, .standard(.yuan, text: "CNY"),
    "The currency of all amounts, by its ISO 4217 code.")
  private static let launch = Key("launch", Form<Day>.date, .required, "The pool's first day.")
  private static let horizon = Key(
    "horizon", Form<Day>.date, .required,
    "The last day of the run: long enough to pay the last claims.")
  private static let settlement = Key(
    "settlement", SettlementSection.form, .required, "When the pool settles.")
  private static let segments = Key(
    "segments", SegmentsSection.form,
    .standard([SegmentDraft(name: "all", weight: 1_000_000)], text: "one, named all"),
    "The parts of the membership with terms of their own.")
  private static let members = Key("members", MembersSection.form, .required, "Who joins.")
  private static let claims = Key(
    "claims", ClaimsSection.form, .required, "Who falls ill and what is promised.")
  private static let apportionment = Key(
    "apportionment", ApportionmentSection.form,
    .optional(meaning: "needed unless a fund pays, and then no fee"), "Who pays.")
  private static let funding = Key(
    "funding", FundingSection.form,
    .standard(FundingDraft(kind: .postpaid, word: "postpaid"), text: "postpaid"),
    "When members pay: postpaid is after the fact, prepaid out of balances laid in before, a fund or "
      + "takaful in advance.")
  private static let shutdown = Key(
    "shutdown", ShutdownSection.form, .optional(meaning: "the pool goes on"),
    "How the pool ends.")
  private static let observed = Key(
    "observed", ObservedSection.form, .optional(meaning: "none"),
    "Published figures to set beside the simulated ones.")

  private static let compare = Key(
    "compare", ComparisonSection.form, .optional(meaning: "nothing is stated"),
    "What sharing is compared with: an insurer's premium, and the household without cover.")

  /// A path or a list of paths of other scenarios.
  static let basedOnForm: Form<[Placed<String>]> = {
    let words = "the path of a scenario from this one's folder, or a list of paths"
    return Form(
      words,
      schema: [
        "anyOf": [
          Form<String>.pathOfScenario.schema,
          ["type": "array", "items": Form<String>.pathOfScenario.schema],
        ]
      ]
    ) { node, path, reading in
      let nodes: [Node]
      if case .list(let list) = node.content { nodes = list } else { nodes = [node] }
      let paths = nodes.compactMap { node in
        Form<String>.pathOfScenario.read(node, path, reading).map {
          Placed(value: $0, place: node.place, path: path)
        }
      }
      return paths.count == nodes.count ? paths : nil
    }
  }()

  static let definition = SectionDefinition(
    "a scenario, beginning with fentan: 1",
    keys: [
      version.definition, name.definition, description.definition, basedOn.definition,
      currency.definition, timeZone.definition, launch.definition, horizon.definition,
      settlement.definition, segments.definition, members.definition, claims.definition,
      apportionment.definition, funding.definition, shutdown.definition, compare.definition,
      observed.definition,
      .reserved("fit", "Which settings are fitted to the observed figures, and within what range."),
    ])

  /// Reads a whole scenario.
  static func read(_ root: Node, _ reading: Reading) -> PoolDraft? {
    guard let section = Section(root, at: "", definition, reading) else { return nil }
    _ = section.read(version)
    let name = section.read(name)
    _ = section.read(description)
    _ = section.read(timeZone)
    // Amounts can be read only after the currency.
    if let currency = section.read(currency) { reading.currency = currency.value }
    let launch = section.read(launch)
    let horizon = section.read(horizon)
    let calendar = section.read(settlement)
    let segments = section.read(segments)
    let members = section.read(members)
    let claims = section.read(claims)
    let apportionment = section.read(apportionment)
    let funding = section.read(funding)
    if funding?.value.needsApportionment == true, !section.has("apportionment") {
      reading.note(
        .missing(expected: ApportionmentSection.definition.expectation), at: section.place,
        path: "apportionment")
    }
    return PoolDraft(
      name: name?.value, launch: launch, horizon: horizon, calendar: calendar,
      segments: segments?.value, members: members?.value, claims: claims?.value,
      apportionment: apportionment?.value, hasApportionment: section.has("apportionment"),
      funding: funding, shutdown: section.read(shutdown)?.value, comparison: section.read(compare),
      observed: section.read(observed)?.value ?? [])
  }
}
