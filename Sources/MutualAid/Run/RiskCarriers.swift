import Probability

/// Who carries the risk of a period in one replication, and who of them is asked to pay, where shares
/// go by cohort.
///
/// A row holds the members of one slot and cohort: all have the same chance of a claim in the period,
/// and so the same share. At risk are those without an open claim when the period's diagnoses begin;
/// those diagnosed in the period pay with the others of their row. Who was diagnosed before and waits
/// for a decision can have no other claim until then, and owes nothing.
struct RiskCarriers: Sendable {
  /// The members of one slot and cohort.
  struct Row: Sendable {
    /// Where the slot is counted; 0 for those who carry their full risk.
    let slot: Int
    let cohort: Int
    let risk: MemberRisk
  }

  /// The rows that somebody is in, in any replication of the batch: those of slot 0 first, then those
  /// who have been members longest.
  let rows: [Row]
  /// The place of each slot and cohort among the rows, at `slot · cohorts + cohort`; −1 for none.
  private let places: [Int]
  private let cohorts: Int
  /// For each row, the members at risk.
  var atRisk: [Int]
  /// For each row, those who are asked to pay.
  var payers: [Int]

  /// Those who carry risk, and those who pay, by row.
  init(_ rows: [Row], cohorts: Int, atRisk: [Int], payers: [Int]) {
    self.rows = rows
    self.cohorts = cohorts
    self.atRisk = atRisk
    self.payers = payers
    let slots = (rows.map(\.slot).max() ?? -1) + 1
    var places = [Int](repeating: -1, count: slots * cohorts)
    for (place, row) in rows.enumerated() { places[row.slot * cohorts + row.cohort] = place }
    self.places = places
  }

  /// The rule, prepared for those at risk; where it was prepared for others of the same rows, that saves time.
  ///
  /// - Throws: `AggregateError` where the law of the total cannot be found.
  func shares(
    _ rule: FairSharing, like other: FairShares? = nil
  ) throws(AggregateError) -> FairShares {
    guard rule == .conditionalMean else {
      return FairShares(
        rule, members: atRisk, means: rows.map(\.risk.mean),
        variances: rows.map(\.risk.variance))
    }
    var groups: [BinomialGroup] = []
    groups.reserveCapacity(rows.count)
    for (row, members) in zip(rows, atRisk) {
      groups.append(
        row.risk.chance > 0
          ? try BinomialGroup(
            members: members, probability: row.risk.chance, amounts: row.risk.worth.amounts)
          : try BinomialGroup(members: members, probability: 0, amount: 0))
    }
    return try FairShares(rule, of: groups, like: other)
  }

  /// The place of a slot and cohort among the rows.
  func row(slot: Int, cohort: Int) -> Int? {
    let number = slot * cohorts + cohort
    return places.indices ~= number && places[number] >= 0 ? places[number] : nil
  }
}

/// The members at risk when the diagnoses of a period begin, and after them.
struct Exposure {
  private let before: Headcount
  private var after: Headcount?

  /// Those at risk.
  init(_ members: Headcount) { before = members }

  /// The diagnoses of the period are done.
  mutating func close(_ members: Headcount) { after = members }

  /// Who carries the risk and who pays, lane by lane, once the payers are counted.
  func carriers(_ plan: PeriodPlan, payers: Headcount) -> [RiskCarriers] {
    let cohorts = plan.risks.first?.count ?? 0
    let paying = Set(plan.payingSlots)
    var rows: [RiskCarriers.Row] = []
    for (number, slot) in plan.slots.enumerated() where !before.isEmpty(slot: slot.place) {
      for cohort in 0..<cohorts {
        let isThere = (0..<before.lanes).contains { before[slot.place, cohort, $0] > 0 }
        guard isThere else { continue }
        rows.append(
          .init(slot: slot.place, cohort: cohort, risk: plan.risks[number][cohort]))
      }
    }
    let empty = RiskCarriers(rows, cohorts: cohorts, atRisk: [], payers: [])
    return (0..<before.lanes).map { lane in
      let atRisk = rows.map { before[$0.slot, $0.cohort, lane] }
      let asked = zip(rows, atRisk).map { row, count in
        guard paying.contains(row.slot) else { return 0 }
        let diagnosed = after.map { count - $0[row.slot, row.cohort, lane] } ?? 0
        return payers[row.slot, row.cohort, lane] + diagnosed
      }
      var carriers = empty
      carriers.atRisk = atRisk
      carriers.payers = asked
      return carriers
    }
  }
}
