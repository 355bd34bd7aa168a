import Probability

extension Severity {
  /// The mean of a claim in fen, before amounts are rounded.
  func mean(atAge age: Int) -> Double {
    switch self {
    case .fixed(let bands): Double(bands[age])
    case .random(let benefit): benefit.mean
    }
  }
}

extension RandomBenefit {
  /// The mean of a benefit in fen, before it is rounded.
  ///
  ///     E min(maximum, fixed + r X) = fixed + r E min(X, (maximum − fixed)/r)
  var mean: Double {
    guard reimbursed > 0 else { return Double(fixed) }
    let limit = Double(maximum - fixed) / reimbursed
    return Double(fixed) + reimbursed * cost.limitedMean(limit)
  }
}

extension CostLaw {
  /// The mean of the smaller of a cost and a limit.
  fileprivate func limitedMean(_ limit: Double) -> Double {
    let law: (any ContinuousLaw)? =
      switch self {
      case .lognormal(let mean, let cv): try? LogNormal(mean: mean, coefficientOfVariation: cv)
      case .gamma(let mean, let cv): try? Gamma(mean: mean, coefficientOfVariation: cv)
      case .empirical: nil
      }
    if let law { return law.limitedExpectation(limit) }
    guard case .empirical(let weights) = self else {
      preconditionFailure("a cost's parameters are checked when it is read")
    }
    let total = weights.reduce(0) { $0 + $1.weight }
    return weights.reduce(0) { $0 + min(Double($1.amount), limit) * $1.weight } / total
  }
}
