import MutualAid

/// Lapse as a scenario writes it, before the ages are known.
struct LapseDraft: Sendable {
  let perYear: Placed<AgeBands<Double>>
  let calendar: [CalendarFactor]
  let response: PriceResponse?
}

/// The settings of leaving by choice.
enum LapseSection {
  private static let perYear = Key(
    "per_year", Form<AgeBands<Double>>.byAge(.yearlyProbability), .required,
    unit: "probability a year", "The yearly probability of leaving, for everybody or by age.")
  private static let calendar = Key(
    "calendar", CalendarSection.form, .optional(meaning: "no factors"),
    "Dated factors on the hazard of leaving; days in several have their product.")
  private static let response = Key(
    "response", responseForm, .optional(meaning: "leaving does not answer to the cost"),
    "How leaving answers to the cost: by elasticity, or by willingness to pay.")

  private static let elasticity = Key(
    "elasticity", RiskClassesSection.elasticityForm, .optional(meaning: "none"),
    "The hazard is multiplied by (cost / reference)^elasticity.")
  private static let reference = Key(
    "reference", Form<Int>.money, .optional(meaning: "needed with elasticity"),
    unit: "the scenario's currency", "The cost at which the hazard is that of per_year.")
  private static let bounds = Key(
    "bounds", boundsForm, .standard(0.25...4, text: "[0.25, 4]"),
    "Between which the factor of an elasticity is held.")
  private static let cost = Key(
    "cost", Form<Elasticity.Cost>.choice(), .standard(.share, text: "share"),
    "What an elasticity answers to: the share just charged, or the cost of the last 12 months.")
  private static let willingness = Key(
    "willingness", RiskClassesSection.willingnessForm, .optional(meaning: "none"),
    "A member stays while the last year's cost is at most so many times the own fair cost.")

  static let responseDefinition = SectionDefinition(
    "a mapping such as { elasticity: 0.6, reference: 2.00 } or { willingness: 1.5 }",
    keys: [
      elasticity.definition, reference.definition, bounds.definition, cost.definition,
      willingness.definition,
    ], forms: ["elasticity", "willingness"])

  private static let boundsForm: Form<ClosedRange<Double>> = {
    let words = "two factors in ascending order such as [0.25, 4]"
    return Form(
      words,
      schema: [
        "type": "array", "minItems": 2, "maxItems": 2, "items": Form<Double>.factor.schema,
      ]
    ) { node, path, reading in
      guard case .list(let nodes) = node.content, nodes.count == 2 else {
        reading.note(.expected(words, found: node.flow.shown), at: node.place, path: path)
        return nil
      }
      let factors = nodes.compactMap { Form<Double>.factor.read($0, path, reading) }
      guard factors.count == 2 else { return nil }
      guard factors[0] <= factors[1] else {
        reading.note(.expected(words, found: node.flow.shown), at: node.place, path: path)
        return nil
      }
      return factors[0]...factors[1]
    }
  }()

  private static let responseForm = Form<PriceResponse>.mapping(responseDefinition) {
    section, reading in
    switch section.form() {
    case "elasticity":
      let power = section.read(elasticity)
      let reference = section.needed(reference)
      let bounds = section.read(bounds)
      let cost = section.read(cost)
      if let reference, reference.value == 0 {
        reading.note("an amount above 0", found: "0", at: reference)
        return nil
      }
      guard let power, let reference, let bounds, let cost else { return nil }
      return .elasticity(
        Elasticity(
          power: power.value, reference: reference.value, bounds: bounds.value, cost: cost.value))
    case "willingness":
      let willingness = section.read(willingness)
      let isPlain = section.refuse(
        [reference.name, bounds.name, cost.name], "beside willingness")
      return isPlain ? willingness.map { .willingness($0.value) } : nil
    default: return nil
    }
  }

  static let definition = SectionDefinition(
    "a mapping such as { per_year: 0.08 }",
    keys: [perYear.definition, calendar.definition, response.definition])

  static let form = Form<LapseDraft>.mapping(definition) { section, _ in
    let perYear = section.read(perYear)
    let calendar = section.has(calendar.name) ? section.read(calendar)?.value : []
    let response = section.read(response)
    guard let perYear, let calendar else { return nil }
    return LapseDraft(perYear: perYear, calendar: calendar, response: response?.value)
  }
}
