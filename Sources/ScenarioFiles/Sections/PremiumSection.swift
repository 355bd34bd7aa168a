import MutualAid

/// The settings of the premium that sharing is compared with.
enum PremiumSection {
  private static let ratingAges = Key(
    "ages", ComparisonSection.bandsForm, .required, unit: "whole years",
    "The ages that pay the same, each class from one age to another.")
  private static let ratingSex = Key(
    "sex", Form<Bool>.yesNo, .standard(false, text: "no"), "Whether men and women differ.")
  private static let ratingSegments = Key(
    "segments", Form<Bool>.yesNo, .standard(false, text: "no"), "Whether segments differ.")
  static let ratingDefinition = SectionDefinition(
    "a mapping such as { ages: [0..39, 40..59], sex: yes }",
    keys: [ratingAges.definition, ratingSex.definition, ratingSegments.definition])
  private static let rating = Key(
    "rating",
    Form<PremiumTerms.Rating>.choice([("community", .community)]).orMapping(
      .mapping(ratingDefinition) { section, _ in
        let ages = section.read(ratingAges)
        let sex = section.read(ratingSex)
        let segments = section.read(ratingSegments)
        guard let ages, let sex, let segments else { return nil }
        return .classes(ages: ages.value, bySex: sex.value, bySegment: segments.value)
      }, "community, or classes such as { ages: [0..39, 40..59], sex: yes }"),
    .standard(.community, text: "community"), "Who pays the same: everybody, or those of a class.")

  private static let lossRatio = Key(
    "loss_ratio", Form<Int>.millionths(upTo: 10, "a loss ratio above 0, at most 10"),
    .optional(meaning: "none"), unit: "part of the premium",
    "The part of premiums that is to be paid as benefits.")
  private static let loading = Key(
    "loading", Form<Int>.millionths(upTo: 100, "a loading from 0 to 100"),
    .optional(meaning: "none"), unit: "part of the pure premium",
    "What is added to the pure premium, before expenses and profit.")
  private static let solvency = Key(
    "solvency", Form<Int>.millionths(upTo: 1, "a probability above 0 and below 1"),
    .optional(meaning: "none"), unit: "probability",
    "The most likely that a year's benefits exceed premiums less expenses, and capital: 0.005.")
  private static let tariff = Key(
    "tariff",
    Form<PremiumTariff>.choice([
      ("lian-cancer-rider", .lianCancerRider), ("lian-children", .lianChildren),
    ]), .optional(meaning: "none"),
    "A published tariff, for the benefit of the dearest class: each age and sex is a class.")
  private static let preset = Key(
    "preset", Form<MarketFigure>.choice(MarketFigure.all.map { ($0.name, $0) }),
    .optional(meaning: "none"),
    "A published loss ratio, or loading cap, of the Chinese market; docs/compare.md lists them.")
  private static let share = Form<Int>.millionths(upTo: 1, "a fraction from 0 to 1")
  private static let expenses = Key(
    "expenses", share, .standard(0, text: "0"), unit: "part of the premium",
    "The insurer's expenses.")
  private static let profit = Key(
    "profit", share, .standard(0, text: "0"), unit: "part of the premium",
    "The profit that is asked for.")
  private static let capital = Key(
    "capital", Form<Int>.money, .standard(0, text: "0"), unit: "the scenario's currency",
    "What the insurer can lose in a year beyond its premiums.")

  private static let lapsePerYear = Key(
    "per_year", Form<Int>.millionths(upTo: 1, "a yearly probability below 1"), .required,
    unit: "probability a year", "The part of policies that is not renewed.")
  private static let lapseElasticity = Key(
    "elasticity",
    Form<Double>.real(0...100, "an elasticity from 0 to 100", maximum: 100),
    .standard(0, text: "0"), "The hazard of lapse goes with (premium / reference)^elasticity.")
  private static let lapseReference = Key(
    "reference", Form<Int>.money, .optional(meaning: "the premium of the year before"),
    unit: "the scenario's currency", "The premium at which the rate is per_year.")
  static let lapseDefinition = SectionDefinition(
    "a mapping such as { per_year: 0.1 }",
    keys: [lapsePerYear.definition, lapseElasticity.definition, lapseReference.definition])
  private static let lapse = Key(
    "lapse",
    Form<RenewalLapse>.mapping(lapseDefinition) { section, reading in
      let rate = section.read(lapsePerYear)
      let elasticity = section.read(lapseElasticity)
      let reference = section.read(lapseReference)
      guard let rate, let elasticity else { return nil }
      guard rate.value < 1_000_000 else {
        reading.note("a yearly probability below 1", found: "1", at: rate)
        return nil
      }
      if let reference, reference.value == 0 {
        reading.note("an amount above 0", found: "0", at: reference)
        return nil
      }
      return RenewalLapse(
        rate: Rate(millionths: rate.value), elasticity: elasticity.value,
        reference: reference.map { .fixed($0.value) } ?? .yearBefore)
    }, .optional(meaning: "all renew"), "Who does not renew a yearly policy.")

  private static let atShutdown = Key(
    "at_shutdown",
    Form<PremiumRule.AtShutdown>.choice([("leaves", .leaves), ("goes_on", .goesOn)]),
    .standard(.leaves, text: "leaves"),
    "Whether the insurer leaves with a pool that is shut, or covers to the horizon whom it leaves.")

  private static let alternatives = [
    lossRatio.name, loading.name, solvency.name, tariff.name, preset.name,
  ]

  static let definition = SectionDefinition(
    "a mapping such as { rating: community, loss_ratio: 0.38 }",
    keys: [
      rating.definition, lossRatio.definition, loading.definition, solvency.definition,
      tariff.definition, preset.definition, expenses.definition, profit.definition,
      capital.definition, lapse.definition, atShutdown.definition,
    ], alternatives: alternatives)

  static let form = Form<PremiumRule>.mapping(definition) { section, reading in
    let rating = section.read(rating)
    let expenses = section.read(expenses)
    let profit = section.read(profit)
    let capital = section.read(capital)
    let lapse = section.read(lapse)
    let atShutdown = section.read(atShutdown)
    let basis = basis(section, reading, capital: capital?.value ?? 0)
    guard let rating, let expenses, let profit, let capital, let atShutdown, let basis
    else { return nil }
    var rule = PremiumRule(
      rating: rating.value, basis: basis.basis, expenses: Rate(millionths: expenses.value),
      profit: Rate(millionths: profit.value), capital: capital.value, lapse: lapse?.value,
      preset: basis.preset, atShutdown: atShutdown.value)
    if let cap = basis.expenses {
      guard expenses.isDefault, profit.isDefault else {
        section.note(
          "no expenses or profit beside a loading cap, which is both",
          found: expenses.isDefault ? "profit" : profit.isDefault ? "expenses" : "both")
        return nil
      }
      rule.expenses = cap
    }
    guard rule.expenses.millionths + rule.profit.millionths < 1_000_000 else {
      section.note("expenses and profit that sum to less than 1", found: "1 or more")
      return nil
    }
    if rule.atShutdown == .goesOn, case .solvency = rule.basis {
      reading.note(
        "leaves, because a solvency level needs claims that are drawn, and after the pool none are",
        found: "goes_on", at: atShutdown)
      return nil
    }
    return rule
  }

  /// What the level follows from, and the expenses where a loading cap tells them.
  private static func basis(
    _ section: Section, _ reading: Reading, capital: Int
  ) -> (basis: PremiumRule.Basis, preset: String?, expenses: Rate?)? {
    func positive(_ key: Key<Int>, below limit: Int = .max) -> Rate? {
      guard let value = section.read(key) else { return nil }
      guard value.value > 0, value.value < limit else {
        reading.note(key.form.expectation, found: value.value == 0 ? "0" : "1", at: value)
        return nil
      }
      return Rate(millionths: value.value)
    }
    switch section.alternative() {
    case lossRatio.name: return positive(lossRatio).map { (.lossRatio($0), nil, nil) }
    case loading.name:
      return section.read(loading).map { (.loading(Rate(millionths: $0.value)), nil, nil) }
    case solvency.name:
      return positive(solvency, below: 1_000_000).map {
        (.solvency(risk: $0, capital: capital), nil, nil)
      }
    case tariff.name:
      return section.read(tariff).flatMap {
        ComparisonSection.isInYuan($0, reading) ? (.tariff($0.value), nil, nil) : nil
      }
    case preset.name:
      guard let figure = section.read(preset)?.value else { return nil }
      reading.cite(.source, "\(figure.name): \(figure.source)", at: section.path)
      return switch figure.kind {
      case .lossRatio: (.lossRatio(figure.value), figure.name, nil)
      case .loadingCap: (.loading(.zero), figure.name, figure.value)
      }
    default: return nil
    }
  }
}
