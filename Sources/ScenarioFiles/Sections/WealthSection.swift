import MutualAid

/// The settings of households' wealth: a published share of the richest, or one of the scenario's own.
enum WealthSection {
  private static let preset = Key(
    "preset",
    Form<WealthShare>.choice([
      ("merchants-bank-2020", .merchantsBank2020), ("merchants-bank-2019", .merchantsBank2019),
      ("urban-households-2019", .urbanHouseholds2019),
    ]), .optional(meaning: "none"), "A published share of the richest that the law is fitted to.")
  private static let part = Form<Int>.millionths(upTo: 1, "a fraction from 0 to 1")
  private static let top = Key(
    "top", part, .optional(meaning: "none"), unit: "part of all",
    "The richest, of whom it is stated what they hold.")
  private static let holds = Key(
    "holds", part, .optional(meaning: "needed with top"), unit: "part of all wealth",
    "The share of the whole that they hold.")
  private static let mean = Key(
    "mean", Form<Int>.money, .optional(meaning: "none"), unit: "the scenario's currency",
    "The mean wealth of all.")
  private static let median = Key(
    "median", Form<Int>.money, .optional(meaning: "none"), unit: "the scenario's currency",
    "The wealth that half of all have at most.")
  private static let above = Key(
    "above", Form<Int>.money, .optional(meaning: "none"), unit: "the scenario's currency",
    "The wealth above which the richest are counted.")
  private static let law = Key(
    "law", Form<WealthRule.Law>.choice(), .required, "The kind of law: pareto or lognormal.")

  static let definition = SectionDefinition(
    "a mapping such as { top: 0.1, holds: 0.475, mean: 3179000, law: lognormal }",
    keys: [
      preset.definition, top.definition, holds.definition, mean.definition, median.definition,
      above.definition, law.definition,
    ], alternatives: [preset.name, top.name])

  static let form = Form<WealthRule>.mapping(definition) { section, reading in
    let law = section.read(law)
    let share: WealthShare?
    switch section.alternative() {
    case preset.name: share = published(section, reading)
    case top.name: share = stated(section, reading)
    default: share = nil
    }
    guard let share, let law else { return nil }
    return WealthRule(share: share, law: law.value)
  }

  private static func published(_ section: Section, _ reading: Reading) -> WealthShare? {
    let alone = section.refuse(
      [holds.name, mean.name, median.name, above.name], "beside preset, which is all of it")
    guard let preset = section.read(preset), alone,
      ComparisonSection.isInYuan(preset, reading)
    else { return nil }
    reading.cite(.source, preset.value.source, at: section.path)
    return preset.value
  }

  /// What the scenario itself states: a share, and one figure that tells the level.
  private static func stated(_ section: Section, _ reading: Reading) -> WealthShare? {
    let (top, holds) = (section.read(top), section.needed(holds))
    let levels = [mean, median, above].compactMap { key in
      section.read(key).map { (name: key.name, amount: $0) }
    }
    let written = [mean, median, above].map(\.name).filter(section.has)
    guard written.count == 1 else {
      section.note(
        "one of mean, median or above beside top",
        found: written.isEmpty ? "none" : written.listed("and"))
      return nil
    }
    guard let top, let holds, let level = levels.first else { return nil }
    guard top.value > 0, top.value < holds.value, holds.value < 1_000_000 else {
      reading.note(
        "a share above the part of all that holds it, and below 1",
        found: "\(Double(holds.value) / 1e6) of \(Double(top.value) / 1e6)", at: holds)
      return nil
    }
    guard level.amount.value > 0 else {
      reading.note("an amount above 0", found: "0", at: level.amount)
      return nil
    }
    return WealthShare(
      topFraction: Double(top.value) / 1e6, share: Double(holds.value) / 1e6,
      threshold: level.name == above.name ? level.amount.value : nil,
      mean: level.name == mean.name ? Double(level.amount.value) : nil,
      median: level.name == median.name ? Double(level.amount.value) : nil,
      scope: "as the scenario states", source: "the scenario")
  }
}
