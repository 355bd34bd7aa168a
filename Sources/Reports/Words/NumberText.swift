/// Numbers as text, the same on every machine and in every locale.
enum NumberText {
  /// What stands where there is no figure.
  static let missing = "–"

  /// A whole number of units of 10⁻ᵈ, `27890` with two digits as `278.90`.
  ///
  /// - Parameters:
  ///   - value: The number of units.
  ///   - digits: The digits d after the point; below 0, the units are tens, hundreds and so on.
  ///   - grouped: Whether a comma stands between thousands.
  ///   - trimmed: Whether zeros at the end of the fraction, and a bare point, are left out.
  /// - Returns: The digits, with `-` before a negative number.
  static func exact(
    _ value: Int, digits: Int = 0, grouped: Bool = false, trimmed: Bool = false
  ) -> String {
    var text = String(value.magnitude)
    if digits < 0, value != 0 { text += String(repeating: "0", count: -digits) }
    var fraction = ""
    if digits > 0 {
      text = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
      fraction = String(text.suffix(digits))
      text = String(text.dropLast(digits))
      if trimmed { while fraction.hasSuffix("0") { fraction.removeLast() } }
    }
    let whole = grouped ? self.grouped(text) : text
    return (value < 0 ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction)
  }

  /// A number with so many decimals, rounded half away from zero.
  ///
  /// Below 0 decimals it is rounded to tens, hundreds and so on.
  static func fixed(_ value: Double, decimals: Int, grouped: Bool = true) -> String {
    guard value.isFinite else { return missing }
    let scaled = decimals < 0 ? value / power(-decimals) : value * power(decimals)
    guard scaled.magnitude < 0x1p62 else { return shortest(value) ?? missing }
    return exact(Int(scaled.rounded()), digits: decimals, grouped: grouped)
  }

  /// The shortest text that reads back as the same number, or `nil` if it is not finite.
  static func shortest(_ value: Double) -> String? {
    guard value.isFinite else { return nil }
    if value == 0 { return "0" }
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// How many decimals a figure deserves whose error is this: the error keeps one digit.
  ///
  /// - Returns: Digits after the point, negative where tens or more are uncertain.
  /// - Precondition: The error is positive and finite.
  static func decimals(forError error: Double) -> Int {
    precondition(error > 0 && error.isFinite, "an error to round by is positive and finite")
    var decimals = 0
    var leading = error
    while leading < 1, decimals < 9 { (leading, decimals) = (leading * 10, decimals + 1) }
    while leading >= 10 { (leading, decimals) = (leading / 10, decimals - 1) }
    return leading.rounded() >= 10 ? decimals - 1 : decimals
  }

  /// A part of 1 in percent, `0.0312` as `3.1%`; small ones keep two digits.
  static func percent(_ part: Double) -> String {
    guard part.isFinite else { return missing }
    let magnitude = part.magnitude
    let decimals = magnitude == 0 || magnitude >= 0.9995 ? 0 : magnitude < 0.01 ? 2 : 1
    return fixed(part * 100, decimals: decimals) + "%"
  }

  /// A level in percent without needless zeros, `0.95` as `95%` and `0.995` as `99.5%`.
  static func trimmedPercent(_ part: Double) -> String {
    exact(Int((part * 1e8).rounded()), digits: 6, trimmed: true) + "%"
  }

  /// The name of a quantile, `q05` for 0.05 and `q99.5` for 0.995.
  static func quantile(_ p: Double, point: Character = ".") -> String {
    // A probability is at best a decimal of some digits: 0.995 × 100 is 99.5 to 10 decimals.
    let text = exact(Int((p * 1e12).rounded()), digits: 10, trimmed: true)
    let padded = text.prefix { $0 != "." }.count < 2 ? "0" + text : text
    return "q" + String(padded.map { $0 == "." ? point : $0 })
  }

  /// 10ⁿ.
  static func power(_ n: Int) -> Double { (0..<max(0, n)).reduce(1.0) { power, _ in power * 10 } }

  private static func grouped(_ digits: String) -> String {
    var text = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return text
  }
}
