/// Ways to put a continuous amount, not negative, on a lattice 0, h, 2h, ….
///
/// > S. A. Klugman, H. H. Panjer, G. E. Willmot. *Loss Models: From Data to Decisions*, 4th edition,
/// > section 9.6. Wiley, 2012.
/// >
/// > H. U. Gerber. "On the numerical evaluation of the distribution of aggregate claims and its
/// > stop-loss premiums." *Insurance: Mathematics and Economics* 1 (1982), 13–18.
/// > doi:[10.1016/0167-6687(82)90016-6](https://doi.org/10.1016/0167-6687(82)90016-6)
public struct Discretisation: Sendable {
  /// P(X ≤ x) for x in units.
  let cumulative: @Sendable (Double) -> Double
  /// P(X > x); separate, because 1 − P(X ≤ x) has no digits far out.
  let survival: @Sendable (Double) -> Double
  /// E min(X, x), if known.
  let limitedExpectation: (@Sendable (Double) -> Double)?
  /// The step h in units.
  public let step: Int
  /// The number of lattice points.
  public let points: Int

  /// A discretisation of the amount with these functions.
  ///
  /// - Parameters:
  ///   - step: The step h in units.
  ///   - points: The number of lattice points. What lies above the last stays `beyond` it.
  ///   - cumulative: P(X ≤ x), right-continuous, for x in units.
  ///   - survival: P(X > x), or `nil` for 1 − `cumulative`.
  ///   - limitedExpectation: E min(X, x) in units, which the unbiased method needs.
  /// - Precondition: `step` and `points` are positive.
  public init(
    step: Int, points: Int, cumulative: @escaping @Sendable (Double) -> Double,
    survival: (@Sendable (Double) -> Double)? = nil,
    limitedExpectation: (@Sendable (Double) -> Double)? = nil
  ) {
    precondition(step > 0 && points > 0, "a lattice needs a positive step and a point")
    self.step = step
    self.points = points
    self.cumulative = cumulative
    self.survival = survival ?? { 1 - cumulative($0) }
    self.limitedExpectation = limitedExpectation
  }

  /// Amounts rounded up, so that its F lies on or below the true one.
  ///
  ///     f(0) = F(0)     f(k) = F(kh) − F(kh − h)
  public var lower: LatticeLaw {
    law(
      first: cumulative(0),
      bounds: (0..<points).map { Double(step) * Double($0) },
      upTo: Double(step) * Double(points - 1))
  }

  /// Amounts rounded down, so that its F lies on or above the true one.
  ///
  ///     f(k) = F(kh + h) − F(kh)
  ///
  /// For a law with an atom at a lattice point, F is to be the right-continuous one, and the atom
  /// goes to the point below, which stays a bound.
  public var upper: LatticeLaw {
    law(
      first: cumulative(Double(step)),
      bounds: (1...points).map { Double(step) * Double($0) }, upTo: Double(step) * Double(points))
  }

  /// Amounts rounded to the nearest point: f(0) = F(h/2), f(k) = F(kh + h/2) − F(kh − h/2).
  public var rounded: LatticeLaw {
    law(
      first: cumulative(0.5 * Double(step)),
      bounds: (0..<points).map { Double(step) * (Double($0) + 0.5) },
      upTo: Double(step) * (Double(points) - 0.5))
  }

  /// Masses that keep the mean of every cell, by matching one local moment.
  ///
  ///     f(0) = 1 − E min(X, h)/h
  ///     f(k) = (2 E min(X, kh) − E min(X, kh − h) − E min(X, kh + h)) / h
  ///
  /// The law is above the true one in convex order, so that its stop-loss premiums are bounds.
  ///
  /// - Throws: `AggregateError.methodDoesNotFit` if the limited expectation was not given.
  public func unbiased() throws(AggregateError) -> LatticeLaw {
    guard let limitedExpectation else {
      throw .methodDoesNotFit("the unbiased method needs the limited expectation")
    }
    let h = Double(step)
    // The mean of the shares of cells: E min(X, kh + h) − E min(X, kh), over h, falls from 1 to 0.
    var expectations = (0...points).map { limitedExpectation(h * Double($0)) }
    expectations[0] = 0
    let shares = (0..<points).map { (expectations[$0 + 1] - expectations[$0]) / h }
    var masses = [max(0, 1 - shares[0])]
    for k in 1..<max(points, 1) { masses.append(max(0, shares[k - 1] - shares[k])) }
    let lost = expectations.reduce(0) { max($0, abs($1)) } / h
    return Self.law(
      step: step, masses: masses, error: 4 * Double(points) * 0x1p-53 * (1 + lost),
      beyond: max(0, shares[points - 1]))
  }

  /// The laws between whose distribution functions that of the amount lies.
  ///
  /// Whatever never falls as an amount grows, such as a sum of amounts, keeps the order, so that the
  /// difference of the two results bounds the error of discretising.
  public var bracket: (lower: LatticeLaw, upper: LatticeLaw) { (lower, upper) }

  /// Masses from a first one and the bounds of the cells, by whichever tail keeps more digits.
  private func law(first: Double, bounds: [Double], upTo end: Double) -> LatticeLaw {
    var masses = [first]
    var (below, above) = (cumulative(bounds[0]), survival(bounds[0]))
    for bound in bounds.dropFirst() {
      let (nextBelow, nextAbove) = (cumulative(bound), survival(bound))
      masses.append(max(0, above < below ? above - nextAbove : nextBelow - below))
      (below, above) = (nextBelow, nextAbove)
    }
    return Self.law(
      step: step, masses: masses, error: 2 * Double(points) * 0x1p-53, beyond: survival(end))
  }

  private static func law(
    step: Int, masses: [Double], error: Double, beyond: Double
  ) -> LatticeLaw {
    let complete = beyond <= error
    return LatticeLaw(
      step: step, offset: 0, masses: masses, error: error + (complete ? beyond : 0),
      complete: complete, cumulants: nil)
  }
}

extension LatticeLaw {
  /// Bounds on a compound sum's distribution function at every lattice point.
  ///
  /// The true F(x) lies between the `cumulative(x)` of the two, to within their errors: `lower` has
  /// all amounts rounded up, and `upper` all rounded down.
  ///
  /// - Throws: As `compound(_:of:points:method:)` does.
  public static func compoundBracket(
    _ frequency: FrequencyLaw, of severity: Discretisation, points: Int? = nil
  ) throws(AggregateError) -> (lower: LatticeLaw, upper: LatticeLaw) {
    let bracket = severity.bracket
    return (
      try compound(frequency, of: bracket.lower, points: points),
      try compound(frequency, of: bracket.upper, points: points)
    )
  }
}
