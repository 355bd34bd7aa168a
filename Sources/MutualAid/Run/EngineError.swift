public import Probability

/// A run failed at the settlement of one replication.
public struct EngineError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What went wrong.
  public enum Fault: Equatable, Sendable {
    /// The books do not balance, a fault of the program: what they hold above what the engine
    /// believes, in fen.
    case ledger(missing: Int)
    /// The shares by cohort need a law that cannot be found, such as one with too many points.
    case sharing(AggregateError)
  }

  /// The replication.
  public let replication: Int
  /// The period, by its index.
  public let period: Int
  /// The settlement day.
  public let settlement: Day
  /// What went wrong.
  public let fault: Fault

  /// One line that names the replication and the settlement.
  public var description: String {
    let place = "replication \(replication) at the settlement of \(settlement) (period \(period))"
    return switch fault {
    case .ledger(let missing):
      "the ledger of \(place) does not balance: \(missing) fen unaccounted for"
    case .sharing(.gridTooLarge(let points, let limit)):
      "the shares of \(place) would need a law of \(points) points, and at most \(limit) are "
        + "allowed: choose benefits with a larger common step, or another apportionment.share"
    case .sharing(let error): "the shares of \(place) have no law: \(error)"
    }
  }
}
