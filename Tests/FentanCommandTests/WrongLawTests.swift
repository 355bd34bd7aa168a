import ArgumentParser
import Foundation
import MutualAid
import Probability
import ScenarioFiles
import Testing

@testable import FentanCommand

/// `fentan verify` against laws and simulations that are wrong on purpose.
///
/// The seed is fixed, and each verification has a risk of 1e-6 of a false alarm.
struct WrongLawTests {
  private let program: Program
  private let verify: Verify
  /// A simulation of the pool as it is.
  private let outcome: Outcome

  init() async throws {
    program = try Program()
    try program.write(Program.pool, to: "pool.yaml")
    verify = try Verify.parse([
      program.folder.appending(path: "pool.yaml").path, "--set", "members.claimants=stay",
      "--risk", "0.0001",
    ])
    let scenario = try verify.input.read(console: verify.messages.console).scenario
    outcome = try await Simulation(of: scenario, seed: 4).run(replications: 2_000, threads: 2)
  }

  /// What the command concludes of an outcome and the exact laws of a scenario with changed settings.
  private func conclusion(
    of outcome: Outcome, by settings: [String] = []
  ) throws -> (report: String, failure: Failure?) {
    let assumed = try Verify.parse(
      [verify.input.file, "--set", "members.claimants=stay"]
        + settings.flatMap { ["--set", $0] })
    let scenario = try assumed.input.read(console: assumed.messages.console).scenario
    let verification = Verification(
      of: try ExactForecast.found(for: scenario), against: outcome,
      quantiles: verify.quantiles.fractions, risk: verify.risk.fraction)
    return verify.conclusion(of: verification)
  }

  @Test func `the right laws are agreed with`() throws {
    let conclusion = try conclusion(of: outcome)
    #expect(conclusion.failure == nil)
    #expect(conclusion.report.contains("simulation and exact laws agree"))
  }

  @Test(arguments: [
    "claims.incidence.per_year=0.021", "claims.classes.critical.benefit=100001",
    "apportionment.fee=0.0801", "members.waiting.days=30",
  ])
  func `a law that is a little wrong ends in status 99`(setting: String) throws {
    let conclusion = try conclusion(of: outcome, by: [setting])
    #expect(conclusion.failure?.status == .checkFailed)
    #expect(conclusion.failure?.status.rawValue == 99)
    #expect(conclusion.report.contains("simulation and exact laws DISAGREE in "))
  }

  /// An engine that settles five claims more in every tenth replication, or asks a fen more.
  @Test(arguments: [(Measure.Quantity.cases, 10, 5), (.share, 1, 1)])
  func `an engine that is a little wrong ends in status 99`(
    quantity: Measure.Quantity, every: Int, excess: Int
  ) throws {
    let tallies = zip(outcome.measures, outcome.tallies).map { measure, tally in
      guard measure.quantity == quantity else { return tally }
      var (altered, number) = (Tally(), 0)
      for (value, count) in tally.values {
        for _ in 0..<count {
          number += 1
          altered.add(number % every == 0 ? value + excess : value)
        }
      }
      return altered
    }
    let wrong = Outcome(
      scenario: outcome.scenario, periods: outcome.periods, seed: outcome.seed,
      replications: outcome.replications, measures: outcome.measures, tallies: tallies)
    #expect(try conclusion(of: wrong).failure?.status.rawValue == 99)
  }
}
