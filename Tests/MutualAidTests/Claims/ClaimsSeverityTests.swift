import Probability
import Testing

@testable import MutualAid

/// Benefits that are drawn claim by claim.
struct ClaimsSeverityTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let benefit: RandomBenefit
    let law: any ContinuousLaw
    var testDescription: String { name }
  }

  static func cases() throws -> [Case] {
    [
      Case(
        name: "lognormal",
        benefit: RandomBenefit(
          cost: .lognormal(mean: 8_000_000, cv: 1.2), fixed: 2_000_000, reimbursed: 0.6,
          maximum: 10_000_000),
        law: try LogNormal(mean: 8_000_000, coefficientOfVariation: 1.2)),
      Case(
        name: "gamma",
        benefit: RandomBenefit(
          cost: .gamma(mean: 3_000_000, cv: 1.5), fixed: 0, reimbursed: 1, maximum: 5_000_000),
        law: try Gamma(mean: 3_000_000, coefficientOfVariation: 1.5)),
    ]
  }

  /// With X the cost and d = (maximum − fixed) / reimbursed, an amount is fixed + reimbursed · (X ∧ d),
  /// so its moments are the limited ones.
  private func moments(_ pool: Case) throws -> (mean: Double, second: Double, atMost: Double) {
    let (f, r) = (Double(pool.benefit.fixed), pool.benefit.reimbursed)
    let d = (Double(pool.benefit.maximum) - f) / r
    let (first, second): (Double, Double)
    if let law = pool.law as? LogNormal {
      (first, second) = (law.limitedExpectation(d), law.limitedSecondMoment(d))
    } else {
      let law = try #require(pool.law as? Gamma)
      (first, second) = (law.limitedExpectation(d), law.limitedSecondMoment(d))
    }
    return (f + r * first, f * f + 2 * f * r * first + r * r * second, pool.law.survival(d))
  }

  @Test func `a year's benefits are the compound binomial sum of capped amounts`() async throws {
    let (members, rate, replications) = (5_000, 0.004, 2_000)
    for pool in try Self.cases() {
      var scenario = Scenario.oneYear(members: members, rate: rate, benefit: 0, fee: .zero)
      scenario.claims.classes[0].severities = [.random(pool.benefit)]
      let outcome = try await Simulation(of: scenario, seed: 81).run(
        replications: replications, threads: 2)
      let benefits = try #require(outcome[Measure(.benefits, .period(0))])
      let (first, second, _) = try moments(pool)
      let claims = Double(members) * rate
      let variance = claims * second - claims * rate * first * first
      let mean = try #require(benefits.mean)
      #expect(abs(mean.value - claims * first) < 5 * mean.standardError)
      let deviation = try #require(benefits.standardDeviation)
      #expect(abs(deviation.value - variance.squareRoot()) < 5 * deviation.standardError)
    }
  }

  @Test func `the maximum is met with the probability that the cost exceeds it`() throws {
    for pool in try Self.cases() {
      let law = SeverityLaw(pool.benefit)
      let (first, second, atMost) = try moments(pool)
      var draws = Stream(seed: 82, replication: 0, purpose: .severity)
      let count = 40_000
      let amounts = (0..<count).map { _ in law.sample(using: &draws) }
      #expect(amounts.allSatisfy { pool.benefit.fixed...pool.benefit.maximum ~= $0 })
      let most = Double(amounts.count { $0 == pool.benefit.maximum })
      let spread = (Double(count) * atMost * (1 - atMost)).squareRoot()
      #expect(abs(most - Double(count) * atMost) < 5 * spread)
      let mean = amounts.reduce(0.0) { $0 + Double($1) } / Double(count)
      let error = ((second - first * first) / Double(count)).squareRoot()
      #expect(abs(mean - first) < 5 * error)
    }
  }

  @Test func `counted costs come with their weights, in whole fen`() {
    let law = SeverityLaw(
      RandomBenefit(
        cost: .empirical([
          .init(amount: 100, weight: 1), .init(amount: 201, weight: 2),
          .init(amount: 1000, weight: 1), .init(amount: 77, weight: 0),
        ]), fixed: 10, reimbursed: 0.5, maximum: 300))
    var draws = Stream(seed: 83, replication: 0, purpose: .severity)
    var counts: [Int: Int] = [:]
    for _ in 0..<20_000 { counts[law.sample(using: &draws), default: 0] += 1 }
    // 10 + 100.5 is rounded half up.
    #expect(Set(counts.keys) == [60, 111, 300])
    // A standard deviation is at most 71.
    #expect(abs(counts[60, default: 0] - 5_000) < 350)
    #expect(abs(counts[111, default: 0] - 10_000) < 350)
  }

  @Test func `a cap per claim limits each amount, and the platform pays the rest`() async throws {
    let pool = try #require(Self.cases().last)
    var scenario = Scenario.oneYear(members: 5_000, rate: 0.004, benefit: 0, fee: .zero)
    scenario.claims.classes[0].severities = [.random(pool.benefit)]
    // At most 400 fen of each of 5,000 payers for one claim.
    scenario.apportionment.capPerClaim = 400
    let outcome = try await Simulation(of: scenario, seed: 84).run(replications: 2_000, threads: 2)
    let limited = RandomBenefit(cost: pool.benefit.cost, maximum: 400 * 5_000)
    let (all, byMembers) = (
      try moments(pool).mean,
      try moments(Case(name: "limited", benefit: limited, law: pool.law)).mean
    )
    let platform = try #require(outcome[Measure(.platform, .period(0))]?.mean)
    #expect(abs(platform.value - 20 * (all - byMembers)) < 5 * platform.standardError)
  }

  @Test func `a claim of nothing is paid where what is short is carried`() throws {
    var scenario = Scenario.closed(members: 10, hazard: 3000, periods: 2)
    scenario.apportionment.aboveCap = .carry
    scenario.claims.classes[0].severities = [
      .random(RandomBenefit(cost: .empirical([.init(amount: 0, weight: 1)]), maximum: 5))
    ]
    let record = Record(try Simulation(of: scenario, seed: 85).record(of: 0), of: scenario)
    #expect(record.all(.cases) == [10, 0])
    #expect(record.run(.openAtHorizon) == 0)
  }
}
