internal import MutualAid

/// A piece of HTML or SVG.
///
/// What stands in a literal is markup; what is interpolated is words, and is escaped. So a pool
/// named `<script>` is text wherever its name is used:
///
///     let cell: Markup = "<td>\(scenario.name)</td>"
struct Markup: ExpressibleByStringInterpolation, Equatable {
  /// The markup as text.
  private(set) var text: String

  /// The markup of a literal.
  init(stringLiteral literal: String) { text = literal }

  /// The markup of a literal with words in it.
  init(stringInterpolation interpolation: StringInterpolation) { text = interpolation.text }

  /// No markup.
  static let none: Markup = ""

  /// One piece after another.
  static func + (first: Markup, second: Markup) -> Markup { "\(first)\(second)" }

  /// Adds a piece at the end.
  static func += (first: inout Markup, second: Markup) { first.text += second.text }

  /// What a literal and its interpolations add up to.
  struct StringInterpolation: StringInterpolationProtocol {
    var text = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    /// Adds markup as it stands.
    mutating func appendLiteral(_ literal: String) { text += literal }

    /// Adds words, escaped for an element's contents and for an attribute in double quotes.
    mutating func appendInterpolation(_ words: String) { text += Markup.escaped(words) }

    /// Adds markup.
    mutating func appendInterpolation(_ markup: Markup) { text += markup.text }

    /// Adds pieces of markup, each on a line of its own.
    mutating func appendInterpolation(_ pieces: [Markup]) {
      text += pieces.map(\.text).joined(separator: "\n")
    }

    /// Adds a whole number.
    mutating func appendInterpolation(_ number: Int) { text += "\(number)" }

    /// Adds a date.
    mutating func appendInterpolation(_ day: Day) { text += day.description }

    /// Adds a length or a place in pixels, to a hundredth.
    mutating func appendInterpolation(_ length: Double) {
      text += NumberText.exact(Int((length * 100).rounded()), digits: 2, trimmed: true)
    }
  }

  /// Words with the five characters escaped that mean something in HTML, and without those that
  /// HTML and XML do not have.
  private static func escaped(_ words: String) -> String {
    var escaped = ""
    for scalar in words.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\n", "\t": escaped.unicodeScalars.append(scalar)
      case _ where scalar.properties.generalCategory == .control: escaped += " "
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
