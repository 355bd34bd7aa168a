import Probability

/// What one member of a slot and cohort can expect of a period's cover.
///
/// It is what the fair rules split a need by: the chance of a diagnosis in the period that gives a
/// claim, and what that claim is worth. The common factor on all hazards counts as 1, its mean.
struct MemberRisk: Sendable {
  /// What a claim can be worth.
  struct Worth: Sendable {
    /// The amounts with their chances; empty where one is drawn.
    let amounts: [BinomialGroup.Amount]
    let mean: Double
    let meanSquare: Double
  }

  /// The chance of a claim in the period.
  let chance: Double
  let worth: Worth

  /// The mean of the benefit, in fen.
  var mean: Double { chance * worth.mean }
  /// The variance of the benefit.
  var variance: Double { chance * worth.meanSquare - mean * mean }

  static let none = MemberRisk(chance: 0, worth: Worth(amounts: [], mean: 0, meanSquare: 0))

  /// The risks of a period, by the place of the slot in the plan and by cohort.
  static func risks(
    of plan: PeriodPlan, cohorts: Int, lines: [ClaimLine], scenario: Scenario
  ) -> [[MemberRisk]] {
    let worths = plan.pools.map { Worth(of: $0, lines: lines, scenario: scenario) }
    return plan.slots.map { slot in
      var risks = [MemberRisk](repeating: .none, count: cohorts)
      for (place, cohort) in slot.cover.cohorts.enumerated() {
        risks[cohort] = MemberRisk(
          chance: slot.cover.probabilities[place], worth: worths[slot.cover.pools[place]])
      }
      return risks
    }
  }
}

extension MemberRisk.Worth {
  /// What the claims of a pool are worth; refused ones nothing.
  fileprivate init(of pool: ClaimPool, lines: [ClaimLine], scenario: Scenario) {
    var (mean, meanSquare) = (0.0, 0.0)
    var amounts: [BinomialGroup.Amount] = []
    var isFixed = true
    // The chances of a pool sum to 1 but for rounding, and a law takes no more than 1.
    let total = pool.branches.reduce(0) { $0 + $1.chance }
    for branch in pool.branches {
      let line = lines[branch.line]
      amounts.append(.init(line.amount, probability: min(1, branch.chance / total)))
      if case .drawn(let kind, _) = line.worth,
        case .random(let benefit) = scenario.claims.classes[kind].severities[line.segment]
      {
        isFixed = false
        mean += branch.chance * benefit.mean
        meanSquare += branch.chance * benefit.meanSquare
      } else {
        mean += branch.chance * Double(line.amount)
        meanSquare += branch.chance * Double(line.amount) * Double(line.amount)
      }
    }
    self.init(amounts: isFixed ? amounts : [], mean: mean, meanSquare: meanSquare)
  }
}
