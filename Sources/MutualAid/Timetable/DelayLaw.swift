import Probability

extension Delay {
  /// The probabilities of 0, 1, 2, … whole days, up to `most`; the last entry holds all that is
  /// longer.
  ///
  /// They sum to 1.
  ///
  /// - Complexity: O(*n*), where *n* is `most`.
  func wholeDays(upTo most: Int) -> [Double] {
    var masses = [Double](repeating: 0, count: most + 2)
    switch self {
    case .days(let days):
      masses[min(days, most + 1)] = 1
    case .table(let weights):
      let total = weights.reduce(0) { $0 + $1.weight }
      for entry in weights { masses[min(entry.days, most + 1)] += entry.weight / total }
    case .exponential, .gamma, .lognormal, .weibull:
      guard let law, let delay = try? DayDelay(law) else {
        preconditionFailure("a delay's parameters are checked when it is read")
      }
      return delay.wholeDays(upTo: most + 1)
    }
    return masses
  }

  private var law: (any ContinuousLaw)? {
    switch self {
    case .days, .table: nil
    case .exponential(let mean): try? Exponential(mean: mean)
    case .gamma(let mean, let cv): try? Gamma(mean: mean, coefficientOfVariation: cv)
    case .lognormal(let mean, let cv): try? LogNormal(mean: mean, coefficientOfVariation: cv)
    case .weibull(let mean, let cv): try? Weibull(mean: mean, coefficientOfVariation: cv)
    }
  }
}
