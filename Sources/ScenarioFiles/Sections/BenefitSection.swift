import MutualAid

/// A benefit as a scenario writes it, before ages and segments are known.
enum BenefitDraft: Sendable {
  case all(Severity)
  case bySegment([Pair<String, Severity>])
}

/// The settings of benefits: amounts by age, laws, and both by segment.
enum BenefitSection {
  private enum Law: String, CaseIterable, Sendable {
    case lognormal
    case gamma
  }

  private static let law = Key(
    "law", Form<Law>.choice(), .optional(meaning: "none"),
    "The law of the cost of a claim: lognormal or gamma.")
  private static let mean = Key(
    "mean", Form<Int>.money, .optional(meaning: "needed with a law"),
    unit: "the scenario's currency", "The mean cost.")
  private static let cv = Key(
    "cv", Form<Double>.cv, .optional(meaning: "needed with a law"),
    "The standard deviation of the cost over its mean.")
  private static let file = Key(
    "file", Form<String>.path, .optional(meaning: "none"),
    "A CSV file of costs with the columns amount and weight.")
  private static let fixed = Key(
    "fixed", Form<Int>.money, .optional(meaning: "0"), unit: "the scenario's currency",
    "What every claim is paid beside the reimbursed part of a random cost.")
  private static let reimbursed = Key(
    "reimbursed", Form<Double>.fraction, .optional(meaning: "1"), unit: "part of the cost",
    "The part of a random cost that is reimbursed.")
  private static let maximum = Key(
    "maximum", Form<Int>.money,
    .optional(meaning: "needed with a law; with a file what its greatest cost gives"),
    unit: "the scenario's currency", "The most that a claim is paid.")

  private static let amount = Key(
    "amount", Form<Int>.money, .required, unit: "the scenario's currency", "The cost.")
  private static let weight = Key(
    "weight", Form<Double>.weight, .required,
    "The weight of this cost; weights need not sum to 1.")
  private static let rows = Table<CostWeight>(
    columns: SectionDefinition(
      "a cost and its weight", keys: [amount.definition, weight.definition])
  ) { section, _ in
    let amount = section.read(amount)
    let weight = section.read(weight)
    guard let amount, let weight else { return nil }
    return CostWeight(amount: amount.value, weight: weight.value)
  }

  /// The columns of a CSV file of costs.
  static var columns: SectionDefinition { rows.columns }

  private static let segments = Key(
    "segments",
    Form<[Pair<String, Severity>]>.bySegment(
      Form<Int>.money.map { .fixed(AgeBands($0)) }.orMapping(
        severityForm, "an amount of money, amounts by age, or a law of costs"),
      "a mapping from segments to benefits"),
    .optional(meaning: "the same for all segments"), unit: "the scenario's currency",
    "The benefit of each segment.")

  private static let random = [
    law.definition, mean.definition, cv.definition, file.definition, fixed.definition,
    reimbursed.definition, maximum.definition,
  ]
  private static let ages = SectionDefinition.NamedEntries(
    expectation: "ages such as 0..39 or 40", pattern: #"^[0-9]{1,3}(\.\.[0-9]{1,3})?$"#,
    schema: Form<Int>.money.schema, section: nil, isData: true,
    accepts: { ClosedRange(ages: $0) != nil })

  /// The benefit of one segment.
  static let severityDefinition = SectionDefinition(
    "amounts by age, or a law of costs", keys: random, forms: ["law", "file"], named: ages)
  /// The benefit of all segments, or of each.
  static let definition = SectionDefinition(
    "amounts by age or by segment, or a law of costs", keys: [segments.definition] + random,
    forms: ["segments", "law", "file"], named: ages)

  static let form: Form<BenefitDraft> = Form<Int>.money.map { .all(.fixed(AgeBands($0))) }
    .orMapping(
      Form<BenefitDraft>.mapping(definition) { section, reading in
        let form = section.form()
        guard form == "segments" else {
          return severity(section, form, reading).map { .all($0) }
        }
        let segments = section.read(segments)
        return refusesRandom(section, beside: "segments")
          ? segments.map { .bySegment($0.value) } : nil
      }, "an amount of money, amounts by age or segment, or a law of costs")

  private static let severityForm = Form<Severity>.mapping(severityDefinition) {
    section, reading in
    reading.withinValue { severity(section, section.form(), reading) }
  }

  private static func severity(_ section: Section, _ form: String?, _ reading: Reading) -> Severity?
  {
    switch form {
    case "":
      guard refusesRandom(section, beside: "amounts by age") else { return nil }
      return section.pairs(to: Form<Int>.money, reading, parse: { ClosedRange(ages: $0) })
        .flatMap { AgeBands($0, at: section.path, reading) }.map { .fixed($0) }
    case "law":
      return benefit(
        lawOfCost(section, reading), maximum: section.needed(maximum), section, reading)
    case "file":
      let counted = section.read(file).flatMap { rows.rows(of: $0, at: section.path, reading) }
      section.refuse([mean.name, cv.name], "beside file")
      let cost = counted.flatMap { countedCost($0.map(\.value), section) }
      return benefit(cost, maximum: section.read(maximum), section, reading)
    default: return nil
    }
  }

  private static func refusesRandom(_ section: Section, beside form: String) -> Bool {
    section.refuse(
      [mean.name, cv.name, fixed.name, reimbursed.name, maximum.name], "beside \(form)")
  }

  private static func lawOfCost(_ section: Section, _ reading: Reading) -> CostLaw? {
    let law = section.read(law)
    let mean = section.needed(mean)
    let cv = section.needed(cv)
    if let mean, mean.value == 0 {
      reading.note("an amount above 0", found: "0", at: mean)
      return nil
    }
    guard let law, let mean, let cv else { return nil }
    return switch law.value {
    case .lognormal: .lognormal(mean: Double(mean.value), cv: cv.value)
    case .gamma: .gamma(mean: Double(mean.value), cv: cv.value)
    }
  }

  private static func countedCost(_ rows: [CostWeight], _ section: Section) -> CostLaw? {
    guard rows.contains(where: { $0.weight > 0 }) else {
      section.note("at least one weight above 0", found: "none")
      return nil
    }
    return .empirical(rows)
  }

  /// The benefit of a cost; without a maximum what the greatest counted cost gives.
  private static func benefit(
    _ cost: CostLaw?, maximum: Placed<Int>?, _ section: Section, _ reading: Reading
  ) -> Severity? {
    let fixed = section.read(fixed)
    let reimbursed = section.read(reimbursed)
    if let fixed, let maximum, fixed.value > maximum.value {
      reading.note(
        "at least the fixed part, \(fixed.value.amount(in: reading.currency))",
        found: maximum.value.amount(in: reading.currency), at: maximum)
      return nil
    }
    if section.has(self.fixed.name), fixed == nil { return nil }
    if section.has(self.reimbursed.name), reimbursed == nil { return nil }
    if section.has(self.maximum.name), maximum == nil { return nil }
    guard let cost else { return nil }
    let part = reimbursed?.value ?? 1
    var most = maximum?.value
    if most == nil, case .empirical(let rows) = cost {
      let greatest = rows.map(\.amount).max() ?? 0
      let paid = Double(fixed?.value ?? 0) + part * Double(greatest)
      most = min(Limit.amount, Int(paid.rounded(.up)))
    }
    return most.map {
      .random(
        RandomBenefit(cost: cost, fixed: fixed?.value ?? 0, reimbursed: part, maximum: $0))
    }
  }
}
