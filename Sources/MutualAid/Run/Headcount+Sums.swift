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
    return sum(of: slot * cohorts + range.lowerBound..<slot * cohorts + range.upperBound)
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

  private func sum(of rows: Range<Int>) -> [Int] {
    var sum = [Int](repeating: 0, count: lanes)
    add(rows, to: &sum)
    return sum
  }

  private func add(_ rows: Range<Int>, to sum: inout [Int]) {
    counts.withUnsafeBufferPointer { counts in
      sum.withUnsafeMutableBufferPointer { sum in
        for row in rows {
          let row = UnsafeBufferPointer(rebasing: counts[row * lanes..<(row + 1) * lanes])
          for lane in 0..<sum.count { sum[lane] &+= row[lane] }
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
