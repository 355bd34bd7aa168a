/// A JSON document whose keys stay in the order in which they were written.
///
/// > T. Bray, ed. "The JavaScript Object Notation (JSON) Data Interchange Format." RFC 8259, 2017.
indirect enum JSONText {
  /// No value.
  case null
  /// A number, as text that JSON reads.
  case number(String)
  /// A text.
  case text(String)
  /// Values in order.
  case list([JSONText])
  /// Values by key, in order.
  case object([(key: String, value: JSONText)])

  /// A whole number.
  static func integer(_ value: some BinaryInteger) -> JSONText { .number("\(value)") }

  /// A number in full; `null` if there is none or it is not finite.
  static func number(_ value: Double?) -> JSONText { number(value.flatMap(NumberText.shortest)) }

  /// A number as text, or `null`.
  static func number(_ text: String?) -> JSONText { text.map { .number($0) } ?? .null }

  /// A text, or `null`.
  static func text(_ text: String?) -> JSONText { text.map { .text($0) } ?? .null }

  /// The document with a new line at its end.
  ///
  /// Objects and lists that hold only simple values, and fit, stand on one line.
  var document: String {
    var text = ""
    write(to: &text, indent: 0)
    return text + "\n"
  }

  private func write(to text: inout String, indent: Int) {
    switch self {
    case .null: text += "null"
    case .number(let number): text += number
    case .text(let words): text += Self.quoted(words)
    case .list(let values):
      write(values.map { (nil, $0) }, between: ("[", "]"), to: &text, indent: indent)
    case .object(let pairs):
      write(pairs.map { ($0.key, $0.value) }, between: ("{", "}"), to: &text, indent: indent)
    }
  }

  private func write(
    _ items: [(key: String?, value: JSONText)], between ends: (open: String, close: String),
    to text: inout String, indent: Int
  ) {
    let isFlat = items.allSatisfy { $0.value.isSimple }
    let gap = isFlat ? " " : "\n" + String(repeating: "  ", count: indent + 1)
    text += ends.open
    for (place, item) in items.enumerated() {
      if place > 0 || !isFlat { text += place > 0 ? "," + gap : gap }
      if let key = item.key { text += Self.quoted(key) + ": " }
      item.value.write(to: &text, indent: indent + 1)
    }
    if !isFlat { text += "\n" + String(repeating: "  ", count: indent) }
    text += ends.close
  }

  private var isSimple: Bool {
    switch self {
    case .null, .number, .text: true
    case .list(let values): values.isEmpty
    case .object(let pairs): pairs.isEmpty
    }
  }

  /// A text in quotes; what could end a script or a line is written by its code point.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F || 0x2028...0x2029 ~= scalar.value:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
