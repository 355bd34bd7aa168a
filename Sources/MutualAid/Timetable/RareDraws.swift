import Probability

/// How many members one thing befalls in a period, for all slots and cohorts of a segment of which it
/// hardly befalls anybody.
///
/// They are drawn together, at a cost that goes with those whom it befalls: see `RareSuccesses`.
struct RareDraws: Sendable {
  /// The members of one slot and cohort.
  struct Row: Sendable {
    /// The number of the slot in the plan.
    let slot: Int
    /// The place of the cohort among the slot's draws.
    let place: Int
    let cohort: Int
    let probability: Double
  }

  let segment: Int
  let rows: [Row]
  /// The draws, for somewhat more members than the rows have in a reference run.
  let successes: RareSuccesses

  /// The most members of a row that something is expected to befall.
  private static let mostExpected = 0.7
  /// The fewest rows that are worth being drawn together.
  private static let fewestRows = 8

  /// Whether it befalls so few of these members.
  static func isRare(members: Int, probability: Double) -> Bool {
    probability < 1 && Double(members) * probability < mostExpected
  }

  /// The draws of some rows of a segment, or `nil` if they are better drawn row by row.
  ///
  /// - Parameters:
  ///   - segment: The segment.
  ///   - rows: The rows.
  ///   - members: How many each row has in a reference run.
  init?(segment: Int, rows: [Row], members: [Int]) {
    guard rows.count >= Self.fewestRows,
      let successes = RareSuccesses(
        // What a replication has beyond is drawn by itself.
        trials: members.map { $0 > 0 ? $0 + 5 * Int(Double($0).squareRoot()) + 5 : 0 },
        probabilities: rows.map(\.probability))
    else { return nil }
    self.segment = segment
    self.rows = rows
    self.successes = successes
  }

  /// Sorts out of some draws of each slot those that befall hardly anybody, by segment.
  ///
  /// - Parameters:
  ///   - slots: The draws of each slot of a plan; what is sorted out is no longer drawn by them.
  ///   - cohort: The cohort at a place of a slot's draws.
  ///   - segments: The segment of each cohort.
  ///   - members: The members of a slot and cohort in a reference run.
  /// - Returns: What was sorted out.
  static func sortedOut(
    of slots: inout [CohortDraws], cohort: (_ slot: Int, _ place: Int) -> Int, segments: [Int],
    members: (_ slot: Int, _ cohort: Int) -> Int
  ) -> [RareDraws] {
    var found: [Int: (rows: [Row], members: [Int])] = [:]
    for (slot, draws) in slots.enumerated() {
      for place in draws.places {
        let number = cohort(slot, place)
        let row = Row(
          slot: slot, place: place, cohort: number, probability: draws.probabilities[place])
        let count = members(slot, number)
        guard isRare(members: count, probability: row.probability) else { continue }
        found[segments[number], default: ([], [])].rows.append(row)
        found[segments[number], default: ([], [])].members.append(count)
      }
    }
    let rare = found.sorted { $0.key < $1.key }.compactMap {
      RareDraws(segment: $0.key, rows: $0.value.rows, members: $0.value.members)
    }
    for draws in rare {
      let taken = Dictionary(grouping: draws.rows, by: \.slot)
      for (slot, rows) in taken { slots[slot].leaveOut(Set(rows.map(\.place))) }
    }
    return rare
  }
}
