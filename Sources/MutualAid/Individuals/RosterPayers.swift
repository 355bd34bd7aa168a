/// How many of a roster's members pay at each settlement, and are members after it.
///
/// Kept as changes from period to period, which a claim moves.
struct RosterPayers: Sendable {
  /// By segment, then by period: how many more pay than in the period before.
  private var payers: [[Int]]
  /// By period, how many more are members after the settlement than after the one before.
  private var members: [Int]

  /// Nobody.
  init(segments: Int, periods: Int) {
    members = [Int](repeating: 0, count: periods + 1)
    payers = [[Int]](repeating: members, count: segments)
  }

  /// Adds members who pay, and are members, from a period to before others.
  mutating func add(
    _ count: Int, segment: Int, from first: Int, to end: (payers: Int, members: Int)
  ) {
    payers[segment][first] += count
    payers[segment][end.payers] -= count
    members[first] += count
    members[end.members] -= count
  }

  /// A member pays and is a member up to other periods than before.
  mutating func move(
    segment: Int, from old: (payers: Int, members: Int), to new: (payers: Int, members: Int)
  ) {
    payers[segment][old.payers] += 1
    payers[segment][new.payers] -= 1
    members[old.members] += 1
    members[new.members] -= 1
  }

  /// By period, the payers of each segment.
  var byPeriod: [[Int]] {
    let sums = payers.map(Self.sums)
    return members.indices.dropLast().map { period in sums.map { $0[period] } }
  }

  /// By period, the members after the settlement.
  var membersAfter: [Int] { Self.sums(members) }

  private static func sums(_ changes: [Int]) -> [Int] {
    var sum = 0
    return changes.dropLast().map {
      sum += $0
      return sum
    }
  }
}
