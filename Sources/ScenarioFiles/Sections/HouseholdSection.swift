import MutualAid

/// The settings of the household without cover.
enum HouseholdSection {
  private static let incomes = Key(
    "incomes", Form<IncomeQuintiles>.choice(IncomeQuintiles.all.map { ("\($0.year)", $0) }),
    .required,
    "The year whose incomes hold, of each fifth of China's households, as the statistics bureau has them."
  )
  private static let size = Key(
    "household", Form<Int>.whole(1...30), .required, unit: "people", "The people of a household.")
  private static let members = Key(
    "members", Form<Int>.whole(1...30), .standard(1, text: "1"), unit: "people",
    "How many of them are members of the pool.")
  private static let subsistence = Key(
    "subsistence", Form<Int>.money, .required, unit: "the scenario's currency, a head and year",
    "What one of them needs to live; the capacity to pay is the income above it.")

  /// What the treatment of an illness costs.
  private struct IllnessPrice {
    /// The mean, in the minor unit.
    let mean: Int
    let cv: Double
    /// What the household pays of the mean by the survey that it is of, if that is known.
    let outOfPocket: Int?

    /// The part that basic insurance paid by the survey, in millionths.
    var surveyed: SocialInsurance? {
      outOfPocket.map { paid in
        let part = 1 - Double(paid) / Double(mean)
        return SocialInsurance(reimbursement: Rate(millionths: Int((part * 1e6).rounded())))
      }
    }
  }

  private static let costMean = Key(
    "mean", Form<Int>.money, .optional(meaning: "needed without a preset"),
    unit: "the scenario's currency", "The mean cost of treating an illness.")
  private static let costPreset = Key(
    "preset",
    Form<MedicalCost>.choice([
      ("colorectal-cancer", .colorectalCancer), ("six-cancers", .sixCancers),
    ]), .optional(meaning: "none"), "A published mean cost in China.")
  private static let costVariation = Key(
    "cv", Form<Double>.cv, .required,
    "The coefficient of variation of the cost, which is lognormal.")
  static let costDefinition = SectionDefinition(
    "a mapping such as { mean: 67408, cv: 1 }",
    keys: [costMean.definition, costPreset.definition, costVariation.definition],
    alternatives: [costMean.name, costPreset.name])
  private static let cost = Key(
    "cost",
    Form<IllnessPrice>.mapping(costDefinition) { section, reading in
      let cv = section.read(costVariation)
      var mean: Int?
      var outOfPocket: Int?
      switch section.alternative() {
      case costMean.name:
        mean = section.read(costMean)?.value
        if mean == 0 { section.note("a mean above 0", found: "0") }
      case costPreset.name:
        if let preset = section.read(costPreset), ComparisonSection.isInYuan(preset, reading) {
          mean = preset.value.mean
          outOfPocket = preset.value.outOfPocket
          reading.cite(.source, preset.value.source, at: section.path)
        }
      default: break
      }
      guard let mean, mean > 0, let cv else { return nil }
      return IllnessPrice(mean: mean, cv: cv.value, outOfPocket: outOfPocket)
    }, .required, "What the treatment of an illness costs.")

  private static let part = Form<Int>.millionths(upTo: 1, "a fraction from 0 to 1")
  private static let eligible = Key(
    "eligible", part, .standard(1_000_000, text: "1"), unit: "part of the cost",
    "The part of the cost that the insurance knows at all.")
  private static let reimbursement = Key(
    "reimbursement", part, .required, unit: "part of the eligible cost",
    "What is paid of the eligible cost above the deductible.")
  private static let deductible = Key(
    "deductible", Form<Int>.money, .standard(0, text: "0"), unit: "the scenario's currency",
    "The eligible cost below which nothing is paid.")
  private static let ceiling = Key(
    "ceiling", Form<Int>.money, .optional(meaning: "no limit"), unit: "the scenario's currency",
    "The most that is paid.")
  static let insuranceDefinition = SectionDefinition(
    "a mapping such as { eligible: 0.8, reimbursement: 0.6 }",
    keys: [
      eligible.definition, reimbursement.definition, deductible.definition, ceiling.definition,
    ])
  private static let insurance = Key(
    "insurance",
    Form<SocialInsurance?>.choice([("surveyed", nil)]).orMapping(
      .mapping(insuranceDefinition) { section, _ in
        let eligible = section.read(eligible)
        let reimbursement = section.read(reimbursement)
        let deductible = section.read(deductible)
        let ceiling = section.read(ceiling)
        guard let eligible, let reimbursement, let deductible else { return nil }
        return SocialInsurance(
          eligible: Rate(millionths: eligible.value),
          reimbursement: Rate(millionths: reimbursement.value), deductible: deductible.value,
          ceiling: ceiling?.value)
      }, "surveyed, or a mapping such as { eligible: 0.8, reimbursement: 0.6 }"),
    .optional(meaning: "the household pays all"),
    "What basic social insurance pays; surveyed, what it paid by the survey of the cost's preset.")

  private static let wealth = Key(
    "wealth", WealthSection.form, .optional(meaning: "not asked about"),
    "The wealth of households.")

  static let definition = SectionDefinition(
    "a mapping such as { incomes: 2021, household: 3, subsistence: 8000, cost: ... }",
    keys: [
      incomes.definition, size.definition, members.definition, subsistence.definition,
      cost.definition, insurance.definition, wealth.definition,
    ])

  static let form = Form<HouseholdRule>.mapping(definition) { section, reading in
    let incomes = section.read(incomes)
    let size = section.read(size)
    let members = section.read(members)
    let subsistence = section.read(subsistence)
    let cost = section.read(cost)
    let insurance = section.read(insurance)
    let wealth = section.read(wealth)
    guard let incomes, let size, let members, let subsistence, let cost else { return nil }
    guard ComparisonSection.isInYuan(incomes, reading) else { return nil }
    guard members.value <= size.value else {
      reading.note(
        "at most the \(size.value) people of a household", found: "\(members.value)", at: members)
      return nil
    }
    var paid = SocialInsurance.none
    if let insurance {
      guard let pays = insurance.value ?? cost.value.surveyed else {
        reading.note(
          "a cost by a preset beside surveyed insurance", found: "a mean of its own", at: insurance)
        return nil
      }
      paid = pays
    }
    reading.cite(.source, IncomeQuintiles.source, at: section.path)
    return HouseholdRule(
      incomes: incomes.value, size: size.value, members: members.value,
      subsistencePerHead: subsistence.value, meanCost: cost.value.mean,
      costVariation: cost.value.cv, insurance: paid, wealth: wealth?.value)
  }
}
