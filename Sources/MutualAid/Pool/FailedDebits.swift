/// Charges that fail: those concerned pay nothing, and leave after the retries.
///
/// The share was computed with them. The shortfall follows the rule above a cap. Members with an
/// open claim do not fail.
public struct FailedDebits: Equatable, Sendable {
  /// The part of the charges of a settlement that fail for good.
  public let share: Double
  /// How many days a charge is tried again, from the settlement on.
  public let retryDays: Int

  /// Charges that fail.
  ///
  /// - Precondition: `share` is in `0...1`; `retryDays` is not negative.
  public init(share: Double, retryDays: Int = 0) {
    precondition(0...1 ~= share, "a share is in 0...1")
    precondition(retryDays >= 0, "days are not negative")
    self.share = share
    self.retryDays = retryDays
  }
}
