/// An axis of numbers with ticks at round ones.
struct Axis {
  /// A place that is marked and named.
  struct Tick: Equatable {
    /// The number.
    let value: Double
    /// What stands beside it.
    let label: String
  }

  /// The numbers from one end to the other; both ends are ticks.
  let domain: ClosedRange<Double>
  /// The marked places, ascending.
  let ticks: [Tick]
  /// What the labels count, such as `million payers`.
  let unit: String

  /// An axis over a range, widened to round numbers.
  ///
  /// - Parameters:
  ///   - range: What must be on the axis.
  ///   - unit: What the numbers count; thousands of millions are counted in billions.
  ///   - steps: Into how many parts the ticks should divide the axis; it may be some more or less.
  init(covering range: ClosedRange<Double>, unit: String, steps: Int) {
    let widened = Self.widened(range)
    let step = Self.roundStep(for: (widened.upperBound - widened.lowerBound) / Double(steps))
    let first = (widened.lowerBound / step.size).rounded(.down)
    let last = (widened.upperBound / step.size).rounded(.up)
    domain = first * step.size...last * step.size
    let largest = max(domain.lowerBound.magnitude, domain.upperBound.magnitude)
    let count: (size: Double, zeros: Int, name: String) =
      largest >= 1e9 ? (1e9, 9, "billion ") : largest >= 1e6 ? (1e6, 6, "million ") : (1, 0, "")
    let decimals = max(0, step.decimals + count.zeros)
    ticks = stride(from: first, through: last, by: 1).map { place in
      Tick(
        value: place * step.size,
        label: NumberText.fixed(place * step.size / count.size, decimals: decimals))
    }
    self.unit = count.name + unit
  }

  /// Where a number lies, 0 at the beginning of the axis and 1 at its end.
  func place(of value: Double) -> Double {
    (value - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
  }

  /// The range, or one around it where it is a single number.
  private static func widened(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    guard range.lowerBound == range.upperBound else { return range }
    if range.lowerBound == 0 { return 0...1 }
    return range.lowerBound > 0 ? 0...range.upperBound : range.lowerBound...0
  }

  /// The smallest of 1, 2 and 5 times a power of ten that is not below a number.
  ///
  /// - Returns: The step, and the decimals that tell its multiples apart, negative above 1.
  static func roundStep(for least: Double) -> (size: Double, decimals: Int) {
    precondition(least > 0 && least.isFinite, "a step is positive, but \(least) was asked for")
    var decimals = 0
    while power(-decimals) > least { decimals += 1 }
    while power(1 - decimals) <= least { decimals -= 1 }
    for factor in [1.0, 2, 5] where factor * power(-decimals) >= least * (1 - 1e-9) {
      return (factor * power(-decimals), decimals)
    }
    return (power(1 - decimals), decimals - 1)
  }

  private static func power(_ n: Int) -> Double {
    n < 0 ? 1 / NumberText.power(-n) : NumberText.power(n)
  }
}
