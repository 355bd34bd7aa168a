internal import Probability

/// What a comparison is made from: figures of a run, or exact ones.
public struct SharingFigures: Sendable {
  /// A calendar year's figures.
  struct Year: Sendable {
    let groups: GroupYear
    /// What a member of each segment pays, or `nil` where no settlement falls into the year.
    let costs: [CostDistribution]?
    /// The benefits of the year's diagnoses, or `nil` where they have no law.
    let claims: CostDistribution?
  }

  let scenario: Scenario
  let seed: UInt64
  /// `nil` where the figures are exact.
  let replications: Int?
  let years: [Year]
  let whole: GroupYear
  let wholeCosts: [CostDistribution]
  let paid: PairedDifference?
  /// The expected benefit of each line of claims, in fen.
  let lineMeans: [Double]
  /// Those left without cover, where an insurer goes on.
  let after: AfterPoolFigures?
  /// The figures of groups without each part of the replications, in place of all; nothing else is told
  /// apart by parts.
  let withoutEach: [SharingFigures]

  /// The figures of a run.
  public init(of run: SharingRun) {
    scenario = run.outcome.scenario
    seed = run.outcome.seed
    replications = run.outcome.replications
    let outcome = run.outcome
    let years = run.years.map { groups in
      let costs = outcome.scenario.segments.indices.compactMap { segment in
        outcome[Measure(.yearCost, .year(groups.year ?? 0), segment: segment)]
          .map { CostDistribution.sample($0) }
      }
      return Year(
        groups: groups, costs: costs.isEmpty ? nil : costs, claims: .sample(groups.incurred))
    }
    self.years = years
    whole = run.whole
    wholeCosts = run.wholeCosts.map { .sample($0) }
    paid = run.paid
    lineMeans = run.lineMeans
    after = run.after
    withoutEach = (run.parts?.withoutEach ?? []).map { others in
      SharingFigures(
        scenario: run.outcome.scenario,
        years: zip(others.years, years).map { Year(groups: $0, costs: nil, claims: $1.claims) },
        whole: others.whole, wholeCosts: [], lineMeans: run.lineMeans)
    }
  }

  init(
    scenario: Scenario, years: [Year], whole: GroupYear, wholeCosts: [CostDistribution],
    lineMeans: [Double]
  ) {
    self.scenario = scenario
    seed = 0
    replications = nil
    withoutEach = []
    self.years = years
    self.whole = whole
    self.wholeCosts = wholeCosts
    paid = nil
    self.lineMeans = lineMeans
    after = nil
  }
}

extension SharingComparison {
  /// Compares by a rule.
  ///
  /// - Parameters:
  ///   - figures: What was found.
  ///   - rule: What sharing is compared with.
  ///   - confidence: The share of runs whose intervals hold the true figures.
  /// - Throws: `CrossSubsidyError`, which is a fault of the program.
  public init(
    of figures: SharingFigures, by rule: ComparisonRule, confidence: Double = 0.95
  ) throws(CrossSubsidyError) {
    var maker = SharingComparer(figures: figures, rule: rule, confidence: confidence)
    scenario = figures.scenario
    self.rule = rule
    seed = figures.seed
    replications = figures.replications
    var years: [Year] = []
    for year in figures.years { years.append(try maker.year(year)) }
    self.years = years
    exit = maker.exit(years)
    withoutEach = try figures.withoutEach.map { (others) throws(CrossSubsidyError) in
      try SharingComparison(of: others, by: rule, confidence: confidence)
    }
    wholeCosts = maker.wholeCosts()
    wholeFairness = try maker.fairness(figures.whole)
    benefits = figures.paid.flatMap { pairs in
      guard let promised = pairs.first, let paid = pairs.second, let lost = pairs.mean else {
        return nil
      }
      return Benefits(promised: promised, paid: paid, lost: lost)
    }
  }
}
