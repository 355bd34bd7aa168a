import ArgumentParser

/// A percentage as people write it, `99.5`, kept as the fraction nearest to it.
struct Percentage: Equatable, ExpressibleByArgument {
  /// The fraction, from 0 to 1.
  let fraction: Double

  /// Reads digits with or without a decimal point, from 0 to 100, with or without a `%`.
  ///
  /// Both numbers of the one division are exact, so the result is the double nearest to the
  /// fraction: what the literal `0.995` gives.
  init?(argument: String) {
    let text = argument.hasSuffix("%") ? argument.dropLast() : argument[...]
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, 1...3 ~= whole.utf8.count else { return nil }
    let decimals = parts.count == 2 ? parts[1] : ""
    guard parts.count == 1 || 1...9 ~= decimals.utf8.count else { return nil }
    guard (whole + decimals).utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
      let digits = Int(whole + decimals)
    else { return nil }
    fraction = Double(digits) / Double(decimals.reduce(100) { scale, _ in scale * 10 })
    guard fraction <= 1 else { return nil }
  }

  init(fraction: Double) { self.fraction = fraction }

  /// The percentage as it is written, without a point where it is whole.
  var defaultValueDescription: String {
    let thousandths = Int((fraction * 100_000).rounded())
    guard thousandths % 1000 != 0 else { return "\(thousandths / 1000)" }
    return "\(Double(thousandths) / 1000)"
  }
}
