import Probability

/// A delay and its dated changes, in whole days, by the day on which the delay starts.
struct DelayCalendar: Sendable {
  /// The law of one delay.
  final class Law: Sendable {
    /// The probabilities of 0, 1, 2, … whole days; the last entry holds all that is longer.
    let days: [Double]
    /// The probability of so many days or more.
    let tails: [Double]
    /// The probability of at most so many days.
    let totals: [Double]
    /// The number of days, where it is always the same.
    let only: Int?
    /// The same law, made ready to be drawn.
    private let alias: Alias

    init(_ delay: Delay, upTo most: Int) {
      days = delay.wholeDays(upTo: most)
      only = days.firstIndex { $0 >= 1 }
      var tail = 0.0
      tails = days.reversed().map {
        tail += $0; return tail
      }.reversed()
      var total = 0.0
      totals = days.map {
        total += $0; return total
      }
      guard let alias = try? Alias(weights: days) else {
        preconditionFailure("a delay has probabilities")
      }
      self.alias = alias
    }

    /// Draws whole days; the number of the last entry stands for anything longer.
    func sample(using draws: inout Stream) -> Int { alias.sample(using: &draws) }
  }

  private let laws: [Law]
  /// The law of each day from the launch on.
  private let numbers: [Int]
  private let launch: Day

  /// The delays of a scenario that start on the days from launch to horizon.
  init(_ delay: Delay, changes: [DatedDelay], from launch: Day, to horizon: Day) {
    self.launch = launch
    let most = launch.distance(to: horizon)
    laws = ([delay] + changes.map(\.delay)).map { Law($0, upTo: most) }
    numbers = (0...max(0, most)).map { number in
      let day = launch.advanced(by: number)
      return changes.firstIndex { $0.from <= day && day <= $0.to }.map { $0 + 1 } ?? 0
    }
  }

  /// The law of a delay that starts on a day from launch to horizon.
  subscript(day: Day) -> Law { laws[numbers[launch.distance(to: day)]] }
}
