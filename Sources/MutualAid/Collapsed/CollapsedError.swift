public import Probability

/// Why a scenario cannot be simulated by the laws of its settlements.
public enum CollapsedError: Error, Equatable, CustomStringConvertible {
  /// What in the scenario stands in the way, at least one.
  case obstacles([CollapsedObstacle])
  /// A settlement's greatest possible total is too large to count.
  case aggregate(AggregateError)

  /// The reason, or a list of them.
  public var description: String {
    switch self {
    case .obstacles(let obstacles):
      "Settlements do not have laws that are independent of one another:"
        + obstacles.map { "\n- \($0)" }.joined()
    case .aggregate: "A settlement's greatest possible total is too large to count."
    }
  }
}
