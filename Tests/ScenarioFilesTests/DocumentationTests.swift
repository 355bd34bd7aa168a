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

  @Test func `the example of the format's description is right`() throws {
    let text = try String(
      contentsOf: Self.docs.appending(path: "scenario-format.md"), encoding: .utf8)
    let begin = try #require(text.firstRange(of: "```yaml\n"))
    let rest = text[begin.upperBound...]
    let end = try #require(rest.firstRange(of: "```"))
    #expect(problems(String(rest[..<end.lowerBound])) == [])
  }

  @Test func `every bundled table is described`() throws {
    let text = try String(contentsOf: Self.docs.appending(path: "tables.md"), encoding: .utf8)
    for table in BundledTable.all {
      #expect(text.contains("| `\(table.name)` |"), "\(table.name)")
    }
  }
}
