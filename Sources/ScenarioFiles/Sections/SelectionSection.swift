import MutualAid

/// The settings of selection: factors on the hazard by time since joining.
enum SelectionSection {
  private static let pairs = Form<[Pair<Int, Double>]>.pairs(
    "a mapping from times since joining to factors", key: "a time since joining such as 365 days",
    pattern: "^(0|[1-9][0-9]*) days?$", to: Form<Double>.factor
  ) { text in
    Form<Int>.dayCount(text).flatMap(Numeral.whole).flatMap { 0...Limit.delay ~= $0 ? $0 : nil }
  }

  private static let byDurationForm = Form<[DurationFactor]>(
    pairs.expectation, schema: pairs.schema, section: pairs.section
  ) { node, path, reading in
    guard let pairs = pairs.read(node, path, reading), let first = pairs.first else { return nil }
    guard first.name == 0 else {
      reading.note(
        .expected("0 days as the first time", found: "\(first.name) days"), at: first.place,
        path: path)
      return nil
    }
    for (left, right) in zip(pairs, pairs.dropFirst()) where right.name <= left.name {
      reading.note(
        .expected("a time of more than \(left.name) days", found: "\(right.name) days"),
        at: right.place, path: path)
      return nil
    }
    return pairs.map { DurationFactor(days: $0.name, factor: $0.value) }
  }

  private static let byDuration = Key(
    "by_duration", byDurationForm, .required,
    "Factors on the hazard, each from a time since joining on; the first is from 0 days on.")

  static let definition = SectionDefinition(
    "a mapping such as { by_duration: { 0 days: 0.2, 365 days: 1 } }",
    keys: [byDuration.definition])

  static let form = Form<[DurationFactor]>.mapping(definition) { section, _ in
    section.read(byDuration)?.value
  }
}
