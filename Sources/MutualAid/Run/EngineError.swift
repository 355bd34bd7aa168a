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
    /// More are diagnosed in a period than `mostClaims`.
    case tooManyClaims(Int)
  }

  /// The most claims that a replication draws of one period: the words of a random stream are numbered, and a
  /// claim takes a few.
  public static let mostClaims = 1 << 23

  /// Whether the scenario asks for what cannot be done, and the program is not at fault.
  public var isOfScenario: Bool {
    switch fault {
    case .ledger: false
    case .sharing(.gridTooLarge), .tooManyClaims: true
    case .sharing: false
    }
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
    case .tooManyClaims(let count):
      "in \(place) \(count) members are diagnosed, and at most \(Self.mostClaims) claims are drawn of a "
        + "period: choose fewer members or more settlements"
    case .sharing(let error): "the shares of \(place) have no law: \(error)"
    }
  }
}
