/// A key that stands twice in one mapping.
///
/// The parser stops at such a mapping and tells only where the key stands first. So the second is
/// looked for in the text and masked by private characters, as many as the key has, and the text is
/// parsed again: places stay what they were, and reading goes on.
struct DoubledKey {
  /// The key.
  let key: String
  /// The line where it stands first.
  let firstLine: Int
  /// What stands in its place in the masked text.
  let mask: String
  /// The text with the second key masked.
  let maskedText: String

  /// The second of two equal keys, given where the first stands.
  ///
  /// In a block mapping all keys stand in the same column; in a flow mapping the second one follows
  /// a comma, or begins a line.
  ///
  /// The number tells how many keys were masked before.
  init?(of first: Outline.Spot, in text: String, number: Int) {
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { Array($0.unicodeScalars) }
    guard lines.indices ~= first.line - 1, first.column <= lines[first.line - 1].count,
      let written = Self.key(in: lines[first.line - 1], at: first.column - 1)
    else { return nil }
    guard let (line, column, length) = Self.second(written, after: first, in: lines) else {
      return nil
    }
    // U+E000 and on are private: no scenario has a meaning for them. The first tells the number.
    let masks = Array(repeating: Unicode.Scalar(0xE000), count: length).compactMap { $0 }
    var mask = masks
    if let numbered = Unicode.Scalar(0xE001 + UInt32(number)) { mask[0] = numbered }
    lines[line].replaceSubrange(column..<column + length, with: mask)
    key = Self.bare(written)
    firstLine = first.line
    self.mask = String(String.UnicodeScalarView(mask))
    maskedText = lines.map { String(String.UnicodeScalarView($0)) }.joined(separator: "\n")
  }

  /// A key as it is written, with its quotes.
  private static func key(in line: [Unicode.Scalar], at start: Int) -> [Unicode.Scalar]? {
    var end = start
    let quote = line[start]
    if quote == "\"" || quote == "'" {
      end += 1
      while end < line.count, line[end] != quote { end += 1 }
      end += 1
    } else {
      while end < line.count, !endsKey(line, at: end) { end += 1 }
      while end > start, line[end - 1] == " " { end -= 1 }
    }
    return end > start && end <= line.count ? Array(line[start..<end]) : nil
  }

  private static func endsKey(_ line: [Unicode.Scalar], at index: Int) -> Bool {
    if line[index] == "," || line[index] == "}" { return true }
    return line[index] == ":"
      && (index + 1 == line.count || " \t".unicodeScalars.contains(line[index + 1]))
  }

  private static func bare(_ written: [Unicode.Scalar]) -> String {
    let isQuoted = written.count > 1 && (written[0] == "\"" || written[0] == "'")
    return String(
      String.UnicodeScalarView(isQuoted ? Array(written[1..<written.count - 1]) : written))
  }

  /// The next place where the same key, quoted or not, can be a key of the same mapping.
  ///
  /// In a block mapping that is the same column; the keys of a flow mapping, which may lie on
  /// several lines, follow a comma.
  private static func second(
    _ written: [Unicode.Scalar], after first: Outline.Spot, in lines: [[Unicode.Scalar]]
  ) -> (line: Int, column: Int, length: Int)? {
    let isBlock = lines[first.line - 1].prefix(first.column - 1)
      .allSatisfy { " -?".unicodeScalars.contains($0) }
    let inBlock = isBlock ? secondInBlock(bare(written), after: first, in: lines) : nil
    return inBlock ?? secondInFlow(written, after: first, in: lines)
  }

  private static func secondInBlock(
    _ key: String, after first: Outline.Spot, in lines: [[Unicode.Scalar]]
  ) -> (line: Int, column: Int, length: Int)? {
    let column = first.column - 1
    for line in first.line..<lines.count where lines[line].count > column {
      guard lines[line][..<column].allSatisfy({ $0 == " " }), lines[line][column] != " ",
        let other = self.key(in: lines[line], at: column), bare(other) == key
      else { continue }
      return (line, column, other.count)
    }
    return nil
  }

  private static func secondInFlow(
    _ written: [Unicode.Scalar], after first: Outline.Spot, in lines: [[Unicode.Scalar]]
  ) -> (line: Int, column: Int, length: Int)? {
    let key = bare(written)
    var depth = 0
    var before: Unicode.Scalar = "{"
    for line in (first.line - 1)..<lines.count {
      let start = line == first.line - 1 ? first.column - 1 + written.count : 0
      for column in lines[line].indices.dropFirst(start) where lines[line][column] != " " {
        let scalar = lines[line][column]
        if depth == 0, before == ",", let other = self.key(in: lines[line], at: column),
          bare(other) == key
        {
          return (line, column, other.count)
        }
        if scalar == "{" || scalar == "[" { depth += 1 }
        if scalar == "}" || scalar == "]" { depth -= 1 }
        if depth < 0 { return nil }
        before = scalar
      }
    }
    return nil
  }
}
