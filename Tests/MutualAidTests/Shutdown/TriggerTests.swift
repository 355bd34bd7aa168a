import Probability
import RealModule
import Testing

@testable import MutualAid

/// Ends that the run decides.
struct TriggerTests {
  private static let terms = ShutdownTriggers.Terms(tail: .platform)

  /// A pool of which nobody falls ill, with as many members as a path says.
  private func quiet(_ points: [MembershipPath.Point], years: Int = 3) -> Scenario {
    var scenario = Scenario.oneYear(members: 1, rate: 0, benefit: 100)
    scenario.calendar = SettlementCalendar(rule: .monthly)
    scenario.membership.path = MembershipPath(points: points)
    scenario.horizon = day(2021 + years, 12, 31)
    return scenario
  }

  /// For each replication, the settlement that shut it, or `nil`.
  private func ends(_ scenario: Scenario, replications: Int, seed: UInt64 = 1) throws -> [Int?] {
    let layout = RecordLayout(of: scenario, periods: scenario.periods)
    let simulation = Simulation(of: scenario, seed: seed)
    return try simulation.records(of: 0..<replications).map { record in
      let end = scenario.periods.firstIndex { record[layout.place(.shut, period: $0.index)] == 1 }
      // Once shut, a pool stays so.
      #expect(
        scenario.periods.allSatisfy {
          (record[layout.place(.shut, period: $0.index)] == 1) == ($0.index >= end ?? .max)
        })
      return end
    }
  }

  @Test func `the time to a yearly rate is geometric`() throws {
    var scenario = quiet([.init(day: day(2022, 1, 1), members: 1)])
    scenario.triggers = ShutdownTriggers(regulatorPerYear: 0.3, terms: Self.terms)
    let count = 20_000
    let ends = try ends(scenario, replications: count)
    for period in scenario.periods {
      // 2024 has 366 days, each of which is a 366th of it.
      let years =
        Double(period.settlement.year - 2022)
        + Double(period.settlement.dayOfYear) / Double(Day.count(in: period.settlement.year))
      let law = try Binomial(trials: count, probability: 1 - Double.pow(0.7, years))
      let shut = ends.count { $0.map { $0 <= period.index } ?? false }
      // Nearly normal: 5.5 deviations in each of 36 tests have a risk of 1.4e-6 together.
      #expect(abs(Double(shut) - law.mean) < 5.5 * law.variance.squareRoot())
    }
  }

  @Test func `rates of both kinds leave one another's draws as they were`() throws {
    var scenario = quiet([.init(day: day(2022, 1, 1), members: 1)])
    scenario.triggers = ShutdownTriggers(regulatorPerYear: 0.3, terms: Self.terms)
    let regulator = try ends(scenario, replications: 300)
    scenario.triggers = ShutdownTriggers(defaultPerYear: 0.2, terms: Self.terms)
    let platform = try ends(scenario, replications: 300)
    scenario.triggers = ShutdownTriggers(
      regulatorPerYear: 0.3, defaultPerYear: 0.2, terms: Self.terms)
    let both = try ends(scenario, replications: 300)
    #expect(
      both
        == zip(regulator, platform).map { min($0 ?? .max, $1 ?? .max) }.map {
          $0 == .max ? nil : $0
        })
    #expect(regulator != platform)
  }

  @Test func `a floor fires at the first settlement below it`() throws {
    let path = [
      MembershipPath.Point(day: day(2022, 1, 1), members: 1000),
      .init(day: day(2023, 6, 1), members: 200), .init(day: day(2024, 12, 31), members: 200),
    ]
    for members in [999, 777, 500, 201, 200] {
      var scenario = quiet(path)
      scenario.triggers = ShutdownTriggers(floor: .init(members: members), terms: Self.terms)
      let first = scenario.periods.firstIndex {
        scenario.membership.path.members(on: $0.publication) < members
      }
      #expect(try ends(scenario, replications: 2) == [first, first])
    }
  }

  @Test func `grace counts from the first settlement below, and starts anew after a recovery`()
    throws
  {
    var scenario = quiet([
      .init(day: day(2022, 1, 1), members: 100), .init(day: day(2022, 3, 30), members: 100),
      .init(day: day(2022, 3, 31), members: 50), .init(day: day(2022, 5, 30), members: 50),
      .init(day: day(2022, 5, 31), members: 100), .init(day: day(2022, 7, 30), members: 100),
      .init(day: day(2022, 7, 31), members: 50),
    ])
    func end(grace: Int) throws -> Int? {
      scenario.triggers = ShutdownTriggers(
        floor: .init(members: 60, graceMonths: grace), terms: Self.terms)
      return try ends(scenario, replications: 1)[0]
    }
    #expect(try end(grace: 0) == 2)
    #expect(try end(grace: 1) == 3)
    // Below on 31 July: two months later is 30 September, three months 31 October.
    #expect(try end(grace: 2) == 8)
    #expect(try end(grace: 3) == 9)
    #expect(try end(grace: 40) == nil)
  }

  @Test func `a ceiling fires at the first share above it`() throws {
    var scenario = quiet([.init(day: day(2022, 1, 1), members: 10)])
    scenario.segments[0].incidence = RateTable(flat: 1)
    scenario.claims.reporting = .days(70)
    scenario.apportionment.fee = .zero
    // Everybody is ill every month, and is first paid 70 days after January's first days.
    scenario.triggers = ShutdownTriggers(ceiling: 99, terms: Self.terms)
    let end = try #require(try ends(scenario, replications: 1)[0])
    #expect(end == 2 || end == 3)
    scenario.triggers = ShutdownTriggers(ceiling: 100, terms: Self.terms)
    #expect(try ends(scenario, replications: 1) == [nil])
  }

  @Test func `a date comes first where it is earlier, and a trigger where that is`() throws {
    var scenario = quiet([
      .init(day: day(2022, 1, 1), members: 1000), .init(day: day(2022, 12, 31), members: 0),
    ])
    scenario.triggers = ShutdownTriggers(floor: .init(members: 500), terms: Self.terms)
    let fired = try #require(try ends(scenario, replications: 1)[0])
    let announced = scenario.periods[fired].settlement.advanced(by: 1)
    func shut(on day: Day) throws -> Int? {
      scenario.shutdown = Shutdown(
        announced: day, contributionsEnd: day, coverEnds: .end(of: day), tail: .platform)
      return try ends(scenario, replications: 1)[0]
    }
    #expect(try shut(on: announced) == nil)
    #expect(try shut(on: announced.advanced(by: 1)) == fired)
  }

  @Test func `a trigger at the last settlement counts`() throws {
    var scenario = quiet([.init(day: day(2022, 1, 1), members: 10)], years: 1)
    scenario.triggers = ShutdownTriggers(
      floor: .init(members: 11, graceMonths: 11), terms: Self.terms)
    #expect(try ends(scenario, replications: 1) == [11])
  }

  // MARK: - What follows

  /// The records of some replications without tables for their draws.
  ///
  /// Tables follow from a reference run, and change bits though no law.
  private func records(_ scenario: Scenario, of numbers: [Int]) throws -> [[Int]] {
    let timetable = Timetable(of: scenario)
    let batch = Batch(
      numbers, of: timetable, layout: RecordLayout(of: scenario, periods: timetable.periods),
      seed: 12, tellsGenerationsApart: true)
    var branches = Branches(
      batch,
      timetables: scenario.triggers.map { TriggeredTimetables(of: timetable, triggers: $0) })
    let records = try branches.run()
    return try numbers.map { try #require(records[UInt32($0)] ?? nil) }
  }

  /// What a pool that a trigger has shut does is what the same pool does that is shut by that date.
  private func expectSameAsDated(_ scenario: Scenario, cause: ShutdownTriggers.Cause) throws {
    let layout = RecordLayout(of: scenario, periods: scenario.periods)
    let records = try records(scenario, of: Array(0..<12))
    var ends: Set<Int> = []
    for (number, record) in records.enumerated() {
      guard
        let end = scenario.periods.firstIndex(where: {
          record[layout.place(.shut, period: $0.index)] == 1
        }), end + 1 < scenario.periods.count, let triggers = scenario.triggers
      else { continue }
      ends.insert(end)
      var dated = scenario
      let announced = scenario.periods[end].settlement.advanced(by: 1)
      dated.shutdown = triggers.shutdown(announced: announced, cause: cause)
      // Triggers that never fire leave claims to be followed one by one.
      dated.triggers = ShutdownTriggers(ceiling: .max, terms: triggers.terms)
      let other = RecordLayout(of: dated, periods: dated.periods)
      let places = Dictionary(uniqueKeysWithValues: zip(other.measures, other.measures.indices))
      let found = try self.records(dated, of: [number])[0]
      for (place, measure) in layout.measures.enumerated() where measure.quantity.unit != .indicator
      {
        let twin = try #require(places[measure])
        #expect(record[place] == found[twin], "replication \(number), \(measure)")
      }
    }
    #expect(ends.count > 1)
  }

  private func living(_ cause: ShutdownTriggers.Cause, _ terms: ShutdownTriggers.Terms) -> Scenario
  {
    var scenario = Scenario.living(members: 6000, factor: 4)
    scenario.shutdown = nil
    scenario.triggers = ShutdownTriggers(
      regulatorPerYear: cause == .regulator ? 0.9 : 0,
      defaultPerYear: cause == .platform ? 0.9 : 0, terms: terms)
    return scenario
  }

  @Test(arguments: Shutdown.Tail.allCases)
  func `a pool that a trigger shuts goes on as one that a date shuts`(tail: Shutdown.Tail) throws {
    let terms = ShutdownTriggers.Terms(
      contributionsEndAfter: 5, coverEndsAfter: 40, filing: .daysFromDiagnosis(30), tail: tail,
      refunds: tail == .platform ? .allPastShares : .none, refundsAfter: 60)
    try expectSameAsDated(living(.regulator, terms), cause: .regulator)
  }

  @Test func `so it does without a limit on filing, with refusals and a queue`() throws {
    var terms = ShutdownTriggers.Terms(coverEndsAfter: 17, tail: .platform)
    terms.replacement = ReplacementCover(price: 100, taken: Rate(millionths: 250_000))
    try expectSameAsDated(living(.regulator, terms), cause: .regulator)
    terms.filing = .daysFromAnnouncement(20)
    var scenario = living(.regulator, terms)
    scenario.claims.classes[0].approval = [0.7]
    scenario.claims.systemic = SystemicRisk(step: .period, law: .gamma, cv: 0.5)
    try expectSameAsDated(scenario, cause: .regulator)
    scenario.claims.processingCapacity = [
      DatedCapacity(from: scenario.launch, to: scenario.horizon, cases: 4)
    ]
    try expectSameAsDated(scenario, cause: .regulator)
  }

  @Test func `so it does where another date would have come later`() throws {
    var scenario = living(
      .regulator, .init(coverEndsAfter: 90, filing: .daysFromAnnouncement(30), tail: .platform))
    scenario.shutdown = Scenario.living().shutdown
    let layout = RecordLayout(of: scenario, periods: scenario.periods)
    let record = try Simulation(of: scenario, seed: 2).record(of: 1)
    #expect(record[layout.place(.shut, period: scenario.periods.count - 1)] == 1)
    try expectSameAsDated(scenario, cause: .regulator)
  }

  @Test func `a platform that has defaulted pays nothing`() throws {
    let scenario = living(
      .platform,
      .init(
        coverEndsAfter: 40, tail: .platform, refunds: .allPastShares,
        replacement: ReplacementCover(price: 100, taken: Rate(millionths: 250_000))))
    let layout = RecordLayout(of: scenario, periods: scenario.periods)
    let cost = try #require(layout.place(ofRun: .closingCost))
    let lost = try #require(layout.place(ofRun: .lostUnpaid))
    let why = try #require(layout.place(ofRun: .shutByDefault))
    let records = try Simulation(of: scenario, seed: 4).records(of: 0..<10)
    #expect(records.allSatisfy { $0[cost] == 0 })
    #expect(records.contains { $0[why] == 1 && $0[lost] > 0 })
    try expectSameAsDated(scenario, cause: .platform)
  }

  @Test func `it does not matter who is run beside whom`() throws {
    let scenario = living(
      .regulator, .init(coverEndsAfter: 20, filing: .daysFromDiagnosis(25), tail: .members))
    let together = try Simulation(of: scenario, seed: 7).records(of: 3..<15)
    for number in 3..<15 {
      // Prepared anew, so that timetables are made in another order.
      #expect(try Simulation(of: scenario, seed: 7).record(of: number) == together[number - 3])
    }
  }

  @Test func `nothing has an exact law`() throws {
    let scenario = living(.regulator, .init(filing: .daysFromDiagnosis(25), tail: .members))
    let forecast = try ExactForecast(of: scenario)
    #expect(forecast.figures.isEmpty)
    #expect(forecast.obstacles.contains(.triggers))
  }
}
