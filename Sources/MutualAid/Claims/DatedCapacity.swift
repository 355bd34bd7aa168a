/// How many cases the settlements between two days can decide; the others wait in a queue.
///
/// Refusals use capacity as approvals do.
public struct DatedCapacity: Equatable, Sendable {
  /// The first day.
  public let from: Day
  /// The last day.
  public let to: Day
  /// The cases that each settlement between the days can decide.
  public let cases: Int

  /// A capacity between two days, both included.
  ///
  /// - Precondition: `from` is not after `to`; `cases` is not negative.
  public init(from: Day, to: Day, cases: Int) {
    precondition(from <= to, "a capacity ends after it begins")
    precondition(cases >= 0, "a capacity is not negative")
    self.from = from
    self.to = to
    self.cases = cases
  }
}

extension [DatedCapacity] {
  /// The cases that the settlement of a day can decide, or `nil` where nothing limits them.
  public func cases(on settlement: Day) -> Int? {
    first { $0.from <= settlement && settlement <= $0.to }?.cases
  }
}
