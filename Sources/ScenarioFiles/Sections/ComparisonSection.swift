import MutualAid

/// The settings of what sharing is compared with.
enum ComparisonSection {
  /// Ages in bands, ascending, without overlap: `[0..39, 40..59]`.
  static let bandsForm: Form<[ClosedRange<Int>]> = {
    let words = "ages in bands such as [0..39, 40..59]"
    return Form(
      words,
      schema: ["type": "array", "minItems": 1, "items": Form<ClosedRange<Int>>.ages.schema]
    ) { node, path, reading in
      guard case .list(let nodes) = node.content, !nodes.isEmpty else {
        reading.note(.expected(words, found: node.found), at: node.place, path: path)
        return nil
      }
      let bands = nodes.compactMap { Form<ClosedRange<Int>>.ages.read($0, path, reading) }
      guard bands.count == nodes.count else { return nil }
      for (first, next) in zip(bands, bands.dropFirst())
      where first.upperBound + 1 != next.lowerBound {
        reading.note(
          .expected("bands that follow one another", found: "\(first.ages), \(next.ages)"),
          at: node.place, path: path)
        return nil
      }
      return bands
    }
  }()

  private static let premium = Key(
    "premium", PremiumSection.form, .optional(meaning: "none"),
    "The flat premium of a licensed insurer for the same cover.")
  private static let noCover = Key(
    "no_cover", HouseholdSection.form, .optional(meaning: "none"),
    "The household that pays for an illness itself.")
  private static let ages = Key(
    "ages", bandsForm, .optional(meaning: "tens of years"), unit: "whole years",
    "The ages that reports put together, at the start of each year.")

  private static let cara = Key(
    "cara", Form<Double>.real(0...1, "an aversion from 0 to 1 for each unit of money", maximum: 1),
    .optional(meaning: "none"), unit: "one over the scenario's currency",
    "Constant absolute aversion to risk: u(w) = -exp(-a w).")
  private static let crra = Key(
    "crra", Form<Double>.real(0...100, "an aversion from 0 to 100", maximum: 100),
    .optional(meaning: "none"),
    "Constant relative aversion to risk: u(w) = w^(1 - a)/(1 - a), log w at 1.")
  private static let wealth = Key(
    "wealth", Form<Int>.money, .optional(meaning: "needed with crra"),
    unit: "the scenario's currency", "The wealth out of which the cost is paid.")
  private static let floor = Key(
    "floor", Form<Int>.money, .standard(0, text: "0"), unit: "the scenario's currency",
    "What is left at least, since others then pay.")
  static let utilityDefinition = SectionDefinition(
    "a mapping such as { crra: 2, wealth: 150000, floor: 10000 }",
    keys: [cara.definition, crra.definition, wealth.definition, floor.definition])
  private static let utility = Key(
    "utility", Form<[UtilityRule]>.mapping(utilityDefinition, read: utilities),
    .optional(meaning: "certain costs are not asked for"),
    "How households value an uncertain cost: cara, crra or both.")

  private static func utilities(_ section: Section, _ reading: Reading) -> [UtilityRule]? {
    var rules: [UtilityRule] = []
    if let aversion = section.read(cara) {
      // Utility counts in units of 100 of the minor unit.
      let unit = (0..<reading.currency.minorDigits).reduce(0.01) { unit, _ in unit * 10 }
      if let utility = try? Utility.constantAbsolute(perYuan: aversion.value / unit) {
        rules.append(UtilityRule(utility, name: "CARA \(aversion.value)"))
      }
    }
    let floor = section.read(floor)
    if let aversion = section.read(crra) {
      guard let wealth = section.needed(wealth), let floor else { return nil }
      guard wealth.value > floor.value else {
        reading.note("a wealth above its floor", found: "one that is not", at: wealth)
        return nil
      }
      let utility = try? Utility.constantRelative(
        aversion.value, wealth: wealth.value, floor: floor.value)
      if let utility { rules.append(UtilityRule(utility, name: "CRRA \(aversion.value)")) }
    }
    if rules.isEmpty { section.note("cara or crra", found: "neither") }
    return rules.isEmpty ? nil : rules
  }

  static let definition = SectionDefinition(
    "a mapping such as { premium: { loss_ratio: 0.38 } }",
    keys: [premium.definition, noCover.definition, utility.definition, ages.definition])

  static let form = Form<ComparisonRule>.mapping(definition) { section, _ in
    let premium = section.read(premium)
    let noCover = section.read(noCover)
    let utility = section.read(utility)
    let ages = section.read(ages)
    if utility != nil, !section.has(Self.noCover.name) {
      section.note("no_cover beside utility", found: "utility alone")
    }
    return ComparisonRule(
      premium: premium?.value, household: noCover?.value, utilities: utility?.value ?? [],
      ages: ages?.value ?? [])
  }

  /// Whether a pool counts in yuan, as a published Chinese figure does; a problem where it does not.
  static func isInYuan<Value>(_ placed: Placed<Value>, _ reading: Reading) -> Bool {
    guard reading.currency != .yuan else { return true }
    reading.note(
      "a pool in CNY, because the figure is in yuan", found: reading.currency.code, at: placed)
    return false
  }
}
