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
    guard case .object(let first) = head,
      case .object(let rest) = PoolSection.definition.schema.refusing(notSimulated)
    else { return head }
    // A scenario that is based on another has only what differs from it.
    let members = rest.filter { $0.key != "required" }
    let required = rest.first { $0.key == "required" }?.value ?? []
    let whole: JSON = [
      "if": ["required": ["based_on"]], "then": ["required": ["fentan"]],
      // Only a fund does without an apportionment.
      "else": [
        "required": required,
        "anyOf": [["required": ["apportionment"]], ["required": ["funding"]]],
      ],
    ]
    guard case .object(let condition) = whole else { return head }
    return .object(first + members + condition)
  }
}
