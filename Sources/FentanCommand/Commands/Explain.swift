import ArgumentParser
import MutualAid
import ScenarioFiles

/// `fentan explain FILE`: what a scenario says, with what it leaves to defaults.
struct Explain: ReportingCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show a scenario with all defaults filled in, and where each value comes from.")

  @OptionGroup var input: ScenarioOptions

  @OptionGroup var messages: MessageOptions

  func execute() async throws(Failure) {
    let document = try input.read(console: messages.console)
    try messages.console.printResult(Explanation(of: document).text)
  }
}
