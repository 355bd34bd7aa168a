import MutualAid
import Reports
import Testing

/// Reports of paired runs, verbatim.
struct GoldenPairedTests {
  /// Three scenarios with numbers made by hand: one that moves with the base, one that does not, and
  /// years and amounts of every size.
  static let outcome = PairedOutcome(
    base: SampleOutcomes.scenario(
      name: "Village pool 村", months: 14, segments: ["adults", "elders, 60+"]),
    seed: 7, replications: 20,
    comparisons: [
      comparison("Dearer | pool", change: { value, _ in value + value / 50 }),
      comparison(
        "Another <pool>",
        change: { value, replication in value - 600 + 100 * (replication * 3 % 20) }),
    ])

  private static func comparison(
    _ name: String, change: (_ value: Int, _ replication: Int) -> Int
  ) -> ScenarioComparison {
    let segments = ["adults", "elders, 60+"]
    let years = [2020, 2021].flatMap { year in
      segments.map { ComparedFigure(.yearCost, .year(year), segment: $0) }
    }
    let others =
      [Measure.Quantity.lostLate, .benefitsUnpaid].map { ComparedFigure($0, .run) }
      + [ComparedFigure(.benefits, .total)]
    return ScenarioComparison(
      scenario: SampleOutcomes.scenario(name: name, months: 14, segments: segments),
      figures: (years + others).map { figure in
        var pairs = PairedCosts()
        for replication in 0..<20 {
          let base = SampleOutcomes.value(of: measure(figure, segments), in: replication)
          pairs.add(change(base, replication), base)
        }
        return PairedFigure(figure, pairs: pairs)
      },
      onlyInBase: [ComparedFigure(.yearCost, .year(2022), segment: "adults")],
      onlyInOther: [ComparedFigure(.leftWithoutCover, .run)])
  }

  private static func measure(_ figure: ComparedFigure, _ segments: [String]) -> Measure {
    if case .year(let year) = figure.extent {
      Measure(.yearCost, .year(year), segment: segments.firstIndex { $0 == figure.segment })
    } else {
      Measure(figure.quantity, .run)
    }
  }

  @Test(arguments: ReportForm.allCases)
  func `a paired run`(form: ReportForm) throws {
    var text = ""
    render(Self.outcome, as: form, options: ReportOptions(quantiles: [0.05, 0.5]), to: &text)
    try expectGolden(text, "paired.\(form.ending)")
  }

  @Test(arguments: ReportForm.allCases)
  func `a paired run without replications says that nothing is known`(form: ReportForm) throws {
    var empty = Self.outcome
    empty = PairedOutcome(
      base: empty.base, seed: 7, replications: 0,
      comparisons: empty.comparisons.map { comparison in
        ScenarioComparison(
          scenario: comparison.scenario,
          figures: comparison.figures.map { PairedFigure($0.figure, pairs: PairedCosts()) })
      })
    var text = ""
    render(empty, as: form, to: &text)
    #expect(!text.contains("nan") && !text.contains("inf,"))
    #expect(text.contains("2021"))
  }

  @Test func `no line of the table is wider than a terminal`() {
    var text = ""
    render(Self.outcome, as: .table, to: &text)
    for line in text.split(separator: "\n") { #expect(line.count <= 110) }
  }

  @Test func `the files are those of the printed forms`() {
    let files = ResultFolder.files(Self.outcome, manifest: SampleOutcomes.manifest)
    #expect(files.map(\.name) == ["manifest.json", "compare.csv", "compare.json", "report.html"])
    var (table, document) = ("", "")
    render(Self.outcome, as: .csv, to: &table)
    render(Self.outcome, as: .json, to: &document)
    #expect(files[1].contents == table)
    #expect(files[2].contents == document)
    #expect(files[0].contents.contains(ResultFolder.fingerprint(of: files)))
  }
}
