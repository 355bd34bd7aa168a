/// The law of a random amount, time or proportion X.
///
/// Laws made from others may hold point masses, which lie in `cumulative` and never in `density`.
///
/// A moment whose integral diverges is `infinity`. No function returns `NaN` unless its argument
/// is `NaN`.
public protocol ContinuousLaw: Sendable {
  /// The density at `x`, in the inverse of X's unit, without any point mass.
  func density(_ x: Double) -> Double

  /// The probability P(X ≤ x), accurate where it is small.
  func cumulative(_ x: Double) -> Double

  /// The probability P(X > x), accurate where it is small.
  func survival(_ x: Double) -> Double

  /// The smallest x with P(X ≤ x) ≥ p; at 0 and 1 the ends of the support.
  ///
  /// - Precondition: `p` is from 0 to 1.
  func quantile(_ p: Double) -> Double

  /// The expectation E X.
  var mean: Double { get }

  /// The variance E (X − E X)², in the square of X's unit.
  var variance: Double { get }

  /// The limited expectation E min(X, d), what a payer bears who stops at `d`.
  func limitedExpectation(_ d: Double) -> Double

  /// The limited second moment E min(X, d)².
  func limitedSecondMoment(_ d: Double) -> Double

  /// A draw of X.
  ///
  /// The draw has the law of X up to the grid of ``Stream/uniform()``, whose ends cut off no more
  /// than 2⁻⁵³ of probability on either side.
  func sample(using stream: inout Stream) -> Double
}

extension ContinuousLaw {
  /// The square root of the variance, in X's unit.
  public var standardDeviation: Double { variance.squareRoot() }

  /// The standard deviation as a multiple of the mean.
  public var coefficientOfVariation: Double { standardDeviation / mean }

  /// Whether P(X ≤ x) ≥ p, judged in the smaller tail.
  func reaches(_ p: Double, at x: Double) -> Bool {
    p <= 0.5 ? cumulative(x) >= p : survival(x) <= 1 - p
  }
}

/// Stops the program if `p` is no probability, which is a caller's mistake.
func checkProbability(_ p: Double) {
  precondition(0...1 ~= p, "a quantile's probability should be from 0 to 1, but is \(p)")
}
