internal import Probability
internal import RealModule

extension SharingComparer {
  /// A household's year without cover and with it.
  ///
  /// A member's own illness is taken as independent of the share that all pay. A claim of one's own
  /// raises the share by the benefit over the number of payers, which is left out.
  func households(
    _ rule: HouseholdRule, _ figures: SharingFigures.Year, _ premium: FlatPremium?, part: Double
  ) -> SharingComparison.Households? {
    let groups = figures.groups
    let expected = groups.claims.reduce(0, +)
    guard groups.years > 0, expected > 0, let replications = groups.everybody.accounts.first,
      let cost = try? LogNormal(
        mean: Double(rule.meanCost), coefficientOfVariation: rule.costVariation)
    else { return nil }
    let count = Double(replications.pairs.count)
    let diagnosis = min(1, Double(expected) / 1e6 / count / groups.years * part)
    let benefits = benefits(groups)
    let law = IllnessLaw(
      diagnosis: diagnosis, benefits: benefits, cost: cost, insurance: rule.insurance)
    let mean = benefits.reduce(0) { $0 + $1.amount * $1.chance }
    return SharingComparison.Households(
      diagnosis: diagnosis, benefit: diagnosis * mean,
      borne: burdens(rule, cost, rule.insurance, diagnosis, benefits),
      uninsured: rule.insurance == .none
        ? nil : burdens(rule, cost, .none, diagnosis, benefits),
      certain: self.rule.utilities.map { certain($0, law, figures, premium, part: part) })
  }

  /// What illness does to households with an insurance.
  private func burdens(
    _ rule: HouseholdRule, _ cost: LogNormal, _ insurance: SocialInsurance, _ diagnosis: Double,
    _ benefits: [(amount: Double, chance: Double)]
  ) -> SharingComparison.Burdens {
    let law = IllnessLaw(
      diagnosis: diagnosis, benefits: benefits, cost: cost, insurance: insurance)
    let illness = IllnessCost(cost, insurance: insurance)
    let mean = benefits.reduce(0) { $0 + $1.amount * $1.chance }
    let wealth = rule.wealth.flatMap { try? $0.fitted() }
    return SharingComparison.Burdens(
      burden: law.mean,
      catastrophicUncovered: catastrophic(rule, illness, diagnosis, benefits: [(0, 1)]),
      catastrophicCovered: catastrophic(rule, illness, diagnosis, benefits: benefits),
      beyondWealthUncovered: wealth.map { illness.beyondWealth($0) },
      beyondWealthCovered: wealth.map { illness.beyondWealth($0, benefit: Int(mean.rounded())) })
  }

  /// What a diagnosis is promised, with its probabilities; 0 where it is refused.
  private func benefits(_ groups: GroupYear) -> [(amount: Double, chance: Double)] {
    let total = Double(groups.claims.reduce(0, +))
    var sums: [Double: Double] = [:]
    for (line, count) in groups.claims.enumerated() where count > 0 {
      sums[self.figures.lineMeans[line], default: 0] += Double(count) / total
    }
    return sums.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private func catastrophic(
    _ rule: HouseholdRule, _ illness: IllnessCost, _ diagnosis: Double,
    benefits: [(amount: Double, chance: Double)]
  ) -> Double {
    let any = -Double.expMinusOne(Double(rule.members) * .log(onePlus: -min(diagnosis, 1 - 1e-16)))
    let classes = rule.incomes.households(
      size: rule.size, subsistencePerHead: rule.subsistencePerHead, diagnosis: any)
    return benefits.reduce(0) { sum, benefit in
      let found = try? illness.catastrophicPerMillion(
        of: classes, benefit: Int(benefit.amount.rounded()))
      return sum + (found ?? 0) * benefit.chance
    }
  }

  private func certain(
    _ rule: UtilityRule, _ law: IllnessLaw, _ figures: SharingFigures.Year,
    _ premium: FlatPremium?, part: Double
  ) -> SharingComparison.Certain {
    func cost(
      _ costs: [(cost: Double, chance: Double)], covered: Double
    ) -> Result<Double, UtilityError> {
      Result { () throws(UtilityError) -> Double in
        try rule.utility.certainCost(of: costs, and: law.burdens(covered: covered))
      }
    }
    let share = figures.costs?.first
    let error = share?.mean?.finite.standardError ?? 0
    let level = premium.map { premium in
      let (sum, each) = (premiums(of: premium), part / max(coveredYears(of: figures.groups), 1e-9))
      return Estimate(value: sum.value * each, standardError: sum.standardError * each)
    }
    return SharingComparison.Certain(
      name: rule.name, uncovered: cost([(0, 1)], covered: 0),
      sharing: cost(share?.points() ?? [(0, 1)], covered: 1)
        .map { Estimate(value: $0, standardError: error) },
      premium: level.map { level in
        cost([(level.value, 1)], covered: 1)
          .map { Estimate(value: $0, standardError: level.standardError) }
      })
  }
}
