import MutualAid

/// A mapping in a scenario file, read key by key.
///
/// Keys that the format does not have are noted at once; what is wrong with a value is noted when
/// it is read.
struct Section {
  let definition: SectionDefinition
  let path: String
  let place: Place
  private let entries: [Node.Entry]
  private let reading: Reading
  private let isRecorded: Bool
  /// The settings that mistyped keys were probably meant to be; they count as written.
  private var mistyped: Set<String> = []

  /// A mapping with its settings, or `nil` with a problem noted if it is no mapping.
  ///
  /// Rows of a table are not recorded value by value, but as a whole; and what the rows of a CSV file
  /// cite is kept for the table.
  init?(
    _ node: Node, at path: String, _ definition: SectionDefinition, _ reading: Reading,
    isRecorded: Bool = true, isCited: Bool = true
  ) {
    guard let entries = node.entries else {
      reading.note(
        .expected(definition.expectation, found: node.found), at: node.place, path: path)
      return nil
    }
    self.definition = definition
    self.path = path
    self.place = node.place
    self.entries = entries
    self.reading = reading
    self.isRecorded = isRecorded
    mistyped = Set(entries.compactMap(check))
    if isCited { cite() }
  }

  /// Notes a key that the format does not have.
  ///
  /// - Returns: The setting that it was probably meant to be.
  private func check(_ entry: Node.Entry) -> String? {
    let path = self.path.appending(key: entry.key)
    if let key = definition.key(entry.key) {
      if key.isReserved || reading.notSimulated.contains(entry.key, at: path) {
        reading.note(.reserved, at: entry.place, path: path)
      }
      return nil
    }
    if let named = definition.named, named.accepts(entry.key) {
      if !definition.isData { record(entry, path, isLeaf: named.section?.isData != false) }
      return nil
    }
    let known = definition.keys.map(\.name)
    let shown = definition.keys.filter { !$0.isReserved }.map(\.name)
      .filter { $0 != "source" && $0 != "assumed" }
    let nearest = known.nearest(to: entry.key)
    if let named = definition.named, nearest == nil {
      let words = ([named.expectation] + shown).listed("or")
      reading.note(.expected(words, found: entry.key.shown), at: entry.place, path: path)
    } else {
      reading.note(.unknown(nearest: nearest, known: shown), at: entry.place, path: path)
    }
    return nearest
  }

  private func cite() {
    if let source = read(SectionDefinition.source) {
      reading.cite(.source, source.value, at: path)
    }
    if let reason = read(SectionDefinition.assumed) {
      reading.cite(.assumed, reason.value, at: path)
    }
  }

  /// The value of a setting.
  ///
  /// - Returns: `nil` where the setting is absent and has no default (a problem if it is required),
  ///   and where its value is wrong (always a problem).
  func read<Value>(_ key: Key<Value>) -> Placed<Value>? {
    assert(definition.key(key.name) != nil, "\(key.name) is not defined for \(path)")
    let path = self.path.appending(key: key.name)
    guard let entry = entries.first(where: { $0.key == key.name }) else {
      return absent(key, path)
    }
    record(entry, path, isLeaf: key.form.section?.isData != false)
    return key.form.read(entry.value, path, reading).map {
      Placed(value: $0, place: entry.value.place, path: path)
    }
  }

  private func absent<Value>(_ key: Key<Value>, _ path: String) -> Placed<Value>? {
    switch key.presence {
    case .required:
      // A key that was mistyped has its message already.
      if mistyped.contains(key.name) { return nil }
      reading.note(.missing(expected: key.form.expectation), at: place, path: path)
      return nil
    case .optional: return nil
    case .standard(let value, let text):
      if isRecorded { reading.record(path, text, origin: .standard) }
      return Placed(value: value, place: place, path: path, isDefault: true)
    }
  }

  private func record(_ entry: Node.Entry, _ path: String, isLeaf: Bool) {
    guard isRecorded, isLeaf || entry.value.entries == nil else { return }
    reading.record(path, entry.value.flow, origin: entry.value.place.origin)
  }

  /// The entries whose names the scenario chose, in the order of the file.
  func named() -> [(name: String, place: Place, value: Node)] {
    entries.compactMap { entry in
      guard let named = definition.named, definition.key(entry.key) == nil,
        named.accepts(entry.key)
      else { return nil }
      return (entry.key, entry.place, entry.value)
    }
  }

  /// Whether a setting is written, right or mistyped.
  func has(_ name: String) -> Bool {
    mistyped.contains(name) || entries.contains { $0.key == name }
  }

  /// Whether the mapping has nothing but remarks on sources.
  var isBlank: Bool { entries.allSatisfy { ["source", "assumed"].contains($0.key) } }

  /// The one of the alternative forms that is written; a problem where it is none or several.
  func form() -> String? { one(of: definition.forms, or: definition.named?.expectation) }

  /// The one of the alternative settings that is written; a problem where it is none or several.
  func alternative() -> String? { one(of: definition.alternatives, or: nil) }

  private func one(of names: [String], or data: String?) -> String? {
    let written = names.filter { name in entries.contains { $0.key == name } }
    let hasData = data != nil && !named().isEmpty
    if written.count == 1, !hasData { return written[0] }
    if written.isEmpty, hasData { return "" }
    guard mistyped.isDisjoint(with: names) else { return nil }
    let choices = names + [data].compactMap { $0 }
    let found = written + (hasData ? [data ?? ""] : [])
    reading.note(
      .expected(
        "one of \(choices.listed("or"))", found: found.isEmpty ? "none" : found.listed("and")),
      at: place, path: path)
    return nil
  }

  /// The value of a setting that another one needs; a problem where it is absent.
  func needed<Value>(_ key: Key<Value>) -> Placed<Value>? {
    if !has(key.name) {
      reading.note(
        .missing(expected: key.form.expectation), at: place, path: path.appending(key: key.name))
    }
    return read(key)
  }

  /// Notes settings that make no sense together with another one.
  ///
  /// The reason is such as `beside table`. The result tells whether none of them is written.
  @discardableResult
  func refuse(_ names: [String], _ reason: String) -> Bool {
    let written = names.filter(has)
    for name in written { note("no \(name) \(reason)", found: name) }
    return written.isEmpty
  }

  /// Notes a problem with the mapping as a whole.
  func note(_ expectation: String, found: String) {
    reading.note(.expected(expectation, found: found), at: place, path: path)
  }
}

extension String {
  /// The path of a key inside this one.
  func appending(key: String) -> String { isEmpty ? key.shown : "\(self).\(key.shown)" }
}

extension Form {
  /// A form of mappings with settings.
  static func mapping(
    _ definition: SectionDefinition, read: @escaping @Sendable (Section, Reading) -> Value?
  ) -> Form {
    Form(definition.expectation, schema: definition.schema, section: definition) {
      node, path, reading in
      Section(node, at: path, definition, reading).flatMap { read($0, reading) }
    }
  }
}
