import Probability
import Testing

@testable import MutualAid

struct FailedDebitsTests {
  private func scenario() -> Scenario {
    var scenario = Scenario.oneYear(members: 100_000, rate: 1, benefit: 100, fee: .zero)
    scenario.calendar = SettlementCalendar(rule: .monthly)
    scenario.membership.flow = .dated([DatedJoins(day: scenario.launch, joins: 100_000)])
    scenario.membership.failedDebits = FailedDebits(share: 0.1)
    return scenario
  }

  private func sum(_ quantity: Measure.Quantity, _ scenario: Scenario, period: Int) throws -> Int {
    let layout = RecordLayout(of: scenario, periods: scenario.periods)
    return try Simulation(of: scenario, seed: 8).record(of: 0)[
      layout.place(quantity, period: period)]
  }

  @Test func `a debit in ten fails each month, and its member is gone`() throws {
    let left = try sum(.members, scenario(), period: 11)
    let law = try Binomial(trials: 100_000, probability: 0.282_429_536_481)
    #expect(abs(Double(left) - law.mean) < 4.9 * law.variance.squareRoot())
  }

  @Test func `the share is computed with those who fail, and the cap's rule fills the gap`() throws
  {
    let scenario = scenario()
    let failed = try sum(.expelled, scenario, period: 0)
    // Everybody claims 100 fen, so the share is 100 fen.
    #expect(try sum(.contributions, scenario, period: 0) == (100_000 - failed) * 100)
    #expect(try sum(.platform, scenario, period: 0) == failed * 100)
    var cut = scenario
    cut.apportionment.aboveCap = .proRata
    #expect(try sum(.platform, cut, period: 0) == 0)
    #expect(try sum(.benefits, cut, period: 0) <= (100_000 - failed) * 100)
  }

  @Test func `nobody fails where nothing is charged`() throws {
    var scenario = scenario()
    scenario.segments[0].incidence = RateTable(flat: 0)
    #expect(try sum(.members, scenario, period: 11) == 100_000)
    #expect(try sum(.expelled, scenario, period: 5) == 0)
  }

  @Test func `a yearly cap with failed debits and generations apart loses no member`() throws {
    var scenario = scenario()
    scenario.segments[0].incidence = RateTable(flat: 0.9)
    scenario.membership.flow = .perPeriod(1000)
    scenario.membership.claimants = .leave
    scenario.apportionment.capPerYear = [2022: 70]
    let layout = RecordLayout(of: scenario, periods: scenario.periods)
    let record = try Simulation(of: scenario, seed: 8).record(of: 0)
    func total(_ quantity: Measure.Quantity) -> Int {
      scenario.periods.reduce(0) { $0 + record[layout.place(quantity, period: $1.index)] }
    }
    #expect(total(.joined) == 12_000)
    #expect(total(.expelled) > 0)
    #expect(
      record[layout.place(.members, period: 11)]
        == 12_000 - total(.expelled) - total(.cases))
  }
}
