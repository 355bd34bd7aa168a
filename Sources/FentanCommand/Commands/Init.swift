import ArgumentParser
import ScenarioFiles

/// `fentan init [NAME]`: writes an example to start from.
struct Init: ReportingCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a commented example scenario, which runs as it is.",
    discussion: "A file that is there already is left alone.")

  @Argument(help: "The file to write. '.yaml' is added to a name without an extension.")
  var name = "pool.yaml"

  @OptionGroup var messages: MessageOptions

  func validate() throws {
    guard !name.isEmpty, !name.hasSuffix("/") else {
      throw ValidationError("NAME is the name of a file.")
    }
  }

  func execute() async throws(Failure) {
    try NewFile.write(ScenarioTemplate.text, to: path)
    messages.console.say(
      """
      Wrote \(path). Run it with
          fentan run \(path)
      """)
  }

  private var path: String {
    let file = name.split(separator: "/").last ?? ""
    return file.dropFirst().contains(".") ? name : "\(name).yaml"
  }
}
