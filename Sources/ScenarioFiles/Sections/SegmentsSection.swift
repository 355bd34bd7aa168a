import MutualAid

/// A segment as a scenario writes it.
struct SegmentDraft: Sendable {
  let name: String
  let weight: Int
}

/// The settings of the segments.
enum SegmentsSection {
  private static let weight = Key(
    "weight", Form<Int>.millionths(upTo: 1_000_000, "a weight with at most 6 decimals"),
    .standard(1_000_000, text: "1"),
    "The weight of a member in a weighted share.")

  static let segmentDefinition = SectionDefinition(
    "a mapping such as { weight: 1 }", keys: [weight.definition])

  static let definition = SectionDefinition(
    "a mapping from names of segments to their settings", keys: [],
    named: .init(
      expectation: ChosenName.expectation, pattern: ChosenName.pattern,
      schema: segmentDefinition.schema,
      section: segmentDefinition, isData: false, accepts: ChosenName.isAllowed))

  static let form = Form<[SegmentDraft]>.mapping(definition) { section, reading in
    let named = section.named()
    if named.isEmpty { section.note(definition.expectation, found: "no segment") }
    let drafts = named.compactMap { name, _, node -> SegmentDraft? in
      let path = section.path.appending(key: name)
      guard let inner = Section(node, at: path, segmentDefinition, reading) else { return nil }
      guard let weight = inner.read(weight) else { return nil }
      if weight.value == 0 {
        reading.note("a weight above 0", found: "0", at: weight)
        return nil
      }
      return SegmentDraft(name: name, weight: weight.value)
    }
    return drafts.isEmpty || drafts.count < named.count ? nil : drafts
  }
}
