import Probability

/// The claims of a period that are split by group, by replication.
///
/// Where generations are told apart, those who have claims are drawn from urns: first the urn of a pool, whose
/// claims fall to groups or are followed by themselves, and then the urns of groups. All are drawn in the
/// end, so that an urn is empty when it is filled again.
struct GroupedClaims {
  private let lanes: Int
  /// How many, at `group · lanes + lane`.
  private var counts: [Int] = []
  /// Who has them, by generation: of the pool at hand, and at `1 + group · lanes + lane`; `nil` where
  /// generations are not told apart.
  private var urns: Urns?

  /// None, in batches of a timetable that tells so many generations apart, or 1.
  init(of timetable: Timetable, lanes: Int, generations: Int) {
    self.lanes = lanes
    let leave = timetable.scenario.membership.claimants == .leave
    urns = leave && generations > 1 ? Urns(1, kinds: generations) : nil
  }

  /// Nothing, to be put in the place of others for a while.
  init() { lanes = 0 }

  /// Begins a period with so many groups, of which nobody has claims.
  mutating func begin(groups: Int) {
    counts.removeAll(keepingCapacity: true)
    counts.append(contentsOf: repeatElement(0, count: groups * lanes))
    urns?.grow(to: 1 + groups * lanes)
  }

  /// Begins a pool of one lane, whose claims are going to be taken.
  mutating func begin(_ ill: Diagnosed, pool: Int, lane: Int) {
    ill.addGenerations(pool: pool, lane: lane, to: &urns, urn: 0)
  }

  /// Adds claims of a group, lane by lane.
  mutating func add(_ row: Slice<UnsafeMutableBufferPointer<Int>>, group: Int) {
    counts.withUnsafeMutableBufferPointer { counts in
      for (lane, count) in row.enumerated() { counts[group * lanes + lane] &+= count }
    }
  }

  /// A group's claims, lane by lane.
  subscript(group: Int) -> ArraySlice<Int> { counts[group * lanes..<(group + 1) * lanes] }

  /// Takes some claims of the pool at hand, and tells the generations of those who have them: 0 where these
  /// are not told apart.
  mutating func take(
    _ count: Int, using picks: inout Stream, each body: (_ generation: Int, _ count: Int) -> Void
  ) {
    take(count, fromUrn: 0, using: &picks, each: body)
  }

  /// Takes some claims of the pool at hand for a group.
  mutating func take(_ count: Int, group: Int, lane: Int, using picks: inout Stream) {
    counts[group * lanes + lane] += count
    urns?.move(count, from: 0, to: 1 + group * lanes + lane, using: &picks)
  }

  /// Takes some of a group's claims in one lane, and tells the generations of those who have them, likewise.
  mutating func take(
    _ count: Int, ofGroup group: Int, lane: Int, using picks: inout Stream,
    each body: (_ generation: Int, _ count: Int) -> Void
  ) {
    take(count, fromUrn: 1 + group * lanes + lane, using: &picks, each: body)
  }

  @inline(__always)
  private mutating func take(
    _ count: Int, fromUrn urn: Int, using picks: inout Stream,
    each body: (_ generation: Int, _ count: Int) -> Void
  ) {
    if urns?.take(count, from: urn, using: &picks, each: body) == nil { body(0, count) }
  }
}

extension Batch {
  /// Splits the claims of a period's diagnosed over what can become of them.
  mutating func split(_ ill: inout Diagnosed, _ plan: PeriodPlan) {
    // Taken out of the batch, so that both can change at once.
    var grouped = GroupedClaims()
    swap(&grouped, &self.grouped)
    grouped.begin(groups: plan.groups.count)
    for (number, pool) in plan.pools.enumerated() where ill.has(pool: number) {
      if pool.isSplitAtOnce {
        split(pool, number, &ill, plan, &grouped)
      } else {
        splitAlone(pool, number, &ill, plan, &grouped)
      }
    }
    split(&grouped, plan)
    swap(&grouped, &self.grouped)
    announce()
  }

  /// Whether of claims that are not going to be refused nothing but the settlements that see them matters.
  var awaitsClaims: Bool { !tellsGenerationsApart && !timetable.course.mayRefile }

  /// Tells every replication of the claims that it awaits.
  private mutating func announce() {
    guard awaitsClaims else { return }
    let untold = awaited.tell()
    for line in timetable.lines.indices {
      for lane in lanes.indices where untold[line * lanes.count + lane] > 0 {
        lanes[lane].claims.note(untold[line * lanes.count + lane], line: line)
      }
    }
  }

  /// Whether nothing but the number of a pool's claims matters.
  private func isPlain(_ pool: ClaimPool) -> Bool {
    awaitsClaims && !pool.mayBeRefused(timetable.lines)
  }

  /// Splits the claims of a pool, replication by replication.
  private mutating func splitAlone(
    _ pool: ClaimPool, _ number: Int, _ ill: inout Diagnosed, _ plan: PeriodPlan,
    _ grouped: inout GroupedClaims
  ) {
    let (streams, delays) = (
      streams(.course, plan, number: pool.streamNumber),
      streams(.ownDelays, plan, number: pool.streamNumber)
    )
    let course = timetable.course
    let isPlain = isPlain(pool)
    for lane in lanes.indices {
      let count = ill.count(pool: number, lane: lane)
      guard count > 0 else { continue }
      var draws = streams[lane]
      if isPlain {
        var delays = delays[lane]
        pool.split(count, using: &draws) { place, fate, count in
          awaited.add(
            count, line: pool.branches[place].line, fate: fate, lane: lane, by: course, &delays)
        }
      } else {
        lanes[lane].claim(of: pool, number: number, &ill, lane: lane, plan, &grouped) { each in
          pool.split(count, using: &draws, each: each)
        }
      }
    }
  }

  /// Splits the claims of a pool of which groups take some, for all replications at once.
  private mutating func split(
    _ pool: ClaimPool, _ number: Int, _ ill: inout Diagnosed, _ plan: PeriodPlan,
    _ grouped: inout GroupedClaims
  ) {
    let course = streams(.course, plan, number: pool.streamNumber)
    let fates = streams(.ownFates, plan, number: pool.streamNumber)
    let (count, branches) = (lanes.count, pool.branches)
    withUnsafeTemporaryAllocation(of: Int.self, capacity: (branches.count + 1) * count) { room in
      let left = UnsafeMutableBufferPointer(rebasing: room[(branches.count * count)...])
      ill.copy(pool: number, into: left)
      pool.split(left, using: course, into: room)
      guard isPlain(pool) else {
        for lane in 0..<count where ill.count(pool: number, lane: lane) > 0 {
          lanes[lane].claim(of: pool, number: number, &ill, lane: lane, plan, &grouped) { each in
            pool.fates(of: room, lane: lane, using: fates, each: each)
          }
        }
        return
      }
      for (place, branch) in branches.enumerated() {
        if let group = branch.group {
          grouped.add(room[place * count..<(place + 1) * count], group: group)
        }
      }
      guard branches.contains(where: { $0.group == nil }) else { return }
      let (delays, course) = (
        streams(.ownDelays, plan, number: pool.streamNumber), timetable.course
      )
      for lane in 0..<count {
        var delays = delays[lane]
        pool.fates(of: room, lane: lane, using: fates) { place, fate, count in
          guard let fate else { return }
          awaited.add(
            count, line: branches[place].line, fate: fate, lane: lane, by: course, &delays)
        }
      }
    }
  }

  /// Draws the fates of the claims that are split by group.
  private mutating func split(_ grouped: inout GroupedClaims, _ plan: PeriodPlan) {
    let most = plan.groups.reduce(0) { max($0, $1.table?.count ?? 0) }
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: most * lanes.count) { parts in
      for (number, group) in plan.groups.enumerated() {
        let sums = grouped[number]
        guard sums.contains(where: { $0 > 0 }) else { continue }
        let draws = streams(.fates, plan, number: group.streamNumber)
        if let table = group.table {
          sums.withUnsafeBufferPointer { table.split($0, using: draws, into: parts) }
        }
        if awaitsClaims {
          postpone(sums, parts, of: group, plan, using: draws)
        } else {
          split(sums, parts, number, &grouped, plan)
        }
      }
    }
  }

  /// Adds a group's claims where nothing else of them matters.
  private mutating func postpone(
    _ sums: ArraySlice<Int>, _ parts: UnsafeMutableBufferPointer<UInt32>, of group: ClaimGroup,
    _ plan: PeriodPlan, using draws: LaneStreams
  ) {
    let (delays, course) = (streams(.delays, plan, number: group.streamNumber), timetable.course)
    for (lane, sum) in sums.enumerated() {
      if let table = group.table {
        guard !(table.totals ~= sum) else {
          awaited.note(sum, line: group.line, lane: lane)
          continue
        }
        FateColumn(parts: parts, lane: lane, lanes: lanes.count).clear(table.count)
      }
      guard sum > 0 else { continue }
      var (draws, delays) = (draws[lane], delays[lane])
      group.fates.split(sum, using: &draws) { fate, count in
        awaited.add(count, line: group.line, fate: fate, lane: lane, by: course, &delays)
      }
    }
    if group.table != nil { awaited.add(parts, of: group.fates, line: group.line) }
  }

  /// Adds a group's claims, replication by replication.
  private mutating func split(
    _ sums: ArraySlice<Int>, _ parts: UnsafeMutableBufferPointer<UInt32>, _ number: Int,
    _ grouped: inout GroupedClaims, _ plan: PeriodPlan
  ) {
    let group = plan.groups[number]
    for (lane, sum) in sums.enumerated() where sum > 0 {
      let isDrawn = group.table.map { $0.totals ~= sum } ?? false
      lanes[lane].split(
        sum, of: group, (number, lane), &grouped, plan,
        drawn: isDrawn ? FateColumn(parts: parts, lane: lane, lanes: lanes.count) : nil)
    }
  }

  /// Gives every replication the awaited claims of a period's settlement.
  mutating func deliver(_ plan: PeriodPlan) {
    let index = plan.period.index
    let days = timetable.course.queues ? timetable.course.processing(reportedBy: index) : []
    for lane in lanes.indices {
      lanes[lane].claims.receive(awaited, lane: lane, at: index)
      if !days.isEmpty { lanes[lane].prepareCases(of: days, awaited, lane: lane, plan) }
    }
  }
}

/// How many of a lane's claims have each fate of a law.
struct FateColumn {
  let parts: UnsafeMutableBufferPointer<UInt32>
  let lane: Int
  let lanes: Int

  subscript(fate: Int) -> Int { Int(parts[fate * lanes + lane]) }

  /// Forgets how many have each of so many fates.
  func clear(_ count: Int) {
    for fate in 0..<count { parts[fate * lanes + lane] = 0 }
  }
}

extension Replication {
  /// Tells what becomes of a group's claims.
  ///
  /// - Parameters:
  ///   - count: How many there are.
  ///   - group: The group.
  ///   - place: The group's number and the replication's lane.
  ///   - grouped: Tells the generations of the members who have them.
  ///   - plan: The period.
  ///   - drawn: How many have each fate, or `nil` if that is to be drawn.
  fileprivate mutating func split(
    _ count: Int, of group: ClaimGroup, _ place: (number: Int, lane: Int),
    _ grouped: inout GroupedClaims, _ plan: PeriodPlan, drawn: FateColumn?
  ) {
    let fates = group.fates
    let course = timetable.course
    var delays = stream(.delays, plan, cohort: group.streamNumber)
    var picks = stream(.fates.generations, plan, cohort: group.streamNumber)
    func add(_ fate: ClaimCourse.Fate, _ count: Int) {
      course.follow(fate, of: count, using: &delays) { fate, days, count in
        grouped.take(count, ofGroup: place.number, lane: place.lane, using: &picks) {
          claims.add($1, line: group.line, fate: fate, generation: $0, days: days)
        }
      }
    }
    if let drawn {
      for (place, fate) in fates.fates.enumerated() where drawn[place] > 0 {
        add(fate, drawn[place])
      }
    } else {
      var draws = stream(.fates, plan, cohort: group.streamNumber)
      fates.split(count, using: &draws, each: add)
    }
  }
}
