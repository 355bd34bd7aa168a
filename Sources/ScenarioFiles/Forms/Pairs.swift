import MutualAid

/// Values under keys that are themselves data: counts by date, benefits by age, caps by year.
struct Pair<Name: Sendable, Value: Sendable>: Sendable {
  let name: Name
  let place: Place
  let value: Value

  /// The same with a value that may be absent.
  var optional: Pair<Name, Value?> { Pair<Name, Value?>(name: name, place: place, value: value) }
}

extension Form {
  /// A mapping from data to values, in the order of the file.
  ///
  /// The words tell what the mapping is, `a mapping from years to amounts`; `key` what a key is,
  /// `a year such as 2019`, and `pattern` how the JSON Schema knows one.
  static func pairs<Name, Inner>(
    _ words: String, key: String, pattern: String, to inner: Form<Inner>,
    parse: @escaping @Sendable (String) -> Name?
  ) -> Form where Value == [Pair<Name, Inner>] {
    let definition = SectionDefinition(
      words, keys: [],
      named: .init(
        expectation: key, pattern: pattern, schema: inner.schema, section: nil, isData: true,
        accepts: { parse($0) != nil }))
    return Form(words, schema: definition.schema, section: definition) { node, path, reading in
      guard let section = Section(node, at: path, definition, reading, isRecorded: false) else {
        return nil
      }
      return section.pairs(to: inner, reading, parse: parse)
    }
  }
}

extension Section {
  /// The entries whose names are data, read; `nil` where there is none or one is wrong.
  func pairs<Name, Inner>(
    to inner: Form<Inner>, _ reading: Reading, parse: (String) -> Name?
  ) -> [Pair<Name, Inner>]? {
    let entries = named()
    let pairs = entries.compactMap { entry -> Pair<Name, Inner>? in
      guard let name = parse(entry.name) else { return nil }
      let path = self.path.appending(key: entry.name)
      return inner.read(entry.value, path, reading).map {
        Pair(name: name, place: entry.place, value: $0)
      }
    }
    if isBlank { note(definition.expectation, found: "an empty mapping") }
    return pairs.isEmpty || pairs.count < entries.count ? nil : pairs
  }
}

extension Form {
  /// One value for all ages, or values by age: `{ 0..39: 300000, 40..59: 100000 }`.
  static func byAge<Inner>(_ inner: Form<Inner>) -> Form where Value == AgeBands<Inner> {
    let bands = Form<[Pair<ClosedRange<Int>, Inner>]>.pairs(
      "a mapping from ages to values", key: "ages such as 0..39 or 40",
      pattern: #"^[0-9]{1,3}(\.\.[0-9]{1,3})?$"#, to: inner, parse: ClosedRange.init(ages:))
    let mapping = Form<AgeBands<Inner>>(
      bands.expectation, schema: bands.schema, section: bands.section
    ) { node, path, reading in
      guard let pairs = bands.read(node, path, reading) else { return nil }
      return AgeBands(pairs, at: path, reading)
    }
    return inner.map { AgeBands($0) }
      .orMapping(mapping, "\(inner.expectation), or values by age such as { 0..39: ... }")
  }
}

extension AgeBands {
  /// Bands that follow one another without gap or overlap, or `nil` with a problem noted.
  init?(_ pairs: [Pair<ClosedRange<Int>, Value>], at path: String, _ reading: Reading) {
    let sorted = pairs.sorted { $0.name.lowerBound < $1.name.lowerBound }
    for (left, right) in zip(sorted, sorted.dropFirst()) {
      let due = left.name.upperBound + 1
      if right.name.lowerBound == due { continue }
      reading.note(
        .expected(
          "ages that follow \(left.name.ages) from \(due) on, without gap or overlap",
          found: right.name.ages), at: right.place, path: path)
      return nil
    }
    self.init(
      bands: sorted.map {
        Band(from: $0.name.lowerBound, to: $0.name.upperBound, value: $0.value)
      })
  }
}
