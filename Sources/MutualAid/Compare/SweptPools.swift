public import Probability

/// A scenario over a grid of one or two of its settings, in the same futures.
public struct SweptPools: Sendable {
  /// The key paths that are varied, one or two.
  public let keys: [String]
  /// The values of the keys at each point of the grid, as the scenario writes them.
  public let points: [[String]]
  /// What the run found: the first point is the base.
  public let outcome: PairedOutcome

  /// What was found over a grid.
  ///
  /// - Precondition: There is one scenario for each point, and a value for each key.
  public init(over keys: [String], points: [[String]], outcome: PairedOutcome) {
    precondition(points.count == outcome.comparisons.count + 1, "a point is a scenario")
    precondition(points.allSatisfy { $0.count == keys.count }, "a point has a value for each key")
    self.keys = keys
    self.points = points
    self.outcome = outcome
  }

  /// A figure at a point of the grid.
  public struct Line: Sendable {
    /// The number of the point.
    public let point: Int
    /// What it is.
    public let figure: ComparedFigure
    /// Its values over futures.
    public let values: Tally
    /// The figure at the point less that at the first, in the same futures; `nil` at the first.
    public let difference: Estimate?

    /// The standard deviation over the mean, to first order with its error, or `nil` if the mean is 0.
    ///
    /// The error takes mean and deviation as independent.
    public var variation: Estimate? {
      guard let mean = values.mean, mean.value > 0, let sd = values.standardDeviation else {
        return nil
      }
      let variation = sd.value / mean.value
      guard sd.value > 0 else { return Estimate(value: 0, standardError: 0) }
      let (a, b) = (sd.standardError / sd.value, mean.standardError / mean.value)
      return Estimate(value: variation, standardError: variation * (a * a + b * b).squareRoot())
    }
  }

  /// All figures, point by point; one that the first point has not is left out.
  public var lines: [Line] {
    guard let first = outcome.comparisons.first else { return [] }
    let base = first.figures.map {
      Line(point: 0, figure: $0.figure, values: $0.pairs.second, difference: nil)
    }
    return base
      + outcome.comparisons.enumerated().flatMap { place, comparison in
        comparison.figures.map {
          Line(
            point: place + 1, figure: $0.figure, values: $0.pairs.first,
            difference: $0.pairs.meanDifference)
        }
      }
  }
}
