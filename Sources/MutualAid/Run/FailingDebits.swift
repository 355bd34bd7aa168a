import Probability

/// The payers of one settlement whose debit will fail, if they are charged at all.
///
/// A share is computed with them, so who they are is drawn before it is known.
struct FailingDebits {
  /// Those of one slot and cohort.
  struct Row {
    let slot: (place: Int, number: Int)
    let cohort: Int
    /// How many, lane by lane.
    let counts: [Int]
    /// Their generations of the year, lane by lane; empty where these are not told apart.
    var generations: [[Int]] = []
  }

  fileprivate(set) var rows: [Row] = []
  /// How many, lane by lane.
  fileprivate(set) var counts: [ByGeneration]

  fileprivate init(lanes: Int, segments: Int, generations: Int) {
    let none = ByGeneration(segments: segments, generations: generations)
    counts = [ByGeneration](repeating: none, count: lanes)
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
    let none = [[Int]](
      repeating: [Int](repeating: 0, count: members.generations), count: lanes.count)
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
        let segment = timetable.cohorts[cohort].segment
        var row = FailingDebits.Row(
          slot: slot.name, cohort: cohort, counts: taken)
        if tellsGenerationsApart {
          row.generations = none
          tellGenerations(row.slot, cohort: cohort, plan, purpose: .failedDebit) {
            row.generations[$0][$1] += $2
            failing.counts[$0][segment, $1] += $2
          }
        } else {
          for lane in lanes.indices { failing.counts[lane][segment, 0] += taken[lane] }
        }
        failing.rows.append(row)
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
          count = row.counts[lane]
          for (generation, stay) in row.generations[lane].enumerated()
          where stay > 0 && payments[generation] == 0 {
            members.putBack(
              stay, slot: row.slot.place, cohort: row.cohort, lane: lane, generation: generation)
            count -= stay
          }
        }
        members.take(count, slot: row.slot.place, cohort: row.cohort, lane: lane)
        gone[lane] += count
      }
    }
    note(gone, .expelled, plan)
  }
}
