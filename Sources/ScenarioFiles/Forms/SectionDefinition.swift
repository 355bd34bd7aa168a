/// The settings that a mapping may have.
final class SectionDefinition: Sendable {
  /// Names that the scenario itself chooses, such as classes of claims, or data such as dates.
  struct NamedEntries: Sendable {
    /// The words after "expected" for a name.
    let expectation: String
    /// The pattern of a name in the JSON Schema.
    let pattern: String
    /// The JSON Schema of a value.
    let schema: JSON
    /// The settings of a value.
    let section: SectionDefinition?
    /// Whether the entries are data, such as counts by date, that make sense only together.
    let isData: Bool
    /// Whether a text is such a name.
    let accepts: @Sendable (String) -> Bool
  }

  /// The words after "expected" where something else than a mapping stands.
  let expectation: String
  /// The settings, in the order of the format's description.
  let keys: [KeyDefinition]
  /// Settings of which exactly one must be there, and each of which is a form of the whole mapping:
  /// another form replaces it, with all that goes with it.
  let forms: [String]
  /// Settings of which exactly one must be there, whatever the others: one replaces another.
  let alternatives: [String]
  /// Names that the scenario chooses.
  let named: NamedEntries?

  init(
    _ expectation: String, keys: [KeyDefinition], forms: [String] = [],
    alternatives: [String] = [], named: NamedEntries? = nil
  ) {
    precondition(forms.isEmpty || alternatives.isEmpty, "one choice is enough")
    self.expectation = expectation
    self.keys = keys + SectionDefinition.everywhere
    self.forms = forms
    self.alternatives = alternatives
    self.named = named
  }

  /// Where the figures of a mapping come from, accepted in every one.
  static let source = Key(
    "source", Form<String>.text, .optional(meaning: "none"),
    "Who published the figures of this mapping, and where.")
  /// Why the figures of a mapping were chosen, accepted in every one.
  static let assumed = Key(
    "assumed", Form<String>.text, .optional(meaning: "none"),
    "Why the figures of this mapping were chosen, where nobody knows them.")
  private static let everywhere = [source.definition, assumed.definition]

  /// The setting with a name.
  func key(_ name: String) -> KeyDefinition? { keys.first { $0.name == name } }

  /// The settings inside a key's value, be it a setting or a name that the scenario chose.
  func section(at name: String) -> SectionDefinition? {
    if let key = key(name) { return key.section }
    return named?.section
  }

  /// Whether the mapping is data as a whole, to be replaced and not merged.
  var isData: Bool { named?.isData == true && keys.count == Self.everywhere.count }

  /// The JSON Schema of the mapping.
  var schema: JSON {
    var schema: JSON = [
      "type": "object",
      "properties": .object(keys.map { .init(key: $0.name, value: $0.describedSchema) }),
    ]
    if let named {
      schema = schema.with("patternProperties", [named.pattern: named.schema])
    }
    schema = schema.with("additionalProperties", false)
    let required = keys.filter(\.isRequired).map { JSON.string($0.name) }
    if !required.isEmpty { schema = schema.with("required", .array(required)) }
    if !alternatives.isEmpty {
      let choices = alternatives.map { JSON.object(["required": [.string($0)]]) }
      schema = schema.with("oneOf", .array(choices))
    }
    if !forms.isEmpty {
      var alternatives = forms.map { JSON.object(["required": [.string($0)]]) }
      // Where the data themselves are one of the forms, none of the others may be there.
      if named != nil {
        alternatives.append(["not": ["anyOf": .array(alternatives)], "minProperties": 1])
      }
      schema = schema.with("oneOf", .array(alternatives))
    }
    return schema
  }
}

extension KeyDefinition {
  /// The schema of the value with the words for editors.
  fileprivate var describedSchema: JSON {
    var words = meaning
    if isReserved { words = "Kept for a later version of the program. " + words }
    if !unit.isEmpty { words += " Unit: \(unit)." }
    if let standard { words += " Where absent: \(standard)." }
    return schema.with("description", .string(words))
  }
}
