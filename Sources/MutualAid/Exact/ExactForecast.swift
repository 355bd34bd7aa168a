public import Probability

/// What of a scenario has an exact law: found by convolution, without drawing anything.
///
/// As long as nothing makes the membership random, the benefits decided at a settlement are a sum of
/// independent members' claims of all periods so far, and their law is known. Payers are known too,
/// so that a share is a function of the benefits and of what was carried, which lies between bounds.
/// The laws of different settlements are each exact, but not independent of one another.
public struct ExactForecast: Sendable {
  /// A figure with its law.
  public struct Figure: Sendable {
    /// The figure: the share or the claims paid of a settlement, or the cost of a year.
    public let measure: Measure
    /// Its law.
    public let law: ExactLaw
    /// The same before rounding and carrying, where it has a law.
    public let need: NeedPerPayer?
  }

  /// What was asked about.
  public let scenario: Scenario
  /// The pool's periods.
  public let periods: [Period]
  /// The figures that have an exact law: settlements first, then years.
  public let figures: [Figure]
  /// The figures of the same kinds that have none, and why.
  public let missing: [NoExactLaw]

  /// Whether anything that chance decides has an exact law.
  public var hasLaws: Bool { figures.contains { !$0.law.isConstant } }

  /// What stands in the way of the figures that have no exact law, each reason once.
  public var obstacles: [NoExactLaw.Reason] {
    let found = Set(missing.flatMap(\.reasons))
    return NoExactLaw.Reason.allCases.filter(found.contains)
  }

  /// Finds the laws of a scenario.
  ///
  /// - Throws: `AggregateError.totalTooLarge` if the greatest possible total of a settlement does not
  ///   fit an `Int`.
  /// - Complexity: For each settlement that of `LatticeLaw.sum(of:limit:)` with a group for each
  ///   period, cohort and generation before it.
  public init(of scenario: Scenario) throws(AggregateError) {
    try self.init(of: Timetable(of: scenario))
  }

  init(of timetable: Timetable) throws(AggregateError) {
    var forecaster = Forecaster(of: timetable)
    try forecaster.run()
    scenario = timetable.scenario
    periods = timetable.periods
    figures = forecaster.figures
    missing = forecaster.missing
  }
}
