internal import MutualAid

/// How the whole numbers of a measure become figures: fen become yuan, millionths become parts.
struct Scale: Equatable {
  /// A value is a whole number of units of 10⁻ᵈ.
  let digits: Int
  /// The name of the unit in files: the currency's code, `members`, `claims` and so on.
  let unit: String
  /// Whether people read the figure in percent.
  let isPart: Bool

  /// The scale of a unit.
  init(_ unit: Measure.Unit, in currency: Currency) {
    isPart = unit == .millionths
    switch unit {
    case .money: (digits, self.unit) = (currency.minorDigits, PlainWords.cleaned(currency.code))
    case .members, .claims, .indicator: (digits, self.unit) = (0, unit.rawValue)
    case .millionths: (digits, self.unit) = (6, "fraction")
    case .factor: (digits, self.unit) = (6, "factor")
    }
  }

  /// A value in full, `278.9`.
  func full(_ value: Int) -> String { NumberText.exact(value, digits: digits, trimmed: true) }

  /// A figure in full: the shortest text that reads back the same; `nil` if it is not finite.
  func full(_ value: Double?) -> String? {
    value.flatMap { NumberText.shortest($0 / NumberText.power(digits)) }
  }

  /// A figure in its unit, yuan rather than fen.
  func figure(_ value: Double) -> Double { value / NumberText.power(digits) }

  /// A value as people read it: `278.90`, `46.2%`, or `1,234,568` where the minor unit is noise.
  ///
  /// - Parameters:
  ///   - value: The value, or `nil` for a dash.
  ///   - largest: The largest value that stands in the same row, which all of it is written like.
  /// - Returns: The figure, without its unit.
  func short(_ value: Int?, beside largest: Int? = nil) -> String {
    guard let value else { return NumberText.missing }
    let figure = figure(Double(value))
    if isPart { return NumberText.fixed(figure * 100, decimals: 1) + "%" }
    let isNoise = digits > 0 && isLarge(max(Double(value), Double(largest ?? value)))
    return isNoise
      ? NumberText.fixed(figure, decimals: 0)
      : NumberText.exact(value, digits: digits, grouped: true)
  }

  /// Whether a value is so large that its minor digits say nothing.
  private func isLarge(_ value: Double) -> Bool { figure(value).magnitude >= 100_000 }

  /// A mean and its error as people read them, both rounded by the error.
  ///
  /// - Returns: `278.9` and `± 0.1`. Without an error, or with one that nobody knows because there was
  ///   one replication, the mean keeps the minor digits.
  func short(mean: Double?, error: Double?) -> (mean: String, error: String) {
    guard let mean else { return (NumberText.missing, "") }
    let unit = isPart ? 100.0 : 1
    let figure = figure(mean) * unit
    let suffix = isPart ? "%" : ""
    let usual = isPart ? 1 : isLarge(mean) ? 0 : digits
    guard let error, error.isFinite else {
      return (NumberText.fixed(figure, decimals: usual) + suffix, "± " + NumberText.missing)
    }
    guard error > 0 else { return (NumberText.fixed(figure, decimals: usual) + suffix, "± 0") }
    let spread = self.figure(error) * unit
    let decimals = NumberText.decimals(forError: spread)
    return (
      NumberText.fixed(figure, decimals: decimals) + suffix,
      "± " + NumberText.fixed(spread, decimals: decimals) + suffix
    )
  }
}
