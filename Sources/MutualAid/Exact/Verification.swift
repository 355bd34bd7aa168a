import Probability

/// A simulation held against the exact laws of its scenario.
///
/// Each figure's mean and standard deviation, and the number of replications at or below each of its
/// quantiles and strictly below it, are tested by Chernoff's bound, which holds for every law and
/// every number of replications. The risk is shared evenly by all tests, so that a right program
/// is accused with at most the risk stated (Bonferroni's inequality).
public struct Verification: Sendable {
  /// The exact laws.
  public let forecast: ExactForecast
  /// The simulation.
  public let outcome: Outcome
  /// The probability, at most, that a right simulation disagrees.
  public let risk: Double
  /// What was found of each figure, in the order of the forecast.
  public let comparisons: [LawComparison]

  /// Holds a simulation against exact laws.
  ///
  /// - Parameters:
  ///   - forecast: The exact laws.
  ///   - outcome: The simulation.
  ///   - quantiles: The levels of the quantiles, each above 0 and below 1.
  ///   - risk: The probability of a false alarm in all tests together, above 0 and below 1.
  /// - Precondition: The outcome has replications, and a figure for each law.
  public init(
    of forecast: ExactForecast, against outcome: Outcome, quantiles: [Double], risk: Double
  ) {
    precondition(outcome.replications > 0, "a simulation has replications")
    precondition(0 < risk && risk < 1, "a risk is above 0 and below 1, not \(risk)")
    self.forecast = forecast
    self.outcome = outcome
    self.risk = risk
    comparisons = forecast.figures.map { figure in
      guard var tally = outcome[figure.measure] else {
        preconditionFailure("the simulation does not measure \(figure.measure)")
      }
      tally.settle()
      return LawComparison(of: figure, to: tally, quantiles: quantiles)
    }
  }

  /// The number of tests.
  public var testCount: Int {
    comparisons.reduce(0) { $0 + $1.checks.reduce(0) { $0 + $1.tests } }
  }

  /// The probability below which a single test disagrees.
  public var threshold: Double { risk / Double(max(1, testCount)) }

  /// The checks that disagree, with their figures.
  public var disagreements: [(measure: Measure, check: LawCheck)] {
    let threshold = threshold
    return comparisons.flatMap { comparison in
      comparison.checks.filter { $0.disagrees(at: threshold) }
        .map { (comparison.figure.measure, $0) }
    }
  }

  /// Whether no test disagrees.
  public var agrees: Bool { disagreements.isEmpty }
}

/// One figure's simulated values held against its exact law.
public struct LawComparison: Sendable {
  /// The figure with its law.
  public let figure: ExactForecast.Figure
  /// What was checked: the mean first, then the standard deviation, then the quantiles, ascending.
  public let checks: [LawCheck]

  init(of figure: ExactForecast.Figure, to tally: Tally, quantiles: [Double]) {
    self.figure = figure
    let law = figure.law
    var checks: [LawCheck] = []
    if let mean = LawCheck(mean: tally, law: law) { checks.append(mean) }
    // A constant is checked by its mean alone: no other value has it.
    if !law.isConstant {
      if let deviation = LawCheck(deviation: tally, law: law) { checks.append(deviation) }
      checks += quantiles.sorted().compactMap { LawCheck(quantile: $0, tally, law: law) }
    }
    self.checks = checks
  }

  /// The check of a statistic, if it was made.
  public subscript(statistic: LawCheck.Statistic) -> LawCheck? {
    checks.first { $0.statistic == statistic }
  }
}
