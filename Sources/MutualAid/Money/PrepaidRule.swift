/// The terms of a pool whose members pay from balances held in advance.
public struct PrepaidRule: Equatable, Sendable {
  /// What a member pays in on joining, and tops up to, in fen.
  public var deposit: Int
  /// Below this balance a member tops up or leaves, in fen.
  public var minimum: Int
  /// The part of those below the minimum who top up, 0 to 1; each decides alone.
  public var topUp: Double
  /// The part of each balance that is left when the platform fails.
  ///
  /// How often it fails stands among the triggers of a shutdown.
  public var recovery: Rate

  /// Terms of balances.
  ///
  /// - Precondition: `minimum` is not negative and at most the deposit; `topUp` and `recovery` are
  ///   at most 1.
  public init(deposit: Int, minimum: Int, topUp: Double = 1, recovery: Rate = .zero) {
    precondition(0...deposit ~= minimum, "a minimum balance is between 0 and the deposit")
    precondition(0...1 ~= topUp, "a part of the members tops up")
    precondition(recovery.millionths <= 1_000_000, "no more is recovered than there was")
    self.deposit = deposit
    self.minimum = minimum
    self.topUp = topUp
    self.recovery = recovery
  }
}
