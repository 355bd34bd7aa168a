import MutualAid

/// Probabilities of approval as a scenario writes them, before the segments are known.
enum ApprovalDraft: Sendable {
  case all(Double)
  case bySegment([Pair<String, Double>])
}

/// The settings of the approval of applications.
enum ApprovalSection {
  static let form: Form<ApprovalDraft> = Form<Double>.fraction.map { .all($0) }.orMapping(
    Form<[Pair<String, Double>]>.bySegment(.fraction, "a mapping from segments to fractions")
      .map { .bySegment($0) }, "a fraction from 0 to 1, or fractions by segment")
}
