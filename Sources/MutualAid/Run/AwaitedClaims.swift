import Probability

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
  private var reported: [Int]
  /// Claims approved at each settlement, at `(line · settlements + settlement) · lanes + lane`.
  private var approved: [Int]
  /// Claims lost at each settlement, likewise; empty until there may be any.
  private var lost: [Int] = []
  /// Claims by the day of the application, at `(day · lines + line) · lanes + lane`; empty until there are any.
  private var applied: [Int] = []
  /// The days of the applications.
  private let days: Int
  /// Claims that their replication has not been told of, at `line · lanes + lane`.
  private var untold: [Int]

  /// None.
  init(of timetable: Timetable, lanes: Int) {
    self.lanes = lanes
    settlements = timetable.periods.count + 1
    lines = timetable.lines.count
    reported = [Int](repeating: 0, count: settlements * lanes)
    approved = [Int](repeating: 0, count: lines * settlements * lanes)
    days = timetable.fates.count
    untold = [Int](repeating: 0, count: lines * lanes)
  }

  private init(_ all: AwaitedClaims, only kept: [Int]) {
    func keep(_ rows: [Int]) -> [Int] {
      // Written in place, because there may be thousands of rows.
      [Int](unsafeUninitializedCapacity: rows.count / all.lanes * kept.count) { found, size in
        for row in stride(from: 0, to: rows.count, by: all.lanes) {
          for lane in kept {
            found.initializeElement(at: size, to: rows[row + lane])
            size += 1
          }
        }
      }
    }
    (lanes, settlements, lines, days) = (kept.count, all.settlements, all.lines, all.days)
    (reported, approved) = (keep(all.reported), keep(all.approved))
    (lost, applied, untold) = (keep(all.lost), keep(all.applied), keep(all.untold))
  }

  /// The claims of some of the lanes.
  func only(_ kept: [Int]) -> AwaitedClaims { AwaitedClaims(self, only: kept) }

  /// Adds claims of a lane, with what becomes of them.
  mutating func add(_ count: Int, line: Int, fate: ClaimCourse.Fate, lane: Int) {
    note(count, line: line, lane: lane)
    reported[fate.reported * lanes + lane] += count
    change(line, fate) { $0[$1 + lane] += count }
  }

  /// Adds claims of a lane, with what is known of what becomes of them; the rest is drawn.
  @inline(__always)
  mutating func add(
    _ count: Int, line: Int, fate: ClaimCourse.Fate, lane: Int, by course: ClaimCourse,
    _ delays: inout Stream
  ) {
    course.follow(fate, of: count, using: &delays) { fate, _, count in
      add(count, line: line, fate: fate, lane: lane)
    }
  }

  /// Changes the row of a fate among those of its kind.
  @inline(__always)
  private mutating func change(
    _ line: Int, _ fate: ClaimCourse.Fate, _ body: (_ rows: inout [Int], _ start: Int) -> Void
  ) {
    let place = (line * settlements + fate.ended) * lanes
    switch fate.kind {
    case .decided: body(&approved, place)
    case .lost:
      if lost.isEmpty { lost = [Int](repeating: 0, count: approved.count) }
      body(&lost, place)
    case .applied:
      if applied.isEmpty { applied = [Int](repeating: 0, count: days * lines * lanes) }
      body(&applied, (fate.ended * lines + line) * lanes)
    case .diagnosed: preconditionFailure("a claim's course is drawn before it is awaited")
    }
  }

  /// Notes claims whose fates are added with those of other lanes.
  mutating func note(_ count: Int, line: Int, lane: Int) { untold[line * lanes + lane] += count }

  /// How many claims each lane has not been told of yet, line by line, at `line · lanes + lane`.
  mutating func tell() -> [Int] {
    let told = untold
    for place in untold.indices { untold[place] = 0 }
    return told
  }

  /// Adds the fates of a line's claims, which have been noted.
  ///
  /// - Parameters:
  ///   - parts: How many have each fate, at `fate · lanes + lane`.
  ///   - fates: What can become of them.
  ///   - line: The line.
  mutating func add(
    _ parts: UnsafeMutableBufferPointer<UInt32>, of fates: FateLaw, line: Int
  ) {
    for (place, fate) in fates.fates.enumerated() {
      let row = UnsafeMutableBufferPointer(rebasing: parts[place * lanes..<(place + 1) * lanes])
      Self.add(row, to: &reported, at: fate.reported * lanes)
      change(line, fate) { Self.add(row, to: &$0, at: $1) }
    }
  }

  private static func add(
    _ row: UnsafeMutableBufferPointer<UInt32>, to rows: inout [Int], at start: Int
  ) {
    rows.withUnsafeMutableBufferPointer { rows in
      let sum = UnsafeMutableBufferPointer(rebasing: rows[start..<start + row.count])
      for lane in 0..<row.count { sum[lane] &+= Int(row[lane]) }
    }
  }

  /// A lane's claims that a settlement is the first to see reported.
  func reported(by settlement: Int, lane: Int) -> Int { reported[settlement * lanes + lane] }

  /// A lane's claims of a line that a settlement approves, or counts as lost.
  func ended(by settlement: Int, line: Int, lane: Int) -> (approved: Int, lost: Int) {
    let place = (line * settlements + settlement) * lanes + lane
    return (approved[place], lost.isEmpty ? 0 : lost[place])
  }

  /// A lane's claims of a line that were applied for on a day, where cases queue.
  func applied(on day: Int, line: Int, lane: Int) -> Int {
    applied.isEmpty ? 0 : applied[(day * lines + line) * lanes + lane]
  }
}
