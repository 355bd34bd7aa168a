import Probability
import Testing

@testable import MutualAid

/// Cases on their way from the application to a settlement that may decide but so many.
struct QueuedCasesTests {
  private typealias Fate = ClaimCourse.Fate

  private func law(_ delay: Delay) -> DelayCalendar.Law { DelayCalendar.Law(delay, upTo: 60) }

  private func refusal(_ number: Int, line: Int) -> RefusedClaim {
    RefusedClaim(line: line, diagnosed: number, home: nil, generation: 0)
  }

  /// Cases that a settlement sees which were applied for on a day.
  private func applied(on day: Int, seenBy settlement: Int = 0) -> Fate {
    Fate(reported: settlement, ended: day, kind: .applied)
  }

  private let draws = Stream(seed: 3, replication: 0, purpose: .processing)

  private func queue(lines: Int) -> ClaimQueue {
    ClaimQueue(settlements: 2, days: 60, lines: lines, generations: 2)
  }

  private func take(_ queue: inout ClaimQueue, _ day: Int) -> DecidedClaims {
    var (draws, picks) = (draws, draws)
    return queue.take(readyBy: day, atMost: nil, using: &draws, picks: &picks)
  }

  @Test func `cases that all take as long are ready together, those of the horizon never`() {
    var queue = queue(lines: 2)
    queue.add(3, line: 0, fate: applied(on: 10), generation: 0)
    queue.add(2, line: 0, fate: applied(on: 10), generation: 1)
    queue.add(1, line: 1, fate: applied(on: 10), generation: 1)
    queue.add(refusal(7, line: 1), fate: applied(on: 10))
    queue.add(refusal(8, line: 0), fate: applied(on: 10))
    queue.add(4, line: 0, fate: applied(on: 12), generation: 0)
    queue.add(2, line: 0, fate: applied(on: 50, seenBy: 1), generation: 0)
    #expect(queue.refusals.map(\.diagnosed) == [7, 8])
    func prepare(seenBy settlement: Int, of days: ClosedRange<Int>) {
      queue.prepare(
        seenBy: settlement, of: days.map { ($0, law(.days(20))) },
        awaited: { line, day in line == 1 && day == 11 ? 5 : 0 }, streams: { _ in draws })
    }
    // What has been seen is not seen once more, but for what the queue is told of anew.
    for _ in 0..<2 { prepare(seenBy: 0, of: 9...12) }
    #expect(queue.refusals.map(\.diagnosed) == [8, 7])
    #expect(take(&queue, 29) == DecidedClaims(approved: [0, 0, 0, 0]))
    #expect(
      take(&queue, 30)
        == DecidedClaims(
          approved: [3, 2, 0, 1], refused: [refusal(8, line: 0), refusal(7, line: 1)]))
    prepare(seenBy: 1, of: 49...50)
    #expect(take(&queue, 59) == DecidedClaims(approved: [4, 0, 10, 0]))
    #expect(queue.refusals.isEmpty)
  }

  @Test
  func `cases that are taken out again are not seen, nor those of the last year as this year's`() {
    var queue = queue(lines: 1)
    let (old, new) = (applied(on: 3), applied(on: 30, seenBy: 1))
    queue.add(5, line: 0, fate: old, generation: 1)
    queue.add(-2, line: 0, fate: old, generation: 1)
    queue.add(2, line: 0, fate: new, generation: 1)
    for number in 0..<3 { queue.add(refusal(number, line: 0), fate: old) }
    queue.remove(refusal(1, line: 0), fate: old)
    queue.remove(refusal(2, line: 0), fate: new)
    func prepare(seenBy settlement: Int, of day: Int) {
      queue.prepare(
        seenBy: settlement, of: [(day, law(.days(1)))], awaited: { _, _ in 0 },
        streams: { _ in draws })
    }
    prepare(seenBy: 0, of: 3)
    #expect(
      take(&queue, 4)
        == DecidedClaims(approved: [0, 3], refused: [refusal(0, line: 0), refusal(2, line: 0)]))
    queue.beginYear()
    prepare(seenBy: 1, of: 30)
    #expect(take(&queue, 31) == DecidedClaims(approved: [2, 0]))
  }

  /// How long a case takes follows the law, whether the queue was told of it before, and of whatever generation.
  @Test func `how long cases take follows the law`() {
    let delay = law(.table([.init(days: 0, weight: 1), .init(days: 5, weight: 3)]))
    var queue = queue(lines: 1)
    var told = queue
    let cases = [1_000, 3_000]
    for (generation, count) in cases.enumerated() {
      told.add(count, line: 0, fate: applied(on: 1), generation: generation)
    }
    for number in 0..<400 { told.add(refusal(number, line: 0), fate: applied(on: 1)) }
    func prepare(_ queue: inout ClaimQueue, awaited: Int) {
      queue.prepare(
        seenBy: 0, of: [(1, delay)], awaited: { _, _ in awaited }, streams: { _ in draws })
    }
    prepare(&queue, awaited: 4_000)
    prepare(&told, awaited: 0)
    let (early, toldEarly) = (take(&queue, 4), take(&told, 4))
    #expect(early.approved[0] == toldEarly.approved.reduce(0, +))
    for (generation, count) in cases.enumerated() {
      // 1 in 4 is ready at once, give or take 5 standard deviations.
      let off = Double(toldEarly.approved[generation]) - Double(count) / 4
      #expect(abs(off) < 5 * (Double(count) * 3 / 16).squareRoot())
    }
    #expect(abs(Double(toldEarly.refused.count) - 100) < 5 * 75.0.squareRoot())
    let late = take(&told, 6)
    #expect(zip(toldEarly.approved, late.approved).map { $0 + $1 } == cases)
    #expect(toldEarly.refused.count + late.refused.count == 400)
  }

  private func scenario(capacity: Int) -> Scenario {
    var scenario = Scenario.living(members: 2_000_000)
    scenario.apportionment.capPerYear = [:]
    scenario.claims.classes[0].approval = [0.9]
    scenario.claims.reporting = .gamma(mean: 40, cv: 1.2)
    scenario.claims.processing = .gamma(mean: 20, cv: 0.5)
    scenario.claims.processingCapacity = [
      DatedCapacity(from: scenario.launch, to: scenario.horizon, cases: capacity)
    ]
    return scenario
  }

  @Test
  func `each line's cases take as long as its own draws say, and each replication has its own`()
    throws
  {
    let simulation = Simulation(of: scenario(capacity: 100_000), seed: 8)
    let timetable = simulation.timetable
    let plan = timetable.plans[4]
    let days = timetable.course.processing(reportedBy: plan.period.index)
    let approved = timetable.lines.indices.filter { timetable.lines[$0].worth != .refused }
    try #require(approved.count >= 2)
    var batch = Batch(
      [0, 1, 2, 3], of: timetable, layout: simulation.layout, seed: 8, tellsGenerationsApart: false)
    for (lane, line) in (0..<4).flatMap({ lane in approved.map { (lane, $0) } }) {
      let fate = Fate(reported: plan.period.index, ended: days[0].day, kind: .applied)
      batch.awaited.add(1_000, line: line, fate: fate, lane: lane)
    }
    // Those that part from the batch have what is theirs.
    var parted = batch.only([2, 3])
    func decided(_ batch: inout Batch, lane: Int) -> [Int] {
      batch.lanes[lane].prepareCases(of: days, batch.awaited, lane: lane, plan)
      var draws = Stream(seed: 1, replication: 0, purpose: .queue)
      var picks = draws
      let found = batch.lanes[lane].claims.decide(
        at: plan.period.index, readyBy: days[0].day + 18, atMost: nil, using: &draws,
        picks: &picks)
      return approved.map { found.approved[$0] }
    }
    let all = (0..<4).map { decided(&batch, lane: $0) }
    #expect(all.allSatisfy { $0.allSatisfy { 100...900 ~= $0 } })
    // Two such counts are the same in fewer than 3 of 100 cases.
    #expect(all.contains { $0[0] != $0[1] } && Set(all).count > 1)
    #expect([0, 1].map { decided(&parted, lane: $0) } == [all[2], all[3]])
  }

  /// The law is held against the sum over days of diagnosis and delays, each by its own formula.
  @Test func `the days of application have the law of a diagnosis and a delay`() throws {
    let scenario = scenario(capacity: 100)
    let timetable = Timetable(of: scenario)
    let (course, period) = (timetable.course, timetable.periods[5])
    let first = scenario.launch.distance(to: period.first)
    let fates = [0, 3, 7].map { course.diagnosed(period.first.advanced(by: $0)) }
    let chances = [0.5, 0.2, 0.3]
    let law = try #require(
      course.applied(FateLaw(chances.enumerated().map { ($0, $1) }, of: fates)))
    #expect(abs(law.chances.reduce(0, +) - 1) < 1e-12)
    let last = timetable.periods[timetable.periods.count - 1].settlement
    let delays = DelayCalendar.Law(
      scenario.claims.reporting, upTo: scenario.launch.distance(to: scenario.horizon))
    var seen = 0.0
    for (fate, chance) in zip(law.fates, law.chances) where fate.kind == .applied {
      let application = scenario.launch.advanced(by: fate.ended)
      #expect(application <= last)
      #expect(application <= timetable.periods[fate.reported].settlement)
      #expect(
        fate.reported == 0 || timetable.periods[fate.reported - 1].settlement < application)
      let expected = zip([0, 3, 7], chances).reduce(0) { sum, diagnosis in
        let delay = fate.ended - first - diagnosis.0
        return sum + (delay < 0 ? 0 : diagnosis.1 * delays.days[delay])
      }
      #expect(abs(chance - expected) < 1e-12)
      seen += chance
    }
    let never = law.fates.firstIndex { $0.kind != .applied }
    #expect(abs((never.map { law.chances[$0] } ?? 0) + seen - 1) < 1e-12)
  }

  @Test func `the days of application that a settlement sees follow one another`() {
    let timetable = Timetable(of: scenario(capacity: 100))
    let days = timetable.periods.indices.flatMap {
      timetable.course.processing(reportedBy: $0).map(\.day)
    }
    #expect(days == Array(0..<days.count))
    #expect(
      days.last.map { timetable.scenario.launch.advanced(by: $0) }
        == timetable.periods.last?.settlement)
  }

  /// Many claims are split by tables; what is drawn is the same whether or not generations are told apart, and in
  /// any company.
  @Test func `generations told apart change no draw of a large pool that queues`() throws {
    let simulation = Simulation(of: scenario(capacity: 60), seed: 4)
    let timetable = simulation.timetable
    #expect(timetable.plans.flatMap(\.groups).contains { $0.table != nil })
    func records(_ numbers: [Int], apart: Bool) throws -> [[Int]?] {
      var batch = Batch(
        numbers, of: timetable, layout: simulation.layout, seed: 4, tellsGenerationsApart: apart)
      for plan in timetable.plans { try batch.run(plan) }
      return batch.finished()
    }
    let plain = try records([0, 1, 2], apart: false)
    #expect(try records([0, 1, 2], apart: true) == plain)
    #expect(try records([1], apart: false) == [plain[1]])
    let layout = simulation.layout
    for record in plain {
      let record = try #require(record)
      func sum(_ quantity: Measure.Quantity) -> Int {
        timetable.periods.indices.reduce(0) { $0 + record[layout.place(quantity, period: $1)] }
      }
      let last = timetable.periods.count - 1
      let open =
        record[layout.place(.reportedNotSettled, period: last)]
        + record[layout.place(.incurredNotReported, period: last)]
      let lost = layout.place(ofRun: .lostLate).map { record[$0] } ?? 0
      #expect(open > 0)
      #expect(sum(.diagnosed) == sum(.cases) + sum(.refused) + open + lost)
    }
  }
}
