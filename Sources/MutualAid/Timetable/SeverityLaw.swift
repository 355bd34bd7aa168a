import Probability

/// The law of a random benefit, made ready to be drawn.
struct SeverityLaw: Sendable {
  private enum Cost: Sendable {
    case lognormal(LogNormal)
    case gamma(Gamma)
    /// Amounts, drawn by number, so that they stay whole.
    case empirical(amounts: [Int], Alias)
  }

  private let benefit: RandomBenefit
  private let cost: Cost

  init(_ benefit: RandomBenefit) {
    self.benefit = benefit
    let cost: Cost? =
      switch benefit.cost {
      case .lognormal(let mean, let cv):
        (try? LogNormal(mean: mean, coefficientOfVariation: cv)).map(Cost.lognormal)
      case .gamma(let mean, let cv):
        (try? Gamma(mean: mean, coefficientOfVariation: cv)).map(Cost.gamma)
      case .empirical(let weights):
        (try? Alias(weights: weights.map(\.weight))).map {
          .empirical(amounts: weights.map(\.amount), $0)
        }
      }
    guard let cost else { preconditionFailure("a cost's parameters are checked when it is read") }
    self.cost = cost
  }

  /// Draws what one claim is worth, in fen.
  func sample(using draws: inout Stream) -> Int {
    switch cost {
    case .lognormal(let law): benefit.amount(forCost: law.sample(using: &draws))
    case .gamma(let law): benefit.amount(forCost: law.sample(using: &draws))
    case .empirical(let amounts, let alias):
      benefit.amount(forCost: Double(amounts[alias.sample(using: &draws)]))
    }
  }
}
