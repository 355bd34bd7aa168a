import Probability
import RealModule
import Testing

@testable import MutualAid

/// Funds in whole runs, against laws of sums.
struct FundedPoolTests {
  /// So rarely does a right engine leave one of these intervals.
  private let confidence = 1 - 1e-6

  /// A static pool with a fund that takes (1 + θ) n q b in one year, with θ in tenths.
  ///
  /// Printed: the probability that the claims exceed the fund.
  @Test(
    arguments: [
      (1000, 0, 0.4169591967), (1000, 1, 0.3026499139), (1000, 2, 0.2074883981),
      (1000, 3, 0.1344351133), (1000, 5, 0.0478705857), (10_000, 0, 0.4734374659),
      (10_000, 1, 0.1459600214), (10_000, 2, 0.0221144878),
    ])
  func `a fund of one period is short as often as the binomial law says`(
    members: Int, tenths: Int, printed: Double
  ) async throws {
    var scenario = Scenario.oneYear(members: members, rate: 0.01, benefit: 100_000)
    // 1,000 fen are the expected benefit.
    scenario.funding = .fund(FundRule(contributions: [1000 + 100 * tenths]))
    let outcome = try await Simulation(of: scenario, seed: 19).run(replications: 8000, threads: 2)
    let short = try #require(outcome[Measure(.fundShort, .period(0))])
    let found = try #require(short.proportion(above: 0, confidence: confidence))
    #expect(found.lower...found.upper ~= printed)
    // What is cut is what exceeds the fund, but for odd fen of rounding.
    let cut = try #require(outcome[Measure(.benefitsCut, .period(0))]?.mean)
    let law = try Binomial(trials: members, probability: 0.01)
    let fund = members * (1000 + 100 * tenths)
    let expected = (0...(members / 10)).reduce(0.0) {
      $0 + law.mass($1) * max(0, Double($1 * 100_000 - fund))
    }
    #expect(abs(cut.value - expected) < 5 * cut.standardError + 300)
    #expect(short.proportion(above: 0)?.value == outcome[Measure(.everShort, .run)]?.mean?.value)
  }

  /// 24 months with independent claims: the fund is Uₖ = u + c k − S₁ − … − Sₖ, and is ruined when it
  /// falls below 0.
  private func months(_ rule: FundRule) -> Scenario {
    var scenario = Scenario.oneYear(members: 400, rate: 0.1, benefit: 10_000)
    scenario.horizon = day(2023, 12, 31)
    scenario.calendar = SettlementCalendar(rule: .monthly)
    scenario.funding = .fund(rule)
    return scenario
  }

  /// The law of the number of claims in each month.
  private func claims(_ scenario: Scenario) throws -> [Binomial] {
    try Timetable(of: scenario).plans.map { plan in
      try Binomial(trials: 400, probability: plan.slots[0].cover.probabilities[0])
    }
  }

  @Test
  func `a fund with capital is ruined as often as its random walk, and less than Lundberg says`()
    async throws
  {
    // 400 members pay 100 fen a month: 4 claims of 10,000 where 3.5 are expected, and 8 in reserve.
    let scenario = months(FundRule(contributions: [100], capital: 80_000))
    let laws = try claims(scenario)
    // The law of the fund in claims, of the pools that are not ruined.
    var alive = [Int: Double]()
    alive[8] = 1
    var ruined = 0.0
    for law in laws {
      var next: [Int: Double] = [:]
      for (fund, chance) in alive {
        var left = chance
        for count in 0...(fund + 4) {
          next[fund + 4 - count, default: 0] += chance * law.mass(count)
          left -= chance * law.mass(count)
        }
        ruined += left
      }
      alive = next
    }
    let outcome = try await Simulation(of: scenario, seed: 15).run(replications: 8000, threads: 2)
    let ever = try #require(outcome[Measure(.everShort, .run)])
    let found = try #require(ever.proportion(above: 0, confidence: confidence))
    #expect(found.lower...found.upper ~= ruined)
    // e^(−R u) with the R at which e^(R (K − 4)) has mean 1, that of the longest month.
    let p = laws.map(\.probability).max() ?? 0
    let bound = try adjustment(claims: 400, probability: p, income: 4)
    #expect(ruined < Double.exp(-bound * 8))
  }

  private func adjustment(claims n: Int, probability p: Double, income: Double) throws -> Double {
    var (low, high) = (1e-6, 2.0)
    for _ in 0..<200 {
      let middle = (low + high) / 2
      let log = Double(n) * Double.log(1 - p + p * Double.exp(middle)) - middle * income
      if log < 0 { low = middle } else { high = middle }
    }
    return low
  }

  @Test func `qard pays what is missing, and is owed as often as the sum of all claims says`()
    async throws
  {
    // A wakala of a fifth leaves 4 claims a month.
    let rule = FundRule.takaful(contributions: [125], wakala: Rate(millionths: 200_000))
    let scenario = months(rule)
    let p = try claims(scenario).map(\.probability)
    let outcome = try await Simulation(of: scenario, seed: 16).run(replications: 8000, threads: 2)
    let last = scenario.periods.count - 1
    #expect(outcome[Measure(.wakala, .period(0))]?.maximum == 10_000)
    for index in 0...last {
      #expect(outcome[Measure(.benefitsCut, .period(index))]?.maximum == 0)
    }
    // Fund less qard is all income less all claims; the months differ in length a little, so the
    // number of claims is a sum of binomials, here by convolution.
    var law = [1.0]
    for chance in p {
      let month = try Binomial(trials: 400, probability: chance)
      var next = [Double](repeating: 0, count: 301)
      for (sum, mass) in law.enumerated() {
        for count in 0...min(60, 300 - sum) { next[sum + count] += mass * month.mass(count) }
      }
      law = next
    }
    let income = 4 * (last + 1)
    let owing = law[(income + 1)...].reduce(0, +)
    let owed = try #require(outcome[Measure(.qard, .period(last))])
    let found = try #require(owed.proportion(above: 0, confidence: confidence))
    #expect(found.lower...found.upper ~= owing)
    let mean = law.enumerated().reduce(0) { $0 + $1.1 * Double(max(0, $1.0 - income)) * 10_000 }
    let owedMean = try #require(owed.mean)
    #expect(abs(owedMean.value - mean) < 5 * owedMean.standardError)
  }

  @Test func `a limited qard is never exceeded, and what it does not pay is cut`() throws {
    var rule = FundRule.takaful(contributions: [80], wakala: .zero, qardLimit: 25_000)
    rule.fee = Rate(millionths: 50_000)
    let scenario = months(rule)
    let layout = RecordLayout(of: scenario, periods: scenario.periods)
    var cuts = 0
    for record in try Simulation(of: scenario, seed: 4).records(of: 0..<40) {
      for period in scenario.periods {
        #expect(record[layout.place(.qard, period: period.index)] <= 25_000)
        cuts += record[layout.place(.benefitsCut, period: period.index)] > 0 ? 1 : 0
      }
    }
    #expect(cuts > 0)
  }

  @Test
  func `a surplus goes back at the year's end but for the reserve, and lowers the year's cost`()
    throws
  {
    let scenario = months(
      FundRule(contributions: [300], surplus: .refunded, reserve: 50_000))
    let layout = RecordLayout(of: scenario, periods: scenario.periods)
    for record in try Simulation(of: scenario, seed: 6).records(of: 0..<40) {
      for period in scenario.periods {
        let fund = record[layout.place(.fund, period: period.index)]
        let refund = record[layout.place(.refunds, period: period.index)]
        guard period.settlement.dayOfYear >= 365 else {
          #expect(refund == 0)
          continue
        }
        // Less than a fen a member is left beside the reserve.
        #expect(50_000..<50_400 ~= fund)
        #expect(refund % 400 == 0)
        let cost = record[layout.placeOfCost(year: period.year, segment: 0)]
        #expect(cost == 12 * 300 - refund / 400)
        #expect(record[layout.placeOfShare(period: period.index, segment: 0)] == 300)
      }
    }
  }

  @Test func `when a funded pool is shut the fund pays the tail before the platform does`() throws {
    var scenario = Scenario.living(members: 3000)
    scenario.funding = .fund(
      FundRule(
        contributions: [4000], wakala: Rate(millionths: 100_000), shortage: .qard(limit: nil)))
    let layout = RecordLayout(of: scenario, periods: scenario.periods)
    var tails = 0
    for record in try Simulation(of: scenario, seed: 6).records(of: 0..<30) {
      func value(_ quantity: Measure.Quantity, _ period: Int) -> Int {
        record[layout.place(quantity, period: period)]
      }
      let first =
        scenario.periods.firstIndex {
          $0.settlement >= day(2020, 7, 1)
        } ?? 0
      for period in first..<scenario.periods.count {
        #expect(value(.contributions, period) == 0 && value(.qard, period) == 0)
        // The platform pays claims only once the fund is empty.
        if value(.platform, period) > 0 {
          #expect(value(.fund, period) == 0)
          tails += 1
        }
      }
    }
    #expect(tails > 0)
  }
}
