import MutualAid

/// The settings of charges that fail.
enum FailedDebitsSection {
  private static let share = Key(
    "share", Form<Double>.fraction, .required, unit: "part of the charges of a settlement",
    "The part of the charges that fails for good; the shortfall follows above_cap.")
  private static let retries = Key(
    "retries", Form<Int>.days, .standard(0, text: "0 days"), unit: "days",
    "How long a failed charge is tried again before the member is out.")

  static let definition = SectionDefinition(
    "a mapping such as { share: 0.01, retries: 5 days }",
    keys: [share.definition, retries.definition])

  static let form = Form<FailedDebits>.mapping(definition) { section, _ in
    let share = section.read(share)
    let retries = section.read(retries)
    guard let share, let retries else { return nil }
    return FailedDebits(share: share.value, retryDays: retries.value)
  }
}
