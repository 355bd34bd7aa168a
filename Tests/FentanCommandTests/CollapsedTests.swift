import Foundation
import Testing

/// `fentan run --method collapsed`, from the outside.
struct CollapsedTests {
  private let program: Program
  private let stay = ["--set", "members.claimants=stay"]

  init() throws {
    program = try Program()
    try program.write(Program.pool, to: "pool.yaml")
  }

  @Test func `it reports shares and yearly costs, and says by which path`() throws {
    let ending = try program.run(
      [
        "run", "pool.yaml", "--method", "collapsed", "-n", "20000", "--fail-if",
        "mean(year_cost, 2021) > 3000",
      ] + stay)
    #expect(ending.status == 0)
    #expect(
      ending.errors.hasPrefix(
        "Simulated 20,000 replications by the collapsed path, shares alone, in "))
    #expect(ending.output.hasPrefix("Small pool\n"))
    #expect(ending.output.contains("What one payer owes at each settlement, CNY\n"))
  }

  @Test func `any number of threads gives the same bytes`() throws {
    let endings = try ["1", "2"].map {
      try program.run(
        ["run", "pool.yaml", "--method", "collapsed", "-n", "40000", "-q", "-f", "json", "-j", $0]
          + stay)
    }
    #expect(endings[0].status == 0 && endings[0].errors == "")
    #expect(endings[0] == endings[1])
    #expect(endings[0].output.contains("\"quantity\": \"year_cost\""))
  }

  @Test func `a scenario that does not fit is status 1, and told why`() throws {
    let ending = try program.run(
      ["run", "pool.yaml", "--method", "collapsed", "--set", "claims.reporting.delay=30 days"])
    #expect(ending.status == 1)
    #expect(ending.output == "")
    #expect(
      ending.errors == """
        Error: This scenario cannot be collapsed. Settlements do not have laws that are independent of one another:
        - members.claimants: claimants leave once they are paid, which makes the number of members random
        - claims.reporting, claims.processing, settlement.publication: claims of one period are decided by several settlements, which makes these depend on one another

        """)
  }

  @Test func `members who leave by choice are followed, and the path is named`() throws {
    try program.write(
      """
      fentan: 1
      name: Leaving
      launch: 2024-01-01
      horizon: 2025-12-31
      settlement: { every: month }
      members:
        flows: { per_period: 500 }
        claimants: stay
        lapse: { per_year: 0.2, response: { elasticity: 2, reference: 10 } }
      claims:
        incidence: { per_year: 0.01 }
        classes: { illness: { benefit: 10000 } }
      apportionment: { fee: 0.08 }
      """, to: "leaving.yaml")
    let endings = try ["1", "2"].map {
      try program.run(
        ["run", "leaving.yaml", "--method", "collapsed", "-n", "1000", "-j", $0])
    }
    #expect(endings[0].status == 0)
    #expect(
      endings[0].errors.hasPrefix(
        "Simulated 1,000 replications by the collapsed path with feedback, shares and members alone, in "
      ))
    #expect(endings[0].output.contains("settlement  members "))
    #expect(endings[0].output == endings[1].output)
  }

  @Test func `cohorts tells claims by group as well, and by which path`() throws {
    let ending = try program.run(
      [
        "run", "pool.yaml", "--method", "cohorts", "-n", "3000", "-o", "out", "--fail-if",
        "mean(year_cost, 2021) > 3000",
      ] + stay)
    #expect(ending.status == 0)
    #expect(ending.errors.contains("Simulated 3,000 replications by the "))
    #expect(ending.output.contains("\nClaims of the year, by group\n"))
    #expect(ending.output.contains("\nBenefits of the year, by group, CNY\n"))
    let groups = try program.read("out/groups.csv")
    #expect(groups.contains(",cases,") && groups.contains(",benefits,"))
    let refused = try program.run(["run", "pool.yaml", "--method", "cohorts"])
    #expect(refused.status == 1)
    #expect(refused.errors.hasPrefix("Error: This scenario cannot be run by cohorts alone. "))
  }
}
