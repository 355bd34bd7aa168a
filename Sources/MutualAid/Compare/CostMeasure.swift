public import Probability

/// By what figure two ways to pay are held against each other.
public enum CostMeasure: Hashable, Sendable {
  /// The mean.
  case mean
  /// The certain cost that is as bad to somebody of this utility.
  case certaintyEquivalent(Utility)
  /// The smallest cost with F ≥ p, for p above 0 and at most 1.
  case quantile(Double)

  /// The figure of a sample of costs in fen, with its Monte Carlo error.
  ///
  /// The error of a quantile is half the length of its 95 % interval over the 1.96 standard errors
  /// of a normal one, and infinite where the sample is too small for that interval.
  ///
  /// - Throws: `UtilityError`, which is `noCosts` for an empty sample by any measure.
  public func figure(of costs: Tally) throws(UtilityError) -> Estimate {
    switch self {
    case .mean:
      guard let mean = costs.mean else { throw .noCosts }
      return mean
    case .certaintyEquivalent(let utility):
      return try CertaintyEquivalent(of: costs, to: utility).cost
    case .quantile(let p):
      guard let quantile = costs.quantile(p) else { throw .noCosts }
      var error = Double.infinity
      if let lower = quantile.lower, let upper = quantile.upper {
        let unit = Estimate(value: 0, standardError: 1).interval()
        error = Double(upper - lower) / (unit.upperBound - unit.lowerBound)
      }
      return Estimate(value: Double(quantile.value), standardError: error)
    }
  }

  /// The figure of an exact law of costs in fen.
  ///
  /// A quantile that the law's error leaves open is the greater of its bounds.
  ///
  /// - Throws: `UtilityError`, which is `unknownTail` where the law does not reach far enough.
  public func figure(of costs: some PointMassLaw) throws(UtilityError) -> Estimate {
    guard costs.count > 0 else { throw .noCosts }
    switch self {
    case .mean:
      guard let mean = costs.mean else { throw .unknownTail(costs.beyond) }
      return Estimate(value: mean, standardError: 0)
    case .certaintyEquivalent(let utility):
      return try CertaintyEquivalent(of: costs, to: utility).cost
    case .quantile(let p):
      let bounds = costs.quantileBounds(p)
      guard bounds.upperBound < .max else { throw .unknownTail(max(costs.beyond, costs.error)) }
      return Estimate(value: Double(bounds.upperBound), standardError: 0)
    }
  }
}
