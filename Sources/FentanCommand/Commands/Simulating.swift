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

extension CohortSimulation: Simulating {
  var path: String {
    switch chosenPath {
    case .everyCohort: " by the path of every cohort"
    case .sparse: " by the sparse path"
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
    if method == .individuals { return try individuals(of: scenario) }
    do throws(CollapsedError) {
      switch method {
      case .monteCarlo, .exact, .individuals: return Simulation(of: scenario, seed: seed)
      case .collapsed: return try CollapsedSimulation(of: scenario, seed: seed)
      case .cohorts: return try CohortSimulation(of: scenario, seed: seed)
      }
    } catch {
      let words = method == .collapsed ? "collapsed" : "run by cohorts alone"
      throw Failure(.failed, "This scenario cannot be \(words). \(error)")
    }
  }

  private func individuals(of scenario: Scenario) throws(Failure) -> RosterSimulation {
    do throws(IndividualError) {
      return try RosterSimulation(of: scenario, seed: seed)
    } catch {
      throw Failure(.failed, "This scenario cannot be run by individuals. \(error)")
    }
  }
}
