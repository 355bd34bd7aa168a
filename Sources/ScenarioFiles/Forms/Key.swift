/// A setting: its name, what its value may look like, and what it means.
struct Key<Value: Sendable>: Sendable {
  /// Whether a scenario must have the setting.
  enum Presence: Sendable {
    case required
    case optional(meaning: String)
    case standard(Value, text: String)
  }

  let name: String
  let form: Form<Value>
  let presence: Presence
  let unit: String
  let meaning: String

  /// A setting.
  ///
  /// The presence tells whether it must be there, or what holds where it is not. The unit is in
  /// words; the meaning is one sentence for the schema and the format's description.
  init(
    _ name: String, _ form: Form<Value>, _ presence: Presence, unit: String = "",
    _ meaning: String
  ) {
    self.name = name
    self.form = form
    self.presence = presence
    self.unit = unit
    self.meaning = meaning
  }

  /// The setting without the type of its value.
  var definition: KeyDefinition {
    var standard: String?
    var isRequired = false
    switch presence {
    case .required: isRequired = true
    case .optional(let meaning): standard = meaning
    case .standard(_, let text): standard = text
    }
    return KeyDefinition(
      name: name, expectation: form.expectation, schema: form.schema, section: form.section,
      isRequired: isRequired, standard: standard, unit: unit, meaning: meaning, isReserved: false)
  }
}

/// A setting without the type of its value.
struct KeyDefinition: Sendable {
  let name: String
  let expectation: String
  let schema: JSON
  let section: SectionDefinition?
  let isRequired: Bool
  /// What holds where the setting is absent, in words.
  let standard: String?
  let unit: String
  let meaning: String
  /// Whether the format keeps the setting for a later version of the program.
  let isReserved: Bool

  /// A setting that the format keeps for a later version of the program.
  static func reserved(_ name: String, unit: String = "", _ meaning: String) -> KeyDefinition {
    KeyDefinition(
      name: name, expectation: "", schema: ["not": [:]], section: nil, isRequired: false,
      standard: nil, unit: unit, meaning: meaning, isReserved: true)
  }
}
