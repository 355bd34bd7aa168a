import Probability

/// How often each whole number came, fast for those in a window, right for all.
struct CountedValues: Sendable {
  private let first: Int
  private var counts: [UInt32]
  /// What lies outside the window.
  private var others = Tally()

  /// What a unit of the values counts as.
  private let unit: Int

  private static let mostPlaces = 1 << 17

  /// Counts of nothing yet, with a window of values from 0 to `greatest` about their mean.
  ///
  /// - Parameters:
  ///   - greatest: The greatest value that is expected.
  ///   - mean: The mean of the values.
  ///   - places: The most values that the window holds.
  ///   - unit: What a unit of the values counts as in the end.
  init(upTo greatest: Int, mean: Double, places: Int = Self.mostPlaces, unit: Int = 1) {
    self.unit = unit
    // A mean that fits no `Int` has all its values outside.
    let middle = Int(exactly: mean.rounded()) ?? greatest
    let first = max(0, middle - places / 2)
    self.first = first
    counts = [UInt32](repeating: 0, count: max(0, min(greatest - first, places)) + 1)
  }

  /// Counts values.
  ///
  /// - Precondition: No value comes 2³² times.
  mutating func add(_ values: some Collection<some FixedWidthInteger>) {
    counts.withUnsafeMutableBufferPointer { counts in
      for value in values {
        let place = Int(value) &- first
        if UInt(bitPattern: place) < UInt(bitPattern: counts.count) {
          counts[place] &+= 1
        } else {
          others.add(Int(value) * unit)
        }
      }
    }
  }

  /// Counts a value.
  mutating func add(_ value: Int) {
    let place = value - first
    if counts.indices ~= place { counts[place] &+= 1 } else { others.add(value * unit) }
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
    var counted: [(value: Int, count: Int)] = []
    counts.withUnsafeBufferPointer { counts in
      for place in counts.indices where counts[place] > 0 {
        counted.append(((first + place) * unit, Int(counts[place])))
      }
    }
    var tally = others
    tally.add(counted: counted)
    return tally
  }
}
