import ArgumentParser
import MutualAid
import ScenarioFiles

/// `fentan explain FILE`: what a scenario says, with what it leaves to defaults.
struct Explain: ReportingCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show a scenario with all defaults filled in, and where each value comes from.")

  @OptionGroup var input: ScenarioOptions

  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp("How many replications to forecast.", valueName: "count"))
  var replications = 10_000

  @Option(
    name: [.customShort("j"), .long],
    help: ArgumentHelp(
      "For how many threads. (default: one for each core)", valueName: "count"))
  var threads: Int?

  @OptionGroup var messages: MessageOptions

  func validate() throws {
    guard 1...100_000_000 ~= replications else {
      throw ValidationError("--replications takes a number from 1 to 100,000,000.")
    }
    guard 1...1024 ~= threads ?? 1 else {
      throw ValidationError("--threads takes a number from 1 to 1024.")
    }
  }

  func execute() async throws(Failure) {
    let document = try input.read(console: messages.console)
    let simulation = Simulation(of: document.scenario, seed: 1)
    let forecast = try await forecast(of: simulation)
    try messages.console.printResult(
      Explanation(of: document, simulation: simulation, forecast: forecast).text)
  }

  /// What a run will take, by a trial of a few replications.
  private func forecast(of simulation: Simulation) async throws(Failure) -> [String] {
    let threads = threads ?? Machine.cores
    var trial = try await tryOut(simulation, 1)
    let alone = Machine.peakMemory
    // Fewer replications than go side by side take longer each, unless one alone takes long enough.
    let sideBySide = 64
    if trial.seconds * Double(sideBySide) < 8 { trial = try await tryOut(simulation, sideBySide) }
    // Too short a trial says nothing.
    while trial.seconds < 0.2, trial.outcome.replications < replications {
      trial = try await tryOut(simulation, 2 * trial.outcome.replications)
    }
    let tried = trial.outcome.replications
    let seconds = Forecast.seconds(
      of: replications, threads: threads, trial: trial.seconds, tried: tried)
    // What goes side by side takes room of its own, of which a trial may have had a part.
    let (peak, full) = (Machine.peakMemory, min(simulation.replicationsAtOnce, replications))
    let others = tried > 1 ? (peak - alone) / (tried - 1) * max(0, full - tried) : 0
    let bytes = peak + others + Forecast.bytes(of: replications, beyond: trial.outcome)
    let forecast = simulation.forecast
    return [
      "draws of cohorts in a replication: \(grouped(forecast.draws))",
      "figures of a replication: \(grouped(forecast.measures))",
      "time: about \(Progress.time(seconds)) on \(threads) threads, by a trial of \(grouped(tried)) replications",
      "memory: about \(grouped(bytes >> 20)) MiB",
    ]
  }

  /// Runs so many replications, but not more than were asked for.
  private func tryOut(
    _ simulation: Simulation, _ size: Int
  ) async throws(Failure) -> (outcome: Outcome, seconds: Double) {
    let replications = min(size, replications)
    let start = ContinuousClock.now
    do {
      let outcome = try await simulation.run(replications: replications, threads: 1)
      return (outcome, (ContinuousClock.now - start) / .seconds(1))
    } catch {
      throw Failure(ofRun: error)
    }
  }
}
