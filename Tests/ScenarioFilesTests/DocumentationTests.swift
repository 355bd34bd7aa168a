import Foundation
import Testing

@testable import ScenarioFiles

struct DocumentationTests {
  private static let docs = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs")

  /// Set FENTAN_WRITE_DOCS=1 to write the tables anew.
  @Test func `the format's description has the tables of the reader's definitions`() throws {
    let file = Self.docs.appending(path: "scenario-format.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    let begin = try #require(text.firstRange(of: "<!-- begin -->\n"))
    let end = try #require(text.firstRange(of: "<!-- end -->"))
    let tables = "\n" + FormatReference.markdown() + "\n"
    if ProcessInfo.processInfo.environment["FENTAN_WRITE_DOCS"] == "1" {
      try Data((text[..<begin.upperBound] + tables + text[end.lowerBound...]).utf8).write(to: file)
      return
    }
    #expect(String(text[begin.upperBound..<end.lowerBound]) == tables)
  }

  @Test func `the examples of the format's description are right`() throws {
    let text = try String(
      contentsOf: Self.docs.appending(path: "scenario-format.md"), encoding: .utf8)
    let examples = text.components(separatedBy: "```yaml\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
    try #require(examples.count == 2)
    #expect(problems(examples[0]) == [])
    #expect(problems(examples[1], notSimulated: .nothing) == [])
  }

  @Test func `every bundled table is described`() throws {
    let text = try String(contentsOf: Self.docs.appending(path: "tables.md"), encoding: .utf8)
    for table in BundledTable.all {
      #expect(text.contains("| `\(table.name)` |"), "\(table.name)")
    }
  }
}
