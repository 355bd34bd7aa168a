/// What one replication knows of shares, where they go by cohort.
struct CohortAccount: Sendable {
  /// Who carries the risk of the present period.
  var carriers: RiskCarriers
  /// Who carried it at the last settlement that asked members.
  var lastCarriers: RiskCarriers?
  /// The weight of one payer of each row that is charged.
  var weights: [Int] = []
  /// What a member of each cohort was charged at each settlement who carries the full risk: by
  /// period and cohort.
  ///
  /// Where there is no such payer, it is that of those who have been members longest.
  private(set) var shares: [[Int]]
  /// The same of the calendar year, by cohort.
  private(set) var paidThisYear: [Int]
  /// The payers with such a share at the last settlement that charged, by cohort.
  private(set) var payers: [Int]
  /// The group of each cohort; empty where none are reported.
  let groups: [Int]

  /// An account before the launch, or `nil` where shares go by segment.
  init?(of timetable: Timetable, groups: [CohortGroup]) {
    guard timetable.scenario.apportionment.sharing.fair != nil else { return nil }
    let count = timetable.cohorts.count
    carriers = RiskCarriers([], cohorts: count, atRisk: [], payers: [])
    shares = timetable.periods.map { _ in [Int](repeating: 0, count: count) }
    paidThisYear = [Int](repeating: 0, count: count)
    payers = paidThisYear
    self.groups =
      groups.isEmpty
      ? []
      : timetable.cohorts.map { cohort in
        guard let place = groups.firstIndex(of: CohortGroup(of: cohort)) else {
          preconditionFailure("every cohort is in a group")
        }
        return place
      }
  }

  /// A calendar year begins.
  mutating func beginYear() {
    for cohort in paidThisYear.indices { paidThisYear[cohort] = 0 }
  }

  /// Notes what a payer of each row was charged.
  mutating func charge(_ payments: ByGeneration, of charged: RiskCarriers, period: Int) {
    for cohort in payers.indices { payers[cohort] = 0 }
    // Rows come in the order of the time since joining, the longest first.
    for row in charged.rows.indices where charged.payers[row] > 0 {
      let cohort = charged.rows[row].cohort
      guard payers[cohort] == 0 else { continue }
      payers[cohort] = charged.payers[row]
      shares[period][cohort] = payments[row, 0]
      paidThisYear[cohort] += payments[row, 0]
    }
  }
}

/// A mean over members, rounded half up to fen.
struct MeanShare {
  private var sum = Int128(0)
  private var members = Int128(0)

  /// Adds members with a share each.
  mutating func add(_ share: Int, of count: Int) {
    sum += Int128(share) * Int128(count)
    members += Int128(count)
  }

  /// The mean, 0 without members.
  var value: Int { members > 0 ? Int((2 * sum + members) / (2 * members)) : 0 }
}
