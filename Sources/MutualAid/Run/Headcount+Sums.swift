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

  /// Adds a cohort's members in one lane to a row by generation of the year.
  func add(_ cohort: Int, lane: Int, to row: inout ArraySlice<Int>) {
    for slot in 1..<max(1, slots) where isUsed[slot] {
      row[row.startIndex + generationOfSlot[slot]] += self[slot, cohort, lane]
    }
    for generation in 0..<generations {
      row[row.startIndex + generation] +=
        apart[(cohort * generations + generation) * lanes + lane]
    }
  }

  /// The members of a slot and segment in one lane by generation of the year.
  func byGeneration(slot: Int, segment: Int, lane: Int) -> [Int] {
    var row = [Int](repeating: 0, count: generations)
    for cohort in ranges[segment] {
      guard slot == 0 else {
        row[generationOfSlot[slot]] += self[slot, cohort, lane]
        continue
      }
      for generation in row.indices {
        row[generation] += apart[(cohort * generations + generation) * lanes + lane]
      }
    }
    return row
  }
}
