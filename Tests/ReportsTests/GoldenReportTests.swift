import MutualAid
import Reports
import Testing

struct GoldenReportTests {
  static let village = SampleOutcomes.outcome(
    SampleOutcomes.scenario(
      name: "Village pool 村",
      shutdown: Shutdown(
        announced: SampleOutcomes.day(2020, 3, 1), contributionsEnd: SampleOutcomes.day(2020, 3, 1),
        coverEnds: .end(of: SampleOutcomes.day(2020, 3, 31)), filing: .daysFromDiagnosis(180),
        tail: .platform),
      observations: [
        Observation(
          quantity: .share, day: SampleOutcomes.day(2020, 2, 29), segment: nil, value: 2_950,
          source: "notice of the second settlement"),
        Observation(
          quantity: .yearCost, day: SampleOutcomes.day(2020, 12, 31), segment: nil, value: 19_000,
          source: "yearly report, page 3"),
        Observation(
          quantity: .members, day: SampleOutcomes.day(2020, 1, 31), segment: nil, value: 1_001_000,
          source: "notice, \"first\""),
        Observation(
          quantity: .cases, day: SampleOutcomes.day(2020, 2, 14), segment: nil, value: 12,
          source: "a day without settlement"),
      ],
      provenance: [
        Provenance(key: "members.path", kind: .source, text: "village office"),
        Provenance(
          key: "claims.incidence", kind: .assumed,
          text: "nobody counted; set so that the first year comes out at what the office remembers"),
      ]))

  static let plans = SampleOutcomes.outcome(
    SampleOutcomes.scenario(name: "Two plans", months: 14, segments: ["adults", "elders, 60+"]))

  @Test(arguments: ReportForm.allCases)
  func `a pool with a shutdown and published figures`(form: ReportForm) throws {
    var text = ""
    render(Self.village, as: form, options: ReportOptions(), to: &text)
    try expectGolden(text, "village.\(form.ending)")
  }

  @Test(arguments: ReportForm.allCases)
  func `a pool of two plans over two years`(form: ReportForm) throws {
    var text = ""
    let options = ReportOptions(quantiles: [0.05, 0.5, 0.995], amounts: [19_050])
    render(Self.plans, as: form, options: options, to: &text)
    try expectGolden(text, "plans.\(form.ending)")
  }
}

extension ReportForm {
  fileprivate var ending: String {
    switch self {
    case .table: "txt"
    case .json: "json"
    case .csv: "csv"
    case .markdown: "md"
    }
  }
}
