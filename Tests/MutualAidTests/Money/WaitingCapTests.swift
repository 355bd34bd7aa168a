import Probability
import Testing

@testable import MutualAid

struct WaitingCapTests {
  /// All pay what the cap leaves of the year, as one claim is worth far more.
  @Test(arguments: [false, true])
  func `who waits without paying has the whole cap of the year left`(coversAccidents: Bool) throws {
    var scenario = Scenario.closed(members: 100, hazard: 0.3, periods: 4)
    scenario.shutdown = nil
    scenario.membership.flow = .dated([
      DatedJoins(day: scenario.launch, joins: 100),
      DatedJoins(day: scenario.launch.advanced(by: 30), joins: 100),
    ])
    scenario.membership.waiting = WaitingPeriod(
      days: 40, coversAccidents: coversAccidents, pays: false)
    scenario.claims.classes[0].benefits = [AgeBands(1_000_000)]
    scenario.apportionment.capPerYear = [2021: 1_000]
    scenario.apportionment.aboveCap = .platform
    let simulation = Simulation(of: scenario, seed: 3)
    let record = try simulation.record(of: 0)
    let contributions = (0..<4).map {
      record[simulation.layout.place(.contributions, period: $0)]
    }
    #expect(contributions == [0, 100_000, 100_000, 0])
  }

  @Test func `which class is listed first does not matter where claims wait for money`()
    async throws
  {
    var scenario = Scenario.closed(members: 100, hazard: 0.02, periods: 6)
    scenario.shutdown = nil
    scenario.membership.failedDebits = FailedDebits(share: 0.1)
    scenario.apportionment.aboveCap = .carry
    scenario.claims.classes = [("small", 20_000), ("big", 200_000)].map {
      ClaimClass(name: $0.0, share: AgeBands(0.5), benefits: [AgeBands($0.1)])
    }
    let measure = Measure(.reportedNotSettled, .period(5))
    let first = try await Simulation(of: scenario, seed: 1).run(replications: 400, threads: 2)
    scenario.claims.classes.reverse()
    let second = try await Simulation(of: scenario, seed: 2).run(replications: 400, threads: 2)
    let (one, other) = (
      try #require(first[measure]?.mean), try #require(second[measure]?.mean)
    )
    #expect(one.value > 0.5)
    let error = (one.standardError * one.standardError + other.standardError * other.standardError)
      .squareRoot()
    // Beyond 4.9 standard errors with a risk of 1e-6.
    #expect(abs(one.value - other.value) < 4.9 * error)
  }

  @Test func `more claims than can be drawn stop a run`() throws {
    var scenario = Scenario.closed(members: 1 << 30, hazard: 0.02, periods: 1)
    scenario.claims.classes[0].approval = [0.5]
    let simulation = Simulation(of: scenario, seed: 1)
    let error = try #require(throws: EngineError.self) { try simulation.record(of: 0) }
    guard case .tooManyClaims(let count) = error.fault else { return #expect(Bool(false)) }
    #expect(count > EngineError.mostClaims && error.isOfScenario)
  }
}
