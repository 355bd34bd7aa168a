import Probability

/// How often each whole number came, fast for those in a window, right for all.
struct CountedValues: Sendable {
  private let first: Int
  private var counts: [UInt32]
  /// What lies outside the window.
  private var others = Tally()

  private static let mostPlaces = 1 << 17

  /// Counts of nothing yet, with a window about the mean of what is expected.
  init(expecting values: ClosedRange<Int>, mean: Double) {
    let reach = Self.mostPlaces / 2
    // A mean that fits no `Int` has a window of its own accord: none of its values is near.
    let middle = Int(exactly: mean.rounded()) ?? values.upperBound
    let first = max(values.lowerBound, middle - reach)
    self.first = first
    counts = [UInt32](
      repeating: 0, count: max(0, min(values.upperBound, middle + reach) - first) + 1)
  }

  /// Counts values one by one.
  ///
  /// - Precondition: No value comes 2³² times.
  mutating func with(_ body: (_ add: (Int) -> Void) -> Void) {
    counts.withUnsafeMutableBufferPointer { counts in
      let first = first
      body { value in
        let place = value &- first
        if UInt(bitPattern: place) < UInt(bitPattern: counts.count) {
          counts[place] &+= 1
        } else {
          others.add(value)
        }
      }
    }
  }

  /// Adds the counts of another part of the work.
  ///
  /// - Precondition: It has the same window.
  mutating func merge(_ other: CountedValues) {
    precondition(first == other.first && counts.count == other.counts.count, "windows differ")
    for place in counts.indices { counts[place] += other.counts[place] }
    others.merge(other.others)
  }

  /// All that was counted.
  var tally: Tally {
    var tally = others
    tally.add(
      counted: counts.enumerated().compactMap {
        $1 > 0 ? (value: first + $0, count: Int($1)) : nil
      })
    return tally
  }
}
