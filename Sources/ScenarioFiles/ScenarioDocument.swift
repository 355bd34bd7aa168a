public import MutualAid

/// A scenario that was read, with the origin of every value.
public struct ScenarioDocument: Sendable {
  /// The scenario.
  public let scenario: Scenario
  /// Every setting of the scenario, defaults included, in the order of the format.
  public let entries: [ResolvedEntry]
  /// The resolved scenario as text, for a manifest and its hash.
  ///
  /// One line `key.path: value` for each setting, defaults included, and one line for each CSV file
  /// with its length and the FNV-1a hash of its content, or of a roster's groups. Comments, blank lines, line ends and the
  /// stacking of files make no difference to it.
  public let text: String

  init(
    scenario: Scenario, entries: [ResolvedEntry], tables: [String: SourceText],
    rosters: [String: String] = [:]
  ) {
    self.scenario = scenario
    self.entries = entries
    let settings = entries.sorted { $0.keyPath < $1.keyPath }.map { "\($0.keyPath): \($0.value)" }
    let files = tables.sorted { $0.key < $1.key }.map { path, table in
      let hash = String(FNV.hash(table.text.utf8), radix: 16)
      return "file \(path): \(table.text.utf8.count) bytes, fnv1a64 \(hash)"
    }
    let members = rosters.sorted { $0.key < $1.key }.map { "file \($0.key): \($0.value)" }
    text = (settings + files + members).map { $0 + "\n" }.joined()
  }
}
