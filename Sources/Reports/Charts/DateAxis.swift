internal import MutualAid

/// An axis of days with ticks at the beginning of months, quarters or years, or at both ends.
struct DateAxis {
  /// A day that is marked and named.
  struct Tick: Equatable {
    /// The day.
    let day: Day
    /// The month, the year or the date.
    let label: String
  }

  /// The days from one end to the other.
  let days: ClosedRange<Day>
  /// The marked days, ascending.
  let ticks: [Tick]

  /// An axis from one day to another with at most so many ticks.
  init(_ days: ClosedRange<Day>, atMost most: Int = 12) {
    self.days = days
    let (year, month, _) = days.lowerBound.date
    let (lastYear, lastMonth, _) = days.upperBound.date
    let first = year * 12 + month - 1
    let last = lastYear * 12 + lastMonth - 1
    let monthSteps = [1, 3, 6] + [1, 2, 5, 10, 20, 50, 100, 1_000, 10_000].map { $0 * 12 }
    let step = monthSteps.first { (last - first) / $0 < most } ?? 120_000
    let marked = stride(from: (first + step - 1) / step * step, through: last, by: step)
      .compactMap { month in
        Day(year: month / 12, month: month % 12 + 1, day: 1).map { (month, $0) }
      }.filter { days ~= $0.1 }
    guard marked.count > 1 else {
      // Too short for two beginnings of a month: the ends stand for themselves.
      let ends =
        days.lowerBound == days.upperBound ? [days.lowerBound] : [days.lowerBound, days.upperBound]
      ticks = ends.map { Tick(day: $0, label: $0.description) }
      return
    }
    ticks = marked.enumerated().map { place, tick in
      // The year stands at its January; the first tick says it in any case.
      let (month, day) = tick
      let (year, name) = ("\(month / 12)", Self.months[month % 12])
      let label = month.isMultiple(of: 12) ? year : place == 0 ? "\(name) \(year)" : name
      return Tick(day: day, label: label)
    }
  }

  /// Where a day lies, 0 at the beginning of the axis and 1 at its end.
  func place(of day: Day) -> Double {
    let length = days.lowerBound.distance(to: days.upperBound)
    return length == 0 ? 0.5 : Double(days.lowerBound.distance(to: day)) / Double(length)
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
