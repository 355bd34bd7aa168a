public import Probability

/// What a run found: for every measure, its values over all replications.
public struct Outcome: Sendable {
  /// What was simulated.
  public let scenario: Scenario
  /// The pool's periods.
  public let periods: [Period]
  /// The number that every draw follows from.
  public let seed: UInt64
  /// How many replications were run.
  public let replications: Int
  /// How they were run.
  public let method: Method
  /// What was measured, in a fixed order: periods first, then years, then the run.
  public let measures: [Measure]
  /// For each measure, its values over the replications.
  public let tallies: [Tally]

  private let places: [Measure: Int]

  /// How replications are run; all are exact, and differ in what they tell and ask for.
  public enum Method: String, Sendable {
    /// Cohort by cohort, with all that befalls members and claims.
    case monteCarlo = "monte-carlo"
    /// Shares alone, one draw a settlement.
    case collapsed
    /// Shares, and claims by group of cohorts.
    case cohorts
    /// A roster's members one by one.
    case individuals
  }

  /// The outcome of a run.
  ///
  /// - Precondition: One tally for each measure, and no measure twice.
  public init(
    scenario: Scenario, periods: [Period], seed: UInt64, replications: Int,
    method: Method = .monteCarlo, measures: [Measure], tallies: [Tally]
  ) {
    precondition(measures.count == tallies.count, "each measure has a tally")
    self.scenario = scenario
    self.periods = periods
    self.seed = seed
    self.replications = replications
    self.method = method
    self.measures = measures
    self.tallies = tallies
    places = Dictionary(uniqueKeysWithValues: zip(measures, measures.indices))
  }

  /// The values of a measure, or `nil` if this run has none.
  public subscript(measure: Measure) -> Tally? { places[measure].map { tallies[$0] } }

  /// The calendar years that have a year's cost, ascending.
  public var years: [Int] {
    measures.compactMap {
      if $0.quantity == .yearCost, $0.segment == 0, case .year(let year) = $0.scope {
        year
      } else {
        nil
      }
    }
  }
}
