import MutualAid

/// The settings of the classes of risk.
enum RiskClassesSection {
  /// A power of the cost.
  static let elasticityForm = Form<Double>.real(
    0...100, "an elasticity from 0 to 100", maximum: 100)
  /// A multiple of the fair cost.
  static let willingnessForm = Form<Double>.real(
    0...1000, "a multiple of the fair cost from 0 to 1000", maximum: 1000)

  private static let share = Key(
    "share", Form<Double>.fraction, .required, unit: "part of those who join",
    "The part of those who join; the shares of all classes sum to 1.")
  private static let risk = Key(
    "risk", Form<Double>.factor, .required, "What multiplies the hazard of diagnosis.")
  private static let elasticity = Key(
    "elasticity", elasticityForm, .optional(meaning: "that of members.lapse.response"),
    "The elasticity of the class.")
  private static let willingness = Key(
    "willingness", willingnessForm, .optional(meaning: "that of members.lapse.response"),
    "The willingness to pay of the class.")
  private static let lapseFactor = Key(
    "lapse_factor", Form<Double>.factor, .optional(meaning: "1"),
    "What multiplies the hazard of leaving.")

  static let classDefinition = SectionDefinition(
    "a mapping such as { share: 0.8, risk: 0.7 }",
    keys: [
      share.definition, risk.definition, elasticity.definition, willingness.definition,
      lapseFactor.definition,
    ])

  static let definition = SectionDefinition(
    "a mapping from names of risk classes to their settings", keys: [],
    named: .init(
      expectation: ChosenName.expectation, pattern: ChosenName.pattern,
      schema: classDefinition.schema, section: classDefinition, isData: false,
      accepts: ChosenName.isAllowed))

  static let form = Form<[Placed<RiskClass>]>.mapping(definition) { section, reading in
    let named = section.named()
    if named.isEmpty { section.note(definition.expectation, found: "no class") }
    let classes = named.compactMap { name, place, node -> Placed<RiskClass>? in
      let path = section.path.appending(key: name)
      guard let inner = Section(node, at: path, classDefinition, reading) else { return nil }
      let share = inner.read(share)
      let risk = inner.read(risk)
      let elasticity = inner.read(elasticity)
      let willingness = inner.read(willingness)
      let lapseFactor = inner.read(lapseFactor)
      guard let share, let risk else { return nil }
      let kind = RiskClass(
        name: name, share: share.value, risk: risk.value, elasticity: elasticity?.value,
        willingness: willingness?.value, lapseFactor: lapseFactor?.value ?? 1)
      return Placed(value: kind, place: place, path: path)
    }
    guard !classes.isEmpty, classes.count == named.count else { return nil }
    let sum = classes.reduce(0) { $0 + $1.value.share }
    guard abs(sum - 1) <= 1e-6 else {
      section.note("shares that sum to 1", found: "\(sum.rounded(to: 6))")
      return nil
    }
    return classes
  }
}
