/// An amount that is cut at a maximum, min(X, c).
///
/// All that X has at the cap and above is one point mass there, ``atom``. The density leaves it out.
public struct Capped: ContinuousLaw {
  /// The law of X.
  public let law: any ContinuousLaw
  /// The cap c, in X's unit.
  public let cap: Double

  /// The law of `law` cut at `cap`.
  ///
  /// - Throws: ``ParameterError`` unless the cap is finite.
  public init(_ law: any ContinuousLaw, at cap: Double) throws(ParameterError) {
    try ParameterError.requireFinite(cap, "at", of: "Capped")
    self.law = law
    self.cap = cap
  }

  /// The probability of the cap itself, P(X ≥ c).
  public var atom: Double { law.survival(cap.nextDown) }

  /// The density at `x`, without the point mass at the cap.
  public func density(_ x: Double) -> Double { x < cap ? law.density(x) : 0 }

  /// The probability P(min(X, c) ≤ x).
  public func cumulative(_ x: Double) -> Double { x < cap ? law.cumulative(x) : 1 }

  /// The probability P(min(X, c) > x).
  public func survival(_ x: Double) -> Double { x < cap ? law.survival(x) : 0 }

  /// The smallest x with P(min(X, c) ≤ x) ≥ p.
  public func quantile(_ p: Double) -> Double { min(law.quantile(p), cap) }

  /// The mean, X's limited expectation at the cap.
  public var mean: Double { law.limitedExpectation(cap) }

  /// The variance.
  public var variance: Double {
    let mean = mean
    return max(law.limitedSecondMoment(cap) - mean * mean, 0)
  }

  /// The limited expectation E min(X, c, d).
  public func limitedExpectation(_ d: Double) -> Double { law.limitedExpectation(min(d, cap)) }

  /// The limited second moment E min(X, c, d)².
  public func limitedSecondMoment(_ d: Double) -> Double { law.limitedSecondMoment(min(d, cap)) }

  /// A draw of X, cut at the cap.
  public func sample(using stream: inout Stream) -> Double {
    min(law.sample(using: &stream), cap)
  }
}
