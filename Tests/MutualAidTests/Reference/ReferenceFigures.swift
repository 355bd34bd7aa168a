@testable import MutualAid

/// What the members of some replications paid, member by member.
///
/// The figures go over members and replications alike: a member is one entry.
struct ReferenceFigures {
  /// A segment's members of one year: that of joining, or that of a cost.
  struct Group: Hashable {
    let segment: Int
    let year: Int
  }

  /// How many members paid an amount in fen from joining to leaving or the horizon, by the year of
  /// joining.
  var membershipCosts: [Group: [Int: Int]] = [:]
  /// How many members paid an amount in fen in a year at all of whose settlements they were asked.
  var fullYearCosts: [Group: [Int: Int]] = [:]

  mutating func merge(_ other: ReferenceFigures) {
    func merge(_ left: inout [Group: [Int: Int]], _ right: [Group: [Int: Int]]) {
      left.merge(right) { $0.merging($1, uniquingKeysWith: +) }
    }
    merge(&membershipCosts, other.membershipCosts)
    merge(&fullYearCosts, other.fullYearCosts)
  }
}

extension ReferencePool {
  /// What each member paid in all, once the run is over.
  mutating func noteMemberships() {
    for member in members {
      let group = ReferenceFigures.Group(segment: member.segment, year: member.joined.year)
      figures.membershipCosts[group, default: [:]][member.paid, default: 0] += 1
    }
  }

  /// What those have paid in a year who were asked at all its settlements that asked members.
  mutating func noteFullYears(_ year: Int) {
    let end = scenario.shutdown?.contributionsEnd
    let asked = hazards.count { hazards in
      hazards.period.year == year && (end.map { hazards.period.settlement < $0 } ?? true)
    }
    guard asked > 0 else { return }
    for member in members where member.askedThisYear >= asked {
      let group = ReferenceFigures.Group(segment: member.segment, year: year)
      figures.fullYearCosts[group, default: [:]][member.paidThisYear, default: 0] += 1
    }
  }
}
