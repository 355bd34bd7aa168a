import Foundation
import Testing

/// `fentan run --method individuals`, from the outside.
struct IndividualsTests {
  private static let pool = """
    fentan: 1
    name: Own risks
    launch: 2021-01-01
    horizon: 2021-12-31
    settlement: { every: quarter }
    members:
      roster: { file: members.csv }
    claims:
      incidence: { per_year: 0.02 }
      classes:
        critical: { share: 1, benefit: 1000 }
    apportionment: { share: equal, fee: 0.08 }

    """

  private let program: Program

  init() throws {
    program = try Program()
    try program.write(Self.pool, to: "pool.yaml")
    try program.write(
      "joined,risk\n" + (0..<300).map { "2021-0\(1 + $0 % 9)-01,\($0 % 30).5\n" }.joined(),
      to: "members.csv")
  }

  @Test func `it reports members, claims and shares, and says by which path`() throws {
    let ending = try program.run(
      "run", "pool.yaml", "--method", "individuals", "-n", "2000", "--fail-if",
      "mean(cases) > 200")
    #expect(ending.status == 0, "\(ending.errors)")
    #expect(
      ending.errors.hasPrefix(
        "Simulated 2,000 replications by the path of individuals, 300 members of 8 bytes each, in ")
    )
    #expect(ending.output.hasPrefix("Own risks\n"))
    #expect(ending.output.contains("What one payer owes at each settlement, CNY\n"))
    #expect(ending.output.contains("claims paid"))
  }

  @Test func `any number of threads gives the same bytes`() throws {
    let endings = try ["1", "2"].map {
      try program.run(
        "run", "pool.yaml", "--method", "individuals", "-n", "500", "-q", "-f", "json", "-j", $0)
    }
    #expect(endings[0].status == 0 && endings[0].errors == "")
    #expect(endings[0] == endings[1])
    #expect(endings[0].output.contains("\"quantity\": \"benefits\""))
  }

  @Test func `a scenario that does not fit is status 1, and told why`() throws {
    try program.write(Program.pool, to: "path.yaml")
    let ending = try program.run(
      "run", "path.yaml", "--method", "individuals", "--set", "members.lapse.per_year=0.1")
    #expect(ending.status == 1 && ending.output == "")
    #expect(
      ending.errors == """
        Error: This scenario cannot be run by individuals. What members do one by one does not have:
        - members.roster: there is none, and the path takes members one by one
        - members.lapse: leaving by choice is not drawn one by one

        """)
  }

  @Test func `members who cannot be grouped are for individuals alone`() throws {
    // A million and one of unlike members are too many groups.
    var rows = "risk\n"
    for number in 0...1_000_000 { rows += "\(number / 100_000).\(100_000 + number % 100_000)\n" }
    try program.write(rows, to: "members.csv")
    let refused = try program.run("explain", "pool.yaml")
    #expect(refused.status == 1 && refused.output == "")
    #expect(
      refused.errors
        == "Error: The members of pool.yaml differ too much to be counted in groups, because of their own "
        + "risks: only 'fentan run --method individuals' takes them, one by one.\n")
    let good = try program.run("validate", "pool.yaml")
    #expect(good.status == 0)
    #expect(
      good.output.contains(
        "roster of 1,000,001 rows, 1,000,001 members in too many groups for any method but individuals"
      ))
  }
}
