import MutualAid

/// The settings of the random factor on all hazards.
enum SystemicSection {
  private static let per = Key(
    "per", Form<SystemicRisk.Step>.choice(), .required,
    "How long one value holds: a calendar year or a period.")
  private static let law = Key(
    "law", Form<SystemicRisk.Law>.choice(), .required,
    "The law of the factor, which has mean 1: gamma or lognormal.")
  private static let cv = Key(
    "cv",
    Form<Double>.real(0.001...10, "a coefficient of variation from 0.001 to 10", maximum: 10),
    .required, "The standard deviation of the factor.")
  private static let ar1 = Key(
    "ar1",
    Form<Double>.number(
      "a correlation above -1 and below 1",
      schema: ["type": "number", "exclusiveMinimum": -1, "exclusiveMaximum": 1]
    ) { text in
      Numeral.real(text).flatMap { abs($0) < 1 ? $0 : nil }
    }, .standard(0, text: "0"),
    "The correlation of the normal scores of one step and the next.")

  static let definition = SectionDefinition(
    "a mapping such as { per: year, law: gamma, cv: 0.05 }",
    keys: [per.definition, law.definition, cv.definition, ar1.definition])

  static let form = Form<SystemicRisk>.mapping(definition) { section, _ in
    let per = section.read(per)
    let law = section.read(law)
    let cv = section.read(cv)
    let ar1 = section.read(ar1)
    guard let per, let law, let cv, let ar1 else { return nil }
    return SystemicRisk(
      step: per.value, law: law.value, cv: cv.value, autocorrelation: ar1.value)
  }
}
