import MutualAid

/// A path of the engine that runs replications.
protocol Simulating: Sendable {
  /// How closing words name it; empty for the engine's own path.
  var path: String { get }
  /// The pool's periods.
  var periods: [Period] { get }
  /// The number of cohorts that the membership is counted in.
  var cohortCount: Int { get }
  /// Runs the replications 0 ..< `replications`.
  func run(
    replications: Int, threads: Int, progress: (@Sendable (_ finished: Int) -> Void)?
  ) async throws -> Outcome
}

extension Simulation: Simulating {
  var path: String { "" }
}

extension CollapsedSimulation: Simulating {
  var path: String { " by the collapsed path, shares alone," }
}

extension FeedbackSimulation: Simulating {
  var path: String { " by the collapsed path with feedback, shares and members alone," }
}

extension CohortSimulation: Simulating {
  var path: String {
    switch chosenPath {
    case .everyCohort: " by the path of every cohort"
    case .margins: " by the path of margins"
    case .grouped: " by the path of groups"
    }
  }
}

extension RosterSimulation: Simulating {
  var path: String {
    " by the path of individuals, \(grouped(memberCount)) "
      + "\(memberCount == 1 ? "member" : "members") of \(bytesPerMember) bytes each,"
  }
}

extension Run {
  /// The simulation that the method asks for.
  ///
  /// - Throws: `Failure` with status 1, and all that stands in the way, if the scenario cannot be
  ///   simulated so.
  func simulation(of scenario: Scenario) throws(Failure) -> any Simulating {
    switch method {
    case .monteCarlo, .exact: Simulation(of: scenario, seed: seed)
    case .collapsed:
      try orRefused("collapsed") { () throws(CollapsedError) in
        if scenario.membership.lapse != nil {
          return try FeedbackSimulation(of: scenario, seed: seed)
        }
        return try CollapsedSimulation(of: scenario, seed: seed)
      }
    case .cohorts:
      try orRefused("run by cohorts alone") { () throws(CollapsedError) in
        try CohortSimulation(of: scenario, seed: seed)
      }
    case .individuals:
      try orRefused("run by individuals") { () throws(IndividualError) in
        try RosterSimulation(of: scenario, seed: seed)
      }
    }
  }

  private func orRefused<Refusal: Error>(
    _ words: String, _ make: () throws(Refusal) -> any Simulating
  ) throws(Failure) -> any Simulating {
    do throws(Refusal) {
      return try make()
    } catch {
      throw Failure(.failed, "This scenario cannot be \(words). \(error)")
    }
  }
}
