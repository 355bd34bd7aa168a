import ArgumentParser
import MutualAid
import Reports
import ScenarioFiles

/// `fentan validate FILE...`: reads and checks, and simulates nothing.
struct Validate: ReportingCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check scenarios, and print all that is wrong with them.")

  @Argument(
    help: "The scenarios, YAML or JSON files.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var files: [String]

  @OptionGroup var messages: MessageOptions

  func execute() async throws(Failure) {
    let console = messages.console
    var failures: [Failure] = []
    for file in files {
      do throws(Failure) {
        let scenario = try ScenarioInput(path: file).read(console: console, needsGroups: false)
          .scenario
        try console.printResult(
          PlainWords.visible("\(file): \(Self.summary(of: scenario))\n"))
      } catch {
        // A bad file is no reason to leave the others unread; a full disk is one.
        guard [.data, .noInput].contains(error.status) else { throw error }
        if !error.message.isEmpty { console.complain(error.message) }
        failures.append(error)
      }
    }
    if let worst = failures.first(where: { $0.status == .data }) ?? failures.first {
      throw Failure(worst.status)
    }
  }

  /// What a good scenario is, in a few words: `valid; Our pool, 2021-01-01 to 2021-12-31,
  /// 24 periods`.
  private static func summary(of scenario: Scenario) -> String {
    let periods = scenario.periods.count
    return "valid; \(scenario.name), \(scenario.launch) to \(scenario.horizon), "
      + "\(grouped(periods)) \(periods == 1 ? "period" : "periods")"
      + (scenario.membership.enrolment.map { ", roster of \($0.words)" } ?? "")
  }
}
