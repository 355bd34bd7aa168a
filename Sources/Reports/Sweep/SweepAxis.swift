internal import RealModule

/// An axis of numbers, by logarithm where they span more than two powers of ten.
struct SweepAxis {
  private let low: Double
  private let high: Double
  private let isLogarithmic: Bool
  /// The marked places, ascending.
  let ticks: [Double]

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
      ticks = stride(from: from, through: to, by: 1).map { Double.exp10($0) }
    } else {
      let axis = Axis(covering: (zeroBased ? min(0, least) : least)...most, unit: "", steps: 5)
      (low, high) = (axis.domain.lowerBound, axis.domain.upperBound)
      ticks = axis.ticks.map(\.value)
    }
  }

  /// Where a number lies, 0 at the beginning of the axis and 1 at its end.
  func place(of value: Double) -> Double {
    ((isLogarithmic ? Double.log10(value) : value) - low) / (high - low)
  }
}
