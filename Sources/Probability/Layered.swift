/// The part of an amount that falls into a layer, min(max(X − a, 0), l).
///
/// What X has up to the attachment is a point mass at 0, and what it has from the top of the layer on
/// is one at the limit. The density leaves both out.
public struct Layered: ContinuousLaw {
  /// The law of X.
  public let law: any ContinuousLaw
  /// The attachment a, where the layer begins, in X's unit.
  public let attachment: Double
  /// The limit l, the height of the layer, in X's unit.
  public let limit: Double

  /// The law of the part of `law` above `attachment`, `limit` at most.
  ///
  /// - Throws: ``ParameterError`` unless the attachment is finite and the limit above 0. An infinite
  ///   limit is allowed.
  public init(
    _ law: any ContinuousLaw, attachment: Double, limit: Double
  ) throws(ParameterError) {
    try ParameterError.requireFinite(attachment, "attachment", of: "Layered")
    guard limit > 0 else {
      throw ParameterError(law: "Layered", parameter: "limit", found: limit, allowed: "above 0")
    }
    self.law = law
    self.attachment = attachment
    self.limit = limit
  }

  /// The probability of nothing, P(X ≤ a).
  public var lowerAtom: Double { law.cumulative(attachment) }

  /// The probability of the whole limit, P(X ≥ a + l).
  public var upperAtom: Double {
    limit == .infinity ? 0 : law.survival((attachment + limit).nextDown)
  }

  /// The density at `x`, without the point masses at 0 and at the limit.
  public func density(_ x: Double) -> Double {
    0 < x && x < limit ? law.density(attachment + x) : 0
  }

  /// The probability that the part is at most `x`.
  public func cumulative(_ x: Double) -> Double {
    x < 0 ? 0 : x < limit ? law.cumulative(attachment + x) : 1
  }

  /// The probability that the part is above `x`.
  public func survival(_ x: Double) -> Double {
    x < 0 ? 1 : x < limit ? law.survival(attachment + x) : 0
  }

  /// The smallest x that the part does not pass with probability `p`.
  public func quantile(_ p: Double) -> Double { part(of: law.quantile(p)) }

  /// The mean, to some 10⁻¹⁶ of X's own limited expectation at the top of the layer.
  public var mean: Double { limitedExpectation(limit) }

  /// The variance, to some 10⁻¹⁶ of X's own limited second moment at the top of the layer.
  public var variance: Double {
    let mean = mean
    if mean.isInfinite { return .infinity }
    return max(limitedSecondMoment(limit) - mean * mean, 0)
  }

  /// The limited expectation of the part, ∫ P(X > x) dx from a to a + d.
  public func limitedExpectation(_ d: Double) -> Double {
    if d <= 0 { return d }
    let top = attachment + min(d, limit)
    return max(law.limitedExpectation(top) - law.limitedExpectation(attachment), 0)
  }

  /// The limited second moment of the part, 2 ∫ (x − a) P(X > x) dx from a to a + d.
  public func limitedSecondMoment(_ d: Double) -> Double {
    if d <= 0 { return d * d }
    let top = attachment + min(d, limit)
    let whole = law.limitedSecondMoment(top)
    if whole.isInfinite { return .infinity }
    let above = whole - law.limitedSecondMoment(attachment)
    return max(above - 2 * attachment * limitedExpectation(d), 0)
  }

  /// A draw of X, less the attachment, within the layer.
  public func sample(using stream: inout Stream) -> Double {
    part(of: law.sample(using: &stream))
  }

  private func part(of x: Double) -> Double { min(max(x - attachment, 0), limit) }
}
