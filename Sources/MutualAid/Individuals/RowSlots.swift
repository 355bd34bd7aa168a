/// Slots of one length that lead to rows of members by their hazards, as an alias table does.
///
/// Each row has a slot of its own, cut into cells. A row's hazard is rounded up to whole cells; a lower part of
/// the slot belongs to the row itself, and the rest to one other row, its *alias*. So the row at a place is
/// found by a look at one slot, whatever the hazards, and nothing of it is approximate: rows have their
/// cells to the last one. Claims that are proposed beyond a row's true hazard are dropped, which leaves the
/// others as they are (thinning), so the rounding changes no law.
///
/// A slot is 32 bits, the cells of its own row above and the number of the alias below. Where it is kept is
/// the owner's affair: if among the row's members, it costs no access to memory. Where nobody needs the
/// rest of a slot, the alias is the row itself, and the rest is nobody's.
///
/// The slots are filled in one pass, by the rows that fill less than a slot and those that fill more, both in
/// ascending order; so an alias lies near its slot where rows are alike.
///
/// > A. J. Walker. "An efficient method for generating discrete random variables with general
/// > distributions." *ACM Transactions on Mathematical Software* 3 (1977), 253–256.
/// > doi:[10.1145/355744.355749](https://doi.org/10.1145/355744.355749)
///
/// > L. Hübschle-Schneider, P. Sanders. "Parallel weighted random sampling." *ACM Transactions on
/// > Mathematical Software* 48 (2022), 29:1–29:40. doi:[10.1145/3549934](https://doi.org/10.1145/3549934)
///
/// > P. A. W. Lewis, G. S. Shedler. "Simulation of nonhomogeneous Poisson processes by thinning."
/// > *Naval Research Logistics Quarterly* 26 (1979), 403–413.
/// > doi:[10.1002/nav.3800260304](https://doi.org/10.1002/nav.3800260304)
struct RowSlots: Equatable, Sendable {
  /// The most rows, as many as sixteen bits tell apart.
  static let mostRows = 1 << 16
  /// The most cells of a slot.
  static let mostCells = 1 << 16 - 1
  /// The most claims that are proposed in the mean: a stream has 2²⁵ words, and a claim takes five at most
  /// to be decided.
  static let mostProposals = 0x1p22

  /// The number of rows, and of slots.
  let rows: Int
  /// The hazard of a cell; 20 bits, so that products with numbers of cells are exact.
  let unit: Double
  /// The cells of a slot.
  let length: Int
  /// Cells of a unit hazard, nearly.
  private let density: Double

  /// Fills slots by the hazards of rows; `nil` if there would be too many claims.
  ///
  /// - Parameters:
  ///   - rows: How many there are.
  ///   - sum: The sum of a row's lengths, as the search for a member adds them up.
  ///   - set: Takes the slot of each row.
  /// - Complexity: O(*rows*).
  @inline(__always)
  init?(rows: Int, sum: (_ row: Int) -> Double, set: (_ row: Int, _ slot: UInt32) -> Void) {
    precondition(rows <= Self.mostRows, "there are slots for at most \(Self.mostRows) rows")
    var total = 0.0
    let sums = [Double](unsafeUninitializedCapacity: rows) { sums, count in
      for row in 0..<rows {
        let sum = sum(row)
        sums.initializeElement(at: row, to: sum)
        total += sum
      }
      count = rows
    }
    guard total <= Self.mostProposals else { return nil }
    self.init(sums, total: total, set: set)
  }

  @inline(__always)
  private init(_ sums: [Double], total: Double, set: (_ row: Int, _ slot: UInt32) -> Void) {
    rows = sums.count
    // Rounding up adds less than a cell to each row. A little more, for the rounding of the total.
    let even = total / Double(max(1, rows * (Self.mostCells - 1))) * (1 + 0x1p-30)
    unit = total > 0 ? Self.roundedUp(max(even, .leastNormalMagnitude)) : 0
    density = total > 0 ? 1 / unit : 0
    let (unit, density) = (unit, density)
    var cells = 0
    for sum in sums { cells += Int(Self.cells(of: sum, unit, density)) }
    length = rows > 0 ? (cells + rows - 1) / rows : 0
    assert(length <= Self.mostCells, "a slot's length has sixteen bits, but is \(length)")
    Filling(of: sums, length: length) { Int(Self.cells(of: $0, unit, density)) }.fill(set)
  }

  /// A number with its upper 20 bits only, rounded up.
  private static func roundedUp(_ number: Double) -> Double {
    let rest: UInt64 = 1 << 33 - 1
    return Double(bitPattern: (number.bitPattern + rest) & ~rest)
  }

  /// The fewest cells that are not below a sum, a whole number.
  ///
  /// The nearest whole number is as near as sums with 2⁵² are; what rounding may do to it before, the exact
  /// product mends.
  @inline(__always)
  private static func cells(of sum: Double, _ unit: Double, _ density: Double) -> Double {
    let near = (sum * density + 0x1p52) - 0x1p52
    return near + (near * unit < sum ? 1 : 0)
  }

  /// The cells of a row, by the sum of its members' lengths; a whole number.
  @inline(__always)
  func cells(of sum: Double) -> Double { Self.cells(of: sum, unit, density) }
}

/// Rows in the order in which their slots are filled.
private struct Filling {
  /// The rows that fill less than a slot, ascending, with their cells above the row's number; then a gap; then
  /// the others, from the end on.
  private var entries: [Int]
  /// How many fill less than a slot, or just one.
  private let lights: Int
  /// The cells of a slot.
  private let length: Int

  /// Parts rows.
  @inline(__always)
  init(of sums: [Double], length: Int, cells: (_ sum: Double) -> Int) {
    self.length = length
    var light = 0
    let rows = sums.count
    entries = [Int](unsafeUninitializedCapacity: rows + 1) { entries, count in
      entries.initialize(repeating: 0)
      for (row, sum) in sums.enumerated() {
        let cells = cells(sum)
        // Written to both ends, because a branch would be hard to guess.
        entries[light] = cells << 16 | row
        entries[rows - (row - light)] = cells << 16 | row
        light += cells <= length ? 1 : 0
      }
      count = rows + 1
    }
    lights = light
  }

  /// Tells the slot of each row.
  @inline(__always)
  func fill(_ set: (_ row: Int, _ slot: UInt32) -> Void) {
    let last = entries.count - 1
    entries.withUnsafeBufferPointer { entries in
      var (light, heavy) = (0, last)
      // The cells of the heavy row that have no slot yet.
      var rest = heavy > lights ? entries[heavy] >> 16 : 0
      while heavy > lights {
        // Either the heavy row's own slot, which the next one fills up, or a light row's, which it fills up.
        let isOwn = rest <= length
        assert(isOwn || light < lights, "rows should not have more cells than slots")
        let own = entries[isOwn ? heavy : light] & 0xFFFF
        let cells = isOwn ? rest : entries[light] >> 16
        heavy -= isOwn ? 1 : 0
        light += isOwn ? 0 : 1
        let alias = heavy > lights ? entries[heavy] & 0xFFFF : own
        rest = (isOwn ? entries[heavy] >> 16 : rest) - (length - cells)
        set(own, Self.slot(cells, alias: alias))
      }
      for entry in entries[light..<lights] {
        set(entry & 0xFFFF, Self.slot(entry >> 16, alias: entry & 0xFFFF))
      }
    }
  }

  @inline(__always)
  private static func slot(_ cells: Int, alias: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: cells << 16 | alias)
  }
}
