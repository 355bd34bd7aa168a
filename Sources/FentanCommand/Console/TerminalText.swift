/// Texts from files on their way to a terminal.
enum TerminalText {
  /// A text in which nothing steers a terminal: each control character but line ends and tabs, and each mark
  /// that turns the direction of writing, is shown as �.
  static func harmless(_ text: String) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let steers =
        switch scalar.properties.generalCategory {
        case .control: scalar != "\n" && scalar != "\t"
        default: 0x202A...0x202E ~= scalar.value || 0x2066...0x2069 ~= scalar.value
        }
      shown.append(steers ? "\u{FFFD}" : scalar)
    }
    return String(shown)
  }
}
