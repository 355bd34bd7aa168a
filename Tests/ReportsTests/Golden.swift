import Foundation
import Testing

/// Compares a text with the one of this name in `Golden`.
///
/// `FENTAN_WRITE_GOLDEN=1 swift test --filter ReportsTests` rewrites the files instead: read the
/// difference before you commit it.
func expectGolden(
  _ text: String, _ name: String, file: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let url = URL(filePath: file).deletingLastPathComponent()
    .appending(path: "Golden").appending(path: name)
  if ProcessInfo.processInfo.environment["FENTAN_WRITE_GOLDEN"] == "1" {
    try text.write(to: url, atomically: true, encoding: .utf8)
    return
  }
  let golden = try String(contentsOf: url, encoding: .utf8)
  guard text != golden else { return }
  let lines = zip(
    text.split(separator: "\n", omittingEmptySubsequences: false),
    golden.split(separator: "\n", omittingEmptySubsequences: false))
  let first = lines.enumerated().first { $1.0 != $1.1 }
  Issue.record(
    """
    \(name), line \((first?.offset ?? -1) + 1)
    expected \(first.map { String($0.element.1) } ?? "another length")
    but found \(first.map { String($0.element.0) } ?? "\(text.count) characters")
    """, sourceLocation: sourceLocation)
}
