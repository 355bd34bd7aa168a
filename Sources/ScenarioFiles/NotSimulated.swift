/// Settings that are read and checked, but that the engine does not simulate yet.
///
/// A scenario that has one is refused, because a run without it would answer another question. Once
/// the engine simulates a setting, its line goes from the list; nothing else changes.
struct NotSimulated: Sendable {
  /// What this version of the program refuses, by key path; `*` stands for a name that the scenario
  /// chose.
  static let settings = NotSimulated(keyPaths: [
    "claims.approval",
    "claims.classes.*.approval",
    "claims.classes.*.benefit.law",
    "claims.classes.*.benefit.file",
    "claims.classes.*.benefit.segments.*.law",
    "claims.classes.*.benefit.segments.*.file",
    "claims.reporting.changes",
    "claims.processing.changes",
    "claims.processing.capacity",
  ])
  /// Nothing is refused: for tests of what is read.
  static let nothing = NotSimulated(keyPaths: [])

  let keyPaths: [String]
  private let patterns: [[Substring]]
  /// The last keys of all paths, which tell most settings apart at once.
  private let lastKeys: Set<Substring>

  init(keyPaths: [String]) {
    self.keyPaths = keyPaths
    patterns = keyPaths.map { $0.split(separator: ".") }
    lastKeys = Set(patterns.compactMap(\.last))
  }

  /// Whether a setting is one of them, by its path and the last key of it.
  func contains(_ key: String, at path: String) -> Bool {
    guard lastKeys.contains(key[...]) else { return false }
    let keys = path.split(separator: ".")
    return patterns.contains { pattern in
      pattern.count == keys.count && zip(pattern, keys).allSatisfy { $0 == "*" || $0 == $1 }
    }
  }
}

extension JSON {
  /// The schema in which the settings at some key paths are never right.
  func refusing(_ settings: NotSimulated) -> JSON {
    settings.keyPaths.reduce(self) { $0.refusing($1.split(separator: ".")[...]) }
  }

  private func refusing(_ path: ArraySlice<Substring>) -> JSON {
    guard case .object(let members) = self else { return self }
    return .object(
      members.map { member in
        switch member.key {
        case "properties", "patternProperties":
          Member(key: member.key, value: member.value.refusing(entry: path))
        case "anyOf":
          Member(key: member.key, value: member.value.mapped { $0.refusing(path) })
        default: member
        }
      })
  }

  /// The same for the schemas of a mapping's entries.
  private func refusing(entry path: ArraySlice<Substring>) -> JSON {
    guard case .object(let members) = self, let key = path.first else { return self }
    return .object(
      members.map { member in
        let isNamed = member.key.hasPrefix("^")
        guard key == "*" ? isNamed : member.key == key else { return member }
        guard path.count == 1 else {
          return Member(key: member.key, value: member.value.refusing(path.dropFirst()))
        }
        let refused: JSON = ["not": [:]]
        guard case .string(let words)? = member.value["description"] else {
          return Member(key: member.key, value: refused)
        }
        let kept = "Kept for a later version of the program. " + words
        return Member(key: member.key, value: refused.with("description", .string(kept)))
      })
  }

  private func mapped(_ transform: (JSON) -> JSON) -> JSON {
    guard case .array(let values) = self else { return self }
    return .array(values.map(transform))
  }
}
