/// A factor on the hazard from a time since joining on, until the next one.
///
/// Initial selection wears off: those who have just joined are healthier, or sicker, than those who
/// have long been members.
public struct DurationFactor: Equatable, Sendable {
  /// Days since joining, 0 on the day of joining.
  public let days: Int
  /// The factor, not negative.
  public let factor: Double

  /// A factor from a time since joining on.
  ///
  /// - Precondition: Neither is negative, and the factor is finite.
  public init(days: Int, factor: Double) {
    precondition(days >= 0, "nobody is a member before joining")
    precondition(factor >= 0 && factor.isFinite, "a factor is not negative")
    self.days = days
    self.factor = factor
  }
}

extension [DurationFactor] {
  /// The factor so many days after joining; 1 where there are no factors or none holds yet.
  ///
  /// - Precondition: The factors ascend by days.
  public func factor(afterDays days: Int) -> Double {
    last { $0.days <= days }?.factor ?? 1
  }
}
