internal import RealModule

/// How a household values an uncertain cost: its aversion to risk.
public struct Utility: Hashable, Sendable {
  /// The form of the utility of wealth.
  enum Form: Hashable, Sendable {
    /// u(w) = −e^(−aw): the aversion a to a loss of a yuan is the same at any wealth.
    case constantAbsolute(perFen: Double)
    /// u(w) = w^(1 − γ)/(1 − γ), and log w at γ = 1, of what is left of a wealth, at least a floor.
    case constantRelative(aversion: Double, wealth: Int, floor: Int)
  }

  let form: Form

  /// Constant absolute risk aversion (CARA), u(w) = −e^(−aw).
  ///
  /// - Parameter aversion: The aversion a for each yuan (100 fen); 0 is none.
  /// - Returns: The utility.
  /// - Throws: `UtilityError.notAnAversion` unless it is finite and not negative.
  public static func constantAbsolute(perYuan aversion: Double) throws(UtilityError) -> Utility {
    guard aversion >= 0, aversion < .infinity else { throw .notAnAversion(aversion) }
    return Utility(form: .constantAbsolute(perFen: aversion / 100))
  }

  /// Constant relative risk aversion (CRRA), u(w) = w^(1 − γ)/(1 − γ), and log w at γ = 1.
  ///
  /// - Parameters:
  ///   - aversion: The aversion γ; 0 is none.
  ///   - wealth: The wealth out of which the cost is paid, in fen: savings, or the income of the year.
  ///   - floor: What is left at least, in fen, since others then pay: social assistance.
  /// - Returns: The utility.
  /// - Throws: `UtilityError.notAnAversion` unless the aversion is finite and not negative,
  ///   `noWealth` unless the wealth is above the floor, and the floor not negative.
  public static func constantRelative(
    _ aversion: Double, wealth: Int, floor: Int = 0
  ) throws(UtilityError) -> Utility {
    guard aversion >= 0, aversion < .infinity else { throw .notAnAversion(aversion) }
    guard floor >= 0, wealth > floor else { throw .noWealth(wealth, floor: floor) }
    return Utility(form: .constantRelative(aversion: aversion, wealth: wealth, floor: floor))
  }
}

/// Why an uncertain cost has no certainty equivalent.
public enum UtilityError: Error, Equatable, Sendable, CustomStringConvertible {
  /// An aversion is negative or not finite.
  case notAnAversion(Double)
  /// The wealth is not above its floor, or the floor is negative, all in fen.
  case noWealth(Int, floor: Int)
  /// A cost can leave nothing of the wealth, which no certain cost is as bad as, in fen.
  case beyondWealth(cost: Int, wealth: Int)
  /// This probability lies above the last known point of the law.
  case unknownTail(Double)
  /// This share of the expected utility could be the error of the law, or lie beyond its points.
  case restsOnError(share: Double)
  /// There are no costs.
  case noCosts

  /// The error as one sentence.
  public var description: String {
    switch self {
    case .notAnAversion(let aversion):
      "an aversion to risk should be finite and not negative, but is \(aversion)"
    case .noWealth(let wealth, let floor):
      "a wealth of \(wealth) fen should be above its floor of \(floor) fen, and that not negative"
    case .beyondWealth(let cost, let wealth):
      "a cost of \(cost) fen leaves nothing of a wealth of \(wealth) fen: state a floor"
    case .unknownTail(let beyond):
      "the law of the costs is unknown in its tail, of probability \(beyond)"
    case .restsOnError(let share):
      """
      the certain cost rests on costs that are as rare as the error of their law, which is worth \
      \(share) of the expected utility: the aversion is too large for it
      """
    case .noCosts: "there are no costs"
    }
  }
}
