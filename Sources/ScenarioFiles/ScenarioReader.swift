/// Reads scenario files: text to a scenario, or everything that is wrong with it.
///
/// A reader opens nothing itself. Files that a scenario names come through `FileAccess`, and only
/// from below the folders of the scenarios that name them.
public struct ScenarioReader {
  /// How many scenarios may lie on one another.
  static let baseDepth = 8
  /// How many scenarios may be read in all.
  static let baseCount = 32

  private let files: any FileAccess
  private let notSimulated: NotSimulated

  /// A reader that gets other files through `files`.
  public init(files: some FileAccess) { self.init(files: files, notSimulated: .settings) }

  /// A reader that refuses other settings than those that nothing simulates.
  init(files: some FileAccess, notSimulated: NotSimulated) {
    self.files = files
    self.notSimulated = notSimulated
  }

  /// Reads a scenario.
  ///
  /// - Parameters:
  ///   - text: The text of the scenario file, YAML or JSON.
  ///   - name: The file's name as the user gave it, for messages.
  ///   - overrides: Values that replace those of the file, by key path, as `--set` gives them.
  /// - Returns: The scenario, with the origin of every value.
  /// - Throws: Everything that is wrong, in the order of the file.
  /// - Complexity: O(*n*) in the length of all texts.
  public func read(
    _ text: String, name: String, overrides: [(key: String, value: String)] = []
  ) throws(ScenarioProblems) -> ScenarioDocument {
    let reading = Reading(
      files: files, displayedFolder: RelativePath.folder(of: name), notSimulated: notSimulated)
    let file = String(name.dropFirst(RelativePath.folder(of: name).count))
    var stack = ScenarioStack(reading: reading)
    guard var root = stack.root(text, file: file, name: name) else {
      throw ScenarioProblems(problems: reading.problems)
    }
    for (key, value) in overrides {
      root = stack.root(root, setting: key, to: value)
    }
    let scenario = PoolSection.read(root, reading).flatMap {
      Assembly(draft: $0, reading: reading).scenario()
    }
    guard let scenario, !reading.hasProblems else {
      assert(reading.hasProblems, "a scenario was refused without a problem")
      throw ScenarioProblems(problems: reading.problems)
    }
    return ScenarioDocument(
      scenario: scenario, entries: reading.entries, tables: reading.tables,
      rosters: reading.rosters)
  }

  /// The text of a file's bytes.
  ///
  /// - Parameters:
  ///   - bytes: All bytes of the file.
  ///   - name: The file's name, for messages.
  /// - Returns: The text, line ends and byte order mark as they are.
  /// - Throws: Where the first byte stands that is not UTF-8, or a NUL.
  public static func text(from bytes: [UInt8], name: String) throws(ScenarioProblems) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    // The longest good beginning ends where the fault is.
    let repaired = String(decoding: bytes, as: UTF8.self)
    var good = 0
    for (left, right) in zip(bytes, repaired.utf8) {
      guard left == right else { break }
      good += 1
    }
    let lines = bytes[..<good].split(separator: 10, omittingEmptySubsequences: false)
    let column = String(decoding: lines.last ?? [], as: UTF8.self).unicodeScalars.count + 1
    let byte = String(bytes[min(good, bytes.count - 1)], radix: 16, uppercase: true)
    throw ScenarioProblems(problems: [
      ScenarioProblem(
        reason: .expected("a text file in UTF-8", found: "the byte 0x\(byte)"), keyPath: "",
        file: name, line: lines.count, column: column, sourceLine: nil)
    ])
  }
}
