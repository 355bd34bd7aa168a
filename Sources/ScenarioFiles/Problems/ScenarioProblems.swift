/// Everything that is wrong with a scenario, all in one go.
public struct ScenarioProblems: Error, Equatable, Sendable {
  /// The problems, at least one: the scenario's file first, each file from top to bottom.
  public let problems: [ScenarioProblem]

  /// All problems that were found.
  ///
  /// - Precondition: There is at least one.
  public init(problems: [ScenarioProblem]) {
    precondition(!problems.isEmpty, "problems are thrown where there are some")
    self.problems = problems
  }

  /// Whether nothing is wrong but files that do not exist.
  public var areMissingFiles: Bool {
    problems.allSatisfy {
      if case .missingFile = $0.reason { true } else { false }
    }
  }
}

extension ScenarioProblems: CustomStringConvertible {
  /// One line a problem.
  public var description: String {
    problems.map(\.description).joined(separator: "\n")
  }
}
