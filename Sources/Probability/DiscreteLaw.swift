/// A law of whole numbers.
public protocol DiscreteLaw: Sendable {
  /// P(X = k), 0 outside the support.
  func mass(_ k: Int) -> Double
  /// P(X ≤ k).
  func cumulative(_ k: Int) -> Double
  /// P(X > k), which keeps its digits where it is small.
  func survival(_ k: Int) -> Double
  /// The smallest k with P(X ≤ k) ≥ p.
  ///
  /// - Precondition: `p` is from 0 to 1, and below 1 if the support has no upper end.
  func quantile(_ p: Double) -> Int
  /// E X.
  var mean: Double { get }
  /// E (X − E X)².
  var variance: Double { get }
  /// Draws from the law.
  func sample(using stream: inout Stream) -> Int
}

extension DiscreteLaw {
  /// Searches the support for the smallest k with P(X ≤ k) ≥ p.
  ///
  /// The search starts at the quantile of the normal law of the same mean and variance, mended for
  /// the skewness, doubles its step until it has the result between two points, and halves the rest.
  ///
  /// - Parameters:
  ///   - p: The probability, from 0 to 1.
  ///   - support: The support.
  ///   - skewness: E (X − E X)³ over the variance to the power 3/2, or 0 if unknown.
  /// - Returns: The smallest k.
  /// - Complexity: O(log *e*) evaluations of `cumulative`, where *e* is how far the start is off.
  func searchQuantile(_ p: Double, in support: ClosedRange<Int>, skewness: Double = 0) -> Int {
    precondition(0...1 ~= p, "a probability should be from 0 to 1, but is \(p)")
    if p == 0 { return support.lowerBound }
    if p == 1 { return support.upperBound }
    let z = StandardNormal.quantile(p)
    let guess = mean + variance.squareRoot() * (z + skewness * (z * z - 1) / 6)
    // The result is above `under` and at most `over`.
    let start = Int(exactly: guess.rounded()) ?? support.upperBound
    var over = min(max(start, support.lowerBound), support.upperBound)
    var under = over
    var step = 1
    if cumulative(over) >= p {
      while true {
        under = over - support.lowerBound < step ? support.lowerBound - 1 : over - step
        if under < support.lowerBound || cumulative(under) < p { break }
        over = under
        step *= 2
      }
    } else {
      while true {
        over = support.upperBound - under < step ? support.upperBound : under + step
        if over == support.upperBound || cumulative(over) >= p { break }
        under = over
        step *= 2
      }
    }
    while over - under > 1 {
      let middle = under + (over - under) / 2
      if cumulative(middle) >= p { over = middle } else { under = middle }
    }
    return over
  }
}

/// 1 + r(0) + r(0) r(1) + …, the mass of a tail against the first mass in it.
///
/// - Parameters:
///   - steps: The number of ratios.
///   - ratio: The ratio of mass j + 1 to mass j from where the tail starts. It must not rise, which
///     is so if the law is log-concave.
/// - Returns: The sum.
/// - Complexity: O(√variance) from near the mean, fewer further out.
func tailSum(steps: Int, ratio: (Double) -> Double) -> Double {
  var term = 1.0
  var sum = 1.0
  var j = 0
  while j < steps {
    let r = ratio(Double(j))
    term *= r
    sum += term
    // What follows is at most the geometric series.
    if r < 1, term * r < sum * 0x1p-56 * (1 - r) { break }
    j += 1
  }
  return sum
}
