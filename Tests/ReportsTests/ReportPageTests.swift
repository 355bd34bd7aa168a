import Foundation
import FoundationXML
import MutualAid
import Testing

@testable import Reports

struct ReportPageTests {
  static let evil = "<script>alert('1')</script>\" onload=\"x &amp; |y"

  private func page(of outcome: Outcome, scenarioText: String = "fentan: 1") throws -> String {
    var manifest = SampleOutcomes.manifest
    manifest.scenarioText = scenarioText
    let files = ResultFolder.files(outcome, manifest: manifest)
    return try #require(files.last { $0.name == "report.html" }).contents
  }

  private func evilOutcome() -> Outcome {
    SampleOutcomes.outcome(
      SampleOutcomes.scenario(
        name: Self.evil, segments: [Self.evil, "b"],
        observations: [
          Observation(
            quantity: .share, day: SampleOutcomes.day(2020, 2, 29), segment: Self.evil,
            value: 2_950, source: Self.evil)
        ],
        provenance: [
          Provenance(key: Self.evil, kind: .assumed, text: Self.evil),
          Provenance(key: Self.evil, kind: .source, text: Self.evil),
        ]))
  }

  @Test func `words of a scenario are text, wherever they stand`() throws {
    let page = try page(of: evilOutcome(), scenarioText: Self.evil)
    #expect(page.contains("&lt;script&gt;alert(&#39;1&#39;)"))
    #expect(!page.contains("<script"))
    #expect(!page.contains("onload=\""))
  }

  @Test func `words of a scenario are text in Markdown`() {
    var text = ""
    render(evilOutcome(), as: .markdown, to: &text)
    #expect(!text.contains("<script"))
    #expect(text.contains("&amp;amp; \\|y"))
  }

  @Test(arguments: [0, 1, 20])
  func `the page is well formed`(replications: Int) throws {
    for outcome in [SampleOutcomes.village, SampleOutcomes.plans, evilOutcome()] {
      let outcome = SampleOutcomes.outcome(outcome.scenario, replications: replications)
      let text = try page(of: outcome, scenarioText: Self.evil)
      let parser = XMLParser(data: Data(text.utf8))
      #expect(parser.parse(), "line \(parser.lineNumber)")
    }
  }

  @Test func `the page asks nothing of anybody`() throws {
    let page = try page(of: SampleOutcomes.village)
    for request in ["src=", "href=", "url(", "@import", "http:", "https:", "<script"] {
      #expect(!page.contains(request), "\(request)")
    }
  }

  @Test func `every picture stays within its frame`() throws {
    let page = try page(of: SampleOutcomes.village)
    let numbers = page.matches(of: /(?:cx|x1|x2|x)="(-?[0-9.]+)"/).compactMap { Double($0.1) }
    #expect(numbers.count > 100)
    #expect(numbers.allSatisfy { -0.01...960.01 ~= $0 })
  }

  @Test func `a table is at most 110 columns wide, whatever the names`() {
    let names = [String(repeating: "相互宝", count: 30), String(repeating: "plan ", count: 40)]
    let outcome = SampleOutcomes.outcome(
      SampleOutcomes.scenario(
        name: names[0] + names[1], months: 14, segments: names,
        observations: [
          Observation(
            quantity: .share, day: SampleOutcomes.day(2020, 2, 29), segment: names[0], value: 1,
            source: "")
        ], provenance: [Provenance(key: names[1], kind: .assumed, text: names[0])])
    ) { measure, replication in SampleOutcomes.value(of: measure, in: replication) * 10_007 }
    var text = ""
    render(outcome, as: .table, to: &text)
    for line in text.split(separator: "\n") {
      #expect(PlainWords.width(String(line)) <= 110, "\(line)")
    }
  }

  @Test func `of very many settlements the first and the last are shown`() {
    let outcome = SampleOutcomes.outcome(
      SampleOutcomes.scenario(months: 200), replications: 2)
    var text = ""
    render(outcome, as: .table, to: &text)
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.contains { $0.hasPrefix("2020-01-31") } && lines.contains("…"))
    #expect(lines.contains { $0.hasPrefix("2036-08-31") })
    #expect(!lines.contains { $0.hasPrefix("2028-01-31") })
  }
}
