import MutualAid

/// What is wrong with the text of a condition, as a sentence.
struct ConditionProblem: Error, Equatable, CustomStringConvertible {
  let description: String
}

extension Condition {
  /// Reads a condition.
  ///
  /// - Throws: `ConditionProblem` where anything in it is not known.
  init(_ text: String) throws(ConditionProblem) {
    guard let comparison = Comparison.first(in: text) else {
      throw ConditionProblem(description: "Expected one of > >= < <= and a number.")
    }
    let sides = text.split(at: comparison.rawValue)
    guard let open = sides.left.firstIndex(of: "("), sides.left.last == ")" else {
      throw ConditionProblem(
        description:
          "Expected FIGURE(QUANTITY), such as mean(share), before \(comparison.rawValue).")
    }
    let inside = sides.left[sides.left.index(after: open)...].dropLast()
    let words = inside.split(separator: ",", maxSplits: 2, omittingEmptySubsequences: false)
      .map(\.trimmed)

    self.text = text
    self.comparison = comparison
    figure = try Figure(sides.left[..<open].trimmed)
    quantity = try Self.quantity(words[0])
    when = words.count > 1 ? try When(words[1]) : nil
    segment = words.count > 2 ? words[2] : nil
    number = try Self.number(sides.right)
  }

  private static func quantity(_ word: String) throws(ConditionProblem) -> Measure.Quantity {
    guard let quantity = Measure.Quantity(rawValue: word) else {
      let names = Measure.Quantity.allCases.map(\.rawValue).joined(separator: ", ")
      throw ConditionProblem(description: "'\(word)' is no quantity; there are \(names).")
    }
    return quantity
  }

  private static func number(_ word: String) throws(ConditionProblem) -> Double {
    let unsigned = word.hasPrefix("-") ? word.dropFirst() : word[...]
    let parts = unsigned.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(\.isDigit) }),
      let number = Double(word)
    else { throw ConditionProblem(description: "Expected a number, but found '\(word)'.") }
    return number
  }
}

extension Condition.Figure {
  fileprivate init(_ word: String) throws(ConditionProblem) {
    switch word {
    case "mean": self = .mean
    case "sd": self = .deviation
    case "min": self = .minimum
    case "max": self = .maximum
    default:
      guard word.first == "q", !word.hasSuffix("%"),
        let percentage = Percentage(argument: String(word.dropFirst()))
      else {
        throw ConditionProblem(
          description: "'\(word)' is no figure; there are mean, sd, min, max, and q99 and its like."
        )
      }
      self = .quantile(percentage.fraction)
    }
  }
}

extension Condition.When {
  fileprivate init(_ word: String) throws(ConditionProblem) {
    let problem = ConditionProblem(
      description: "'\(word)' is neither a year nor a settlement day, such as 2020 or 2020-03-14.")
    let parts = word.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4] || parts.map(\.utf8.count) == [4, 2, 2],
      parts.allSatisfy({ $0.utf8.allSatisfy(\.isDigit) })
    else { throw problem }
    let numbers = parts.compactMap { Int($0) }
    if numbers.count == 1 {
      self = .year(numbers[0])
    } else if let day = Day(year: numbers[0], month: numbers[1], day: numbers[2]) {
      self = .settlement(day)
    } else {
      throw problem
    }
  }
}

extension Condition.Comparison {
  /// The first comparison in a text.
  fileprivate static func first(in text: String) -> Self? {
    guard let start = text.firstIndex(where: { $0 == "<" || $0 == ">" }) else { return nil }
    return allCases.first { text[start...].hasPrefix($0.rawValue) }
  }
}

extension String {
  /// The parts before and after the first place where another text stands, trimmed.
  fileprivate func split(at separator: String) -> (left: String, right: String) {
    guard let range = firstRange(of: separator) else { return (self, "") }
    return (self[..<range.lowerBound].trimmed, self[range.upperBound...].trimmed)
  }
}

extension StringProtocol {
  /// The text without spaces at its ends.
  fileprivate var trimmed: String {
    var rest = Substring(self)
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }
}
