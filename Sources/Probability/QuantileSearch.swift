import RealModule

extension ContinuousLaw {
  /// The quantile of a law with a density all over a bracket, by Newton's method kept in bounds.
  ///
  /// It works on the smaller tail: below the median on log F against log x, in which a power is a
  /// straight line, above it on log S against x, in which an exponential tail is one. A step out of
  /// the bracket is replaced by halving, and what has not converged by then is halved to the end.
  ///
  /// - Parameters:
  ///   - p: The probability, strictly between 0 and 1.
  ///   - bracket: A range in which the quantile lies, not negative.
  ///   - guess: Where to start.
  /// - Returns: The quantile, as exact as the rounding of the smaller tail allows.
  /// - Complexity: Some 3 to 6 evaluations of the density and the distribution function.
  func searchQuantile(
    _ p: Double, in bracket: ClosedRange<Double>, from guess: Double
  ) -> Double {
    var (lower, upper) = (bracket.lowerBound, bracket.upperBound)
    let isLow = p <= 0.5
    let target = isLow ? p : 1 - p
    var x = lower < guess && guess < upper ? guess : middle(lower, upper)

    for _ in 0..<40 {
      let tail = isLow ? cumulative(x) : survival(x)
      if tail == target { return x }
      if (tail < target) == isLow { lower = x } else { upper = x }

      let density = density(x)
      guard tail > 0, density > 0, density.isFinite else {
        x = middle(lower, upper)
        continue
      }
      let excess = Double.log(tail / target) * tail / density
      let next = isLow ? x * .exp(-excess / x) : x + excess
      // No closer than the rounding of the tail allows.
      if abs(next - x) <= 4 * .ulpOfOne * (x + tail / density) { return x }
      x = lower < next && next < upper ? next : middle(lower, upper)
    }
    return smallestValue(in: lower...upper) { reaches(p, at: $0) }
  }
}
