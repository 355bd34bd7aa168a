import MutualAid
import Probability
import Reports
import Testing

/// Reports of sharing beside a premium and no cover, verbatim.
struct GoldenSharingTests {
  private static func scenario() throws -> Scenario {
    var scenario = SampleOutcomes.scenario(
      name: "Village <pool> | 村", months: 14, segments: ["adults", "elders, 60+"])
    scenario.claims.classes = [
      ClaimClass(
        name: "illness", share: AgeBands(1), benefits: [AgeBands(3_000_000), AgeBands(1_000_000)])
    ]
    scenario.membership.mixes = [
      DatedMix(
        from: scenario.launch,
        parts: [.init(segment: 0, share: 0.75), .init(segment: 1, share: 0.25)])
    ]
    scenario.segments[1].incidence = RateTable(flat: 0.01)
    scenario.comparison = ComparisonRule(
      premium: PremiumRule(
        basis: .lossRatio(Rate(millionths: 380_000)), expenses: Rate(millionths: 300_000),
        lapse: RenewalLapse(rate: Rate(millionths: 100_000))),
      household: HouseholdRule(
        incomes: try #require(IncomeQuintiles.of(2021)), size: 3, subsistencePerHead: 800_000,
        meanCost: 6_000_000, costVariation: 1,
        wealth: WealthRule(share: .merchantsBank2020, law: .lognormal)),
      utilities: [
        UtilityRule(try .constantAbsolute(perYuan: 1e-5), name: "CARA 1e-05"),
        UtilityRule(try .constantRelative(2, wealth: 10_000_000), name: "CRRA 2"),
      ])
    return scenario
  }

  private static func comparison() async throws -> SharingComparison {
    let scenario = try scenario()
    let run = try await Simulation(of: scenario, seed: 7).runByGroup(replications: 40, threads: 2)
    return try SharingComparison(
      of: SharingFigures(of: run), by: scenario.comparison ?? ComparisonRule())
  }

  @Test(arguments: ReportForm.allCases)
  func `sharing beside a premium`(form: ReportForm) async throws {
    var text = ""
    render(
      try await Self.comparison(), as: form, options: ReportOptions(quantiles: [0.05, 0.5]),
      to: &text)
    try expectGolden(text, "sharing.\(form.ending)")
    #expect(!text.contains("nan") && !text.contains("inf,"))
  }

  /// Whole memberships, households with insurance, and an insurer that outlives the pool.
  private static func wholeComparison() async throws -> SharingComparison {
    var scenario = try scenario()
    scenario.name = "Town"
    scenario.shutdown = Shutdown(
      announced: SampleOutcomes.day(2020, 10, 31),
      contributionsEnd: SampleOutcomes.day(2020, 10, 31),
      coverEnds: .end(of: SampleOutcomes.day(2020, 10, 31)), tail: .platform)
    scenario.comparison?.premium?.atShutdown = .goesOn
    scenario.comparison?.household?.insurance = SocialInsurance(
      reimbursement: Rate(millionths: 492_000))
    let rule = try #require(scenario.comparison)
    let run = try await Simulation(of: scenario, seed: 7).runByGroup(replications: 40, threads: 2)
    var comparison = try SharingComparison(of: SharingFigures(of: run), by: rule)
    comparison.memberships = try await Simulation.runMemberships(
      scenario, beside: comparison.premiums, confidence: 0.95, seed: 7, replications: 40, threads: 2
    )
    return comparison
  }

  @Test(arguments: ReportForm.allCases)
  func `whole memberships, insured households and an insurer that goes on`(
    form: ReportForm
  ) async throws {
    var text = ""
    render(
      try await Self.wholeComparison(), as: form, options: ReportOptions(quantiles: [0.05, 0.5]),
      to: &text)
    try expectGolden(text, "memberships.\(form.ending)")
    #expect(!text.contains("nan") && !text.contains("inf,"))
  }

  @Test func `no line of the table is wider than a terminal`() async throws {
    var text = ""
    render(try await Self.comparison(), as: .table, to: &text)
    render(try await Self.wholeComparison(), as: .table, to: &text)
    for line in text.split(separator: "\n") { #expect(line.count <= 110) }
  }

  @Test func `the files are those of the printed forms`() async throws {
    let comparison = try await Self.comparison()
    let files = ResultFolder.files(comparison, manifest: SampleOutcomes.manifest)
    #expect(
      files.map(\.name) == ["manifest.json", "comparison.csv", "comparison.json", "report.html"])
    var (table, document) = ("", "")
    render(comparison, as: .csv, to: &table)
    render(comparison, as: .json, to: &document)
    #expect(files[1].contents == table)
    #expect(files[2].contents == document)
  }

  @Test func `the page has the pictures, what was compared, and words as words`() async throws {
    let files = ResultFolder.files(
      try await Self.comparison(), manifest: SampleOutcomes.manifest)
    let page = try #require(files.last).contents
    for words in [
      "What a year costs a member", "What members pay and can expect by segment",
      "one for all, loss ratio 38%", "no cover: expected out of pocket", "Village &lt;pool&gt;",
      "Who pays for whom", "<code>comparison.csv</code>",
    ] {
      #expect(page.contains(words), "\(words)")
    }
    #expect(page.ranges(of: "<svg").count == 2)
    for forbidden in ["<script", "http:", "https:", "Village <pool>", "nan"] {
      #expect(!page.lowercased().contains(forbidden.lowercased()), "\(forbidden)")
    }
  }
}
