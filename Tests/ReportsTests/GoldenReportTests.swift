import MutualAid
import Reports
import Testing

/// Whole reports, verbatim.
struct GoldenReportTests {
  @Test(arguments: ReportForm.allCases)
  func `a pool with a shutdown and published figures`(form: ReportForm) throws {
    var text = ""
    render(SampleOutcomes.village, as: form, options: ReportOptions(), to: &text)
    try expectGolden(text, "village.\(form.ending)")
  }

  @Test(arguments: [ReportForm.table, .markdown])
  func `a pool of two plans over two years, with quantiles and an amount of the reader's choice`(
    form: ReportForm
  ) throws {
    var text = ""
    let options = ReportOptions(quantiles: [0.05, 0.5, 0.995], amounts: [19_050])
    render(SampleOutcomes.plans, as: form, options: options, to: &text)
    try expectGolden(text, "plans.\(form.ending)")
  }

  @Test(arguments: [0, 1])
  func `too few replications for an error`(replications: Int) throws {
    var text = ""
    let outcome = SampleOutcomes.outcome(
      SampleOutcomes.scenario(months: 1), replications: replications)
    render(outcome, as: .table, to: &text)
    try expectGolden(text, "replications-\(replications).txt")
  }

  @Test(arguments: ["summary.json", "years.csv", "shutdown.csv", "observed.csv", "report.html"])
  func `a file of the result folder`(name: String) throws {
    let files = ResultFolder.files(
      SampleOutcomes.village, manifest: SampleOutcomes.manifest, options: ReportOptions())
    let file = try #require(files.first { $0.name == name })
    // The document of `--format json` is that of the folder.
    try expectGolden(file.contents, name == "summary.json" ? "village.json" : "village-\(name)")
  }
}

extension ReportForm {
  var ending: String {
    switch self {
    case .table: "txt"
    case .json: "json"
    case .csv: "csv"
    case .markdown: "md"
    }
  }
}
