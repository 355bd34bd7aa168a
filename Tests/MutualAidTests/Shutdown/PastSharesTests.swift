import Probability
import RealModule
import Testing

@testable import MutualAid

/// Refunds of all past shares, in whole runs.
struct PastSharesTests {
  /// A pool in which everybody is owed and pays 100 fen every month, from November to March, with so
  /// many who join each month.
  private func pool(joins: Int) -> Scenario {
    var scenario = Scenario.oneYear(members: joins, rate: 1, benefit: 100, fee: .zero)
    scenario.launch = day(2021, 11, 1)
    scenario.horizon = day(2022, 5, 31)
    scenario.calendar = SettlementCalendar(rule: .monthly)
    scenario.membership.mixes[0] = DatedMix(
      from: scenario.launch, parts: scenario.membership.mixes[0].parts)
    scenario.membership.flow = .perPeriod(joins)
    scenario.shutdown = Shutdown(
      announced: day(2022, 3, 31), contributionsEnd: day(2022, 4, 1),
      coverEnds: .end(of: day(2022, 3, 31)), tail: .platform, refunds: .allPastShares)
    return scenario
  }

  private func refunds(_ scenario: Scenario) throws -> Int {
    let layout = RecordLayout(of: scenario, periods: scenario.periods)
    let record = try Simulation(of: scenario, seed: 6).record(of: 0)
    return record[try #require(layout.place(ofRun: .refunds))]
  }

  @Test func `each gets back what was paid since joining, across the new year`() throws {
    // Ten members each of five, four, three, two and one payments.
    #expect(try refunds(pool(joins: 10)) == 10 * 100 * (5 + 4 + 3 + 2 + 1))
  }

  @Test func `a refund enters the books on its date, and not after the horizon`() throws {
    var scenario = pool(joins: 10)
    scenario.shutdown?.refundDate = day(2022, 4, 15)
    #expect(try refunds(scenario) == 10 * 100 * (5 + 4 + 3 + 2 + 1))
    scenario.shutdown?.refundDate = day(2022, 6, 1)
    #expect(try refunds(scenario) == 0)
  }

  @Test func `those who join while cover lasts but are not asked get nothing back`() throws {
    var scenario = pool(joins: 10)
    scenario.membership.waiting = WaitingPeriod(days: 45, pays: false)
    // Who joins on the first of a month is not asked in it, nor before the 45th day in the next.
    #expect(try refunds(scenario) < 10 * 100 * (4 + 3 + 2 + 1) * 2)
    scenario.membership.waiting = WaitingPeriod(days: 400, pays: false)
    #expect(try refunds(scenario) == 0)
  }

  @Test func `those who left get nothing, whichever generation they were of`() throws {
    var scenario = pool(joins: 100_000)
    scenario.membership.lapse = Lapse(perYear: AgeBands(0.9))
    let days = [151, 121, 90, 59, 31]
    let laws = try days.map {
      try Binomial(trials: 100_000, probability: Double.pow(0.1, Double($0) / 365))
    }
    let payments = [500.0, 400, 300, 200, 100]
    let mean = zip(laws, payments).reduce(0) { $0 + $1.0.mean * $1.1 }
    let variance = zip(laws, payments).reduce(0) { $0 + $1.0.variance * $1.1 * $1.1 }
    // Nearly normal: 4.9 deviations have a risk of 1e-6.
    #expect(abs(Double(try refunds(scenario)) - mean) < 4.9 * variance.squareRoot())
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `a refund changes nothing else and never exceeds what members paid`(seed: UInt64) throws {
    var scenario = Scenario.random(seed: seed)
    guard scenario.shutdown != nil else { return }
    scenario.shutdown?.refunds = .none
    let layout = RecordLayout(of: scenario, periods: scenario.periods)
    let old = try Simulation(of: scenario, seed: seed).record(of: 0)
    scenario.shutdown?.refunds = .allPastShares
    let wider = RecordLayout(of: scenario, periods: scenario.periods)
    // A breach of the ledger throws.
    let new = try Simulation(of: scenario, seed: seed).record(of: 0)
    let places = Dictionary(uniqueKeysWithValues: zip(wider.measures, wider.measures.indices))
    let others = layout.measures.indices.filter { place in
      layout.measures[place].quantity != .closingCost
        && places[layout.measures[place]].map { new[$0] != old[place] } ?? true
    }
    // Where a cap binds, who pays how much and which claims wait go by generations, and those of a
    // year are not those of the run.
    let binds = scenario.periods.contains { old[layout.place(.capBinds, period: $0.index)] > 0 }
    if !binds { #expect(others.map { layout.measures[$0] } == []) }
    let paid = scenario.periods.reduce(0) {
      $0 + new[wider.place(.contributions, period: $1.index)]
    }
    let refunds = new[try #require(wider.place(ofRun: .refunds))]
    #expect(0...paid ~= refunds)
  }
}
