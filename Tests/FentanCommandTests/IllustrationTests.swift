import Foundation
import Testing

/// The shipped illustrations, each with its whole report.
///
/// `FENTAN_WRITE_GOLDEN=1 swift test --filter IllustrationTests` rewrites the reports in
/// `Tests/ReportsTests/Golden`: read the difference before you commit it.
struct IllustrationTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test(
    arguments: [
      "death-spiral", "fair-shares", "fund", "own-risks", "prepaid", "queue", "selection",
      "takaful",
    ])
  func `an illustration is reported as before`(name: String) throws {
    let program = try Program()
    let scenario = Self.root.appending(path: "Scenarios/illustrations/\(name).yaml").path
    let options = name == "own-risks" ? ["--method", "individuals"] : []
    let ending = try program.run(["run", scenario, "-n", "10", "-s", "1", "-q"] + options)
    #expect(ending.status == 0, "\(ending.errors)")
    let golden = Self.root.appending(path: "Tests/ReportsTests/Golden/illustration-\(name).txt")
    if ProcessInfo.processInfo.environment["FENTAN_WRITE_GOLDEN"] == "1" {
      return try ending.output.write(to: golden, atomically: true, encoding: .utf8)
    }
    let expected = try String(contentsOf: golden, encoding: .utf8)
    let found = ending.output.split(separator: "\n", omittingEmptySubsequences: false)
    let lines = expected.split(separator: "\n", omittingEmptySubsequences: false)
    for (number, pair) in zip(found, lines).enumerated() where pair.0 != pair.1 {
      Issue.record("\(name), line \(number + 1)\nexpected \(pair.1)\nbut found \(pair.0)")
      break
    }
    #expect(found.count == lines.count)
  }
}
