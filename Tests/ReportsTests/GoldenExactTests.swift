import MutualAid
import Probability
import Reports
import Testing

/// Reports of exact laws and of verifications, verbatim.
struct GoldenExactTests {
  /// A pool whose first year has an exact law but for rounding, and whose second has none.
  static let scenario: Scenario = {
    let day = SampleOutcomes.day
    return Scenario(
      name: "Harbour pool 港", launch: day(2021, 1, 1), horizon: day(2022, 6, 30),
      calendar: SettlementCalendar(rule: .quarterly),
      segments: [Segment(name: "all", incidence: RateTable(flat: 0.05))],
      membership: Membership(
        path: MembershipPath(points: [
          .init(day: day(2021, 12, 31), members: 300), .init(day: day(2022, 6, 30), members: 400),
        ]),
        mixes: [DatedMix(from: day(2021, 1, 1), parts: [.init(segment: 0, share: 1)])],
        claimants: .stay),
      claims: ClaimRules(
        classes: [ClaimClass(name: "illness", share: .init(1), benefits: [.init(123_456)])],
        reporting: .exponential(mean: 20)),
      apportionment: ApportionmentRule(fee: Rate(millionths: 73_000)))
  }()

  /// An outcome that takes the laws' own quantiles, moved by some fen.
  private func outcome(_ forecast: ExactForecast, moved: Int) -> Outcome {
    let laws = Dictionary(
      uniqueKeysWithValues: forecast.figures.map { ($0.measure, $0.law) })
    return SampleOutcomes.outcome(Self.scenario, replications: 400) { measure, replication in
      guard let law = laws[measure] else { return 0 }
      let value = law.quantile((Double(replication) + 0.5) / 400).upperBound
      return measure.quantity == .cases ? value : value + moved
    }
  }

  @Test(arguments: ReportForm.allCases)
  func `exact figures`(form: ReportForm) throws {
    var text = ""
    render(
      try ExactForecast(of: Self.scenario), as: form,
      options: ReportOptions(quantiles: [0.05, 0.5, 0.95, 0.995]), to: &text)
    try expectGolden(text, "exact.\(form.ending)")
  }

  @Test(arguments: ReportForm.allCases)
  func `a verification that disagrees`(form: ReportForm) throws {
    let forecast = try ExactForecast(of: Self.scenario)
    let levels = [0.05, 0.5, 0.95]
    let verification = Verification(
      of: forecast, against: outcome(forecast, moved: 1_500), quantiles: levels, risk: 0.001)
    #expect(!verification.agrees)
    var text = ""
    render(verification, as: form, options: ReportOptions(quantiles: levels), to: &text)
    try expectGolden(text, "verification.\(form.ending)")
  }

  @Test func `a verification that agrees says so`() throws {
    let forecast = try ExactForecast(of: Self.scenario)
    let verification = Verification(
      of: forecast, against: outcome(forecast, moved: 0), quantiles: [0.5], risk: 0.001)
    #expect(verification.agrees)
    var text = ""
    render(verification, as: .table, options: ReportOptions(quantiles: [0.5]), to: &text)
    #expect(text.contains("simulation and exact laws agree\n"))
    #expect(!text.contains("Where they disagree"))
  }
}
