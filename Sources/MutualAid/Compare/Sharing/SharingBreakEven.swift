public import Probability

/// Where sharing and a premium cost a member the same who pays at every settlement of the run.
public struct SharingBreakEven: Sendable {
  /// What is moved until they do.
  public let setting: String
  /// By what figure of the share: the mean, a quantile, or the certain cost to somebody.
  public let measure: String
  /// The setting, or why there is none.
  public let found: Result<BreakEven, BreakEvenError>

  /// A break-even, or why there is none.
  public init(setting: String, measure: String, found: Result<BreakEven, BreakEvenError>) {
    self.setting = setting
    self.measure = measure
    self.found = found
  }
}

extension SharingFigures {
  /// A member's cost of the whole run in the first segment, by a measure, in fen.
  ///
  /// - Returns: The figure, or `nil` where the cost has no law or no such figure.
  func share(by measure: CostMeasure) -> Estimate? {
    guard let cost = wholeCosts.first else { return nil }
    return try? cost.figure(by: measure)
  }

  /// The pure premium of the whole run, of everybody, for a member all along, in fen.
  var purePremium: Estimate? {
    var sum = Estimate(value: 0, standardError: 0)
    for year in years {
      let comparer = SharingComparer(figures: self, rule: ComparisonRule(), confidence: 0.95)
      let groups = year.groups.cover.groups
      let members = groups.reduce(0) { $0 + $1.years }
      guard members > 0 else { continue }
      let part = comparer.part(of: year.groups.year ?? 0) / members
      sum = Estimate(
        value: sum.value + part * groups.reduce(0) { $0 + $1.benefits.value },
        standardError: sum.standardError + part
          * groups.reduce(0) { $0 + $1.benefits.standardError })
    }
    return sum.value > 0 ? sum : nil
  }

  /// What a member of the first segment would pay an insurer in the whole run by a rule, in fen: the
  /// mean over the classes of the rating.
  ///
  /// - Returns: The premium, or `nil` where there is none.
  func premium(by rule: ComparisonRule) -> Estimate? {
    guard let comparison = try? SharingComparison(of: self, by: rule),
      let classes = comparison.wholeCosts.first?.premiums, !classes.isEmpty
    else { return nil }
    let parts = classes.reduce(0) { $0 + $1.part }
    guard parts > 0 else { return nil }
    return Estimate(
      value: classes.reduce(0) { $0 + $1.part * $1.amount.value } / parts,
      standardError: classes.reduce(0) { $0 + $1.part * $1.amount.standardError } / parts)
  }

  /// Share less premium, in fen, with the errors of both.
  public func difference(by rule: ComparisonRule, measure: CostMeasure) -> Estimate? {
    guard let share = share(by: measure), let premium = premium(by: rule) else { return nil }
    return Estimate(
      value: share.value - premium.value,
      standardError: share.standardError + premium.standardError)
  }

  /// The loading on the pure premium at which a premium costs what sharing does.
  ///
  /// The premium is one for all: pure (1 + loading) / (1 − expenses − profit).
  ///
  /// - Throws: `BreakEvenError`.
  public func breakEvenLoading(
    by measure: CostMeasure, expenses: Rate = .zero, profit: Rate = .zero, confidence: Double = 0.95
  ) throws(BreakEvenError) -> BreakEven {
    let free = Double(1_000_000 - expenses.millionths - profit.millionths) / 1e6
    return try breakEven(in: -0.999...99, by: measure, confidence) { (1 + $0) / free }
  }

  /// The loss ratio at which a premium costs what sharing does.
  ///
  /// - Throws: `BreakEvenError`.
  public func breakEvenLossRatio(
    by measure: CostMeasure, confidence: Double = 0.95
  ) throws(BreakEvenError) -> BreakEven {
    try breakEven(in: 0.01...100, by: measure, confidence) { 1 / $0 }
  }

  private func breakEven(
    in range: ClosedRange<Double>, by measure: CostMeasure, _ confidence: Double,
    markup: (Double) -> Double
  ) throws(BreakEvenError) -> BreakEven {
    guard let share = share(by: measure), let pure = purePremium else {
      throw .noFigure(at: range.lowerBound)
    }
    return try BreakEven(
      in: range, tolerance: 1e-9, step: 1e-3, confidence: confidence
    ) { x in
      Estimate(
        value: share.value - markup(x) * pure.value,
        standardError: share.standardError + markup(x) * pure.standardError)
    }
  }
}

extension Simulation {
  /// Runs the replications 0 ..< `replications` one batch after another, and records groups.
  ///
  /// For a search that asks for one run after the other; what it finds is what `runByGroup` finds.
  ///
  /// - Throws: `EngineError` if a ledger does not balance.
  public func figuresInTurn(replications: Int) throws(EngineError) -> SharingFigures {
    let plan = GroupPlan(of: timetable)
    var sums = SharingSums(plan, layout: layout, bands: SharingRun.bands(of: scenario))
    for start in stride(from: 0, to: replications, by: 64) {
      let numbers = start..<min(start + 64, replications)
      for (number, found) in zip(numbers, try groupRecords(of: numbers, by: plan)) {
        sums.add(found.record, found.figures, of: number)
      }
    }
    return SharingFigures(of: run(of: sums, replications: replications, means: plan.means))
  }
}
