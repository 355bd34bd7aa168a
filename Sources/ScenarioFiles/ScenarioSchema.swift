/// The format of scenario files as JSON Schema, for editors and other programs.
///
/// It is made from the same definitions that the reader uses. It tells the shape of a scenario;
/// what must hold between settings (shares that sum to 1, dates in order) only the reader checks.
public enum ScenarioSchema {
  /// The schema of draft-07 as JSON text.
  ///
  /// A scenario in YAML is meant to be read by YAML 1.2, in which dates and `yes` are texts.
  public static func json() -> String { schema.text() + "\n" }

  static let schema = schema(notSimulated: .settings)

  /// The schema that refuses some settings.
  static func schema(notSimulated: NotSimulated) -> JSON {
    let head: JSON = [
      "$schema": "http://json-schema.org/draft-07/schema#",
      "title": "Fentan scenario, format 1",
      "description": "A mutual-aid pool: who joins, who falls ill, who pays, and how it ends.",
    ]
    let pool = PoolSection.definition.schema.refusing(notSimulated)
    let whole: JSON = [
      "type": "object",
      // A scenario that is based on another has only what differs from it.
      "if": ["required": ["based_on"]],
      "then": pool.changesOnly.with("required", ["fentan"]),
      // Only a fund does without an apportionment.
      "else": pool.with("anyOf", [["required": ["apportionment"]], ["required": ["funding"]]]),
    ]
    guard case .object(let first) = head, case .object(let rest) = whole else { return head }
    return .object(first + rest)
  }
}

extension JSON {
  /// The schema of what changes a value: nothing is required, and null takes a setting away.
  fileprivate var changesOnly: JSON {
    switch self {
    case .object(let members):
      return .object(
        members.compactMap { member in
          switch member.key {
          case "required": return nil
          case "oneOf" where member.value.isOfPresence: return nil
          case "properties", "patternProperties":
            guard case .object(let settings) = member.value else { return member }
            let changed = settings.map {
              Member(key: $0.key, value: ["anyOf": [["type": "null"], $0.value.changesOnly]])
            }
            return Member(key: member.key, value: .object(changed))
          default: return Member(key: member.key, value: member.value.changesOnly)
          }
        })
    case .array(let elements): return .array(elements.map(\.changesOnly))
    default: return self
    }
  }

  /// Whether alternatives say nothing but which settings are there.
  private var isOfPresence: Bool {
    guard case .array(let alternatives) = self else { return false }
    return alternatives.allSatisfy { $0["required"] != nil || $0["not"] != nil }
  }
}
