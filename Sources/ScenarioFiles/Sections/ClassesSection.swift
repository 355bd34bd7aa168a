import MutualAid

/// A class of claims as a scenario writes it, before ages and segments are known.
struct ClassDraft: Sendable {
  /// What is promised.
  enum Benefit: Sendable {
    case all(AgeBands<Int>)
    case bySegment([Pair<String, AgeBands<Int>>])
  }

  let name: String
  let place: Place
  let path: String
  let share: Placed<AgeBands<Double>>?
  /// Whether a share is written, be it right or wrong.
  let hasShare: Bool
  let benefit: Placed<Benefit>?
  let isAccident: Bool
}

/// The settings of the classes of claims.
enum ClassesSection {
  private static let share = Key(
    "share", Form<AgeBands<Double>>.byAge(.fraction),
    .optional(meaning: "1 for the only class"), unit: "part of all diagnoses",
    "The part of all diagnoses that falls into the class; at each age the shares sum to 1.")

  private static let byAge = Form<AgeBands<Int>>.byAge(.money)
  private static let segments = Key(
    "segments",
    Form<[Pair<String, AgeBands<Int>>]>.bySegment(byAge, "a mapping from segments to benefits"),
    .optional(meaning: "the same for all segments"), unit: "the scenario's currency",
    "The benefit of each segment.")

  static let benefitDefinition = SectionDefinition(
    "benefits by age or by segment",
    keys: [
      segments.definition,
      .reserved("law", "A random benefit: lognormal, gamma or from a file, with mean and cv."),
      .reserved("fixed", unit: "the scenario's currency", "The fixed part of a random benefit."),
      .reserved("maximum", unit: "the scenario's currency", "The most that a claim is paid."),
    ],
    forms: ["segments"],
    named: .init(
      expectation: "ages such as 0..39 or 40", pattern: #"^[0-9]{1,3}(\.\.[0-9]{1,3})?$"#,
      schema: Form<Int>.money.schema, section: nil, isData: true,
      accepts: { ClosedRange(ages: $0) != nil }))

  private static let benefitMapping = Form<ClassDraft.Benefit>(
    "amounts by age or segment", schema: benefitDefinition.schema, section: benefitDefinition
  ) { node, path, reading in
    guard let section = Section(node, at: path, benefitDefinition, reading),
      let form = section.form()
    else { return nil }
    if form == "segments" { return section.read(segments).map { .bySegment($0.value) } }
    return section.pairs(to: Form<Int>.money, reading, parse: { ClosedRange(ages: $0) })
      .flatMap { AgeBands($0, at: path, reading) }.map { .all($0) }
  }

  private static let benefit = Key(
    "benefit",
    Form<Int>.money.map { ClassDraft.Benefit.all(AgeBands($0)) }.orMapping(
      benefitMapping, "an amount of money, or amounts by age or segment"),
    .required, unit: "the scenario's currency",
    "What is promised, by age on the day of diagnosis, and by segment where they differ.")
  private static let accident = Key(
    "accident", Form<Bool>.yesNo, .standard(false, text: "no"),
    "Whether the class is an accident, which the waiting period may exempt.")

  static let classDefinition = SectionDefinition(
    "a mapping such as { share: 0.85, benefit: 300000 }",
    keys: [
      share.definition, benefit.definition, accident.definition,
      .reserved("approval", "The part of the applications that is approved."),
    ])

  static let definition = SectionDefinition(
    "a mapping from names of classes to their settings", keys: [],
    named: .init(
      expectation: ChosenName.expectation, pattern: ChosenName.pattern,
      schema: classDefinition.schema, section: classDefinition, isData: false,
      accepts: ChosenName.isAllowed))

  static let form = Form<[ClassDraft]>.mapping(definition) { section, reading in
    let named = section.named()
    if named.isEmpty { section.note(definition.expectation, found: "no class") }
    let drafts = named.compactMap { name, place, node -> ClassDraft? in
      let path = section.path.appending(key: name)
      guard let inner = Section(node, at: path, classDefinition, reading) else { return nil }
      let share = inner.read(share)
      let benefit = inner.read(benefit)
      let accident = inner.read(accident)
      return ClassDraft(
        name: name, place: place, path: path, share: share, hasShare: inner.has("share"),
        benefit: benefit, isAccident: accident?.value ?? false)
    }
    return drafts.isEmpty || drafts.count < named.count ? nil : drafts
  }
}
