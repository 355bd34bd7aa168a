import CKernels

/// Counts that stand side by side, one for each replication.
enum LaneCounts {
  /// Adds counts to sums, lane by lane.
  ///
  /// - Precondition: There are as many of both.
  /// - Complexity: O(*lanes*), some 0.1 ns each.
  static func add(_ counts: [Int], to sums: inout [Int]) {
    precondition(counts.count == sums.count, "every lane has a sum")
    counts.withUnsafeBufferPointer { counts in
      sums.withUnsafeMutableBufferPointer { sums in
        counts.withMemoryRebound(to: Int64.self) { counts in
          sums.withMemoryRebound(to: Int64.self) {
            fentan_add_counts(counts.baseAddress, counts.count, $0.baseAddress)
          }
        }
      }
    }
  }

  /// Takes counts out of others, lane by lane.
  ///
  /// - Precondition: There are as many of both.
  /// - Complexity: O(*lanes*), some 0.1 ns each.
  static func take(
    _ counts: UnsafeBufferPointer<Int>, outOf row: UnsafeMutableBufferPointer<Int>
  ) {
    precondition(counts.count == row.count, "every lane has a count")
    counts.withMemoryRebound(to: Int64.self) { counts in
      row.withMemoryRebound(to: Int64.self) {
        fentan_subtract_counts(counts.baseAddress, counts.count, $0.baseAddress)
      }
    }
  }

  /// Adds counts to sums, lane by lane, and keeps the greatest that was added.
  ///
  /// - Precondition: There are as many of each.
  /// - Complexity: O(*lanes*), some 0.1 ns each.
  static func add(
    _ counts: UnsafeBufferPointer<Int>, to sums: UnsafeMutablePointer<Int>,
    greatest: UnsafeMutablePointer<Int>
  ) {
    let lanes = counts.count
    counts.withMemoryRebound(to: Int64.self) { counts in
      sums.withMemoryRebound(to: Int64.self, capacity: lanes) { sums in
        greatest.withMemoryRebound(to: Int64.self, capacity: lanes) {
          fentan_add_and_compare(counts.baseAddress, lanes, sums, $0)
        }
      }
    }
  }
}
