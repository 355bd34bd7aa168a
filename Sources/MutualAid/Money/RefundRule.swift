/// What members get back when a pool shuts.
public enum RefundRule: Equatable, Sendable {
  /// Nothing.
  case none
  /// Their balances.
  case balances
  /// A part of their balances, each rounded down to fen.
  case fractionOfBalances(Rate)
  /// All shares they ever paid, fee included, from the platform; and their balances, if they have
  /// any.
  case allPastShares

  /// The part of a balance that goes back.
  var partOfBalances: Rate {
    switch self {
    case .none: .zero
    case .balances, .allPastShares: Rate(millionths: 1_000_000)
    case .fractionOfBalances(let part): part
    }
  }
}
