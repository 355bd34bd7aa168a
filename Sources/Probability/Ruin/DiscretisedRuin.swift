/// Bounds on the probability of ruin, ever, for Poisson claims of any law.
///
/// Ruin is that the greatest loss ever, L, exceeds the surplus. L is a compound geometric sum, whose
/// amounts Y are what each new low adds to the one before:
///
///     ψ(u) = P(L > u)     L = Y₁ + … + Y_N     P(N ≥ n) = qⁿ     P(Y ≤ y) = E min(X, y) / E X
///
/// with q = λ E X / c. With all Y rounded up to a step, L gets no smaller, and with all rounded down
/// no greater, so that Panjer's recursion for the two encloses the true value. How far they are apart
/// is the error of the step, and it stands beside every result: with a coarse step it is large.
///
/// > H. H. Panjer, G. E. Willmot. *Insurance Risk Models*. Society of Actuaries, 1992.
/// >
/// > F. Dufresne, H. U. Gerber. "Three methods to calculate the probability of ruin." *ASTIN Bulletin*
/// > 19 (1989), 71–90.
public struct DiscretisedRuin: Sendable {
  /// ψ(0) = λ E X / c, which does not depend on the step.
  public let atZero: Double
  /// The step h, in the unit of money.
  public let step: Double
  /// The law of L in steps with all amounts rounded up, which makes ruin likelier.
  public let roundedUp: LatticeLaw
  /// The law of L in steps with all amounts rounded down, which makes ruin less likely.
  public let roundedDown: LatticeLaw

  /// Finds the two laws on the points 0, h, 2h, ….
  ///
  /// - Parameters:
  ///   - claims: The law of a claim, above 0 and of finite mean.
  ///   - claimRate: The claims expected in a unit of time, λ.
  ///   - premiumRate: The premiums in a unit of time, c.
  ///   - step: The step h.
  ///   - points: The number of points. From a surplus of `points` steps on nothing is known but 0 and
  ///     the bound at the last point.
  /// - Throws: `RuinError.certain` if premiums do not exceed claims, `parameterOutOfRange`, or
  ///   `aggregate` for what `LatticeLaw.compound(_:of:points:method:)` throws.
  /// - Complexity: O(*n*²) up to 4,096 points, above that O(*n* log *n*).
  public init(
    claims: some ContinuousLaw, claimRate: Double, premiumRate: Double, step: Double, points: Int
  ) throws(RuinError) {
    let mean = claims.mean
    try RuinError.requirePositive(mean, "claim mean")
    try RuinError.requirePositive(claimRate, "claim rate")
    try RuinError.requirePositive(premiumRate, "premium rate")
    try RuinError.requirePositive(step, "step")
    guard points > 0 else { throw .parameterOutOfRange(name: "points", value: Double(points)) }
    guard points <= 1 << 24 else {
      throw .aggregate(.gridTooLarge(points: points, limit: 1 << 24))
    }
    try RuinError.requireLoading(premiumPerClaim: premiumRate / claimRate, claimMean: mean)
    let cost = claimRate * mean
    atZero = cost / premiumRate
    self.step = step
    let ladder = Discretisation(step: 1, points: points) {
      min(1, max(0, claims.limitedExpectation($0 * step) / mean))
    }
    do {
      let number = try FrequencyLaw.geometric(mean: cost / (premiumRate - cost))
      let bracket = try LatticeLaw.compoundBracket(number, of: ladder, points: points)
      (roundedUp, roundedDown) = (bracket.lower, bracket.upper)
    } catch {
      throw .aggregate(error)
    }
  }

  /// The two values that ψ(u) lies between, to within rounding, which they include.
  ///
  /// - Precondition: `surplus` is not negative.
  public func bounds(_ surplus: Double) -> ClosedRange<Double> {
    precondition(surplus >= 0, "a surplus should not be negative, but is \(surplus)")
    guard surplus > 0 else { return atZero...atZero }
    let steps = surplus / step
    // An amount of L above u is at or above the next point, and at that point L has no atom.
    let (whole, next) = (steps.rounded(.down), steps.rounded(.up))
    let high = roundedUp.survival(Self.index(whole, in: roundedUp))
    let low = next <= Double(roundedDown.count) ? roundedDown.survival(Int(next) - 1) : 0
    let upper = min(atZero, high + roundedUp.error)
    return min(upper, max(0, low - roundedDown.error))...upper
  }

  /// ψ(u) as the middle of its bounds, with half their distance as its error.
  ///
  /// - Precondition: `surplus` is not negative.
  public func callAsFunction(_ surplus: Double) -> LatticeLaw.BoundedProbability {
    let bounds = bounds(surplus)
    return .init(
      value: 0.5 * (bounds.lowerBound + bounds.upperBound),
      error: 0.5 * (bounds.upperBound - bounds.lowerBound))
  }

  private static func index(_ steps: Double, in law: LatticeLaw) -> Int {
    steps < Double(law.count) ? Int(steps) : law.count - 1
  }
}
