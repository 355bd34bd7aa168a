import Probability

/// The claims of a period that are split by group, by replication.
struct GroupedClaims {
  private let lanes: Int
  private let generations: Int
  /// How many, at `group · lanes + lane`.
  private var counts: [Int]
  /// The generations of those who have them, at `(group · lanes + lane) · generations + generation`;
  /// empty where these are not told apart.
  private var apart: [Int]

  /// None.
  ///
  /// - Parameters:
  ///   - groups: How many groups there are.
  ///   - lanes: How many replications there are.
  ///   - generations: How many generations are told apart, or 0.
  init(groups: Int, lanes: Int, generations: Int) {
    self.lanes = lanes
    self.generations = generations
    counts = [Int](repeating: 0, count: groups * lanes)
    apart = [Int](repeating: 0, count: groups * lanes * generations)
  }

  mutating func add(_ count: Int, group: Int, lane: Int) { counts[group * lanes + lane] += count }

  /// Tells the generation of some of the claims.
  mutating func add(_ count: Int, group: Int, lane: Int, generation: Int) {
    apart[(group * lanes + lane) * generations + generation] += count
  }

  /// A group's claims, lane by lane.
  subscript(group: Int) -> ArraySlice<Int> { counts[group * lanes..<(group + 1) * lanes] }

  /// The generations of those who have a group's claims; empty where these are not told apart.
  func generations(group: Int, lane: Int) -> [Int] {
    guard generations > 0 else { return [] }
    let start = (group * lanes + lane) * generations
    return Array(apart[start..<start + generations])
  }
}

extension Batch {
  /// Splits the claims of a period's diagnosed over what can become of them.
  mutating func split(_ ill: inout Diagnosed, _ plan: PeriodPlan) {
    let leave = timetable.scenario.membership.claimants == .leave
    var grouped = GroupedClaims(
      groups: plan.groups.count, lanes: lanes.count,
      generations: tellsGenerationsApart && leave ? members.generations : 0)
    for (number, pool) in plan.pools.enumerated() where ill.has(pool: number) {
      let draws = streams(.course, plan, number: pool.streamNumber)
      let isPlain =
        !tellsGenerationsApart && !timetable.course.followsClaims
        && !pool.mayBeRefused(timetable.lines)
      for lane in lanes.indices {
        let count = ill.count(pool: number, lane: lane)
        guard count > 0 else { continue }
        let left = count - lanes[lane].claimExcess(of: count, number, &ill, lane: lane, plan)
        guard left > 0 else { continue }
        if isPlain {
          var stream = draws[lane]
          lanes[lane].claim(left, of: pool, lane: lane, using: &stream, &grouped)
        } else {
          lanes[lane].claim(left, of: pool, number: number, &ill, lane: lane, plan, &grouped)
        }
      }
    }
    split(grouped, plan)
  }

  /// Draws the fates of the claims that are split by group.
  private mutating func split(_ grouped: GroupedClaims, _ plan: PeriodPlan) {
    let most = plan.groups.reduce(0) { max($0, $1.table?.count ?? 0) }
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: most * lanes.count) { parts in
      for (number, group) in plan.groups.enumerated() {
        let sums = grouped[number]
        guard sums.contains(where: { $0 > 0 }) else { continue }
        let draws = streams(.fates, plan, number: group.streamNumber)
        if let table = group.table {
          sums.withUnsafeBufferPointer { table.split($0, using: draws, into: parts) }
        }
        let isPlain = !tellsGenerationsApart && !timetable.course.followsClaims
        for (lane, sum) in sums.enumerated() where sum > 0 {
          if isPlain, let table = group.table, table.totals ~= sum {
            lanes[lane].claims.add(
              FateColumn(parts: parts, lane: lane, lanes: lanes.count), of: group.fates.fates,
              line: group.line)
            continue
          }
          let generations = grouped.generations(group: number, lane: lane)
          let column = FateColumn(parts: parts, lane: lane, lanes: lanes.count)
          lanes[lane].split(
            sum, of: group, generations, plan,
            drawn: group.table.map { $0.totals ~= sum } ?? false ? column : nil)
        }
      }
    }
  }
}

/// How many of a lane's claims have each fate of a law.
struct FateColumn {
  let parts: UnsafeMutableBufferPointer<UInt32>
  let lane: Int
  let lanes: Int

  subscript(fate: Int) -> Int { Int(parts[fate * lanes + lane]) }
}

extension Replication {
  /// Splits some of a pool's claims, where nothing but their number matters.
  fileprivate mutating func claim(
    _ count: Int, of pool: ClaimPool, lane: Int, using draws: inout Stream,
    _ grouped: inout GroupedClaims
  ) {
    pool.split(count, using: &draws) { place, fate, part in
      if let fate {
        claims.add(part, line: pool.branches[place].line, fate: fate, generation: 0)
      } else if let group = pool.branches[place].group {
        grouped.add(part, group: group, lane: lane)
      }
    }
  }

  /// Tells what becomes of a group's claims.
  ///
  /// - Parameters:
  ///   - count: How many there are.
  ///   - group: The group.
  ///   - generations: Those of the members who have them; empty where these are not told apart.
  ///   - plan: The period.
  ///   - drawn: How many have each fate, or `nil` if that is to be drawn.
  fileprivate mutating func split(
    _ count: Int, of group: ClaimGroup, _ generations: [Int], _ plan: PeriodPlan,
    drawn: FateColumn?
  ) {
    let fates = group.fates
    let course = timetable.course
    var left = generations
    var delays = stream(.delays, plan, cohort: group.streamNumber)
    var picks = stream(.fates.generations, plan, cohort: group.streamNumber)
    func add(_ fate: ClaimCourse.Fate, _ count: Int) {
      course.follow(fate, of: count, using: &delays) { fate, days, count in
        guard !left.isEmpty else {
          return claims.add(count, line: group.line, fate: fate, generation: 0, days: days)
        }
        Self.take(count, from: &left, using: &picks) {
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
