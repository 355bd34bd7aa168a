/// Rows of members one behind the other, each member with a length of the hazard over the whole membership.
///
/// What is kept are bounds on the sums of rows, in two steps, so that the row at a place is found without
/// reading others: where blocks of eight rows begin, in units of the axis, and what parts of a block its rows
/// take, cumulated, a byte each. Bounds are rounded up. Claims that are proposed beyond a row's true sum are
/// dropped, which leaves the others as they are (thinning), so the rounding changes no law.
///
/// The block at a place is found by a table that cuts the axis into even parts and tells the block in which
/// each begins: as there are as many parts as blocks, the search goes on by one block in the mean, however
/// unlike the blocks are.
///
/// > P. A. W. Lewis, G. S. Shedler. "Simulation of nonhomogeneous Poisson processes by thinning."
/// > *Naval Research Logistics Quarterly* 26 (1979), 403–413.
/// > doi:[10.1002/nav.3800260304](https://doi.org/10.1002/nav.3800260304)
///
/// > H.-C. Chen, Y. Asau. "On generating random variates from an empirical distribution." *AIIE
/// > Transactions* 6 (1974), 163–166. doi:[10.1080/05695557408974949](https://doi.org/10.1080/05695557408974949)
struct HazardAxis: Sendable {
  /// Rows of a block, one for each byte of a word.
  static let rowsOfBlock = 8
  /// The most blocks, as many as sixteen bits tell apart.
  static let mostBlocks = 1 << 16
  /// The most claims that are proposed in the mean: a stream has 2²⁵ words, and a claim takes five at most
  /// to be decided.
  static let mostProposals = 0x1p22

  /// The hazard that a unit stands for.
  let unit: Double
  /// By block, the units before it; then the end, and what the search may look at beyond.
  let starts: [UInt32]
  /// By block, the parts of its rows, cumulated, the first in the lowest byte; the last is the whole.
  let marks: [UInt64]
  /// By part of the axis, the block in which it begins.
  let guides: [UInt16]
  /// The bits of a place that tell the part of the axis.
  let guideBits: Int

  /// How far the search for a block looks at once.
  static let glance = 3

  /// Bounds the sums of rows; `nil` if there would be too many claims.
  ///
  /// - Parameters:
  ///   - rows: How many there are.
  ///   - sum: The sum of a row's lengths.
  /// - Complexity: O(*rows*).
  init?(rows: Int, sum: (_ row: Int) -> Double) {
    let count = (rows + Self.rowsOfBlock - 1) / Self.rowsOfBlock
    precondition(count <= Self.mostBlocks, "an axis has at most \(Self.mostBlocks) blocks")
    var lengths: [Double] = []
    lengths.reserveCapacity(count)
    marks = (0..<count).map { block in
      let first = block * Self.rowsOfBlock
      let row = Self.rowMarks((first..<first + Self.rowsOfBlock).map { $0 < rows ? sum($0) : 0 })
      lengths.append(row.length)
      return row.marks
    }
    let total = lengths.reduce(0, +)
    guard total <= Self.mostProposals else { return nil }
    // Rounding up adds a unit at most to each block.
    let even = total / Double(Int(UInt32.max) - 1 - count)
    unit = total > 0 ? max(even, .leastNormalMagnitude) : 0
    var starts: [UInt32] = [0]
    starts.reserveCapacity(count + 1 + Self.glance)
    for length in lengths {
      starts.append(
        starts[starts.count - 1] + (unit > 0 ? UInt32((length / unit).rounded(.up)) : 0))
    }
    guideBits = Int.bitWidth - max(0, count - 1).leadingZeroBitCount
    guides = Self.guides(to: starts, bits: guideBits)
    self.starts = starts + [UInt32](repeating: .max, count: Self.glance)
  }

  /// The parts that rows take of a block, cumulated, and the block's length: each row has no less than
  /// its sum.
  private static func rowMarks(_ sums: [Double]) -> (marks: UInt64, length: Double) {
    let total = sums.reduce(0, +)
    guard total > 0, total.isFinite else { return (0, total) }
    // Rounding up adds less than one to each of eight parts.
    let part = max(total / Double(255 - rowsOfBlock), .leastNormalMagnitude)
    var (marks, end) = (UInt64(0), 0.0)
    for (row, sum) in sums.enumerated() {
      end += (sum / part).rounded(.up)
      marks |= UInt64(end) << UInt64(8 * row)
    }
    // A little more, for the rounding of these lines, and for the order in which members are added up.
    return (marks, part * end * (1 + 0x1p-32))
  }

  private static func guides(to starts: [UInt32], bits: Int) -> [UInt16] {
    var block = 0
    return (0..<1 << bits).map { part in
      let place = UInt64(part) << UInt64(32 - bits)
      while block + 2 < starts.count, UInt64(starts[block + 1]) <= place { block += 1 }
      return UInt16(block)
    }
  }

  /// The bytes that the bounds take.
  var memory: Int { starts.count * 4 + marks.count * 8 + guides.count * 2 }

  /// The member at a place of a row, and the place within the member's length; `nil` beyond the last.
  @inline(__always)
  static func member(
    at place: Double, of row: Range<Int>, length: (_ member: Int) -> Double
  ) -> (member: Int, place: Double)? {
    var left = place
    for member in row {
      let length = length(member)
      if left < length { return (member, left) }
      left -= length
    }
    return nil
  }
}
