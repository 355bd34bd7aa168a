import MutualAid
import Reports
import ScenarioFiles

/// A scenario's file, with the values that the command line puts in place of its own.
struct ScenarioInput {
  /// The file, as the user named it.
  let path: String
  /// Values from the command line.
  var settings: [Setting] = []

  /// Reads the scenario, and says what is wrong with it where it is invalid.
  ///
  /// - Parameters:
  ///   - console: Where it is said.
  ///   - needsGroups: Whether the members of a roster must be few enough groups.
  /// - Returns: The scenario.
  /// - Throws: `Failure` with status 66 where the file, or files that it names, are all that is
  ///   missing, with 65 where anything else is wrong, and with 1 where there are no groups.
  func read(console: Console, needsGroups: Bool = true) throws(Failure) -> ScenarioDocument {
    let document = try document(console: console)
    if needsGroups, document.scenario.membership.enrolment?.isGrouped == false {
      throw Failure(
        .failed,
        "The members of \(path) differ too much to be counted in groups, because of their own risks: only "
          + "'fentan run --method individuals' takes them, one by one.")
    }
    return document
  }

  private func document(console: Console) throws(Failure) -> ScenarioDocument {
    let bytes: [UInt8]
    let folder: ScenarioFolder
    do {
      bytes = try InputFile.bytes(at: path)
      folder = try ScenarioFolder(of: path)
    } catch {
      throw Failure(.noInput, "Cannot read \(path): \(error.sentence).")
    }
    do throws(ScenarioProblems) {
      let text = try ScenarioReader.text(from: bytes, name: path)
      return try ScenarioReader(files: folder)
        .read(text, name: path, overrides: settings.map { ($0.keyPath, $0.value) })
    } catch {
      for problem in error.problems { console.say(console.painted(problem)) }
      throw Failure(error.areMissingFiles ? .noInput : .data)
    }
  }
}

extension Console {
  /// A problem with its line and a caret below the place, which is coloured.
  func painted(_ problem: ScenarioProblem) -> String {
    let text = PlainWords.visible(problem.rendered())
    guard text.last == "^" else { return text }
    return text.dropLast() + paint("^", .red)
  }
}
