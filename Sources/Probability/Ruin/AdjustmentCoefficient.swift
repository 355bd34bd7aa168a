/// The adjustment coefficient R of a surplus process, which bounds its probability of ruin.
///
/// With claims X, interclaim times W and premiums at the rate c, it is the positive root of Lundberg's
/// equation, and
///
///     E e^(R(X − cW)) = 1        ψ(u) ≤ e^(−Ru)
///
/// The logarithm of the left side is convex, 0 at r = 0 and falls there, so that it has one positive
/// root at most, which halving finds to the last digit that the functions have.
///
/// - Parameters:
///   - claimMean: E X, in the unit of money.
///   - logMoment: log E e^(rX) for r from 0 to `limit`, infinite where it does not exist; near 0 it
///     should keep its digits.
///   - interclaim: The law of W.
///   - premiumRate: The premiums in a unit of time.
///   - limit: A bound above R, such as the point from which `logMoment` is infinite.
/// - Returns: R in the inverse of the unit of money.
/// - Throws: `RuinError.certain` if premiums do not exceed claims, `noCoefficient` if there is no root
///   below the limit, as with heavy tails, or `parameterOutOfRange`.
/// - Complexity: 64 calls of each function.
///
/// > H. U. Gerber, E. S. W. Shiu. "The time value of ruin in a Sparre Andersen model." *North American
/// > Actuarial Journal* 9 (2005), no. 2, 49–69.
public func adjustmentCoefficient(
  claimMean: Double, logMoment: (Double) -> Double, interclaim: InterclaimTime,
  premiumRate: Double, below limit: Double
) throws(RuinError) -> Double {
  try RuinError.requirePositive(claimMean, "claim mean")
  try RuinError.requirePositive(premiumRate, "premium rate")
  try RuinError.requirePositive(limit, "limit")
  try RuinError.requireLoading(
    premiumPerClaim: premiumRate * interclaim.mean, claimMean: claimMean)
  func isAbove(_ r: Double) -> Bool {
    let moment = logMoment(r)
    return moment == .infinity || moment + interclaim.logTransform(premiumRate * r) > 0
  }
  guard isAbove(limit) else { throw .noCoefficient(below: limit) }
  let root = smallestValue(in: 0...limit, where: isAbove)
  // A moment that jumps to infinity skips the root: Lundberg's equation has none.
  guard logMoment(root) < .infinity else { throw .noCoefficient(below: root) }
  return root
}
