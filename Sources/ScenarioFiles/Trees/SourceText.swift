/// A text file with line ends made equal, split into lines for messages.
struct SourceText: Sendable {
  /// The text; every line ends with `\n` alone, and a byte order mark is left out.
  let text: String
  /// The lines, without their ends.
  let lines: [Substring]

  /// Normalizes the ends of lines.
  init(_ raw: String) {
    // In Swift "\r\n" is one Character, so the search goes by scalars.
    var scalars = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in raw.unicodeScalars {
      defer { previous = scalar }
      if previous == nil, scalar == "\u{FEFF}" { continue }
      if scalar == "\n", previous == "\r" { continue }
      scalars.append(scalar == "\r" ? "\n" : scalar)
    }
    text = String(scalars)
    lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }

  /// The line with a number from 1, or `nil` where there is none.
  subscript(line: Int) -> String? {
    lines.indices ~= line - 1 ? String(lines[line - 1]) : nil
  }

  /// The first scalar that no text file has, such as NUL, with its line and column.
  ///
  /// YAML 1.1 section 4.1.1 lists the characters that a stream may have.
  func firstForbidden() -> (scalar: Unicode.Scalar, line: Int, column: Int)? {
    var line = 1
    var column = 1
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0A, 0x85, 0x2028, 0x2029:
        line += 1
        column = 0
      case 0x09, 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF:
        break
      default: return (scalar, line, column)
      }
      column += 1
    }
    return nil
  }
}
