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

extension RandomBenefit {
  /// The mean of the square of a benefit, before it is rounded.
  ///
  ///     E min(maximum, f + r X)² = f² + 2 f r E min(X, d) + r² E min(X, d)²        d = (maximum − f)/r
  var meanSquare: Double {
    let f = Double(fixed)
    guard reimbursed > 0 else { return f * f }
    let limit = Double(maximum - fixed) / reimbursed
    return f * f + 2 * f * reimbursed * cost.limitedMean(limit)
      + reimbursed * reimbursed * cost.limitedMeanSquare(limit)
  }
}

extension CostLaw {
  /// The mean of the smaller of a cost and a limit.
  fileprivate func limitedMean(_ limit: Double) -> Double {
    law?.limitedExpectation(limit) ?? average { min($0, limit) }
  }

  /// The mean of the square of the smaller of a cost and a limit.
  fileprivate func limitedMeanSquare(_ limit: Double) -> Double {
    law?.limitedSecondMoment(limit) ?? average { min($0, limit) * min($0, limit) }
  }

  private var law: (any ContinuousLaw)? {
    switch self {
    case .lognormal(let mean, let cv): try? LogNormal(mean: mean, coefficientOfVariation: cv)
    case .gamma(let mean, let cv): try? Gamma(mean: mean, coefficientOfVariation: cv)
    case .empirical: nil
    }
  }

  private func average(of value: (Double) -> Double) -> Double {
    guard case .empirical(let weights) = self else {
      preconditionFailure("a cost's parameters are checked when it is read")
    }
    let total = weights.reduce(0) { $0 + $1.weight }
    return weights.reduce(0) { $0 + value(Double($1.amount)) * $1.weight } / total
  }
}
