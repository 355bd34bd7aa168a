import Probability
import Testing

@testable import MutualAid

/// The published figures of validation pools, to the digits that they are printed with.
struct ExactForecastTests {
  /// One pool of equal sharing after the fact, cost per member b (1 + fee) K / n with K ~ Bin(n, q).
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let members: Int
    let rate: Double
    let benefit: Int
    let mean: Double
    let deviation: Double
    /// At 5, 50, 90, 95, 99, 99.5 and 99.9 %, in yuan.
    let quantiles: [Double]
    var testDescription: String { name }
  }

  static let levels = [0.05, 0.5, 0.9, 0.95, 0.99, 0.995, 0.999]

  static let cases = [
    Case(
      name: "V20", members: 1000, rate: 0.001, benefit: 30_000_000, mean: 324,
      deviation: 323.837959, quantiles: [0, 324, 648, 972, 1296, 1296, 1620]),
    Case(
      name: "V21", members: 10_000, rate: 0.001, benefit: 30_000_000, mean: 324,
      deviation: 102.406554, quantiles: [162, 324, 453.6, 486, 583.2, 615.6, 680.4]),
    Case(
      name: "V22", members: 100_000, rate: 0.001, benefit: 30_000_000, mean: 324,
      deviation: 32.383796, quantiles: [272.16, 324, 366.12, 379.08, 401.76, 411.48, 427.68]),
    Case(
      name: "V23", members: 1_000_000, rate: 0.0006, benefit: 20_000_000, mean: 129.6,
      deviation: 5.289310,
      quantiles: [120.96, 129.6, 136.296, 138.456, 142.128, 143.424, 146.232]),
  ]

  private func figure(
    _ measure: Measure, of scenario: Scenario
  ) throws -> ExactForecast.Figure {
    try #require(try ExactForecast(of: scenario).figures.first { $0.measure == measure })
  }

  @Test(arguments: cases)
  func `equal sharing after the fact has its published figures`(pool: Case) throws {
    let scenario = Scenario.oneYear(members: pool.members, rate: pool.rate, benefit: pool.benefit)
    let figure = try figure(Measure(.yearCost, .year(2022), segment: 0), of: scenario)
    let need = try #require(figure.need)
    #expect(abs((need.mean ?? 0) / 100 - pool.mean) < 5e-10)
    #expect(abs((need.standardDeviation ?? 0) / 100 - pool.deviation) < 5e-7)
    #expect(figure.law.isExact)
    for (p, expected) in zip(Self.levels, pool.quantiles) {
      #expect(abs((need.quantile(p) ?? -1) / 100 - expected) < 5e-10, "q\(p)")
      // A share is whole fen, rounded up.
      let cost = Int((expected * 100 - 1e-6).rounded(.up))
      #expect(figure.law.quantile(p) == cost...cost, "q\(p)")
    }
  }

  @Test func `V21's extras: no claims, the cost above 486 and 648 yuan, and up to 486`() throws {
    let scenario = Scenario.oneYear(members: 10_000, rate: 0.001, benefit: 30_000_000)
    let law = try figure(Measure(.share, .period(0), segment: 0), of: scenario).law.greatest
    #expect(abs(law.mass(of: 0) - 4.517334598e-05) < 5e-15)
    #expect(abs(law.survival(48_600) - 0.0486535893) < 5e-11)
    #expect(abs(law.survival(64_800) - 0.0015789455) < 5e-11)
    #expect(abs((law.limitedExpectation(48_600) ?? 0) / 100 - 320.6557245917) < 5e-10)
    // The same by the engine's own cap.
    var capped = scenario
    capped.apportionment.capPerYear = [2022: 48_600]
    let cost = try figure(Measure(.yearCost, .year(2022), segment: 0), of: capped).law
    #expect(cost.isExact)
    #expect(abs(cost.mean.upperBound / 100 - 320.6557245917) < 5e-10)
  }

  @Test func `V25: two groups that share equally have their published figures`() throws {
    let scenario = Scenario.twoGroups
    for segment in 0...1 {
      let law = try figure(Measure(.yearCost, .year(2022), segment: segment), of: scenario).law
      #expect(law.isExact)
      #expect(abs(law.mean.upperBound / 100 - 250) < 5e-10)
      let deviation = try #require(law.standardDeviation?.upperBound)
      #expect(abs(deviation / 100 - 65.51526540) < 5e-9)
      let costs = [0.5, 0.9, 0.95, 0.99, 0.995, 0.999].map { law.quantile($0) }
      #expect(costs == [250, 340, 360, 420, 440, 480].map { $0 * 100...$0 * 100 })
      #expect(abs(law.greatest.survival(40_000) - 0.0151942341) < 5e-11)
      #expect(abs(law.greatest.survival(50_000) - 0.0004190246) < 5e-11)
    }
  }

  @Test func `the claims paid are binomial`() throws {
    let scenario = Scenario.oneYear(members: 1000, rate: 0.01, benefit: 100)
    let law = try figure(Measure(.cases, .period(0)), of: scenario).law.greatest
    let binomial = try Binomial(trials: 1000, probability: 0.01)
    for k in 0...40 { #expect(abs(law.mass(of: k) - binomial.mass(k)) < 1e-13) }
  }

  @Test func `what makes membership random is said in the scenario's words`() throws {
    var scenario = Scenario.living()
    let forecast = try ExactForecast(of: scenario)
    #expect(!forecast.hasLaws || forecast.figures.allSatisfy { $0.measure.quantity == .cases })
    #expect(forecast.obstacles.contains(.deaths))
    #expect(forecast.obstacles.contains(.claimants))
    #expect(forecast.obstacles.contains(.upperAge))
    #expect(forecast.obstacles.contains(.fallingPath))
    #expect(
      "\(NoExactLaw.Reason.deaths)"
        == "members.deaths: deaths make the number of members random")

    scenario = .oneYear(members: 1000, rate: 0.01, benefit: 100)
    #expect(try ExactForecast(of: scenario).obstacles == [])
    // Whoever leaves once paid has paid the only settlement of a single year.
    scenario.membership.claimants = .leave
    #expect(try ExactForecast(of: scenario).missing == [])
    scenario.calendar.rule = .quarterly
    let quarters = try ExactForecast(of: scenario)
    #expect(quarters.obstacles == [.claimants])
    #expect(quarters.figures.contains { $0.measure == Measure(.share, .period(0), segment: 0) })
    #expect(
      quarters.missing.contains {
        $0.measure == Measure(.yearCost, .year(2022), segment: 0) && $0.reasons == [.claimants]
      })
  }

  @Test func `caps, weights and a growing path take away the law of what they touch alone`() throws
  {
    var scenario = Scenario.oneYear(members: 1000, rate: 0.01, benefit: 100_000)
    scenario.calendar.rule = .quarterly
    scenario.apportionment.capPerYear = [2022: 500]
    let capped = try ExactForecast(of: scenario)
    #expect(capped.obstacles == [.yearlyCap])
    #expect(capped.figures.contains { $0.measure == Measure(.share, .period(0), segment: 0) })
    #expect(capped.figures.count { $0.measure.quantity == .cases } == 4)

    scenario.apportionment.aboveCap = .carry
    #expect(try ExactForecast(of: scenario).obstacles == [.yearlyCap, .carried])

    scenario.apportionment = ApportionmentRule(fee: scenario.apportionment.fee)
    scenario.membership.path = MembershipPath(points: [
      .init(day: day(2022, 1, 1), members: 1000), .init(day: day(2022, 12, 31), members: 2000),
    ])
    let growing = try ExactForecast(of: scenario)
    #expect(growing.obstacles == [.changingPayers])
    #expect(growing.figures.count { $0.measure.quantity == .share } == 4)
  }
}

extension Scenario {
  /// V25: 6,000 members who claim 300,000 yuan at 0.05 %, 4,000 who claim 100,000 at 0.4 %.
  static var twoGroups: Scenario {
    var scenario = Scenario.oneYear(members: 10_000, rate: 0.0005, benefit: 0, fee: .zero)
    scenario.segments = [
      Segment(name: "young", incidence: RateTable(flat: 0.0005)),
      Segment(name: "old", incidence: RateTable(flat: 0.004)),
    ]
    scenario.membership.mixes = [
      DatedMix(
        from: scenario.launch,
        parts: [.init(segment: 0, share: 0.6), .init(segment: 1, share: 0.4)])
    ]
    scenario.claims.classes[0].benefits = [.init(30_000_000), .init(10_000_000)]
    return scenario
  }

  /// A pool that grows, with delays that spread a month's claims over settlements, two classes, a
  /// waiting period and a fee that needs rounding.
  static func delayed(members: Int = 400) -> Scenario {
    var scenario = Scenario.oneYear(
      members: members, rate: 0.3, benefit: 12_345, fee: Rate(millionths: 73_000))
    scenario.horizon = day(2023, 12, 31)
    scenario.calendar = SettlementCalendar(rule: .quarterly, publication: .daysBefore(10))
    scenario.membership.waiting = WaitingPeriod(days: 30)
    scenario.membership.path = MembershipPath(points: [
      .init(day: day(2022, 1, 1), members: members),
      .init(day: day(2022, 12, 31), members: members + 37),
    ])
    scenario.claims.classes = [
      ClaimClass(name: "severe", share: .init(0.4), benefits: [.init(12_345)]),
      ClaimClass(name: "mild", share: .init(0.6), benefits: [.init(2_000)]),
    ]
    scenario.claims.reporting = .exponential(mean: 50)
    return scenario
  }
}
