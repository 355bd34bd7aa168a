import ArgumentParser
import Foundation

/// A setting with the values that a sweep gives it: `--over apportionment.fee=0.04,0.08`.
///
/// The values are a list, or a range such as `1000..1000000:7` of so many equal steps' ends, or
/// `1000..1000000:7:log` with equal ratios.
struct GridAxis: Equatable, ExpressibleByArgument {
  /// The most values of a range.
  static let mostValues = 1_000

  /// The path of the key.
  let keyPath: String
  /// The values, in the scenario's own words.
  let values: [String]

  init?(argument: String) {
    guard let setting = Setting(argument: argument) else { return nil }
    keyPath = setting.keyPath
    guard let values = Self.range(setting.value) ?? Self.list(setting.value), values.count > 1,
      Set(values).count == values.count
    else { return nil }
    self.values = values
  }

  /// The parts between commas that stand outside of brackets and quotes.
  private static func list(_ text: String) -> [String]? {
    var parts = [""]
    var depth = 0
    for character in text {
      if "[{".contains(character) { depth += 1 }
      if "]}".contains(character) { depth -= 1 }
      if character == ",", depth == 0 {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    let trimmed = parts.map { $0.trimmingCharacters(in: .whitespaces) }
    return trimmed.contains("") ? nil : trimmed
  }

  /// The values of a range; `nil` if the text is none.
  private static func range(_ text: String) -> [String]? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 || (parts.count == 3 && parts[2] == "log"),
      let count = Int(parts[1]), 2...mostValues ~= count,
      let dots = parts[0].range(of: "..")
    else { return nil }
    let ends = [String(parts[0][..<dots.lowerBound]), String(parts[0][dots.upperBound...])]
    let numbers = ends.compactMap(Double.init)
    guard numbers.count == 2, numbers.allSatisfy(\.isFinite), numbers[0] < numbers[1] else {
      return nil
    }
    let isLogarithmic = parts.count == 3
    guard !isLogarithmic || numbers[0] > 0 else { return nil }
    let areWhole =
      ends.allSatisfy { Int($0) != nil } && numbers.allSatisfy { abs($0) <= 0x1p53 }
    let inner = (1..<(count - 1)).map { place -> Double in
      let part = Double(place) / Double(count - 1)
      return isLogarithmic
        ? numbers[0] * pow(numbers[1] / numbers[0], part)
        : numbers[0] + (numbers[1] - numbers[0]) * part
    }
    func texts(_ text: (Double) -> String) -> [String] { [ends[0]] + inner.map(text) + [ends[1]] }
    // Between whole numbers are whole ones, such as counts of members, as far as there are so many.
    if areWhole {
      let whole = texts { "\(Int($0.rounded()))" }
      if Set(whole).count == count { return whole }
    }
    return texts { "\(($0 * 1e6).rounded() / 1e6)" }
  }
}
