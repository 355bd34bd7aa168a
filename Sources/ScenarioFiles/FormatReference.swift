/// The tables of `docs/scenario-format.md`, made from the definitions that the reader uses.
enum FormatReference {
  /// A part of the format's description.
  private struct Part {
    let path: String
    let definition: SectionDefinition
  }

  private static let parts: [Part] = [
    Part(path: "", definition: PoolSection.definition),
    Part(path: "settlement", definition: SettlementSection.definition),
    Part(path: "segments.NAME", definition: SegmentsSection.segmentDefinition),
    Part(path: "members", definition: MembersSection.definition),
    Part(path: "members.path", definition: PathSection.definition),
    Part(path: "members.flows", definition: FlowsSection.definition),
    Part(path: "members.roster", definition: RosterSection.definition),
    Part(path: "members.mix", definition: MixSection.definition),
    Part(path: "members.waiting", definition: MembersSection.waitingDefinition),
    Part(path: "members.deaths", definition: RatesSection.deaths),
    Part(path: "members.lapse", definition: LapseSection.definition),
    Part(path: "members.lapse.response", definition: LapseSection.responseDefinition),
    Part(path: "members.risk_classes.NAME", definition: RiskClassesSection.classDefinition),
    Part(path: "members.failed_debits", definition: FailedDebitsSection.definition),
    Part(path: "claims", definition: ClaimsSection.definition),
    Part(path: "claims.incidence", definition: RatesSection.incidence),
    Part(
      path: "claims.calendar[] and members.lapse.calendar[]", definition: CalendarSection.definition
    ),
    Part(path: "claims.selection", definition: SelectionSection.definition),
    Part(path: "claims.systemic", definition: SystemicSection.definition),
    Part(path: "claims.classes.NAME", definition: ClassesSection.classDefinition),
    Part(path: "claims.classes.NAME.benefit", definition: BenefitSection.definition),
    Part(
      path: "claims.classes.NAME.benefit.segments.NAME",
      definition: BenefitSection.severityDefinition),
    Part(path: "claims.reporting", definition: DelaySection.reporting),
    Part(path: "claims.processing", definition: DelaySection.processing),
    Part(path: "claims.*.delay", definition: DelaySection.lawDefinition),
    Part(path: "claims.*.changes[]", definition: DelaySection.change),
    Part(path: "apportionment", definition: ApportionmentSection.definition),
    Part(path: "funding", definition: FundingSection.definition),
    Part(path: "funding.prepaid", definition: PrepaidSection.definition),
    Part(path: "funding.fund", definition: FundingSection.fundDefinition),
    Part(path: "funding.takaful", definition: FundingSection.takafulDefinition),
    Part(path: "shutdown", definition: ShutdownSection.definition),
    Part(path: "shutdown.refunds", definition: ShutdownSection.refundsDefinition),
    Part(path: "shutdown.replacement", definition: ReplacementSection.definition),
    Part(path: "shutdown.triggers", definition: TriggersSection.definition),
    Part(path: "compare", definition: ComparisonSection.definition),
    Part(path: "compare.premium", definition: PremiumSection.definition),
    Part(path: "compare.premium.rating", definition: PremiumSection.ratingDefinition),
    Part(path: "compare.premium.lapse", definition: PremiumSection.lapseDefinition),
    Part(path: "compare.no_cover", definition: HouseholdSection.definition),
    Part(path: "compare.no_cover.cost", definition: HouseholdSection.costDefinition),
    Part(path: "compare.no_cover.insurance", definition: HouseholdSection.insuranceDefinition),
    Part(path: "compare.no_cover.wealth", definition: WealthSection.definition),
    Part(path: "compare.utility", definition: ComparisonSection.utilityDefinition),
    Part(path: "observed", definition: ObservedSection.definition),
  ]

  private static let files: [Part] = [
    Part(path: "members.path", definition: PathSection.columns),
    Part(path: "members.flows", definition: FlowsSection.columns),
    Part(path: "members.roster", definition: RosterSection.columns),
    Part(path: "members.mix", definition: MixSection.columns),
    Part(path: "members.deaths and claims.incidence", definition: RatesSection.columns),
    Part(path: "claims.classes.NAME.benefit", definition: BenefitSection.columns),
    Part(path: "claims.*.delay", definition: DelaySection.columns),
    Part(path: "observed", definition: ObservedSection.columns),
  ]

  /// The reference as Markdown: one table for each mapping and for each CSV file.
  static func markdown() -> String {
    let sections = parts.map { part in
      "### \(part.path.isEmpty ? "At the top" : "`\(part.path)`".replacing(" and ", with: "` and `"))\n\n"
        + table(part.definition)
    }
    let columns = files.map { part in
      "### CSV file of `\(part.path.replacing(" and ", with: "` and `"))`\n\n"
        + table(part.definition)
    }
    return (sections + columns + [refused()]).joined(separator: "\n")
  }

  /// The settings that this version of the program refuses, though it reads them.
  private static func refused() -> String {
    let paths = NotSimulated.settings.keyPaths
    guard !paths.isEmpty else { return "" }
    let list = paths.map { "- `\($0.replacing(".*", with: ".NAME"))`\n" }.joined()
    return "### Not simulated yet\n\nRead and checked, and then refused:\n\n" + list
  }

  private static func table(_ definition: SectionDefinition) -> String {
    var rows = [
      "| key | value | unit | where absent | meaning |", "| --- | --- | --- | --- | --- |",
    ]
    if let named = definition.named {
      rows.append("| *\(named.expectation)* | a value | | | |")
    }
    for key in definition.keys where !["source", "assumed"].contains(key.name) {
      let absent = key.isRequired ? "**must be there**" : key.standard ?? ""
      let value = key.isReserved ? "*reserved for a later version of the program*" : key.expectation
      rows.append(
        "| `\(key.name)` | \(value) | \(key.unit) | \(absent) | \(key.meaning) |"
          .replacing("|  |", with: "| |").replacing("|  |", with: "| |"))
    }
    var text = rows.joined(separator: "\n") + "\n"
    if !definition.alternatives.isEmpty {
      let choices = definition.alternatives.map { "`\($0)`" }
      text += "\nExactly one of \(choices.listed("or")).\n"
    }
    if definition.forms.count + (definition.named == nil ? 0 : 1) > 1 {
      let forms =
        definition.forms.map { "`\($0)`" } + (definition.named.map { [$0.expectation] } ?? [])
      text += "\nExactly one of \(forms.listed("or")).\n"
    }
    return text
  }
}
