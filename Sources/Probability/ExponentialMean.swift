internal import RealModule

/// The exponential mean of a discrete distribution, which weighs large outcomes more, or less.
///
///     M(k) = log(E e^(kY)) / k        M(0) = E Y
///
/// It rises with k, from the smallest outcome through the mean to the largest. The certainty
/// equivalent of a cost under constant absolute risk aversion a is M(a), the exponential premium;
/// with Y the logarithm of wealth, e^M(1 − γ) is that of wealth under constant relative risk
/// aversion γ.
///
/// No order is too large or too small for it: where k moves outcomes by less than a factor of e, the
/// sum is over e^(kd) − 1 with d the distance from the mean, and otherwise over e^(k(y − y*)) with y*
/// the outcome that weighs most (log-sum-exp). The error is some roundings of the largest outcome.
///
/// > H. U. Gerber. "On additive premium calculation principles." *ASTIN Bulletin* 7 (1974), 215–222.
/// > doi:[10.1017/S0515036100006061](https://doi.org/10.1017/S0515036100006061)
public struct ExponentialMean: Hashable, Sendable {
  /// The mean M(k), in the outcomes' unit.
  public let value: Double

  /// The standard deviation of the influence of one outcome, in the outcomes' unit.
  ///
  /// The influence of y is (e^(k(y − M)) − 1)/k, and y − M for k = 0. By the delta method, the mean
  /// of n independent outcomes has a standard error of this over √(n − 1), all weights being counts.
  public let deviation: Double

  /// The share of E e^(kY) that the outcome which weighs most has, from 0 to 1.
  ///
  /// Near 1 the figure is that of one outcome, and says little of a law that was sampled.
  public let heaviest: Double

  /// The exponential mean of this order, or `nil` if no outcome has weight.
  ///
  /// - Parameters:
  ///   - order: The order k, in the inverse of the outcomes' unit.
  ///   - outcomes: The outcomes with their weights, in any order; weights need not sum to 1.
  /// - Precondition: The order and all outcomes are finite, and no weight is negative.
  /// - Complexity: O(*n*), where *n* is the number of outcomes.
  public init?(order: Double, of outcomes: [(value: Double, weight: Double)]) {
    precondition(order.isFinite, "an exponential mean's order should be finite, but is \(order)")
    let outcomes = outcomes.filter { $0.weight != 0 }
    for (value, weight) in outcomes {
      precondition(value.isFinite && weight > 0, "\(value) with weight \(weight) is no outcome")
    }
    let total = outcomes.lazy.map(\.weight).compensatedSum()
    guard total > 0, let first = outcomes.first else { return nil }

    let (origin, rest) = Self.split(order, outcomes, total, near: first.value)
    value = origin + rest
    // From the two parts, for their sum may have lost what a large order multiplies.
    let distances = outcomes.map { $0.value - origin - rest }

    let influences = distances.map { Self.influence(of: $0, order: order) }
    let squares = zip(influences, outcomes).lazy.map { $0 * $0 * $1.weight }
    deviation = (squares.compensatedSum() / total).squareRoot()
    heaviest = zip(distances, outcomes).reduce(0) { greatest, outcome in
      max(greatest, outcome.1.weight / total * .exp(order * outcome.0))
    }
  }

  /// The standard error of the mean of a sample of this size, infinite for a single outcome.
  ///
  /// - Precondition: `count` is positive.
  public func standardError(count: Int) -> Double {
    precondition(count > 0, "a sample's size should be positive, but is \(count)")
    return count == 1 ? .infinity : deviation / Double(count - 1).squareRoot()
  }

  /// M(k) as the sum of an outcome and the rest.
  private static func split(
    _ order: Double, _ outcomes: [(value: Double, weight: Double)], _ total: Double,
    near first: Double
  ) -> (origin: Double, rest: Double) {
    // Distances from an outcome lose no digit where all lie close together and far from 0.
    let mean = outcomes.lazy.map { ($0.value - first) * $0.weight }.compensatedSum() / total
    let reach = outcomes.reduce(0) { max($0, abs($1.value - first - mean)) }
    // Below this, M(k) − M(0) ≤ k reach²/2 is lost in one rounding of the reach.
    guard abs(order) * reach > 0x1p-60 else { return (first, mean) }
    if abs(order) * reach <= 1 {
      let excess = outcomes.lazy.map { outcome in
        outcome.weight * .expMinusOne(order * (outcome.value - first - mean))
      }.compensatedSum()
      return (first, mean + .log(onePlus: excess / total) / order)
    }
    let extreme = outcomes.reduce(first) {
      order > 0 ? max($0, $1.value) : min($0, $1.value)
    }
    let sum = outcomes.lazy.map { outcome in
      outcome.weight * .exp(order * (outcome.value - extreme))
    }.compensatedSum()
    return (extreme, .log(sum / total) / order)
  }

  private static func influence(of distance: Double, order: Double) -> Double {
    abs(order * distance) > 0x1p-60 ? .expMinusOne(order * distance) / order : distance
  }
}
