/// What a paired run found: several scenarios against a base, in the same futures.
public struct PairedOutcome: Sendable {
  /// The scenario that the others are held against.
  public let base: Scenario
  /// The number that every draw follows from.
  public let seed: UInt64
  /// How many replications were run of each scenario.
  public let replications: Int
  /// The other scenarios, in their order.
  public let comparisons: [ScenarioComparison]

  /// What a paired run found.
  public init(
    base: Scenario, seed: UInt64, replications: Int, comparisons: [ScenarioComparison]
  ) {
    self.base = base
    self.seed = seed
    self.replications = replications
    self.comparisons = comparisons
  }
}

/// A scenario against a base.
public struct ScenarioComparison: Sendable {
  /// The other scenario.
  public let scenario: Scenario
  /// What both have: costs of calendar years, figures of the run, totals.
  public let figures: [PairedFigure]
  /// What only the base has, such as years in which the other pool is no more.
  public let onlyInBase: [ComparedFigure]
  /// What only the other scenario has.
  public let onlyInOther: [ComparedFigure]

  /// A scenario against a base.
  public init(
    scenario: Scenario, figures: [PairedFigure], onlyInBase: [ComparedFigure] = [],
    onlyInOther: [ComparedFigure] = []
  ) {
    self.scenario = scenario
    self.figures = figures
    self.onlyInBase = onlyInBase
    self.onlyInOther = onlyInOther
  }

  /// The pairs of a figure, or `nil` if the scenarios do not both have it.
  public subscript(figure: ComparedFigure) -> PairedCosts? {
    figures.first { $0.figure == figure }?.pairs
  }
}

/// A figure of two scenarios in the same futures.
public struct PairedFigure: Sendable {
  /// What it is.
  public let figure: ComparedFigure
  /// The other scenario's value and the base's, replication by replication, in whole units.
  ///
  /// The first is the other scenario, so that the difference is what changes from the base to it.
  public let pairs: PairedCosts

  /// A figure with its pairs.
  public init(_ figure: ComparedFigure, pairs: PairedCosts) {
    self.figure = figure
    self.pairs = pairs
  }
}
