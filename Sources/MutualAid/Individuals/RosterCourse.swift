/// How many of a roster's members are in the pool in each period, and for how long each is.
///
/// Kept by first and last period, which is all that a member's payments go by: a claim moves one
/// member to an earlier last period.
struct RosterCourse: Sendable {
  let periods: Int
  /// By first period and first period after the membership: `joins · (periods + 1) + leaves`.
  private var stays: [Int]

  /// The course if nobody has a claim.
  init(of roster: Roster) {
    periods = roster.periods
    stays = [Int](repeating: 0, count: roster.periods * (roster.periods + 1))
    for (kind, size) in zip(roster.kinds, roster.sizes) {
      stays[kind.joins * (periods + 1) + kind.leaves] += size
    }
  }

  /// A member leaves after the settlement of the period of a claim.
  @inline(__always)
  mutating func claim(in period: Int, by kind: Roster.Kind) {
    let row = kind.joins * (periods + 1)
    stays[row + kind.leaves] -= 1
    stays[row + period + 1] += 1
  }

  /// The members of each period.
  var members: [Int] {
    var changes = [Int](repeating: 0, count: periods + 1)
    each { joins, leaves, count in
      changes[joins] += count
      changes[leaves] -= count
    }
    var present = 0
    return changes.dropLast().map {
      present += $0
      return present
    }
  }

  /// How many paid so much in all, ascending.
  func costs(_ shares: [Int]) -> [(cost: Int, members: Int)] {
    var paid = [0]
    for share in shares { paid.append(paid[paid.count - 1] + share) }
    var costs: [(cost: Int, members: Int)] = []
    each { joins, leaves, count in costs.append((paid[leaves] - paid[joins], count)) }
    costs.sort { $0.cost < $1.cost }
    var joined: [(cost: Int, members: Int)] = []
    for (cost, members) in costs {
      if let last = joined.last, last.cost == cost {
        joined[joined.count - 1].members += members
      } else {
        joined.append((cost, members))
      }
    }
    return joined
  }

  private func each(_ body: (_ joins: Int, _ leaves: Int, _ count: Int) -> Void) {
    for joins in 0..<periods {
      for leaves in joins + 1...periods {
        let count = stays[joins * (periods + 1) + leaves]
        if count != 0 { body(joins, leaves, count) }
      }
    }
  }
}
