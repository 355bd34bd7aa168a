import MutualAid

extension Form<BundledTable> {
  /// The name of a bundled table of rates.
  static let rateTable = bundled(
    "the name of a bundled table of rates such as CI-2020/28-diseases",
    BundledTable.all.filter { $0.kind != .population })

  /// The name of a bundled census.
  static let populationTable = bundled(
    "the name of a bundled census such as census-2020",
    BundledTable.all.filter { $0.kind == .population })

  private static func bundled(_ expectation: String, _ tables: [BundledTable]) -> Form {
    Form(expectation, schema: ["enum": .array(tables.map { .string($0.name) })]) {
      node, path, reading in
      if let table = tables.first(where: { $0.name == node.text }) { return table }
      var expected = expectation
      if let text = node.text, let near = tables.map(\.name).nearest(to: text) {
        expected = "the name of a bundled table (the nearest is \(near))"
      } else if tables.count <= 3 {
        expected = tables.map(\.name).listed("or")
      }
      reading.note(.expected(expected, found: node.found), at: node.place, path: path)
      return nil
    }
  }
}

extension Form<Sex> {
  /// A sex.
  static let sex = Form.choice([("male", Sex.male), ("female", Sex.female)])
}

/// Names that a scenario chooses, for segments and classes.
enum ChosenName {
  static let expectation = "a name without . / : , or brackets"
  static let pattern = #"^(?!(source|assumed)$)[^.:/,\\\[\]{}"'#]{1,60}$"#

  /// Whether a text can be such a name.
  static func isAllowed(_ text: String) -> Bool {
    !["source", "assumed"].contains(text) && 1...60 ~= text.unicodeScalars.count
      && !text.contains { ".:/,\\[]{}\"'#".contains($0) }
      && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
      && text.first?.isWhitespace == false && text.last?.isWhitespace == false
  }
}

extension Form {
  /// A mapping from names of segments to values.
  static func bySegment<Inner>(_ inner: Form<Inner>, _ words: String) -> Form
  where Value == [Pair<String, Inner>] {
    .pairs(words, key: "the name of a segment", pattern: ChosenName.pattern, to: inner) {
      ChosenName.isAllowed($0) ? $0 : nil
    }
  }
}
