/// Claims of which nothing but the settlements that see them matters, for replications side by side.
///
/// What becomes of a group's claims is drawn for all replications at once, fate by fate. So they are kept the
/// same way, and a replication takes its own when their settlement comes.
struct AwaitedClaims {
  private let lanes: Int
  /// The settlements, and one more for never.
  private let settlements: Int
  private let lines: Int
  /// Claims reported by each settlement and not by the one before, at `settlement · lanes + lane`.
  private var reported: [UInt32]
  /// Claims approved at each settlement, at `(line · settlements + settlement) · lanes + lane`.
  private var approved: [UInt32]
  /// Claims lost at each settlement, likewise; empty until there may be any.
  private var lost: [UInt32] = []

  /// None.
  init(of timetable: Timetable, lanes: Int) {
    self.lanes = lanes
    settlements = timetable.periods.count + 1
    lines = timetable.lines.count
    reported = [UInt32](repeating: 0, count: settlements * lanes)
    approved = [UInt32](repeating: 0, count: lines * settlements * lanes)
  }

  private init(_ all: AwaitedClaims, only kept: [Int]) {
    func keep(_ rows: [UInt32]) -> [UInt32] {
      stride(from: 0, to: rows.count, by: all.lanes).flatMap { row in kept.map { rows[row + $0] } }
    }
    (lanes, settlements, lines) = (kept.count, all.settlements, all.lines)
    (reported, approved, lost) = (keep(all.reported), keep(all.approved), keep(all.lost))
  }

  /// The claims of some of the lanes.
  func only(_ kept: [Int]) -> AwaitedClaims { AwaitedClaims(self, only: kept) }

  /// Adds a line's claims.
  ///
  /// - Parameters:
  ///   - parts: How many have each fate, at `fate · lanes + lane`.
  ///   - fates: What can become of them.
  ///   - line: The line.
  mutating func add(
    _ parts: UnsafeMutableBufferPointer<UInt32>, of fates: FateLaw, line: Int
  ) {
    if fates.mayBeLost, lost.isEmpty { lost = [UInt32](repeating: 0, count: approved.count) }
    reported.withUnsafeMutableBufferPointer { reported in
      approved.withUnsafeMutableBufferPointer { approved in
        lost.withUnsafeMutableBufferPointer { lost in
          for (place, fate) in fates.fates.enumerated() {
            let row = UnsafeMutableBufferPointer(
              rebasing: parts[place * lanes..<(place + 1) * lanes])
            Self.add(row, to: reported, at: fate.reported * lanes)
            Self.add(
              row, to: fate.kind == .lost ? lost : approved,
              at: (line * settlements + fate.ended) * lanes)
          }
        }
      }
    }
  }

  private static func add(
    _ row: UnsafeMutableBufferPointer<UInt32>, to rows: UnsafeMutableBufferPointer<UInt32>,
    at start: Int
  ) {
    let sum = UnsafeMutableBufferPointer(rebasing: rows[start..<start + row.count])
    for lane in 0..<row.count { sum[lane] &+= row[lane] }
  }

  /// A lane's claims that a settlement is the first to see reported.
  func reported(by settlement: Int, lane: Int) -> Int { Int(reported[settlement * lanes + lane]) }

  /// A lane's claims of a line that a settlement approves, or counts as lost.
  func ended(by settlement: Int, line: Int, lane: Int) -> (approved: Int, lost: Int) {
    let place = (line * settlements + settlement) * lanes + lane
    return (Int(approved[place]), lost.isEmpty ? 0 : Int(lost[place]))
  }
}
