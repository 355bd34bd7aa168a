/// Another delay between two days, such as months without inquiries in the field.
///
/// It holds for what starts on one of the days: a diagnosis for the delay of reporting, an
/// application for that of processing.
public struct DatedDelay: Equatable, Sendable {
  /// The first day.
  public let from: Day
  /// The last day.
  public let to: Day
  /// The delay of what starts on one of the days.
  public let delay: Delay

  /// A delay between two days, both included.
  ///
  /// - Precondition: `from` is not after `to`.
  public init(from: Day, to: Day, delay: Delay) {
    precondition(from <= to, "a change of delay ends after it begins")
    self.from = from
    self.to = to
    self.delay = delay
  }
}

extension [DatedDelay] {
  /// The delay of what starts on a day, or `nil` where none of them holds.
  public func delay(startingOn day: Day) -> Delay? {
    first { $0.from <= day && day <= $0.to }?.delay
  }
}
