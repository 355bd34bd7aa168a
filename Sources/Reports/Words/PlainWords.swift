/// Words of a scenario on their way into a report or to a terminal.
public enum PlainWords {
  /// The text on one line, without characters that steer a terminal.
  ///
  /// Control characters, line and paragraph separators, and the marks that turn the direction of
  /// writing become spaces; runs of spaces become one.
  static func cleaned(_ text: String) -> String {
    var cleaned = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let next: Unicode.Scalar = steers(scalar) ? " " : scalar
      if next == " ", cleaned.last == " " { continue }
      cleaned.append(next)
    }
    return String(cleaned)
  }

  /// The text with its lines and tabs, in which � stands for every other character that steers a terminal.
  public static func visible(_ text: String) -> String {
    var visible = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isLayout = scalar == "\n" || scalar == "\t"
      visible.append(steers(scalar) && !isLayout ? "\u{FFFD}" : scalar)
    }
    return String(visible)
  }

  private static func steers(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: 0x202A...0x202E ~= scalar.value || 0x2066...0x2069 ~= scalar.value
    }
  }

  /// A number of things, `1 settlement` and `1,200 settlements`.
  static func counted(_ count: Int, _ thing: String) -> String {
    NumberText.exact(count, grouped: true) + " " + thing + (count == 1 ? "" : "s")
  }

  /// The columns of a terminal that a text fills: two for a Chinese character, none for an accent.
  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  /// The text, or its beginning and `…` where it is wider than so many columns.
  static func shortened(_ text: String, to width: Int) -> String {
    guard self.width(text) > width else { return text }
    var kept = ""
    for character in text {
      if self.width(kept) + self.width(String(character)) > width - 1 { break }
      kept.append(character)
    }
    return kept + "…"
  }

  /// The lines of a text, broken between words, or between Chinese characters, before `width`.
  static func wrapped(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, self.width(line) + 1 + self.width(String(word)) > width {
        lines.append(line)
        line = ""
      }
      if !line.isEmpty { line += " " }
      for character in word {
        if self.width(line) + self.width(String(character)) > width {
          lines.append(line)
          line = ""
        }
        line.append(character)
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// East Asian wide and fullwidth characters fill two columns, marks that combine none.
  ///
  /// > Unicode Standard Annex #11, *East Asian Width*. The blocks below are those of its data file
  /// > that hold the scripts and the pictographs in use.
  private static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
      0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
