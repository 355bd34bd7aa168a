internal import Probability

/// What replications sum up to of memberships, by group.
///
/// All sums are whole numbers, so that their order changes nothing.
struct PairedMembershipSums: Sendable {
  private let schedule: PremiumSchedule
  private let segments: [String]
  private let years: ClosedRange<Int>
  private let yearOfPeriod: [Int]
  /// By segment and year of joining, one after the other; then by segment; then of everybody.
  private var tallies: [PairedMembershipTally]

  init(_ schedule: PremiumSchedule, of timetable: Timetable) {
    let scenario = timetable.scenario
    self.schedule = schedule
    segments = scenario.segments.map(\.name)
    years = scenario.launch.year...scenario.horizon.year
    yearOfPeriod = timetable.periods.map(\.first.year)
    tallies = (0..<segments.count * (years.count + 1) + 1).map { _ in PairedMembershipTally() }
  }

  /// Adds a whole replication, once.
  mutating func add(_ entries: [MembershipRecord.Entry], replication: Int) {
    var rows = [[PairedMembershipTally.Member]](repeating: [], count: tallies.count)
    for entry in entries {
      let segment = schedule.segmentOfKind[entry.kind]
      let member = PairedMembershipTally.Member(
        share: entry.paid,
        premium: schedule.premium(of: entry.kind, from: entry.first, through: entry.last),
        error: schedule.error(of: entry.kind, from: entry.first, through: entry.last),
        weight: entry.members)
      rows[segment * years.count + yearOfPeriod[entry.first] - years.lowerBound].append(member)
      rows[segments.count * years.count + segment].append(member)
      rows[rows.count - 1].append(member)
    }
    for place in tallies.indices { tallies[place].add(rows[place], replication: replication) }
  }

  mutating func merge(_ other: PairedMembershipSums) {
    for place in tallies.indices { tallies[place].merge(other.tallies[place]) }
  }

  /// The groups that have members.
  func finished(hasPremium: Bool, confidence: Double) -> PairedMemberships {
    var groups: [PairedMemberships.Group] = []
    func add(_ place: Int, _ segment: String?, _ year: Int?) {
      tallies[place].group(segment, year, hasPremium: hasPremium, confidence: confidence)
        .map { groups.append($0) }
    }
    for (number, name) in segments.enumerated() {
      for (place, year) in years.enumerated() { add(number * years.count + place, name, year) }
      add(segments.count * years.count + number, name, nil)
    }
    if segments.count > 1 { add(tallies.count - 1, nil, nil) }
    return PairedMemberships(groups: groups)
  }
}
