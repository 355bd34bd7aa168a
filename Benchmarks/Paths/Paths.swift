import Foundation
import MutualAid
import Probability
import ScenarioFiles

/// `Paths WORK SCENARIO [NUMBER...]`: does one piece of work once, and prints what it took and found.
///
/// The works are
///
///     inputs SCENARIO                                  what the laws are made of, as CSV
///     closed SCENARIO                                  the same of the pool that `feedback` runs
///     cohorts SCENARIO REPLICATIONS THREADS            every cohort's claims drawn
///     groups SCENARIO REPLICATIONS THREADS             the same for fixed members, by group of cohorts
///     every SCENARIO REPLICATIONS THREADS              the same, each cohort by its table
///     margins SCENARIO REPLICATIONS THREADS            the same, by settlement and by group
///     lapsing SCENARIO REPLICATIONS THREADS            every cohort's claims, with feedback of the share on members
///     collapsed SCENARIO REPLICATIONS THREADS          one draw a settlement
///     factor SCENARIO REPLICATIONS THREADS             the same, with a common factor of each year
///     feedback SCENARIO REPLICATIONS THREADS           the same, with feedback of the share on members
///     exact SCENARIO                                   the laws of all settlements
///     individuals MEMBERS PERIODS REPLICATIONS THREADS members one by one
///     words SOURCE                                     random words without end, for tests of them
@main
struct Paths {
  static func main() async throws {
    let words = Array(CommandLine.arguments.dropFirst())
    let numbers = words.compactMap { Int($0) }
    switch (words.first, numbers.count) {
    case ("inputs", 0) where words.count == 2: try printInputs(of: scenario(words[1]))
    case ("closed", 0) where words.count == 2:
      try printInputs(of: Feedback.closed(scenario(words[1])))
    case ("cohorts", 2) where words.count == 4:
      try await run(since: Watch(), Simulation(of: scenario(words[1]), seed: 1), numbers)
    case ("groups", 2) where words.count == 4:
      try await runCounts(scenario(words[1]), .grouped, numbers)
    case ("every", 2) where words.count == 4:
      try await runCounts(scenario(words[1]), .everyCohort, numbers)
    case ("margins", 2) where words.count == 4:
      try await runCounts(scenario(words[1]), .margins, numbers)
    case ("feedback", 2) where words.count == 4:
      try await run(
        since: Watch(), FeedbackSimulation(of: Feedback.lapsing(scenario(words[1])), seed: 1),
        numbers)
    case ("lapsing", 2) where words.count == 4:
      try await run(
        since: Watch(), Simulation(of: Feedback.lapsing(scenario(words[1])), seed: 1), numbers)
    case ("collapsed", 2) where words.count == 4:
      try await run(since: Watch(), CollapsedSimulation(of: scenario(words[1]), seed: 1), numbers)
    case ("factor", 2) where words.count == 4:
      var scenario = try scenario(words[1])
      scenario.claims.systemic = SystemicRisk(step: .year, law: .gamma, cv: 0.2)
      try await run(since: Watch(), CollapsedSimulation(of: scenario, seed: 1), numbers)
    case ("exact", 0) where words.count == 2: try findLaws(of: scenario(words[1]))
    case ("individuals", 4):
      try await Individuals(members: numbers[0], periods: numbers[1])
        .run(replications: numbers[2], threads: numbers[3])
    case ("words", 0) where words.count == 2 && WordSource(rawValue: words[1]) != nil:
      WordSource(rawValue: words[1])?.write()
    default:
      print(
        "Usage: Paths inputs|closed|cohorts|groups|every|margins|lapsing|feedback|collapsed|factor|exact "
          + "SCENARIO [REPLICATIONS THREADS]")
      print("       Paths individuals MEMBERS PERIODS REPLICATIONS THREADS")
      print("       Paths words streams|lanes|names")
      exit(64)
    }
  }

  private static func scenario(_ name: String) throws -> Scenario {
    let text = try String(contentsOfFile: name, encoding: .utf8)
    return try ScenarioReader(files: NoFiles()).read(text, name: name).scenario
  }

  /// Runs so many replications on so many threads.
  private static func run<Path: Runnable>(
    since watch: Watch, _ simulation: Path, _ numbers: [Int],
    also figures: (Path) -> [(String, Double)] = { _ in [] }
  ) async throws {
    var watch = watch
    watch.lap("prepare")
    let outcome = try await simulation.run(
      replications: numbers[0], threads: numbers[1], progress: nil)
    watch.lap("run")
    // The simulation is not given back while it is timed, because it is asked afterwards.
    watch.print(self.figures(of: outcome) + figures(simulation))
  }

  private static func runCounts(
    _ scenario: Scenario, _ path: CohortSimulation.Path, _ numbers: [Int]
  ) async throws {
    try await run(
      since: Watch(), CohortSimulation(of: scenario, seed: 1, path: path), numbers
    ) {
      guard $0.chosenPath == path else {
        print("This scenario has no such path.")
        exit(65)
      }
      return [("draws", Double($0.drawsPerReplication))]
    }
  }

  /// The laws alone, apart from the timetable.
  private static func findLaws(of scenario: Scenario) throws {
    var watch = Watch()
    let groups = try CollapsedSimulation(of: scenario, seed: 1).groups
    watch.lap("prepare")
    let laws = try LatticeLaw.sums(of: groups)
    watch.lap("run")
    let first = laws[0].mapped { $0 }
    watch.print([
      ("mean", first.mean ?? .nan), ("sd", first.standardDeviation ?? .nan),
      ("q50", Double(first.quantile(0.5) ?? 0)), ("q99", Double(first.quantile(0.99) ?? 0)),
    ])
  }

  /// The first settlement's share, and the first year's cost, in fen.
  private static func figures(of outcome: Outcome) -> [(String, Double)] {
    let measures = [
      ("share", Measure(.share, .period(0), segment: 0)),
      ("year", Measure(.yearCost, .year(outcome.years[0]), segment: 0)),
    ]
    return measures.flatMap { name, measure -> [(String, Double)] in
      guard let tally = outcome[measure], let mean = tally.mean else { return [] }
      return [
        ("\(name)_mean", mean.value), ("\(name)_error", mean.standardError),
        ("\(name)_sd", tally.standardDeviation?.value ?? 0),
        ("\(name)_q95", Double(tally.quantile(0.95)?.value ?? 0)),
      ]
    }
  }

  /// One row for each settlement, group and amount; the payers of all segments together.
  private static func printInputs(of scenario: Scenario) throws {
    let simulation = try CollapsedSimulation(of: scenario, seed: 1)
    print("settlement,payers,group,members,probability,amount,chance")
    for (settlement, groups) in simulation.groups.enumerated() {
      let payers = simulation.payers[settlement].reduce(0, +)
      for (number, group) in groups.enumerated() {
        for amount in group.amounts {
          print(
            "\(settlement),\(payers),\(number),\(group.members),\(group.probability),"
              + "\(amount.value),\(amount.probability)")
        }
      }
    }
  }
}

/// What runs replications.
private protocol Runnable {
  func run(
    replications: Int, threads: Int, progress: (@Sendable (_ finished: Int) -> Void)?
  ) async throws -> Outcome
}

extension Simulation: Runnable {}
extension CohortSimulation: Runnable {}
extension CollapsedSimulation: Runnable {}
extension FeedbackSimulation: Runnable {}

/// The scenarios here name no files.
private struct NoFiles: FileAccess {
  func text(of relativePath: String) throws -> String { throw FileAccessError.notFound }
}
