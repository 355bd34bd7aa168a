import MutualAid

/// The settings of balances that members hold.
enum PrepaidSection {
  private static let deposit = Key(
    "deposit", Form<Int>.money, .required, unit: "the scenario's currency",
    "What a member pays in on joining, and tops up to.")
  private static let minimum = Key(
    "minimum", Form<Int>.money, .required, unit: "the scenario's currency",
    "Whoever has less after a settlement tops up to the deposit, or leaves with the balance.")
  private static let topUp = Key(
    "top_up", Form<Double>.fraction, .standard(1, text: "1"),
    unit: "part of those below the minimum",
    "How many of them top up; the others leave.")
  private static let platformDefault = Key(
    "platform_default_per_year", TriggersSection.rateForm,
    .optional(meaning: "as shutdown.triggers says"), unit: "probability a year",
    "The yearly probability that the platform defaults, if shutdown.triggers does not state it.")
  private static let recovery = Key(
    "recovery", Form<Int>.millionths(upTo: 1, "a fraction from 0 to 1 with at most 6 decimals"),
    .optional(meaning: "needed if the platform may default"),
    unit: "part of each balance", "What is left of a balance when the platform defaults.")

  static let definition = SectionDefinition(
    "a mapping such as { deposit: 10, minimum: 5 }",
    keys: [
      deposit.definition, minimum.definition, topUp.definition, platformDefault.definition,
      recovery.definition,
    ])

  static let form = Form<FundingDraft.PrepaidDraft>.mapping(definition) { section, reading in
    let deposit = section.read(deposit)
    let minimum = section.read(minimum)
    let topUp = section.read(topUp)
    let platformDefault = section.read(platformDefault)
    let recovery = section.read(recovery)
    guard let deposit, let minimum, let topUp else { return nil }
    guard minimum.value <= deposit.value else {
      reading.note(
        "at most the deposit", found: minimum.value.amount(in: reading.currency), at: minimum)
      return nil
    }
    return .init(
      rule: PrepaidRule(deposit: deposit.value, minimum: minimum.value, topUp: topUp.value),
      defaultPerYear: platformDefault, recovery: recovery, place: section.place)
  }
}
