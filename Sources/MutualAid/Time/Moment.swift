/// A minute of a day, where the hour matters: cover that ends at 18:00 covers 0.75 of that day.
public struct Moment: Hashable, Comparable, Sendable {
  /// The day.
  public let day: Day
  /// Minutes since the day began, 0 to 1440.
  ///
  /// The end of a day, 24:00, is not the next day's 00:00.
  public let minute: Int

  /// The moment so many minutes into a day.
  ///
  /// - Precondition: `minute` is in 0...1440.
  public init(day: Day, minute: Int) {
    precondition(0...1440 ~= minute, "a day has 1440 minutes, but minute \(minute) was asked for")
    self.day = day
    self.minute = minute
  }

  /// The end of a day, 24:00.
  public static func end(of day: Day) -> Moment { Moment(day: day, minute: 1440) }

  /// The part of a day that lies before the moment, 0 to 1.
  public func part(of other: Day) -> Double {
    if other < day { return 1 }
    return other == day ? Double(minute) / 1440 : 0
  }

  /// Whether a moment comes before another.
  public static func < (left: Moment, right: Moment) -> Bool {
    (left.day, left.minute) < (right.day, right.minute)
  }
}

extension Moment: CustomStringConvertible {
  /// The moment as ISO 8601 writes it, `2021-03-31T18:00`.
  public var description: String {
    let hour = String(minute / 60)
    let rest = String(minute % 60)
    return "\(day)T\(hour.count < 2 ? "0" : "")\(hour):\(rest.count < 2 ? "0" : "")\(rest)"
  }
}
