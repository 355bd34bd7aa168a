internal import Probability
internal import RealModule

/// What a year of illness costs a household out of its pocket, by chance.
struct IllnessLaw {
  /// The probability of a diagnosis in the year.
  let diagnosis: Double
  /// Given one, what the pool promises, in fen, with probabilities that sum to 1.
  let benefits: [(amount: Double, chance: Double)]
  /// What the illness costs beyond insurance, in fen, with probabilities that sum to 1.
  private let costs: [(cost: Double, chance: Double)]

  /// How many parts the law of the cost is cut into; the dearest hundredth is cut as finely again.
  private static let parts = 100

  /// The illness of a household.
  ///
  /// The law of the cost is cut at quantiles, and each part stands at its mean.
  init(
    diagnosis: Double, benefits: [(amount: Double, chance: Double)], cost: any ContinuousLaw,
    insurance: SocialInsurance
  ) {
    self.diagnosis = diagnosis
    self.benefits = benefits
    let levels =
      (0..<Self.parts).map { Double($0) / Double(Self.parts) }
      + [0.995, 0.998, 0.999, 0.9995, 0.9998, 0.9999, 1]
    var costs: [(cost: Double, chance: Double)] = []
    for (low, high) in zip(levels, levels.dropFirst()) {
      let (from, to) = (low == 0 ? 0 : cost.quantile(low), cost.quantile(high))
      let chance = high - low
      // E(C; from < C ≤ to), from the limited expectations E min(C, ·).
      let upper = to < .infinity ? cost.limitedExpectation(to) - to * (1 - high) : cost.mean
      let lower = from > 0 ? cost.limitedExpectation(from) - from * (1 - low) : 0
      costs.append((insurance.outOfPocket(max(0, (upper - lower) / chance)), chance))
    }
    self.costs = costs
  }

  /// The expected out-of-pocket cost of the year, in fen, without cover.
  var mean: Double { diagnosis * costs.reduce(0) { $0 + $1.cost * $1.chance } }

  /// What a household bears of a year, in fen, by chance.
  ///
  /// It is nothing where nobody falls ill, else the cost of the illness less the benefit, which may be
  /// below 0. The benefit is paid in the part `covered` of futures.
  func burdens(covered: Double) -> [(cost: Double, chance: Double)] {
    var burdens: [(cost: Double, chance: Double)] = [(0, 1 - diagnosis)]
    for (cost, chance) in costs {
      if covered < 1 { burdens.append((cost, diagnosis * chance * (1 - covered))) }
      guard covered > 0 else { continue }
      for benefit in benefits {
        burdens.append(
          (cost - benefit.amount, diagnosis * chance * covered * benefit.chance))
      }
    }
    return burdens.filter { $0.chance > 0 }
  }
}

extension Utility {
  /// The certain cost that is as bad as a cost and a burden that are independent of it, in fen.
  ///
  /// - Throws: `UtilityError.beyondWealth` if they can leave nothing of the wealth.
  func certainCost(
    of costs: [(cost: Double, chance: Double)], and burdens: [(cost: Double, chance: Double)]
  ) throws(UtilityError) -> Double {
    switch form {
    case .constantAbsolute(let aversion):
      // The exponential mean of a sum of independent costs is the sum of theirs.
      let parts = [costs, burdens].map { law in
        ExponentialMean(order: aversion, of: law.map { ($0.cost, $0.chance) })?.value ?? 0
      }
      return parts[0] + parts[1]
    case .constantRelative(let aversion, let wealth, let floor):
      var logarithms: [(value: Double, weight: Double)] = []
      logarithms.reserveCapacity(costs.count * burdens.count)
      for (cost, chance) in costs {
        for (burden, part) in burdens {
          let left = max(Double(wealth) - cost - burden, Double(floor))
          guard left > 0 else {
            throw .beyondWealth(cost: Int(min(cost + burden, 1e18)), wealth: wealth)
          }
          logarithms.append((.log(left), chance * part))
        }
      }
      guard let mean = ExponentialMean(order: 1 - aversion, of: logarithms) else { throw .noCosts }
      return Double(wealth) - .exp(mean.value)
    }
  }
}
