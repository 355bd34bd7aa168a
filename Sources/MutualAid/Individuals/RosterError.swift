/// Why a member cannot be put on a roster, or a roster not be simulated.
public enum RosterError: Error, Equatable, CustomStringConvertible {
  /// The probability of a claim is not from 0 to below 1.
  case probability(Double)
  /// The periods of membership are empty or not those of the roster.
  case membership(joins: Int, leaves: Int)
  /// There is no such class.
  case noClass(Int)
  /// There are more kinds of membership, by joining, leaving and class, than a roster tells apart.
  case tooManyKinds
  /// A factor on the hazards is negative or not finite, or there is not one for each period.
  case factors
  /// There are so many claims of a member over the membership that they are not proposed one by one.
  case tooManyClaims

  /// What was wrong.
  public var description: String {
    switch self {
    case .probability(let found):
      "a probability of a claim should be from 0 to below 1, but is \(found)"
    case .membership(let joins, let leaves):
      "a membership from period \(joins) to before period \(leaves) is not within the roster's periods"
    case .noClass(let found): "there is no class \(found)"
    case .tooManyKinds:
      "members differ in more than 65,536 combinations of joining, leaving and class"
    case .factors: "each period should have a factor on the hazards, finite and not negative"
    case .tooManyClaims: "members have too many claims to draw one by one"
    }
  }
}
