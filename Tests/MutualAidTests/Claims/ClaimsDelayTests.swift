import Probability
import RealModule
import Testing

@testable import MutualAid

/// Delays that change with the day, and approval, against closed forms.
struct ClaimsDelayTests {
  private static let perDay = 100.0 / 30
  private static let days = 365
  private static let limit = 180

  /// V33's pool: claims at a rate on the 365 days of 2021, and five settlements of 73 days.
  private static func runOff() -> Scenario {
    var scenario = Scenario.oneYear(
      members: 1_000_000, rate: 1 - Double.exp(-perDay * 365 / 1e6), benefit: 10_000_000,
      fee: .zero)
    scenario.launch = day(2021, 1, 1)
    scenario.horizon = day(2022, 12, 31)
    scenario.calendar = SettlementCalendar(rule: .everyDays(73))
    scenario.membership.path = MembershipPath(points: [
      .init(day: scenario.launch, members: 1_000_000)
    ])
    scenario.membership.mixes = [
      DatedMix(from: scenario.launch, parts: [.init(segment: 0, share: 1)])
    ]
    scenario.claims.reporting = .exponential(mean: 60)
    let end = day(2021, 12, 31)
    scenario.shutdown = Shutdown(
      announced: end, contributionsEnd: end, coverEnds: .end(of: end),
      filing: .daysFromDiagnosis(limit), tail: .platform)
    return scenario
  }

  private static func figure(
    _ quantity: Measure.Quantity, _ scope: Measure.Scope, _ outcome: Outcome
  ) throws -> Estimate {
    try #require(outcome[Measure(quantity, scope)]?.mean)
  }

  /// From day 200 to day 259 a report takes 90 days on average instead of 60.
  private static func survival(diagnosed: Int, days: Int) -> Double {
    .exp(-Double(days) / (200...259 ~= diagnosed ? 90 : 60))
  }

  /// A claim of day d is unreported at the end of day 365 if ⌊X⌋ > 365 − d; counted from 1.
  private static let unreported = (1...days).reduce(0.0) {
    $0 + perDay * survival(diagnosed: $1, days: days + 1 - $1)
  }
  /// Those of them that are filed in time, ⌊X⌋ ≤ 180.
  private static let payable = (1...days).reduce(0.0) {
    $0
      + perDay
      * max(
        0,
        survival(diagnosed: $1, days: days + 1 - $1)
          - survival(diagnosed: $1, days: limit + 1))
  }

  @Test func `V33 with a slower report for 60 days has its exact means`() async throws {
    var scenario = Self.runOff()
    scenario.claims.reportingChanges = [
      DatedDelay(
        from: scenario.launch.advanced(by: 199), to: scenario.launch.advanced(by: 258),
        delay: .exponential(mean: 90))
    ]
    let outcome = try await Simulation(of: scenario, seed: 51).run(replications: 600, threads: 2)
    let open = try Self.figure(.incurredNotReported, .period(4), outcome)
    #expect(abs(open.value - Self.unreported) < 5 * open.standardError)
    let late = try Self.figure(.lostLate, .run, outcome)
    #expect(abs(late.value - (Self.unreported - Self.payable)) < 5 * late.standardError)
    let decided = try Self.figure(.cases, .period(4), outcome)
    let tail = try Self.figure(.tailCases, .run, outcome)
    #expect(abs(tail.value - decided.value - Self.payable) < 5 * tail.standardError)
  }

  /// Approval thins what is paid, and neither what is reported nor what is lost.
  @Test(arguments: [false, true])
  func `V33 with approval is thinned`(hasCapacity: Bool) async throws {
    var scenario = Self.runOff()
    scenario.claims.classes[0].approval = [0.7]
    scenario.claims.reportingChanges = [
      DatedDelay(
        from: scenario.launch.advanced(by: 199), to: scenario.launch.advanced(by: 258),
        delay: .exponential(mean: 90))
    ]
    if hasCapacity {
      // More than there can be: the claims' days are drawn one by one, to the same law.
      scenario.claims.processingCapacity = [
        DatedCapacity(from: scenario.launch, to: scenario.horizon, cases: 1_000_000)
      ]
    }
    let outcome = try await Simulation(of: scenario, seed: 52).run(replications: 400, threads: 2)
    let open = try Self.figure(.incurredNotReported, .period(4), outcome)
    #expect(abs(open.value - Self.unreported) < 5 * open.standardError)
    let late = try Self.figure(.lostLate, .run, outcome)
    #expect(abs(late.value - (Self.unreported - Self.payable)) < 5 * late.standardError)
    for (quantity, part) in [(Measure.Quantity.cases, 0.7), (.refused, 0.3)] {
      var after = 0.0
      var error = 0.0
      for period in 5..<scenario.periods.count {
        let found = try Self.figure(quantity, .period(period), outcome)
        after += found.value
        error += found.standardError
      }
      #expect(abs(after - part * Self.payable) < 5 * error)
    }
    // The deviation of an open count is that of a thinned binomial, all but Poisson.
    let deviation = try #require(
      outcome[Measure(.incurredNotReported, .period(4))]?.standardDeviation)
    #expect(abs(deviation.value - Self.unreported.squareRoot()) < 5 * deviation.standardError + 0.1)
  }

  /// Applications of days 74 to 146 take 80 days instead of none, so they are decided later.
  @Test func `a change of processing holds by the day of application`() async throws {
    var scenario = Self.runOff()
    scenario.claims.reporting = .days(10)
    scenario.claims.processingChanges = [
      DatedDelay(
        from: scenario.launch.advanced(by: 73), to: scenario.launch.advanced(by: 145),
        delay: .days(80))
    ]
    let outcome = try await Simulation(of: scenario, seed: 53).run(replications: 400, threads: 2)
    // Applications of days 11 to 73, and so on: 10 days later than the diagnosis. Those of days 74 to
    // 146 are decided on days 154 to 226, 66 of them by day 219.
    let expected = [63.0, 0, 73 + 66, 73 + 7, 73].map { $0 * Self.perDay }
    for (period, mean) in expected.enumerated() {
      let cases = try Self.figure(.cases, .period(period), outcome)
      #expect(abs(cases.value - mean) <= 5 * cases.standardError, "period \(period)")
    }
  }

  @Test func `exact laws know approval and changes of delay`() async throws {
    var scenario = Self.runOff()
    scenario.membership.path = MembershipPath(points: [
      .init(day: scenario.launch, members: 10_000)
    ])
    scenario.claims.classes[0].approval = [0.6]
    scenario.claims.reporting = .exponential(mean: 30)
    scenario.segments[0].incidenceFactor = 20
    scenario.claims.reportingChanges = [
      DatedDelay(from: day(2021, 3, 1), to: day(2021, 5, 31), delay: .gamma(mean: 100, cv: 0.5))
    ]
    scenario.claims.processingChanges = [
      DatedDelay(from: day(2021, 6, 1), to: day(2021, 8, 31), delay: .days(40))
    ]
    let forecast = try ExactForecast(of: scenario)
    #expect(forecast.missing.allSatisfy { $0.measure.scope == .year(2021) })
    // Two claims in three days; of 73 days' all but those of 27 days are reported in time, and three
    // fifths are approved: 18.3 without the change of delay, 30.5 without refusals.
    let first = try #require(
      forecast.figures.first { $0.measure == Measure(.cases, .period(0)) })
    #expect(first.law.mean.upperBound < 18.4)
    let outcome = try await Simulation(of: scenario, seed: 54).run(replications: 1_500, threads: 2)
    let verification = Verification(
      of: forecast, against: outcome, quantiles: [0.05, 0.5, 0.95], risk: 1e-6)
    #expect(verification.testCount > 40)
    #expect(verification.agrees)
  }

  @Test func `what depends on a queue or on a drawn amount has no exact law, and says so`() throws {
    var scenario = Scenario.closed(members: 100, hazard: 0.1, periods: 4)
    scenario.membership.claimants = .stay
    let all = try ExactForecast(of: scenario)
    #expect(!all.obstacles.contains(.capacity) && !all.obstacles.contains(.randomBenefits))

    var limited = scenario
    limited.claims.processingCapacity = [
      DatedCapacity(from: scenario.periods[2].first, to: scenario.periods[2].settlement, cases: 5)
    ]
    let queued = try ExactForecast(of: limited)
    // Laws before the first capacity stay as they were; afterwards nothing is known.
    for period in 0..<4 {
      for quantity in [Measure.Quantity.cases, .share] {
        let measure = Measure(
          quantity, .period(period), segment: quantity == .share ? 0 : nil)
        let found = queued.figures.first { $0.measure == measure }
        let reasons = queued.missing.first { $0.measure == measure }?.reasons
        #expect((found != nil) == (period < 2))
        #expect(period < 2 || reasons?.contains(.capacity) == true)
        let before = all.figures.first { $0.measure == measure }
        #expect(period >= 2 || found?.law.quantile(0.9) == before?.law.quantile(0.9))
      }
    }
    #expect(
      queued.missing.contains { $0.measure.quantity == .yearCost && $0.reasons == [.capacity] })

    scenario.claims.classes[0].severities = [
      .random(RandomBenefit(cost: .gamma(mean: 500, cv: 1), maximum: 1000))
    ]
    let drawn = try ExactForecast(of: scenario)
    #expect(drawn.obstacles.contains(.randomBenefits))
    #expect(drawn.figures.allSatisfy { $0.measure.quantity == .cases })
    #expect(drawn.figures.count == 4)
  }
}
