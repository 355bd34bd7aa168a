/// The terms of a pool whose members pay from balances held in advance.
public struct PrepaidRule: Equatable, Sendable {
  /// What a member pays in on joining, and tops up to, in fen.
  public var deposit: Int
  /// Below this balance a member tops up or leaves, in fen.
  public var minimum: Int

  /// Terms of balances.
  ///
  /// - Precondition: `minimum` is not negative and at most the deposit.
  public init(deposit: Int, minimum: Int) {
    precondition(0...deposit ~= minimum, "a minimum balance is between 0 and the deposit")
    self.deposit = deposit
    self.minimum = minimum
  }
}
