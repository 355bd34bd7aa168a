internal import RealModule

/// An axis of numbers, by logarithm where they span more than two powers of ten.
struct SweepAxis {
  private let low: Double
  private let high: Double
  private let isLogarithmic: Bool
  /// The marked places, ascending.
  let ticks: [Axis.Tick]
  /// What the labels count in, such as `million`; empty for ones.
  let counted: String

  /// An axis over some numbers.
  ///
  /// - Precondition: There is a number, and all are finite.
  init(_ values: [Double], zeroBased: Bool) {
    let positive = values.filter { $0 > 0 }
    let (least, most) = (values.min() ?? 0, values.max() ?? 1)
    isLogarithmic = positive.count == values.count && most > 100 * least
    if isLogarithmic {
      let from = Double.log10(least).rounded(.down)
      let to = Double.log10(most).rounded(.up)
      (low, high) = (from, to)
      ticks = stride(from: from, through: to, by: 1).map {
        Axis.Tick(value: Double.exp10($0), label: Self.label(ofPower: Int($0)))
      }
      counted = ""
    } else {
      let axis = Axis(covering: (zeroBased ? min(0, least) : least)...most, unit: "", steps: 5)
      (low, high) = (axis.domain.lowerBound, axis.domain.upperBound)
      ticks = axis.ticks
      counted = axis.unit.replacing(" ", with: "")
    }
  }

  /// A power of ten in words.
  private static func label(ofPower exponent: Int) -> String {
    let power = Double.exp10(Double(exponent >= 6 ? exponent - 6 : exponent))
    let text = NumberText.fixed(power, decimals: max(0, -exponent))
    return exponent >= 6 ? text + " million" : text
  }

  /// Where a number lies, 0 at the beginning of the axis and 1 at its end.
  func place(of value: Double) -> Double {
    ((isLogarithmic ? Double.log10(value) : value) - low) / (high - low)
  }
}
