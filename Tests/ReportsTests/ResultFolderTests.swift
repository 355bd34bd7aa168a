import Foundation
import FoundationXML
import MutualAid
import Probability
import Testing

@testable import Reports

struct ResultFolderTests {
  static let files = ResultFolder.files(SampleOutcomes.village, manifest: SampleOutcomes.manifest)

  @Test func `a file is there only where it has something to say`() {
    #expect(
      Self.files.map(\.name) == [
        "manifest.json", "summary.json", "periods.csv", "years.csv", "shutdown.csv", "observed.csv",
        "report.html",
      ])
    let plain = ResultFolder.files(SampleOutcomes.plans, manifest: SampleOutcomes.manifest)
    #expect(
      plain.map(\.name) == [
        "manifest.json", "summary.json", "periods.csv", "years.csv", "report.html",
      ])
  }

  @Test func `only the manifest differs from run to run`() {
    var other = SampleOutcomes.manifest
    other.threads = 64
    other.wallSeconds = 99
    other.machine = "another"
    other.peakMemoryBytes = 5
    other.commandLine = []
    let again = ResultFolder.files(SampleOutcomes.village, manifest: other)
    #expect(again.dropFirst() == Self.files.dropFirst())
    #expect(again.first != Self.files.first)
  }

  @Test func `the fingerprint is that of the figures`() throws {
    let fingerprint = ResultFolder.fingerprint(of: Self.files)
    #expect(Self.files[0].contents.contains("\"fingerprint\": \"\(fingerprint)\""))
    let altered = Self.files.map { file in
      ResultFile(
        name: file.name,
        contents: file.name == "years.csv" ? file.contents + "2021\n" : file.contents)
    }
    #expect(ResultFolder.fingerprint(of: altered) != fingerprint)
    #expect(ResultFolder.fingerprint(of: Self.files.reversed()) == fingerprint)
  }

  // Test vectors of the authors' draft, appendix C.
  @Test(arguments: [
    ("", "cbf29ce484222325"), ("a", "af63dc4c8601ec8c"), ("foobar", "85944171f73967e8"),
  ])
  func `the hash is FNV-1a`(text: String, digits: String) {
    #expect(Fingerprint.of(text) == "fnv1a64:" + digits)
  }

  @Test(arguments: ["manifest.json", "summary.json"])
  func `the documents are JSON`(name: String) throws {
    let file = try #require(Self.files.first { $0.name == name })
    let document = try JSONSerialization.jsonObject(with: Data(file.contents.utf8))
    #expect(document is [String: Any])
    let schema = (document as? [String: Any])?["schema"] as? String
    #expect(schema == "fentan-\(name.split(separator: ".")[0])-1")
  }

  @Test(arguments: ["periods.csv", "years.csv", "shutdown.csv", "observed.csv"])
  func `every row of a table has a field for each column`(name: String) throws {
    let file = try #require(Self.files.first { $0.name == name })
    let rows = parsedCSV(file.contents)
    #expect(rows.count > 1)
    #expect(Set(rows.map(\.count)).count == 1)
    #expect(Set(rows[0]).count == rows[0].count)
  }

  @Test func `what is quoted reads back as it was`() {
    let text = CSVText.table(header: ["a", "b"], rows: [["x, \"y\"\r\nz", nil], ["plain", "相"]])
    #expect(parsedCSV(text) == [["a", "b"], ["x, \"y\"\r\nz", ""], ["plain", "相"]])
  }

  @Test func `full figures read back as those of the tally`() throws {
    let file = try #require(Self.files.first { $0.name == "years.csv" })
    let rows = parsedCSV(file.contents)
    let row = Dictionary(uniqueKeysWithValues: zip(rows[0], rows[1]))
    let tally = try #require(SampleOutcomes.village[Measure(.yearCost, .year(2020), segment: 0)])
    #expect(Double(row["mean"] ?? "") == tally.mean.map { $0.value / 100 })
    #expect(Double(row["mean_se"] ?? "") == tally.mean.map { $0.standardError / 100 })
    #expect(Double(row["sd"] ?? "") == tally.standardDeviation.map { $0.value / 100 })
    let median = try #require(tally.quantile(0.5))
    #expect(Double(row["q50"] ?? "") == Double(median.value) / 100)
    #expect(Double(row["q50_lower"] ?? "") == median.lower.map { Double($0) / 100 })
    let above = try #require(tally.proportion(above: 18_800))
    #expect(Double(row["p_above_188_upper"] ?? "") == above.upper)
  }

  @Test(arguments: [0, 1, 2])
  func `few replications leave gaps, not odd numbers`(replications: Int) throws {
    let outcome = SampleOutcomes.outcome(
      SampleOutcomes.village.scenario, replications: replications)
    let texts =
      ResultFolder.files(outcome, manifest: SampleOutcomes.manifest).map(\.contents)
      + ReportForm.allCases.map { form in
        var text = ""
        render(outcome, as: form, to: &text)
        return text
      }
    for text in texts {
      #expect(text.firstMatch(of: /\b-?(nan|inf)\b/) == nil)
    }
  }
}

/// A reader of RFC 4180, apart from the writer.
private func parsedCSV(_ text: String) -> [[String]] {
  var rows: [[String]] = []
  var row: [String] = []
  var field = ""
  var isQuoted = false
  var scalars = Array(text.unicodeScalars)[...]
  while let scalar = scalars.popFirst() {
    switch (scalar, isQuoted) {
    case ("\"", true):
      if scalars.first == "\"" {
        field.unicodeScalars.append("\""); scalars.removeFirst()
      } else {
        isQuoted = false
      }
    case ("\"", false): isQuoted = true
    case (",", false):
      row.append(field)
      field = ""
    case ("\n", false):
      rows.append(row + [field])
      (row, field) = ([], "")
    default: field.unicodeScalars.append(scalar)
    }
  }
  return rows
}
