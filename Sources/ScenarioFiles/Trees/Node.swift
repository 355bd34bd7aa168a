/// A value in a scenario file as it was written, with its place.
///
/// Nothing is turned into a number here: a scalar keeps its text and whether it was quoted, so that
/// the traps of YAML 1.1 (`12:30`, `010`, `no`) cannot become silent numbers.
struct Node: Equatable, Sendable {
  /// What is written.
  enum Content: Equatable, Sendable {
    case scalar(text: String, isQuoted: Bool)
    case mapping([Entry])
    case list([Node])
  }

  /// A key and its value.
  struct Entry: Equatable, Sendable {
    let key: String
    let place: Place
    var value: Node
  }

  var content: Content
  let place: Place

  /// The key-value pairs, or `nil` for anything but a mapping.
  var entries: [Entry]? {
    if case .mapping(let entries) = content { entries } else { nil }
  }

  /// The text of a scalar that is not quoted, or `nil`.
  var plainText: String? {
    if case .scalar(let text, isQuoted: false) = content { text } else { nil }
  }

  /// The text of a scalar, quoted or not; `nil` for a scalar that is left empty or plainly null.
  var text: String? {
    guard case .scalar(let text, let isQuoted) = content else { return nil }
    return isQuoted || !["", "~", "null"].contains(text) ? text : nil
  }

  /// Whether the value is the plain word `null`, which takes away what a base has set.
  var isNull: Bool { plainText == "null" }

  /// The value as a message shows it.
  var found: String {
    switch content {
    case .mapping(let entries): entries.isEmpty ? "an empty mapping" : "a mapping"
    case .list(let nodes): nodes.isEmpty ? "an empty list" : "a list"
    case .scalar("", isQuoted: false), .scalar("~", isQuoted: false): "nothing"
    case .scalar(let text, let isQuoted): isQuoted ? "the text \"\(text.shown)\"" : text.shown
    }
  }

  /// The value in YAML's flow style on one line.
  var flow: String {
    switch content {
    case .scalar(let text, let isQuoted): isQuoted ? text.quoted : text
    case .list(let nodes): "[" + nodes.map(\.flow).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{" + entries.map { "\($0.key): \($0.value.flow)" }.joined(separator: ", ") + "}"
    }
  }
}

extension String {
  /// At most 60 characters of the text, without control characters, for a message.
  var shown: String {
    let cut = count > 60 ? prefix(57) + "..." : self[...]
    return String(
      String.UnicodeScalarView(
        cut.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
  }

  /// The text as a JSON string.
  var quoted: String {
    var result = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
