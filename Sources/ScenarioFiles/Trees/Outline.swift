/// What can be seen of a YAML text without parsing it: how deep it goes, and whether it has
/// aliases.
///
/// The parser recurses at each level and expands aliases, so both are looked at first.
struct Outline {
  /// A place in the text.
  typealias Spot = (line: Int, column: Int)

  /// The first alias that has an anchor, if there is one.
  private(set) var firstAlias: (name: String, line: Int, column: Int)?
  private var depths: [(depth: Int, spot: Spot)] = []

  /// Looks through a text whose lines end with `\n`.
  ///
  /// The outline is rough where quotes span lines. It then sees more levels than there are, never
  /// more than one for each bracket or step of indentation.
  ///
  /// - Complexity: O(*n*) in the length of the text.
  init(_ text: String) {
    var indents: [Int] = []
    var brackets = 0
    var anchors: Set<String> = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let scalars = Array(line.unicodeScalars)
      var column = scalars.prefix { $0 == " " }.count
      guard column < scalars.count, scalars[column] != "#" else { continue }
      // Every dash of `- - -` opens a level, like an indented line of its own.
      if brackets == 0 { indents.removeAll { $0 >= column } }
      while column < scalars.count, brackets == 0 {
        indents.append(column)
        depths.append((indents.count, (index + 1, column + 1)))
        guard scalars[column] == "-" || scalars[column] == "?", column + 1 < scalars.count,
          scalars[column + 1] == " "
        else { break }
        column += 1
        while column < scalars.count, scalars[column] == " " { column += 1 }
      }
      scan(scalars, from: column, line: index + 1, indents.count, &brackets, &anchors)
    }
  }

  private mutating func scan(
    _ scalars: [Unicode.Scalar], from start: Int, line: Int, _ indents: Int,
    _ brackets: inout Int, _ anchors: inout Set<String>
  ) {
    var quote: Unicode.Scalar?
    var previous: Unicode.Scalar = " "
    for column in scalars.indices[min(start, scalars.count)...] {
      let scalar = scalars[column]
      let isStart = " \t[{,:".unicodeScalars.contains(previous)
      if let open = quote {
        if scalar == open, !(open == "\"" && previous == "\\") { quote = nil }
      } else if isStart, scalar == "\"" || scalar == "'" {
        quote = scalar
      } else if scalar == "#", previous == " " || previous == "\t" {
        break
      } else if scalar == "[" || scalar == "{" {
        brackets += 1
        depths.append((indents + brackets, (line, column + 1)))
      } else if scalar == "]" || scalar == "}" {
        brackets = max(0, brackets - 1)
      }
      // Inside what looks like quotes too: a wrong guess about quotes must not hide an alias.
      if scalar == "&" || scalar == "*", isStart || "?-".unicodeScalars.contains(previous) {
        let name = String(
          String.UnicodeScalarView(
            scalars[(column + 1)...].prefix {
              $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
                || $0 == "-" || $0 == "_"
            }))
        if scalar == "&", !name.isEmpty { anchors.insert(name) }
        if scalar == "*", anchors.contains(name), firstAlias == nil {
          firstAlias = (name, line, column + 1)
        }
      }
      previous = scalar
    }
  }

  /// The first place that lies deeper than a number of levels.
  func firstDeeper(than limit: Int) -> Spot? { depths.first { $0.depth > limit }?.spot }
}
