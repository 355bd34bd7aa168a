import MutualAid
import Testing

@testable import ScenarioFiles

/// The section `compare`.
struct ComparisonSectionTests {
  private func rule(_ compare: String) throws -> ComparisonRule {
    try #require(try read(smallPool + "compare: " + compare + "\n").scenario.comparison)
  }

  private func found(_ compare: String) -> [String] {
    problems(smallPool + "compare: " + compare + "\n").map {
      // What stands before the words is the place, which other tests check.
      $0.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? $0
    }
  }

  @Test func `a premium is read with its basis, classes and lapse`() throws {
    let premium = try #require(
      try rule(
        """
        { premium: { rating: { ages: [20..39, 40..59], sex: yes }, loading: 0.25, expenses: 0.2,
            profit: 0.05, capital: 1000, lapse: { per_year: 0.1, elasticity: 0.5, reference: 300 } } }
        """
      ).premium)
    #expect(
      premium
        == PremiumRule(
          rating: .classes(ages: [20...39, 40...59], bySex: true, bySegment: false),
          basis: .loading(Rate(millionths: 250_000)), expenses: Rate(millionths: 200_000),
          profit: Rate(millionths: 50_000), capital: 100_000,
          lapse: RenewalLapse(
            rate: Rate(millionths: 100_000), elasticity: 0.5, reference: .fixed(30_000))))
  }

  @Test func `an insurer leaves with the pool unless it is told to go on`() throws {
    #expect(try rule("{ premium: { loading: 0 } }").premium?.atShutdown == .leaves)
    let going = try rule("{ premium: { loading: 0, at_shutdown: goes_on } }").premium
    #expect(going?.atShutdown == .goesOn)
  }

  @Test func `a solvency level takes the capital with it`() throws {
    let basis = try rule("{ premium: { solvency: 0.005, capital: 20 } }").premium?.basis
    #expect(basis == .solvency(risk: Rate(millionths: 5_000), capital: 2_000))
  }

  @Test func `presets stand for their published figures, and are cited`() throws {
    let scenario = try read(smallPool + "compare: { premium: { preset: industry-2020 } }\n")
      .scenario
    #expect(scenario.comparison?.premium?.basis == .lossRatio(Rate(millionths: 380_000)))
    #expect(scenario.provenance.contains { $0.text.hasPrefix("industry-2020: Beijing News") })
    let cap = try #require(try rule("{ premium: { preset: loading-cap-individual } }").premium)
    #expect(cap.basis == .loading(.zero))
    #expect(cap.expenses == Rate(millionths: 350_000))
  }

  @Test(arguments: [("six-cancers", 0.492033), ("colorectal-cancer", 0.515651)])
  func `surveyed insurance leaves what the survey found paid out of pocket`(
    preset: String, part: Double
  ) throws {
    let rule = try rule(
      """
      { no_cover: { incomes: 2021, household: 3, subsistence: 8000,
          cost: { preset: \(preset), cv: 1 }, insurance: surveyed } }
      """)
    #expect(rule.household?.insurance.reimbursement.fraction == part)
  }

  @Test func `a household is read with its cost, insurance and wealth`() throws {
    let rule = try rule(
      """
      { no_cover: { incomes: 2021, household: 4, members: 2, subsistence: 8000.50,
          cost: { preset: six-cancers, cv: 1.2 },
          insurance: { eligible: 0.8, reimbursement: 0.6, deductible: 1000, ceiling: 200000 },
          wealth: { preset: merchants-bank-2020, law: pareto } },
        utility: { cara: 0.00001, crra: 2, wealth: 100000, floor: 5000 }, ages: [20..29, 30..59] }
      """)
    #expect(
      rule.household
        == HouseholdRule(
          incomes: try #require(IncomeQuintiles.of(2021)), size: 4, members: 2,
          subsistencePerHead: 800_050, meanCost: 5_974_800, costVariation: 1.2,
          insurance: SocialInsurance(
            eligible: Rate(millionths: 800_000), reimbursement: Rate(millionths: 600_000),
            deductible: 100_000, ceiling: 20_000_000),
          wealth: WealthRule(share: .merchantsBank2020, law: .pareto)))
    #expect(rule.ages == [20...29, 30...59])
    #expect(
      rule.utilities.map(\.utility) == [
        try .constantAbsolute(perYuan: 0.00001),
        try .constantRelative(2, wealth: 10_000_000, floor: 500_000),
      ])
  }

  private static func home(_ wealth: String) -> String {
    "{ no_cover: { incomes: 2021, household: 3, subsistence: 0, cost: { mean: 1, cv: 1 }, "
      + "wealth: { \(wealth) } } }"
  }

  @Test(
    arguments: [
      ("mean: 3179000", nil, 317_900_000, nil), ("median: 1630000", nil, nil, 163_000_000),
      ("above: 500000.50", 50_000_050, nil, nil),
    ] as [(String, Int?, Double?, Double?)])
  func `a scenario states its own share of the richest, and one figure of the level`(
    level: String, threshold: Int?, mean: Double?, median: Double?
  ) throws {
    let wealth = try #require(
      try rule(Self.home("top: 0.1, holds: 0.475, \(level), law: lognormal, assumed: a guess"))
        .household?.wealth)
    #expect(
      wealth.share
        == WealthShare(
          topFraction: 0.1, share: 0.475, threshold: threshold, mean: mean, median: median,
          scope: "as the scenario states", source: "the scenario"))
    #expect(wealth.law == .lognormal)
  }

  @Test(arguments: [
    (
      "top: 0.2, holds: 0.1, mean: 5, law: pareto",
      "compare.no_cover.wealth.holds: expected a share above the part of all that holds it, and below "
        + "1, but found 0.1 of 0.2"
    ),
    (
      "top: 0.2, holds: 1, mean: 5, law: pareto",
      "compare.no_cover.wealth.holds: expected a share above the part of all that holds it, and below "
        + "1, but found 1.0 of 0.2"
    ),
    (
      "top: 0.1, holds: 0.5, law: pareto",
      "compare.no_cover.wealth: expected one of mean, median or above beside top, but found none"
    ),
    (
      "top: 0.1, holds: 0.5, mean: 5, median: 2, law: pareto",
      "compare.no_cover.wealth: expected one of mean, median or above beside top, but found mean and "
        + "median"
    ),
    (
      "top: 0.1, holds: 0.5, median: 0, law: pareto",
      "compare.no_cover.wealth.median: expected an amount above 0, but found 0"
    ),
    (
      "law: pareto", "compare.no_cover.wealth: expected one of preset or top, but found none"
    ),
    (
      "preset: merchants-bank-2020, mean: 5, law: pareto",
      "compare.no_cover.wealth: expected no mean beside preset, which is all of it, but found mean"
    ),
  ])
  func `a share that no unequal law has is refused`(wealth: String, words: String) {
    #expect(found(Self.home(wealth)) == [words])
  }

  @Test(arguments: [
    (
      "{ premium: { preset: loading-cap-group, expenses: 0.1 } }",
      "compare.premium: expected no expenses or profit beside a loading cap, which is both, but found "
        + "expenses"
    ),
    (
      "{ premium: { loading: 0.1, expenses: 0.6, profit: 0.4 } }",
      "compare.premium: expected expenses and profit that sum to less than 1, but found 1 or more"
    ),
    (
      "{ ages: [20..29, 40..59] }",
      "compare.ages: expected bands that follow one another, but found 20..29, 40..59"
    ),
    (
      "{ ages: [20..49] }",
      "compare: expected age bands that hold all ages of the pool, 20..59, but "
        + "found 20..49"
    ),
    (
      "{ utility: { crra: 2, wealth: 100000 } }",
      "compare: expected no_cover beside utility, but found utility alone"
    ),
    (
      "{ no_cover: { incomes: 2021, household: 3, subsistence: 0, cost: { mean: 1, cv: 1 }, "
        + "insurance: surveyed } }",
      "compare.no_cover.insurance: expected a cost by a preset beside surveyed insurance, but "
        + "found a mean of its own"
    ),
    (
      "{ premium: { loading: 0.1, at_shutdown: stays } }",
      "compare.premium.at_shutdown: expected leaves or goes_on, but found stays"
    ),
    (
      "{ premium: { solvency: 0.005, at_shutdown: goes_on } }",
      "compare.premium.at_shutdown: expected leaves, because a solvency level needs claims that are "
        + "drawn, and after the pool none are, but found goes_on"
    ),
    (
      "{ premium: { solvency: 1 } }",
      "compare.premium.solvency: expected a probability above 0 and below 1, but found 1"
    ),
  ])
  func `what makes no sense is refused`(compare: String, words: String) {
    #expect(found(compare) == [words])
  }

  @Test func `aversion to relative losses needs a wealth`() {
    let home = "no_cover: { incomes: 2021, household: 3, subsistence: 0, cost: { mean: 1, cv: 1 } }"
    let words = found("{ \(home), utility: { crra: 2 } }")
    #expect(words.count == 1)
    #expect(words[0].hasPrefix("compare.utility.wealth: is missing"))
    #expect(found("{ \(home), utility: { crra: 2, wealth: 10, floor: 10 } }").count == 1)
    let crowd = home.replacing("household: 3", with: "household: 3, members: 4")
    #expect(
      found("{ \(crowd) }") == [
        "compare.no_cover.members: expected at most the 3 people of a household, but found 4"
      ])
  }
}
