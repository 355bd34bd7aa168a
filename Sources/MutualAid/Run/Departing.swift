import Probability

/// How many of each slot and cohort leave because the path falls, by replication.
///
/// Members leave, each equally likely: first each by itself with a chance that brings about as many as must
/// leave, then of those who stay or leave, each by itself, about as many as are missing or too many, and at
/// last a few one by one; see `Selection`.
private struct Departures {
  /// A slot, by its place and by its own number, and a cohort that may have members.
  struct Row {
    let place: Int
    let number: Int
    let cohort: Int
  }

  let rows: [Row]
  /// How many leave in all, lane by lane.
  let leavers: [Int]
  /// How many of each row do, at `row · lanes + lane`.
  private(set) var counts: [Int]

  init(of leavers: [Int], _ plan: PeriodPlan, _ members: Headcount) {
    self.leavers = leavers
    rows = plan.slots.filter { !members.isEmpty(slot: $0.place) }.flatMap { slot in
      (0..<members.cohorts).map { Row(place: slot.place, number: slot.number, cohort: $0) }
    }
    counts = [Int](repeating: 0, count: rows.count * leavers.count)
  }

  private var lanes: Int { leavers.count }

  /// How many are missing, or too many if that is negative, lane by lane.
  func missing() -> [Int] {
    var missing = leavers
    for start in stride(from: 0, to: counts.count, by: lanes) {
      for lane in missing.indices { missing[lane] -= counts[start + lane] }
    }
    return missing
  }

  /// Lets each member leave or stay by itself whom a lane can choose from.
  ///
  /// - Parameters:
  ///   - missing: How many are to be added or dropped in the mean, lane by lane.
  ///   - members: All members.
  ///   - streams: The streams of a row.
  mutating func choose(
    _ missing: [Int], of members: Headcount, using streams: (_ row: Int) -> LaneStreams
  ) {
    let (rows, lanes, total, left) = (rows, lanes, members.total(), self.missing())
    let chances = LaneChances(
      missing.indices.map { lane in
        let gone = leavers[lane] - left[lane]
        let open = missing[lane] > 0 ? total[lane] - gone : gone
        return open > 0 ? Double(missing[lane].magnitude) / Double(open) : 0
      })
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 2 * lanes) { room in
      let open = UnsafeMutableBufferPointer(rebasing: room[..<lanes])
      let chosen = UnsafeMutableBufferPointer(rebasing: room[lanes...])
      counts.withUnsafeMutableBufferPointer { counts in
        for (number, row) in rows.enumerated() {
          let gone = UnsafeMutableBufferPointer(
            rebasing: counts[number * lanes..<(number + 1) * lanes])
          members.copy(slot: row.place, cohort: row.cohort, into: open)
          for lane in 0..<missing.count {
            open[lane] = missing[lane] > 0 ? open[lane] - gone[lane] : gone[lane]
          }
          guard
            Binomial.sample(trials: open, chances: chances, using: streams(number), into: chosen)
          else { continue }
          for lane in 0..<missing.count {
            gone[lane] += missing[lane] > 0 ? chosen[lane] : -chosen[lane]
          }
        }
      }
    }
  }

  /// Adds and drops the last few.
  ///
  /// - Parameters:
  ///   - members: All members.
  ///   - stream: The stream of a lane.
  mutating func complete(of members: Headcount, using stream: (_ lane: Int) -> Stream) {
    let (missing, starts) = (
      missing(), rows.map { members.start(slot: $0.place, cohort: $0.cohort) }
    )
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 3 * rows.count) { room in
      for lane in missing.indices where missing[lane] != 0 {
        var stream = stream(lane)
        complete(lane, missing[lane], of: members.counts, starts, in: room, using: &stream)
      }
    }
  }

  /// Adds and drops the last few of one lane.
  ///
  /// - Parameters:
  ///   - lane: The lane.
  ///   - missing: How many are missing or too many.
  ///   - members: The members of each row from its start on, lane by lane.
  ///   - starts: The start of each row.
  ///   - room: Three numbers for each row.
  ///   - stream: Where the draws come from.
  private mutating func complete(
    _ lane: Int, _ missing: Int, of members: [Int], _ starts: [Int],
    in room: UnsafeMutableBufferPointer<Int>, using stream: inout Stream
  ) {
    let (lanes, isMany, adds) = (lanes, missing.magnitude > Selection.few, missing > 0)
    let part = { (number: Int) in number * starts.count..<(number + 1) * starts.count }
    let (place, gone, here) = (
      UnsafeMutableBufferPointer(rebasing: room[part(0)]),
      UnsafeMutableBufferPointer(rebasing: room[part(1)]),
      UnsafeMutableBufferPointer(rebasing: room[part(2)])
    )
    counts.withUnsafeMutableBufferPointer { counts in
      var found = 0
      for row in starts.indices {
        // Only rows with members: what is drawn must not depend on what other lanes have.
        let all = members[starts[row] + lane]
        guard all > 0 else { continue }
        place[found] = row * lanes + lane
        gone[found] = counts[row * lanes + lane]
        here[found] = isMany || !adds ? all : all - gone[found]
        found += 1
      }
      let (gone, here) = (
        UnsafeMutableBufferPointer(rebasing: gone[..<found]),
        UnsafeMutableBufferPointer(rebasing: here[..<found])
      )
      guard !isMany else {
        Selection.complete(gone, of: here, to: leavers[lane], using: &stream)
        for row in 0..<found { counts[place[row]] = gone[row] }
        return
      }
      Selection.take(Int(missing.magnitude), of: adds ? here : gone, using: &stream) {
        counts[place[$0]] += missing.signum()
      }
    }
  }
}

extension Batch {
  /// Step 1, where the path falls.
  ///
  /// - Parameters:
  ///   - leavers: How many leave, lane by lane.
  ///   - plan: The period.
  mutating func depart(_ leavers: [Int], _ plan: PeriodPlan) {
    guard leavers.contains(where: { $0 > 0 }) else { return }
    var gone = Departures(of: leavers, plan, members)
    gone.choose(leavers, of: members) { [rows = gone.rows] in
      streams(.departure, plan, cohort: rows[$0].cohort, number: rows[$0].number)
    }
    let many = gone.missing().map { $0.magnitude > Selection.few ? $0 : 0 }
    if many.contains(where: { $0 != 0 }) {
      gone.choose(many, of: members) { [rows = gone.rows] in
        streams(.departureAgain, plan, cohort: rows[$0].cohort, number: rows[$0].number)
      }
    }
    gone.complete(of: members) { lanes[$0].stream(.departureRest, plan) }
    leave(gone, plan)
  }

  /// Takes those out who leave.
  private mutating func leave(_ gone: Departures, _ plan: PeriodPlan) {
    for (number, row) in gone.rows.enumerated() {
      let counts = gone.counts[number * lanes.count..<(number + 1) * lanes.count]
      members.take(counts, slot: row.place, cohort: row.cohort)
      guard tellsGenerationsApart, let slot = plan.slots.first(where: { $0.place == row.place })
      else { continue }
      for (lane, count) in counts.enumerated() where count > 0 {
        generations(
          of: count, slot, cohort: row.cohort, lane: lane, plan, purpose: .departure)
      }
    }
    note(gone.leavers, .left, plan)
  }

  /// Step 1, where an enrolment says who leaves: all members of a cohort, those too who have come back
  /// from an open claim since.
  mutating func leaveByEnrolment(_ plan: PeriodPlan) {
    guard !plan.ended.isEmpty, plan.mayLeave else { return }
    for slot in plan.slots where !members.isEmpty(slot: slot.place) {
      for cohort in plan.ended {
        for lane in lanes.indices {
          let count = members[slot.place, cohort, lane]
          guard count > 0 else { continue }
          members.take(count, slot: slot.place, cohort: cohort, lane: lane)
          generations(of: count, slot, cohort: cohort, lane: lane, plan, purpose: .departure)
          lanes[lane].note(count, .left, plan)
        }
      }
    }
  }
}
