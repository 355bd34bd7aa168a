internal import Probability

/// Puts sharing beside a premium and no cover, year by year.
struct SharingComparer {
  let figures: SharingFigures
  let rule: ComparisonRule
  let confidence: Double
  /// The premiums that a member of each segment and class has paid so far.
  private var paidPremiums: [[MemberGroup: (amount: Double, error: Double, part: Double)]]
  /// The mean premium of the year before, in fen, and the part of policies in force.
  private var before: Int?
  private var inForce = 1.0

  init(figures: SharingFigures, rule: ComparisonRule, confidence: Double) {
    self.figures = figures
    self.rule = rule
    self.confidence = confidence
    paidPremiums = figures.scenario.segments.map { _ in [:] }
  }

  var scenario: Scenario { figures.scenario }

  mutating func year(
    _ figures: SharingFigures.Year
  ) throws(CrossSubsidyError) -> SharingComparison.Year {
    let groups = figures.groups
    let year = groups.year ?? 0
    let part = self.part(of: year)
    let cover = cover(of: groups)
    let premium = cover.groups.isEmpty ? nil : premium(of: cover, figures.claims)
    let found: FlatPremium? =
      if case .success(let found)? = premium { found } else { nil }
    // What the pool's members pay is compared for the time of its cover alone.
    let beside = part > 0 ? found : nil
    let years = coveredYears(of: groups)
    let costs = costs(figures, beside, part: part, years: years)
    let insurer = found.map { self.insurer($0, figures, years: years) }
    return SharingComparison.Year(
      year: year, part: part, members: groups.years, costs: costs, premium: premium,
      insurer: insurer,
      households: rule.household.flatMap {
        households($0, figures, beside, part: part)
      },
      fairness: try fairness(groups))
  }

  /// The part of a calendar year in which the pool gives cover.
  func part(of year: Int) -> Double {
    let first = max(scenario.launch, Day.first(of: year))
    let last = min(scenario.horizon, Day.last(of: year))
    guard first <= last else { return 0 }
    let days = (0...first.distance(to: last)).reduce(0.0) {
      $0 + (scenario.shutdown?.coverEnds.part(of: first.advanced(by: $1)) ?? 1)
    }
    return days / Double(Day.count(in: year))
  }

  func premium(
    of cover: CoveredYear, _ claims: CostDistribution?
  ) -> Result<FlatPremium, PremiumError>? {
    guard let rule = rule.premium else { return nil }
    return Result { () throws(PremiumError) -> FlatPremium in
      try FlatPremium(
        for: cover, on: terms(rule, claims), confidence: confidence)
    }
  }

  private func terms(
    _ rule: PremiumRule, _ claims: CostDistribution?
  ) throws(PremiumError) -> PremiumTerms {
    let basis: PremiumTerms.Basis
    switch rule.basis {
    case .lossRatio(let ratio): basis = .lossRatio(ratio)
    case .loading(let loading): basis = .loading(loading)
    case .tariff(let tariff): basis = .tariff(tariff, sumsInsured: SumsInsured(of: scenario))
    case .solvency(let risk, let capital):
      let level: SolvencyLevel? =
        switch claims {
        case .sample(let totals)?: SolvencyLevel(of: totals, risk: risk, confidence: confidence)
        case .law(let law)?: try SolvencyLevel(of: law, risk: risk)
        case nil: nil
        }
      guard let level else { throw .lawTooShort(beyond: 1, error: 0) }
      basis = .solvency(level, capital: capital)
    }
    return PremiumTerms(
      rating: rule.rating, basis: basis, expenses: rule.expenses, profit: rule.profit)
  }

  // MARK: - What members pay

  private mutating func costs(
    _ figures: SharingFigures.Year, _ premium: FlatPremium?, part: Double, years: Double
  ) -> [SharingComparison.Cost] {
    guard let shares = figures.costs else { return [] }
    return scenario.segments.indices.map { segment in
      let name = scenario.segments[segment].name
      var premiums: [SharingComparison.Premium] = []
      for kind in premium?.classes ?? [] {
        let group = kind.cover.group
        guard group.segment == nil || group.segment == name else { continue }
        let amount = Double(kind.premium) * part
        let error = kind.standardError(confidence: confidence) * part
        let weight = kind.cover.years / max(years, .leastNormalMagnitude)
        let sum = paidPremiums[segment][group] ?? (0, 0, 0)
        paidPremiums[segment][group] = (sum.amount + amount, sum.error + error, weight)
        premiums.append(
          self.premium(
            group, part: weight, amount: Estimate(value: amount, standardError: error),
            beside: shares[segment]))
      }
      return SharingComparison.Cost(
        segment: name, share: shares[segment],
        premiums: premiums.sorted { Self.isBefore($0.group, $1.group) })
    }
  }

  /// Groups stand by age, then men before women.
  private static func isBefore(_ first: MemberGroup, _ second: MemberGroup) -> Bool {
    func key(_ group: MemberGroup) -> (Int, Int, String) {
      (group.ages?.lowerBound ?? 0, group.sex?.rawValue ?? 0, group.segment ?? "")
    }
    return key(first) < key(second)
  }

  private func premium(
    _ group: MemberGroup, part: Double, amount: Estimate, beside share: CostDistribution
  ) -> SharingComparison.Premium {
    let sides = share.sides(of: Int(amount.value.rounded()), confidence: confidence)
    return SharingComparison.Premium(
      group: group, part: part, amount: amount,
      difference: share.mean.map {
        Estimate(
          value: $0.value - amount.value, standardError: $0.standardError + amount.standardError)
      },
      sharingIsCheaper: sides?.below, premiumIsCheaper: sides?.above)
  }

  /// After all years: what a member paid in the whole run under both.
  func wholeCosts() -> [SharingComparison.Cost] {
    zip(scenario.segments.indices, figures.wholeCosts).map { segment, share in
      SharingComparison.Cost(
        segment: scenario.segments[segment].name, share: share,
        premiums: paidPremiums[segment].sorted { Self.isBefore($0.key, $1.key) }
          .map { group, sum in
            premium(
              group, part: sum.part,
              amount: Estimate(value: sum.amount, standardError: sum.error), beside: share)
          })
    }
  }

  // MARK: - The insurer

  private mutating func insurer(
    _ premium: FlatPremium, _ figures: SharingFigures.Year, years: Double
  ) -> SharingComparison.Insurer {
    let collected = premium.premiums
    let mean = years > 0 ? Int((collected / years).rounded()) : 0
    if let lapse = rule.premium?.lapse, let before {
      inForce *= lapse.renewing(from: before, to: mean)
    }
    before = mean
    // Claims after the pool's end are expected and not drawn, so that they have no spread.
    let isWhole = after(figures.groups.year) == nil
    let claims = isWhole ? figures.claims ?? .sample(Tally()) : .sample(Tally())
    let expenses = premium.terms.expenses.fraction
    let money = collected * (1 - expenses) + capital
    let premiums = premiums(of: premium)
    return SharingComparison.Insurer(
      years: years, premiums: premiums, benefits: premium.benefits,
      expenses: Estimate(
        value: expenses * premiums.value, standardError: expenses * premiums.standardError),
      claims: claims,
      ruin: claims.sides(of: Int(money.rounded(.down)), confidence: confidence)?.above,
      deviation: years > 0 ? claims.standardDeviation.map { $0 / years } : nil, inForce: inForce)
  }

  /// All premiums of a year, in fen, with the sum of the errors of classes, which no dependence exceeds.
  func premiums(of premium: FlatPremium) -> Estimate {
    Estimate(
      value: premium.premiums,
      standardError: premium.classes.reduce(0) {
        $0 + $1.cover.years * $1.standardError(confidence: confidence)
      })
  }

  private var capital: Double {
    if case .solvency(_, let capital)? = rule.premium?.basis { return Double(capital) }
    return Double(rule.premium?.capital ?? 0)
  }

  // MARK: - Fairness

  func fairness(_ groups: GroupYear) throws(CrossSubsidyError) -> [SharingComparison.Fairness] {
    guard groups.years > 0 else { return [] }
    var found: [SharingComparison.Fairness] = []
    for (dimension, accounts) in groups.byDimension {
      found.append(
        .init(
          dimension: dimension,
          subsidy: try CrossSubsidy(
            of: inOrder(accounts.accounts), exposurePerYear: GroupYear.exposurePerYear)))
    }
    if found.isEmpty {
      found.append(
        .init(
          dimension: nil,
          subsidy: try CrossSubsidy(
            of: groups.everybody.accounts, exposurePerYear: GroupYear.exposurePerYear)))
    }
    return found
  }

  /// The groups that had anybody, by age where they have one.
  private func inOrder(_ accounts: [GroupAccount]) -> [GroupAccount] {
    accounts.filter { $0.exposure > 0 || $0.pairs.firstSum > 0 }.enumerated().sorted {
      let ages = ($0.element.group.ages?.lowerBound ?? 0, $1.element.group.ages?.lowerBound ?? 0)
      return ages.0 == ages.1 ? $0.offset < $1.offset : ages.0 < ages.1
    }.map(\.element)
  }
}
