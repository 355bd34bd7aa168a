import ArgumentParser
import ScenarioFiles

/// Which scenario a command works on.
struct ScenarioOptions: ParsableArguments {
  @Argument(
    help: "The scenario, a YAML or JSON file.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var file: String

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Put a value in place of the scenario's. May be repeated.", valueName: "key.path=value"))
  var settings: [Setting] = []

  /// Reads the scenario, and says what is wrong with it where it is invalid.
  func read(console: Console, needsGroups: Bool = true) throws(Failure) -> ScenarioDocument {
    try ScenarioInput(path: file, settings: settings)
      .read(console: console, needsGroups: needsGroups)
  }
}
