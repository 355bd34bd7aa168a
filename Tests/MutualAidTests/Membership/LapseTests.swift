import Probability
import RealModule
import TestSupport
import Testing

@testable import MutualAid

struct LapseTests {
  /// Members who join at once, never fall ill, and leave at a yearly rate.
  private func leaving(_ rate: Double, settlements: SettlementCalendar.Rule) -> Scenario {
    var scenario = Scenario.oneYear(members: 1000, rate: 0, benefit: 100)
    scenario.calendar = SettlementCalendar(rule: settlements)
    scenario.membership.flow = .dated([DatedJoins(day: scenario.launch, joins: 1000)])
    scenario.membership.lapse = Lapse(perYear: AgeBands(rate))
    return scenario
  }

  private func members(_ scenario: Scenario, seed: UInt64, replications: Int) throws -> [Int] {
    let simulation = Simulation(of: scenario, seed: seed)
    let layout = RecordLayout(of: scenario, periods: simulation.periods)
    let place = layout.place(.members, period: simulation.periods.count - 1)
    return try simulation.records(of: 0..<replications).map { $0[place] }
  }

  @Test(arguments: [SettlementCalendar.Rule.yearly, .monthly, .everyDays(5)])
  func `over a calendar year exactly the yearly part leaves, however often the pool settles`(
    rule: SettlementCalendar.Rule
  ) throws {
    let left = try members(leaving(0.3, settlements: rule), seed: 4, replications: 400)
    let law = try Binomial(trials: 400_000, probability: 0.7)
    let z = (Double(left.reduce(0, +)) - law.mean) / law.variance.squareRoot()
    #expect(abs(z) < 4.9)
  }

  @Test func `a dated factor multiplies the hazard on its days alone`() throws {
    var scenario = leaving(0.5, settlements: .monthly)
    scenario.membership.lapse?.calendar = [
      CalendarFactor(from: day(2022, 3, 1), to: day(2022, 12, 31), factor: 0)
    ]
    let left = try members(scenario, seed: 4, replications: 400)
    let stay = Double.pow(0.5, 59.0 / 365)
    let law = try Binomial(trials: 400_000, probability: stay)
    #expect(abs(Double(left.reduce(0, +)) - law.mean) < 4.9 * law.variance.squareRoot())
  }

  @Test func `the factor of an elasticity is a power of the cost within its bounds`() {
    let response = Elasticity(power: 2, reference: 100, bounds: 0.25...4)
    #expect(response.factor(at: 100) == 1)
    #expect(response.factor(at: 150) == 2.25)
    #expect(response.factor(at: 10) == 0.25)
    #expect(response.factor(at: 0) == 0.25)
    #expect(response.factor(at: 1000) == 4)
    let contrary = Elasticity(power: -1, reference: 100)
    #expect(contrary.factor(at: 50) == 2)
    #expect(contrary.factor(at: 0) == 4)
    #expect(Elasticity(power: 0, reference: 100).factor(at: 0) == 1)
  }

  /// All fall ill every year and stay, so that the share is known: 100 fen a month from the second
  /// settlement on would be the reference.
  @Test func `members answer to the share just charged, or to that of twelve months`() throws {
    func chance(_ cost: Elasticity.Cost, reference: Int) throws -> [Double] {
      var scenario = leaving(0.2, settlements: .monthly)
      scenario.horizon = day(2023, 12, 31)
      scenario.segments[0].incidence = RateTable(flat: 1)
      scenario.claims.classes[0].benefits = [.init(100)]
      scenario.apportionment.fee = .zero
      scenario.membership.claimants = .stay
      scenario.membership.lapse?.response = .elasticity(
        Elasticity(power: 1, reference: reference, bounds: 0...100, cost: cost))
      let layout = RecordLayout(of: scenario, periods: scenario.periods)
      let records = try Simulation(of: scenario, seed: 3).records(of: 0..<300)
      return [0, 5, 17].map { period in
        let before = period == 0 ? 300_000 : members(records, layout, period - 1)
        return Double(records.reduce(0) { $0 + $1[layout.place(.lapsed, period: period)] })
          / Double(before)
      }
    }
    func members(_ records: [[Int]], _ layout: RecordLayout, _ period: Int) -> Int {
      records.reduce(0) { $0 + $1[layout.place(.members, period: period)] }
    }
    // Every member claims 100 fen each month, so the share is 100 fen.
    let hazard = { (days: Double) in -Double.log(0.8) * days / 365 }
    for (cost, reference, factors) in [
      (Elasticity.Cost.share, 50, [2.0, 2, 2]), (.last12Months, 600, [1.0 / 6, 1, 2]),
    ] {
      let found = try chance(cost, reference: reference)
      for (place, days) in zip(0..., [31.0, 30, 30]) {
        let expected = 1 - Double.exp(-hazard(days) * factors[place])
        #expect(abs(found[place] - expected) < 5 * (expected / 200_000).squareRoot())
      }
    }
  }

  /// V31: types q even on (0, 1), benefit 1; a member stays while the last cost is at most w q.
  ///
  /// Of K types in the middles of K parts, those stay with q ≥ c/w, and the cost is their mean q.
  @Test(arguments: [1.1, 1.25, 1.5, 2, 3])
  func `V31: willingness unravels a pool to its closed form`(willingness: Double) throws {
    let types = 400
    let (members, benefit, years) = (1_000_000, 1_000_000, 12)
    var scenario = Scenario.oneYear(members: members, rate: 0, benefit: benefit, fee: .zero)
    scenario.horizon = day(2021 + years, 12, 31)
    scenario.segments = (0..<types).map {
      Segment(name: "\($0)", incidence: RateTable(flat: (Double($0) + 0.5) / Double(types)))
    }
    scenario.membership.mixes = [
      DatedMix(
        from: scenario.launch, parts: (0..<types).map { .init(segment: $0, share: 1) })
    ]
    scenario.membership.flow = .dated([DatedJoins(day: scenario.launch, joins: members)])
    scenario.membership.lapse = Lapse(
      perYear: AgeBands(0), response: .willingness(willingness))
    scenario.claims.classes[0].benefits = (0..<types).map { _ in .init(benefit) }
    let layout = RecordLayout(of: scenario, periods: scenario.periods)
    let record = try Simulation(of: scenario, seed: 31).record(of: 0)
    func cost(_ period: Int) -> Double {
      Double(record[layout.placeOfShare(period: period, segment: 0)]) / Double(benefit)
    }
    // The map of the closed form, and the same map on the types.
    var (curve, staying) = (0.5, types)
    for period in 0..<years {
      let mean = (Double(types) - Double(staying) / 2) / Double(types)
      // One replication of a million members: the cost's deviation is below 0.0008.
      #expect(abs(cost(period) - mean) < 0.004)
      #expect(abs(mean - curve) < 2.5 / Double(types))
      // Those of the types that stayed, whatever the claims were.
      if period > 0 {
        #expect(record[layout.place(.members, period: period - 1)] == staying * members / types)
      }
      // Who would decide on the edge is decided by the simulated cost.
      staying =
        (0..<types).filter {
          cost(period) <= willingness * (Double($0) + 0.5) / Double(types)
        }.count
      curve = (1 + min(1, curve / willingness)) / 2
    }
    let limit = 1 / (2 - 1 / willingness)
    #expect(abs(cost(years - 1) - limit) < 0.012)
    let stay = Double(record[layout.place(.members, period: years - 1)]) / Double(members)
    #expect(abs(stay - (2 * willingness - 2) / (2 * willingness - 1)) < 0.02)
  }

  @Test func `only those judge a year who were members all of it`() throws {
    var scenario = leaving(0, settlements: .monthly)
    scenario.horizon = day(2023, 12, 31)
    scenario.segments[0].incidence = RateTable(flat: 0.5)
    scenario.claims.classes[0].benefits = [.init(1000)]
    scenario.apportionment.fee = Rate(millionths: 500_000)
    scenario.membership.flow = .dated([
      DatedJoins(day: day(2022, 1, 1), joins: 1000), DatedJoins(day: day(2022, 2, 10), joins: 500),
    ])
    scenario.membership.lapse = Lapse(perYear: AgeBands(0), response: .willingness(1))
    let layout = RecordLayout(of: scenario, periods: scenario.periods)
    let record = try Simulation(of: scenario, seed: 31).record(of: 0)
    // The fee makes everybody pay more than the fair cost.
    #expect(record[layout.place(.lapsed, period: 11)] == 1000)
    #expect(record[layout.place(.lapsed, period: 23)] == 500)
  }
}
