public import Probability

/// The law of a whole-number figure, exact, or enclosed between two laws.
///
/// The figure S never lies below a quantity with the law `least` nor above one with the law
/// `greatest`. They differ where a carried surplus of less than a fen a payer is not known; mostly
/// they are the same.
public struct ExactLaw: Sendable {
  /// The law of a quantity that the figure is never below.
  public let least: DiscretePoints
  /// The law of a quantity that the figure is never above.
  public let greatest: DiscretePoints
  /// The most by which the two quantities differ at a time, or `nil` if it is not bounded.
  public let width: Int?

  /// The law of a figure that is a function of a quantity, or lies between two.
  ///
  /// - Precondition: The functions do not fall, and `least` is nowhere above `greatest`.
  init(of law: LatticeLaw, least: (Int) -> Int, greatest: (Int) -> Int) {
    self.greatest = law.mapped(greatest)
    let width = (0..<law.count).reduce(0) { width, index in
      max(width, greatest(law.value(at: index)) - least(law.value(at: index)))
    }
    self.least = width == 0 ? self.greatest : law.mapped(least)
    self.width = width
  }

  /// The law of a figure between functions of two quantities, of which one is never above the other.
  init(between least: DiscretePoints, and greatest: DiscretePoints) {
    self.least = least
    self.greatest = greatest
    width = nil
  }

  /// Whether the law is known exactly.
  public var isExact: Bool { width == 0 }

  /// Whether the figure can have one value only.
  public var isConstant: Bool { isExact && greatest.count == 1 }

  /// The mean, or the two that it lies between.
  public var mean: ClosedRange<Double> {
    let (low, high) = (least.mean ?? -.infinity, greatest.mean ?? .infinity)
    return min(low, high)...high
  }

  /// The standard deviation, or the two that it lies between; `nil` if it is not bounded.
  ///
  /// Two quantities whose difference stays within w have standard deviations that differ by at most
  /// w/2, which is the greatest that the difference itself can have.
  public var standardDeviation: ClosedRange<Double>? {
    guard let deviation = greatest.standardDeviation, let width else { return nil }
    let reach = Double(width) / 2
    return max(0, deviation - reach)...(deviation + reach)
  }

  /// The quantile, the smallest x with F(x) ≥ p, or the two that it lies between.
  ///
  /// - Precondition: `p` is above 0 and below 1.
  public func quantile(_ p: Double) -> ClosedRange<Int> {
    let low = least.quantileBounds(p).lowerBound
    return low...max(low, greatest.quantileBounds(p).upperBound)
  }

  /// P(S ≤ x), or the two that it lies between, with the error of the computation.
  public func cumulative(_ x: Int) -> ClosedRange<Double> {
    let low = max(0, greatest.cumulative(x) - greatest.error)
    return low...max(low, min(1, least.cumulative(x) + least.error + least.beyond))
  }
}
