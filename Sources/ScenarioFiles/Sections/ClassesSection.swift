import MutualAid

/// A class of claims as a scenario writes it, before ages and segments are known.
struct ClassDraft: Sendable {
  let name: String
  let place: Place
  let path: String
  let share: Placed<AgeBands<Double>>?
  /// Whether a share is written, be it right or wrong.
  let hasShare: Bool
  let benefit: Placed<BenefitDraft>?
  let approval: Placed<ApprovalDraft>?
  let isAccident: Bool
}

/// The settings of the classes of claims.
enum ClassesSection {
  private static let share = Key(
    "share", Form<AgeBands<Double>>.byAge(.fraction),
    .optional(meaning: "1 for the only class"), unit: "part of all diagnoses",
    "The part of all diagnoses that falls into the class; at each age the shares sum to 1.")

  private static let benefit = Key(
    "benefit", BenefitSection.form,
    .required, unit: "the scenario's currency",
    "What is promised: by age on the day of diagnosis, by segment, or by a law of costs of which "
      + "min(maximum, fixed + reimbursed x cost) is paid.")
  private static let approval = Key(
    "approval", ApprovalSection.form, .optional(meaning: "that of claims.approval"),
    unit: "part of the applications",
    "The part of the applications that is approved, for all segments or by segment.")
  private static let accident = Key(
    "accident", Form<Bool>.yesNo, .standard(false, text: "no"),
    "Whether the class is an accident, which the waiting period may exempt.")

  static let classDefinition = SectionDefinition(
    "a mapping such as { share: 0.85, benefit: 300000 }",
    keys: [
      share.definition, benefit.definition, approval.definition, accident.definition,
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
      let approval = inner.read(approval)
      let accident = inner.read(accident)
      return ClassDraft(
        name: name, place: place, path: path, share: share, hasShare: inner.has("share"),
        benefit: benefit, approval: approval,
        isAccident: accident?.value ?? false)
    }
    return drafts.isEmpty || drafts.count < named.count ? nil : drafts
  }
}
