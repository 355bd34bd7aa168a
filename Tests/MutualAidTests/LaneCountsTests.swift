import CKernels
import Testing

@testable import MutualAid

/// Rows of counts that are taken together, and count by count.
struct LaneCountsTests {
  @Test(arguments: [0, 1, 7, 8, 33, 256])
  func `rows are added and taken out lane by lane`(lanes: Int) {
    let counts = (0..<lanes).map { $0 * 37 % 11 }
    var sums = (0..<lanes).map { 100 + $0 }
    LaneCounts.add(counts, to: &sums)
    #expect(sums == (0..<lanes).map { 100 + $0 + counts[$0] })
    counts.withUnsafeBufferPointer { counts in
      sums.withUnsafeMutableBufferPointer { LaneCounts.take(counts, outOf: $0) }
    }
    #expect(sums == (0..<lanes).map { 100 + $0 })
  }

  @Test(arguments: [1, 7, 8, 33, 256])
  func `the greatest that was added is kept`(lanes: Int) {
    var (sums, greatest) = ([Int](repeating: 1, count: lanes), [Int](repeating: 0, count: lanes))
    let rows = (0..<5).map { row in (0..<lanes).map { ($0 * 37 + row * 101) % 13 } }
    for row in rows {
      row.withUnsafeBufferPointer { row in
        sums.withUnsafeMutableBufferPointer { sums in
          greatest.withUnsafeMutableBufferPointer { greatest in
            guard let sums = sums.baseAddress, let greatest = greatest.baseAddress else { return }
            LaneCounts.add(row, to: sums, greatest: greatest)
          }
        }
      }
    }
    for lane in 0..<lanes {
      #expect(sums[lane] == 1 + rows.reduce(0) { $0 + $1[lane] })
      #expect(greatest[lane] == rows.map { $0[lane] }.max())
    }
  }

  @Test(arguments: [0, 1, 9, 64])
  func `rows above their limit are found`(lanes: Int) {
    let rows = 20
    let counts = (0..<rows * lanes).map { Int64($0 * 7_919 % 97) }
    let starts = (0..<rows).map { Int64((rows - 1 - $0) * lanes) }
    let limits = (0..<rows).map { Int64(80 + $0) }
    var found = [UInt32](repeating: 99, count: rows)
    let number = fentan_rows_above(counts, lanes, starts, limits, rows, &found)
    let expected = (0..<rows).filter { row in
      (0..<lanes).contains { counts[Int(starts[row]) + $0] > limits[row] }
    }
    #expect(found[..<number].map { Int($0) } == expected)
  }
}
