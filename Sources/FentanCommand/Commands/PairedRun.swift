import MutualAid

/// A paired simulation as a command runs it: with progress, and a closing word on standard error.
struct PairedRun {
  /// The prepared scenarios.
  let simulation: PairedSimulation
  /// How many scenarios there are.
  let scenarios: Int
  /// How many futures to simulate of each.
  let replications: Int
  /// How many threads to use.
  let threads: Int
  /// How progress is shown.
  let progress: ProgressDisplay.Style
  /// Whether nothing is said but what went wrong.
  let isQuiet: Bool
  /// Where all that is said.
  let console: Console

  /// Simulates.
  ///
  /// - Returns: What was found, and how long it took.
  /// - Throws: `Failure` if the program is at fault.
  func outcome() async throws(Failure) -> (PairedOutcome, Duration) {
    let display = ProgressDisplay(
      of: replications, style: isQuiet ? .none : progress, console: console)
    display.begin()
    defer { display.end() }
    let start = ContinuousClock.now
    let outcome: PairedOutcome
    do {
      outcome = try await simulation.run(
        replications: replications, threads: threads, progress: display.report)
    } catch {
      throw Failure(ofRun: error)
    }
    let duration = ContinuousClock.now - start
    display.end()
    if !isQuiet {
      console.say(
        "Simulated \(grouped(replications)) replications of \(scenarios) scenarios in "
          + "\(Progress.time(duration / .seconds(1))).")
    }
    return (outcome, duration)
  }
}
