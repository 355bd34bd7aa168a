import Probability

/// The payers of one settlement whose debit will fail, if they are charged at all.
///
/// A share is computed with them, so who they are is drawn before it is known.
struct FailingDebits {
  /// Those of one slot and cohort.
  struct Row {
    let slot: PeriodPlan.Slot
    let cohort: Int
    /// How many, lane by lane.
    let counts: [Int]
    /// Their generations of the year, lane by lane; empty where these are not told apart.
    let generations: [[Int]]
  }

  fileprivate(set) var rows: [Row] = []
  /// How many, by lane, segment and generation of the year.
  fileprivate(set) var counts: [[[Int]]]

  fileprivate init(lanes: Int, segments: Int, generations: Int) {
    let none = [[Int]](repeating: [Int](repeating: 0, count: generations), count: segments)
    counts = [[[Int]]](repeating: none, count: lanes)
  }
}

extension Batch {
  /// Draws whose debits will fail.
  ///
  /// Members with an open claim do not fail.
  mutating func failingDebits(_ plan: PeriodPlan) -> FailingDebits? {
    guard let share = timetable.scenario.membership.failedDebits?.share, plan.hasMembers,
      timetable.phases[plan.period.index] == .members
    else { return nil }
    var failing = FailingDebits(
      lanes: lanes.count, segments: timetable.scenario.segments.count,
      generations: members.generations)
    for slot in plan.slots
    where plan.payingSlots.contains(slot.place) && !members.isEmpty(slot: slot.place) {
      for cohort in timetable.cohorts.indices {
        let any = members.draw(
          share, slot: slot.place, cohort: cohort,
          using: streams(.failedDebit, plan, cohort: cohort, number: slot.number),
          leave: false, into: &taken)
        guard any else { continue }
        let counts = taken
        let rows = lanes.indices.map {
          generations(
            of: counts[$0], slot, cohort: cohort, lane: $0, plan, purpose: .failedDebit)
        }
        failing.rows.append(.init(slot: slot, cohort: cohort, counts: counts, generations: rows))
        let segment = timetable.cohorts[cohort].segment
        for lane in lanes.indices {
          if rows[lane].isEmpty { failing.counts[lane][segment][0] += counts[lane] }
          for (generation, count) in rows[lane].enumerated() {
            failing.counts[lane][segment][generation] += count
          }
        }
      }
    }
    return failing
  }

  /// Step 8.
  ///
  /// Who was charged in vain leaves; who had nothing to pay stays.
  mutating func expel(_ failing: FailingDebits, _ plan: PeriodPlan) {
    var gone = lanes.map { _ in 0 }
    for row in failing.rows {
      let segment = timetable.cohorts[row.cohort].segment
      for lane in lanes.indices where row.counts[lane] > 0 {
        let payments = lanes[lane].payments(
          segment: segment, cohort: row.cohort, slot: row.slot.place)
        var count = payments[0] > 0 ? row.counts[lane] : 0
        if tellsGenerationsApart {
          let stay = zip(row.generations[lane], payments).map { $1 > 0 ? 0 : $0 }
          members.putBack(stay, slot: row.slot.place, cohort: row.cohort, lane: lane)
          count = row.counts[lane] - stay.reduce(0, +)
        }
        members.take(count, slot: row.slot.place, cohort: row.cohort, lane: lane)
        gone[lane] += count
      }
    }
    note(gone, .expelled, plan)
  }
}
