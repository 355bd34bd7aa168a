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
    guard !name.isEmpty, !name.hasSuffix("/"), file != ".", file != ".." else {
      throw ValidationError("NAME is the name of a file.")
    }
    guard !name.lowercased().hasSuffix(".json") else {
      throw ValidationError("The example is YAML, for its comments; NAME ends in '.yaml'.")
    }
  }

  func execute() async throws(Failure) {
    let console = messages.console
    try NewFile.write(ScenarioTemplate.yaml(name: poolName), to: path)
    // The template's first line names the schema, which serves all scenarios of the folder.
    let schema = folder + "scenario-1.json"
    let isNew = try NewFile.writeIfMissing(ScenarioSchema.json(), to: schema)
    console.say(
      """
      Wrote \(path)\(isNew ? ", and" : ";") \(schema), by which editors complete and check it\
      \(isNew ? "." : ", was there already.")
      Next: fentan run \(path)
      """)
  }

  private var folder: String { name.lastIndex(of: "/").map { String(name[...$0]) } ?? "" }

  private var file: String { String(name.dropFirst(folder.count)) }

  private var path: String { file.dropFirst().contains(".") ? name : "\(name).yaml" }

  /// The file's name without its extension.
  private var poolName: String {
    let end = file.dropFirst().lastIndex(of: ".") ?? file.endIndex
    return String(file[..<end])
  }
}
