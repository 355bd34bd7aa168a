import Foundation
import MutualAid

/// Why a command ends early: a sentence for people and a status for programs.
struct Failure: Error, Equatable {
  /// The status to exit with.
  let status: ExitStatus
  /// What went wrong, without the word error; empty where all has been said before.
  let message: String

  init(_ status: ExitStatus, _ message: String = "") {
    self.status = status
    self.message = message
  }
}

extension Failure {
  /// What the system says about the last call that failed, such as `Permission denied`.
  static var reasonOfTheSystem: String { String(cString: strerror(errno)) }
}

extension Failure {
  /// What stopped a run: the scenario, where it asks for what cannot be done, or a fault of the program.
  init(ofRun error: any Error) {
    if let error = error as? EngineError, error.isOfScenario {
      self.init(.data, "The scenario cannot be run: \(error).")
    } else {
      self.init(.failed, "This is a fault of the program: \(error).")
    }
  }
}
