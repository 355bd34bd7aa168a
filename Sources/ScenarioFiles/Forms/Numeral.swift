import MutualAid

/// The strict grammar of numbers in scenario and CSV files.
///
/// A number is `-`, digits without a leading zero, and optionally a point with digits; reals may
/// have an exponent. Everything else is no number: `010`, `0x1F`, `1_000`, `12:30`, `.5`, `+1`,
/// `NaN`, `.inf`. YAML 1.1 gives several of these a value that nobody meant.
public enum Numeral {
  /// A whole number, or `nil` where the text is none or does not fit.
  static func whole(_ text: String) -> Int? {
    guard let parts = Parts(text), parts.fraction.isEmpty, parts.exponent == nil else { return nil }
    return Int(text)
  }

  /// A finite real number, or `nil` where the text is none or overflows.
  static func real(_ text: String) -> Double? {
    guard Parts(text) != nil, let value = Double(text), value.isFinite else { return nil }
    return value
  }

  /// A decimal number in units of its last digit: 0.08 with 6 digits is 80,000.
  ///
  /// The digits are read as they stand; nothing passes through binary fractions.
  ///
  /// - Returns: `nil` where the text is no decimal number, has more digits after the point, or does
  ///   not fit.
  public static func fixed(_ text: String, digits: Int) -> Int? {
    guard let parts = Parts(text), parts.exponent == nil, parts.fraction.count <= digits else {
      return nil
    }
    let padding = String(repeating: "0", count: digits - parts.fraction.count)
    return Int((parts.isNegative ? "-" : "") + parts.whole + parts.fraction + padding)
  }

  /// How many digits stand after the point; `nil` where the text is no decimal number.
  static func digitsAfterPoint(_ text: String) -> Int? {
    guard let parts = Parts(text), parts.exponent == nil else { return nil }
    return parts.fraction.count
  }

  /// What to write instead of a text that looks like a number and is none.
  static func remedy(for text: String) -> String? {
    let digits = text.filter { $0 != "_" && $0 != "," }
    if digits != text, Parts(digits) != nil { return "write \(digits)" }
    if text.hasPrefix("."), Parts("0" + text) != nil { return "write 0\(text)" }
    if text.hasPrefix("+"), Parts(String(text.dropFirst())) != nil {
      return "write \(text.dropFirst())"
    }
    if text.hasSuffix("%"), let percent = Parts(String(text.dropLast())) {
      return percent.hundredth.map { "write \($0)" }
    }
    let unpadded = text.drop { $0 == "0" }
    if text.hasPrefix("0"), let first = unpadded.first, first.isASCII, first.isWholeNumber,
      Parts(String(unpadded)) != nil
    {
      return "write \(unpadded), without the leading zero"
    }
    return nil
  }

  /// A number taken apart.
  private struct Parts {
    let isNegative: Bool
    let whole: String
    let fraction: String
    let exponent: String?

    /// The number divided by a hundred, digit by digit.
    var hundredth: String? {
      guard exponent == nil else { return nil }
      let padded = Array(String(repeating: "0", count: max(0, 3 - whole.count)) + whole)
      var digits = String(padded.suffix(2)) + fraction
      while digits.hasSuffix("0") { digits.removeLast() }
      let sign = isNegative ? "-" : ""
      return sign + String(padded.dropLast(2)) + (digits.isEmpty ? "" : "." + digits)
    }

    init?(_ text: String) {
      guard text.utf8.count <= 40 else { return nil }
      var rest = Array(text.utf8)[...]
      func digits() -> String {
        let run = rest.prefix { 0x30...0x39 ~= $0 }
        rest = rest.dropFirst(run.count)
        return String(decoding: run, as: UTF8.self)
      }
      func skip(_ character: Character) -> Bool {
        guard let first = rest.first, first == character.asciiValue else { return false }
        rest = rest.dropFirst()
        return true
      }
      isNegative = skip("-")
      whole = digits()
      guard !whole.isEmpty, whole == "0" || !whole.hasPrefix("0") else { return nil }
      if skip(".") {
        fraction = digits()
        guard !fraction.isEmpty else { return nil }
      } else {
        fraction = ""
      }
      if skip("e") || skip("E") {
        let sign = skip("-") ? "-" : (skip("+") ? "+" : "")
        let power = digits()
        guard !power.isEmpty else { return nil }
        exponent = sign + power
      } else {
        exponent = nil
      }
      guard rest.isEmpty else { return nil }
    }
  }
}

extension Int {
  /// An amount in minor units as a scenario writes it: 1,250,005 fen are `12500.05`.
  func amount(in currency: Currency) -> String {
    let unit = (0..<currency.minorDigits).reduce(1) { unit, _ in unit * 10 }
    let (whole, rest) = quotientAndRemainder(dividingBy: unit)
    guard rest > 0 else { return "\(whole)" }
    let digits = String(rest)
    return "\(whole)." + String(repeating: "0", count: currency.minorDigits - digits.count) + digits
  }
}
