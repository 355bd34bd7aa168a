internal import RealModule

extension Pareto {
  /// The law of wealth whose richest fraction t holds the share s of the whole, with this mean.
  ///
  /// The richest t hold t^(1 − 1/α) whatever the scale, so that
  ///
  ///     α = log t / log(t/s)        m = mean (α − 1)/α
  ///
  /// > B. C. Arnold. *Pareto Distributions.* 2nd edition, CRC Press, 2015, chapter 4.
  ///
  /// - Throws: ``ParameterError`` unless 0 < t < s < 1, and the mean is above 0 and finite.
  public init(
    topFraction: Double, holding share: Double, mean: Double
  ) throws(ParameterError) {
    let shape = try Self.shape(topFraction: topFraction, holding: share)
    try self.init(shape: shape, minimum: mean * (shape - 1) / shape)
  }

  /// The law whose fraction t lies above a threshold and holds the share s of the whole.
  ///
  /// The shape is the same, and the minimum is threshold · t^(1/α). The mean then follows, and can
  /// be held against a known one: two figures fix the law, a third tests it.
  ///
  /// - Throws: ``ParameterError`` unless 0 < t < s < 1, and the threshold is above 0 and finite.
  public init(
    topFraction: Double, holding share: Double, above threshold: Double
  ) throws(ParameterError) {
    let shape = try Self.shape(topFraction: topFraction, holding: share)
    try self.init(shape: shape, minimum: threshold * .pow(topFraction, 1 / shape))
  }

  private static func shape(
    topFraction: Double, holding share: Double
  ) throws(ParameterError) -> Double {
    try ParameterError.requireTopShare(topFraction, holding: share, of: "Pareto")
    return .log(topFraction) / .log(topFraction / share)
  }

  /// The share of the whole that the richest fraction holds, t^(1 − 1/α).
  ///
  /// With a shape up to 1 the mean is infinite, and any fraction above 0 holds all.
  ///
  /// - Precondition: `fraction` is from 0 to 1.
  public func topShare(_ fraction: Double) -> Double {
    checkProbability(fraction)
    guard shape > 1 else { return fraction > 0 ? 1 : 0 }
    return .pow(fraction, 1 - 1 / shape)
  }

  /// The Lorenz curve, the share of the whole that the poorest fraction holds.
  ///
  ///     L(p) = 1 − (1 − p)^(1 − 1/α)
  ///
  /// - Precondition: `fraction` is from 0 to 1.
  public func lorenz(_ fraction: Double) -> Double {
    checkProbability(fraction)
    guard shape > 1 else { return fraction == 1 ? 1 : 0 }
    guard fraction < 1 else { return 1 }
    return -.expMinusOne((1 - 1 / shape) * .log(onePlus: -fraction))
  }

  /// The Gini index 1/(2α − 1), 1 for shapes up to 1.
  public var gini: Double { shape > 1 ? 1 / (2 * shape - 1) : 1 }
}

extension ParameterError {
  /// Refuses a richest fraction and its share that no unequal law has.
  static func requireTopShare(
    _ fraction: Double, holding share: Double, of law: String
  ) throws(ParameterError) {
    guard fraction > 0, fraction < 1 else {
      throw ParameterError(
        law: law, parameter: "topFraction", found: fraction, allowed: "above 0 and below 1")
    }
    guard share > fraction, share < 1 else {
      throw ParameterError(
        law: law, parameter: "holding", found: share,
        allowed: "above the fraction \(fraction) that holds it, and below 1")
    }
  }
}
