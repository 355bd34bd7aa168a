import MutualAid

extension Run {
  /// Sees that every condition is about something that the run measures, before the long work.
  ///
  /// One replication measures what all do.
  func checkConditions(_ simulation: any Simulating) async throws(Failure) {
    guard !conditions.isEmpty else { return }
    let outcome = try await SimulationRun.outcome(
      of: simulation, replications: 1, threads: threadCount)
    for condition in conditions where condition.verdict(on: outcome) == .concernsNothing {
      throw Failure(
        .usage, "--fail-if '\(condition.text)' is about nothing that this scenario measures.")
    }
  }

  /// Says which conditions hold.
  ///
  /// - Throws: `Failure` with status 99 if one does.
  func judge(_ outcome: Outcome) throws(Failure) {
    var status: ExitStatus?
    for condition in conditions {
      switch condition.verdict(on: outcome) {
      case .holds(let measure, let figure):
        let words = measure.words(in: outcome)
        let place = words.isEmpty ? "" : " (\(words))"
        messages.console.complain("--fail-if '\(condition.text)' holds: it is \(figure)\(place).")
        status = .checkFailed
      case .undefined:
        messages.console.complain(
          "--fail-if '\(condition.text)' cannot be judged by so few replications.")
        status = status ?? .failed
      case .holdsNot, .concernsNothing: break
      }
    }
    if let status { throw Failure(status) }
  }
}
