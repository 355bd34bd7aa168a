import MutualAid

/// Dates written as bytes, read by a table of months.
struct RosterDates {
  private static let firstYear = 1800
  private static let lastYear = 2299
  /// By month from January of the first year: the number of its first day.
  private let firsts: [Int]

  init() {
    firsts = (Self.firstYear...Self.lastYear + 1).flatMap { year in
      (1...12).compactMap { Day(year: year, month: $0, day: 1)?.number }
    }
  }

  /// The number of a day written as `2018-10-16`, of the years 1800 to 2299, or `nil`.
  @inline(__always)
  func dayNumber(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else {
      return nil
    }
    var isGood = true
    func digit(_ place: Int) -> Int {
      let digit = bytes[place] &- 48
      if digit > 9 { isGood = false }
      return Int(digit)
    }
    let year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3)
    let month = digit(5) * 10 + digit(6)
    let day = digit(8) * 10 + digit(9)
    guard isGood, Self.firstYear <= year, year <= Self.lastYear, 1 <= month, month <= 12 else {
      return nil
    }
    let place = (year - Self.firstYear) * 12 + month - 1
    guard day >= 1, day <= firsts[place + 1] - firsts[place] else { return nil }
    return firsts[place] + day - 1
  }
}
