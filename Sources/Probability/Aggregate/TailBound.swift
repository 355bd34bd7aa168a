import RealModule

/// Where the tails of a law become negligible, by Chernoff's bound.
///
///     P(S ≥ x) ≤ exp(K(t) − tx)      P(S ≤ x) ≤ exp(K(−t) + tx)      for every t > 0
///
/// so that any t, and any upper bound of the cumulant function K, gives a true bound; a search makes
/// it a tight one.
///
/// > H. Chernoff. "A measure of asymptotic efficiency for tests of a hypothesis based on the sum of
/// > observations." *Annals of Mathematical Statistics* 23 (1952), 493–507.
/// > doi:[10.1214/aoms/1177729330](https://doi.org/10.1214/aoms/1177729330)
enum TailBound {
  /// A point at or above which the law has at most e^(−`depth`) of mass.
  static func upper(
    depth: Double, variance: Double, logMoment: (Double) -> Double
  ) -> Double {
    least(depth: depth, variance: variance) { (logMoment($0) + depth) / $0 }
  }

  /// A point at or below which the law has at most e^(−`depth`) of mass.
  static func lower(
    depth: Double, variance: Double, logMoment: (Double) -> Double
  ) -> Double {
    -least(depth: depth, variance: variance) { (logMoment(-$0) + depth) / $0 }
  }

  /// The least exponent K(t) − tx, at most 0, such that e to it bounds the mass at or above x.
  static func exponent(
    at x: Double, variance: Double, logMoment: (Double) -> Double
  ) -> Double {
    // The best t lies near (x − mean)/variance, or where a heavy tail's function still exists.
    min(0, least(depth: 1, variance: variance) { logMoment($0) - $0 * x })
  }

  /// The least value that a golden-section search over log t finds near the normal law's best t.
  private static func least(
    depth: Double, variance: Double, _ value: (Double) -> Double
  ) -> Double {
    let centre = 0.5 * .log(2 * depth / max(variance, 1e-300))
    let golden = 0.6180339887498949
    var (low, high) = (centre - 12, centre + 8)
    var best = Double.infinity
    func at(_ logarithm: Double) -> Double {
      let found = value(.exp(logarithm))
      let usable = found.isNaN ? .infinity : found
      best = min(best, usable)
      return usable
    }
    // Rare large amounts put the best t far below, where a moment is still finite.
    var (atLow, steps) = (at(low), 0)
    while steps < 120 {
      let next = at(low - 4)
      if atLow.isFinite, next >= atLow { break }
      (low, atLow, steps) = (low - 4, next, steps + 1)
    }
    var (left, right) = (high - golden * (high - low), low + golden * (high - low))
    var (atLeft, atRight) = (at(left), at(right))
    for _ in 0..<30 {
      // Two infinities mean that both lie too far out.
      if atLeft < atRight || !atLeft.isFinite {
        (high, right, atRight) = (right, left, atLeft)
        left = high - golden * (high - low)
        atLeft = at(left)
      } else {
        (low, left, atLeft) = (left, right, atRight)
        right = low + golden * (high - low)
        atRight = at(right)
      }
    }
    return best
  }
}
