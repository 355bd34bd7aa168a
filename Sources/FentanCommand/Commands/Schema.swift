import ArgumentParser
import ScenarioFiles

/// `fentan schema`: prints the JSON Schema of a format.
struct Schema: ReportingCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the JSON Schema (draft-07) of a format.",
    discussion: "Editors complete and check scenarios with it.")

  /// The formats that have a schema.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case scenario
  }

  @Argument(help: "The format.")
  var format: Format = .scenario

  @OptionGroup var messages: MessageOptions

  func execute() async throws(Failure) {
    switch format {
    case .scenario: try messages.console.printResult(ScenarioSchema.json())
    }
  }
}
