import Probability
import RealModule
import TestSupport
import Testing

@testable import MutualAid

struct SystemicRiskTests {
  private func figures(
    _ scenario: Scenario, _ quantity: Measure.Quantity, period: Int, replications: Int
  ) throws -> [Double] {
    let simulation = Simulation(of: scenario, seed: 12)
    let place = RecordLayout(of: scenario, periods: simulation.periods)
      .place(quantity, period: period)
    return try simulation.records(of: 0..<replications).map { Double($0[place]) }
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  /// With S(u) = E e^(−u h Z), a count K of n members has the mean n (1 − S(1)), and
  /// E K(K − 1) = n (n − 1) (1 − 2 S(1) + S(2)).
  @Test(arguments: [SystemicRisk.Law.gamma, .lognormal], [0.05, 0.6])
  func `mixed counts have the moments of their closed form`(law: SystemicRisk.Law, cv: Double)
    throws
  {
    let (n, q) = (40_000.0, 0.01)
    var scenario = Scenario.oneYear(members: Int(n), rate: q, benefit: 100)
    scenario.claims.systemic = SystemicRisk(step: .year, law: law, cv: cv)
    let h = -Double.log(1 - q)
    func transform(_ u: Double) -> Double {
      switch law {
      case .gamma: return .pow(1 + cv * cv * u * h, -1 / (cv * cv))
      case .lognormal:
        // By the trapezium rule, whose error is far below the test's.
        let sigma = Double.log(1 + cv * cv).squareRoot()
        return stride(from: -10.0, through: 10, by: 0.01).reduce(0) { sum, x in
          let z = Double.exp(sigma * x - sigma * sigma / 2)
          return sum + 0.01 * .exp(-x * x / 2 - u * h * z) / (2 * Double.pi).squareRoot()
        }
      }
    }
    let expected = n * (1 - transform(1))
    let second = n * (n - 1) * (1 - 2 * transform(1) + transform(2)) + expected
    let counts = try figures(scenario, .diagnosed, period: 0, replications: 4000)
    let deviation = (second - expected * expected).squareRoot()
    #expect(abs(mean(counts) - expected) < 4.9 * deviation / 4000.0.squareRoot())
    let squares = counts.map { $0 * $0 }
    let spread = (mean(squares.map { $0 * $0 }) - mean(squares) * mean(squares)).squareRoot()
    #expect(abs(mean(squares) - second) < 4.9 * spread / 4000.0.squareRoot())
  }

  @Test(arguments: [SystemicRisk.Law.gamma, .lognormal])
  func `the factor has its law in every step, and its scores their correlation`(
    law: SystemicRisk.Law
  ) throws {
    var scenario = Scenario.oneYear(members: 10, rate: 0.01, benefit: 100)
    scenario.calendar = SettlementCalendar(rule: .monthly)
    scenario.claims.systemic = SystemicRisk(
      step: .period, law: law, cv: 0.3, autocorrelation: 0.6)
    let factors = try [0, 4, 5, 7].map {
      try figures(scenario, .systemicFactor, period: $0, replications: 4000).map { $0 / 1e6 }
    }
    for factor in factors {
      #expect(abs(mean(factor) - 1) < 4.9 * 0.3 / 4000.0.squareRoot())
      let variance = mean(factor.map { ($0 - 1) * ($0 - 1) })
      #expect(abs(variance - 0.09) < 4.9 * 0.09 * 2.2 / 4000.0.squareRoot())
    }
    guard law == .lognormal else { return }
    let sigma = Double.log(1.09).squareRoot()
    let scores = factors.map { $0.map { (Double.log($0) + sigma * sigma / 2) / sigma } }
    for (left, right, correlation) in [(1, 2, 0.6), (1, 3, 0.216), (0, 2, 0.07776)] {
      let found = mean(zip(scores[left], scores[right]).map { $0 * $1 })
      #expect(abs(found - correlation) < 4.9 * 1.3 / 4000.0.squareRoot())
    }
  }

  @Test func `a factor of a year is the same in all of the year's periods`() throws {
    var scenario = Scenario.oneYear(members: 10, rate: 0.01, benefit: 100)
    scenario.horizon = day(2023, 12, 31)
    scenario.calendar = SettlementCalendar(rule: .monthly)
    scenario.claims.systemic = SystemicRisk(step: .year, law: .gamma, cv: 0.3)
    let factors = try (0..<24).map {
      try figures(scenario, .systemicFactor, period: $0, replications: 20)
    }
    #expect(factors[..<12].allSatisfy { $0 == factors[0] })
    #expect(factors[12...].allSatisfy { $0 == factors[12] })
    #expect(zip(factors[0], factors[12]).allSatisfy { $0 != $1 })
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `what is drawn beside the common law makes the law whole`(seed: UInt64) {
    var draws = Stream(seed: seed, replication: 0, purpose: .systemic)
    let (days, ages) = (1 + draws.below(12), 1 + draws.below(2))
    let groups = (0..<3).map { place in
      Birthdays.Group(
        weight: [0.2, 0.3, 0.5][place],
        ages: (0..<days).map { ages == 1 ? 30 : $0 >= place * 4 ? 31 : 30 })
    }
    let hazards = (0..<days * ages).map { _ in draws.uniform() * [1e-4, 0.02, 0.8][draws.below(3)] }
    var base = [Double](repeating: 0, count: days * ages)
    for group in groups {
      for (day, age) in group.ages.enumerated() {
        base[day * ages + age - 30] += group.weight * hazards[day * ages + age - 30]
      }
    }
    let total = base.reduce(0, +)
    let law = DiagnosisLaw(
      groups, ages: 30...(29 + ages), hazards: hazards, common: base.map { $0 / total })
    for z in [0.01, 0.5, 1, 3, 20, 1000] {
      let chances = law.chances(factor: z)
      #expect(abs(chances.reduce(0, +) - 1) < 1e-12)
      let part = law.bound.commonPart(factor: z)
      for (given, common) in zip(chances, law.common) { #expect(given >= part * common - 1e-15) }
    }
  }

  @Test func `one hazard or many, the chance at a factor is that of its sum`() {
    let mixtures: [[(weight: Double, hazard: Double)]] = [
      [(1, 0.3)], [(0.25, 1e-5), (0.75, 1.3e-5)], [(0.5, 0.001), (0.5, 0.4)],
      (0..<15).map { (1 / 15, 1e-4 * (1 + 0.004 * Double($0))) }, [(0.5, 0), (0.5, 1e-3)],
    ]
    for parts in mixtures {
      let mixture = HazardMixture(parts)
      for z in [0, 0.01, 1, 1.7, 8, 300] {
        let exact = parts.reduce(0) { $0 - $1.weight * Double.expMinusOne(-z * $1.hazard) }
        #expect(abs(mixture.probability(factor: z) - exact) <= 1e-14 * exact)
      }
    }
  }

  @Test func `a factor that hardly varies changes hardly anything, ages and delays and all`() throws
  {
    var scenario = Scenario.living(members: 20_000, factor: 30)
    let quantities: [Measure.Quantity] = [
      .diagnosed, .cases, .benefits, .incurredNotReported, .reportedNotSettled,
    ]
    func means() throws -> [(mean: Double, error: Double)] {
      let simulation = Simulation(of: scenario, seed: 77)
      let layout = RecordLayout(of: scenario, periods: simulation.periods)
      let records = try simulation.records(of: 0..<600)
      return simulation.periods.flatMap { period in
        quantities.map { quantity in
          let place = layout.place(quantity, period: period.index)
          let values = records.map { Double($0[place]) }
          let mean = mean(values)
          let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 600
          return (mean, (variance / 600).squareRoot())
        }
      }
    }
    let plain = try means()
    scenario.claims.systemic = SystemicRisk(step: .year, law: .lognormal, cv: 1e-9)
    for (left, right) in zip(plain, try means()) {
      let error = (left.error * left.error + right.error * right.error).squareRoot()
      #expect(abs(left.mean - right.mean) <= 5.5 * error)
    }
  }
}
