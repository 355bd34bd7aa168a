import Probability
import Testing

@testable import MutualAid

/// Claims that are kept for all replications at once until a settlement sees them.
struct AwaitedClaimsTests {
  private let timetable: Timetable = {
    var scenario = Scenario.oneYear(members: 100, rate: 0, benefit: 100)
    scenario.calendar = SettlementCalendar(rule: .monthly)
    return Timetable(of: scenario)
  }()

  /// Adds claims of three replications, of which some are going to be lost.
  private func add(_ parts: [UInt32], line: Int, in claims: inout AwaitedClaims) {
    let fates = FateLaw(
      [(0, 0.5), (1, 0.3), (2, 0.2)],
      of: [
        .init(reported: 1, ended: 3, kind: .decided), .init(reported: 2, ended: 3, kind: .decided),
        .init(reported: 2, ended: 4, kind: .lost),
      ])
    var parts = parts
    parts.withUnsafeMutableBufferPointer { claims.add($0, of: fates, line: line) }
  }

  private func seen(_ claims: AwaitedClaims, lane: Int) -> [[Int]] {
    (0...4).map { settlement in
      let ended = claims.ended(by: settlement, line: 0, lane: lane)
      return [claims.reported(by: settlement, lane: lane), ended.approved, ended.lost]
    }
  }

  @Test func `each replication has its own claims, when their settlements come`() {
    var claims = AwaitedClaims(of: timetable, lanes: 3)
    #expect(seen(claims, lane: 0) == [[0, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0]])
    add([10, 20, 0, 3, 4, 0, 1, 0, 7], line: 0, in: &claims)
    #expect(
      seen(claims, lane: 0) == [[0, 0, 0], [10, 0, 0], [4, 0, 0], [0, 13, 0], [0, 0, 1]])
    #expect(
      seen(claims, lane: 1) == [[0, 0, 0], [20, 0, 0], [4, 0, 0], [0, 24, 0], [0, 0, 0]])
    #expect(seen(claims, lane: 2) == [[0, 0, 0], [0, 0, 0], [7, 0, 0], [0, 0, 0], [0, 0, 7]])
    add([1, 1, 1, 1, 1, 1, 1, 1, 1], line: 0, in: &claims)
    #expect(seen(claims, lane: 2) == [[0, 0, 0], [1, 0, 0], [9, 0, 0], [0, 2, 0], [0, 0, 8]])
  }

  @Test func `claims of one replication are kept beside those of all`() {
    var claims = AwaitedClaims(of: timetable, lanes: 3)
    add([10, 20, 0, 3, 4, 0, 1, 0, 7], line: 0, in: &claims)
    claims.add(5, line: 0, fate: .init(reported: 1, ended: 2, kind: .decided), lane: 1)
    claims.add(6, line: 0, fate: .init(reported: 2, ended: 4, kind: .lost), lane: 1)
    claims.note(24, line: 0, lane: 1)
    #expect(
      seen(claims, lane: 1) == [[0, 0, 0], [25, 0, 0], [10, 5, 0], [0, 24, 0], [0, 0, 6]])
    #expect(
      seen(claims, lane: 0) == [[0, 0, 0], [10, 0, 0], [4, 0, 0], [0, 13, 0], [0, 0, 1]])
    #expect(claims.tell() == [0, 35, 0])
    #expect(claims.tell() == [0, 0, 0])
  }

  @Test func `more claims than 32 bits count are kept`() {
    var claims = AwaitedClaims(of: timetable, lanes: 3)
    let many = 5_000_000_000
    for _ in 0..<2 {
      claims.add(many, line: 0, fate: .init(reported: 1, ended: 2, kind: .decided), lane: 1)
    }
    claims.add(many, line: 0, fate: .init(reported: 1, ended: 2, kind: .lost), lane: 1)
    #expect(
      seen(claims, lane: 1)
        == [[0, 0, 0], [3 * many, 0, 0], [0, 2 * many, many], [0, 0, 0], [0, 0, 0]])
    #expect(claims.tell() == [0, 3 * many, 0])
  }

  @Test func `replications that part take their claims along`() {
    var claims = AwaitedClaims(of: timetable, lanes: 3)
    add([10, 20, 0, 3, 4, 0, 1, 0, 7], line: 0, in: &claims)
    let some = claims.only([2, 0])
    #expect(seen(some, lane: 0) == seen(claims, lane: 2))
    #expect(seen(some, lane: 1) == seen(claims, lane: 0))
  }

  /// Many claims of several groups and lines, which are split by tables, beside few and far more, which are not.
  @Test func `as many of each line's claims are decided as replications are told of`() throws {
    let simulation = Simulation(of: .living(members: 2_000_000), seed: 4)
    let (timetable, plan) = (simulation.timetable, simulation.timetable.plans[6])
    let tables = plan.groups.filter { $0.table != nil }
    try #require(Set(tables.map(\.line)).count > 1)
    let lanes = 0..<48
    var batch = Batch(
      Array(lanes), of: timetable, layout: simulation.layout, seed: 4, tellsGenerationsApart: false)
    var ill = Diagnosed(lanes: lanes.count)
    ill.begin(plan)
    for row in plan.rows.pools.indices {
      ill.add(lanes.map { $0 * $0 * (1 + row % 3) / 12 }, row: row)
    }
    let all = ill.totals()
    batch.split(&ill, plan)
    for lane in lanes {
      let settlements = timetable.plans.indices
      let claims = batch.lanes[lane].claims
      let reported = (0...settlements.count).map { batch.awaited.reported(by: $0, lane: lane) }
      #expect(reported.reduce(0, +) == all[lane] && claims.diagnosed == all[lane])
      for line in timetable.lines.indices {
        let ended = (0...settlements.count).map {
          batch.awaited.ended(by: $0, line: line, lane: lane)
        }
        #expect(ended.reduce(0) { $0 + $1.approved + $1.lost } == claims.byLine[line])
      }
    }
    let sums = lanes.map { batch.lanes[$0].claims.byLine }
    for table in tables {
      let totals = try #require(table.table?.totals)
      #expect(sums.contains { $0[table.line] > 2 * totals.upperBound })
      #expect(sums.contains { 0..<totals.lowerBound ~= $0[table.line] && $0[table.line] > 0 })
      #expect(sums.contains { totals ~= $0[table.line] })
    }
  }
}
