/// What a value may look like, said once: to the reader, to the JSON Schema and to people.
struct Form<Value: Sendable>: Sendable {
  /// The words after "expected" in a message: `a date such as 2018-10-16`.
  let expectation: String
  /// The JSON Schema of the value.
  let schema: JSON
  /// The settings inside, where the value is or may be a mapping.
  let section: SectionDefinition?
  /// Reads the value, or notes what is wrong and gives `nil`.
  let read: @Sendable (_ node: Node, _ path: String, _ reading: Reading) -> Value?

  init(
    _ expectation: String, schema: JSON, section: SectionDefinition? = nil,
    read: @escaping @Sendable (Node, String, Reading) -> Value?
  ) {
    self.expectation = expectation
    self.schema = schema
    self.section = section
    self.read = read
  }

  /// A form of scalars: the text becomes a value, or the expectation is not met.
  static func scalar(
    _ expectation: String, schema: JSON, parse: @escaping @Sendable (_ text: String) -> Value?
  ) -> Form {
    Form(expectation, schema: schema) { node, path, reading in
      if let value = node.text.flatMap(parse) { return value }
      reading.note(.expected(expectation, found: node.found), at: node.place, path: path)
      return nil
    }
  }

  /// A form of numbers: the text is not quoted, and what is nearly a number gets advice.
  static func number(
    _ expectation: String, schema: JSON, parse: @escaping @Sendable (_ text: String) -> Value?
  ) -> Form {
    Form(expectation, schema: schema) { node, path, reading in
      if let value = node.plainText.flatMap(parse) { return value }
      reading.note(.expected(expectation, found: node.foundNumber), at: node.place, path: path)
      return nil
    }
  }

  /// A form that reads another and makes something of it.
  func map<Other>(_ transform: @escaping @Sendable (Value) -> Other) -> Form<Other> {
    Form<Other>(expectation, schema: schema, section: section) { node, path, reading in
      read(node, path, reading).map(transform)
    }
  }

  /// This form for scalars and lists, another for mappings.
  func orMapping(_ other: Form, _ expectation: String? = nil) -> Form {
    let expectation = expectation ?? "\(self.expectation), or \(other.expectation)"
    return Form(
      expectation, schema: ["anyOf": [schema, other.schema]], section: other.section
    ) { node, path, reading in
      if node.entries != nil { return other.read(node, path, reading) }
      if node.text == nil {
        reading.note(.expected(expectation, found: node.found), at: node.place, path: path)
        return nil
      }
      return read(node, path, reading)
    }
  }
}

extension Node {
  /// The value as a message about a number shows it, with advice for what is nearly one.
  var foundNumber: String {
    guard case .scalar(let text, let isQuoted) = content else { return found }
    if isQuoted {
      return Numeral.real(text) == nil ? found : "\(found) (write it without the quotes)"
    }
    return Numeral.remedy(for: text).map { "\(found) (\($0))" } ?? found
  }
}
