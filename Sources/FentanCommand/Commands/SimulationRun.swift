import MutualAid

/// A simulation as a command runs it: with progress, and a closing word on standard error.
struct SimulationRun {
  /// The prepared scenario.
  let simulation: any Simulating
  /// The scenario's name.
  let name: String
  /// How many futures to simulate.
  let replications: Int
  /// The number that every draw follows from.
  let seed: UInt64
  /// How many threads to use.
  let threads: Int
  /// How progress is shown.
  let progress: ProgressDisplay.Style
  /// Whether nothing is said but what went wrong.
  let isQuiet: Bool
  /// Whether more is said about the run.
  let isVerbose: Bool
  /// Where all that is said.
  let console: Console

  /// Simulates.
  ///
  /// - Returns: What was found, and how long it took.
  /// - Throws: `Failure` if the program is at fault.
  func outcome() async throws(Failure) -> (Outcome, Duration) {
    try await timed { progress throws(Failure) in
      try await Self.outcome(
        of: simulation, replications: replications, threads: threads, progress: progress)
    }
  }

  /// Simulates, and tells what members paid.
  ///
  /// - Parameter scenario: What is simulated.
  /// - Returns: What was found, and how long it took.
  /// - Throws: `Failure` if the scenario does not let it be told, or the program is at fault.
  func memberCosts(of scenario: Scenario) async throws(Failure) -> (MembershipCosts, Duration) {
    try Self.checkMemberCosts(of: scenario)
    return try await timed { progress throws(Failure) in
      do {
        return try await Simulation.runByMember(
          scenario, seed: seed, replications: replications, threads: threads, progress: progress)
      } catch {
        throw Failure(ofRun: error)
      }
    }
  }

  /// Refuses a scenario that does not let it be told what members paid.
  ///
  /// - Throws: `Failure` with status 65.
  static func checkMemberCosts(of scenario: Scenario) throws(Failure) {
    guard Simulation.tellsMemberCosts(of: scenario) else {
      throw Failure(
        .data,
        "--members cannot tell what members paid where those who wait do not pay, where shares go by "
          + "cohort, into a fund, or out of balances for a last apportionment "
          + "(members.waiting.pays, apportionment.share, funding, shutdown.tail)."
      )
    }
  }

  private func timed<Found>(
    _ body: (_ progress: @escaping @Sendable (Int) -> Void) async throws(Failure) -> Found
  ) async throws(Failure) -> (Found, Duration) {
    if isVerbose {
      console.say(
        "Simulating \(name): \(grouped(simulation.periods.count)) periods, "
          + "\(grouped(simulation.cohortCount)) cohorts, \(grouped(replications)) replications, "
          + "seed \(seed), \(threads) threads.")
    }
    let display = ProgressDisplay(
      of: replications, style: isQuiet ? .none : progress, console: console)
    display.begin()
    defer { display.end() }
    let start = ContinuousClock.now
    let found = try await body(display.report)
    let duration = ContinuousClock.now - start
    display.end()
    if !isQuiet { console.say(closingWords(duration)) }
    return (found, duration)
  }

  /// Simulates without a word.
  ///
  /// - Throws: `Failure` if the program is at fault.
  static func outcome(
    of simulation: any Simulating, replications: Int, threads: Int,
    progress: (@Sendable (Int) -> Void)? = nil
  ) async throws(Failure) -> Outcome {
    do {
      return try await simulation.run(
        replications: replications, threads: threads, progress: progress)
    } catch {
      throw Failure(ofRun: error)
    }
  }

  private func closingWords(_ duration: Duration) -> String {
    let seconds = duration / .seconds(1)
    let words =
      "Simulated \(grouped(replications)) replications\(simulation.path) in \(Progress.time(seconds)), "
      + "\(Progress.rate(Double(replications) / seconds)) a second"
    guard isVerbose else { return words + "." }
    return words + ", with at most \(grouped(Machine.peakMemory >> 20)) MiB of memory."
  }
}
