import Probability

/// Sums over members.
extension Headcount {
  /// All members, lane by lane.
  func total() -> [Int] {
    var sum = [Int](repeating: 0, count: lanes)
    for slot in 0..<slots where isUsed[slot] {
      add(slot * cohorts..<(slot + 1) * cohorts, to: &sum)
    }
    return sum
  }

  /// The members of a slot and segment, lane by lane.
  func members(slot: Int, segment: Int) -> [Int] {
    let range = ranges[segment]
    var sum = [Int](repeating: 0, count: lanes)
    add(slot * cohorts + range.lowerBound..<slot * cohorts + range.upperBound, to: &sum)
    return sum
  }

  /// Adds the members of a slot and segment to the segment's row of sums, lane by lane.
  func add(slot: Int, segment: Int, to sums: inout [Int]) {
    let range = ranges[segment]
    add(
      slot * cohorts + range.lowerBound..<slot * cohorts + range.upperBound, to: &sums,
      at: segment)
  }

  /// Adds the members of a slot and cohort times some weights to sums, by weight and then lane by lane.
  func add(slot: Int, cohort: Int, times weights: ArraySlice<Double>, to sums: inout [Double]) {
    let start = (slot * cohorts + cohort) * lanes
    counts.withUnsafeBufferPointer { counts in
      sums.withUnsafeMutableBufferPointer {
        WeightedSums.add(
          .init(rebasing: counts[start..<start + lanes]), times: weights, to: $0)
      }
    }
  }

  /// Adds rows to a row of sums.
  private func add(_ rows: Range<Int>, to sums: inout [Int], at place: Int = 0) {
    counts.withUnsafeBufferPointer { counts in
      sums.withUnsafeMutableBufferPointer { sums in
        let sum = UnsafeMutableBufferPointer(rebasing: sums[place * lanes..<(place + 1) * lanes])
        for row in rows {
          let row = UnsafeBufferPointer(rebasing: counts[row * lanes..<(row + 1) * lanes])
          for lane in 0..<lanes { sum[lane] &+= row[lane] }
        }
      }
    }
  }
}
