import Foundation
import Testing

/// `fentan verify` and `fentan run --method exact`, from the outside.
struct VerifyTests {
  private let program: Program
  private let stay = ["--set", "members.claimants=stay"]

  init() throws {
    program = try Program()
    try program.write(Program.pool, to: "pool.yaml")
  }

  @Test func `a right engine agrees, and what has no exact law is named`() throws {
    let ending = try program.run(["verify", "pool.yaml", "-n", "2000"])
    #expect(ending.status == 0)
    #expect(ending.output.hasPrefix("Small pool\n"))
    #expect(ending.output.contains("simulation and exact laws agree\n"))
    #expect(
      ending.output.contains(
        "- cost of a year, 2021: members.claimants: claimants leave once they are paid"))
    #expect(ending.errors.hasPrefix("Simulated 2,000 replications in "))
  }

  @Test func `the same for a year, with the same bytes on any number of threads`() throws {
    let endings = try ["1", "2"].map {
      try program.run(["verify", "pool.yaml", "-n", "1500", "-q", "-f", "json", "-j", $0] + stay)
    }
    #expect(endings[0].status == 0)
    #expect(endings[0].errors == "")
    #expect(endings[0] == endings[1])
    #expect(endings[0].output.contains("\"agrees\": true"))
    #expect(endings[0].output.contains("\"quantity\": \"year_cost\""))
  }

  @Test func `a disagreement is status 99, with the result printed`() throws {
    // At so high a risk of a false alarm a right engine is accused by some seeds.
    let accused = try (1...100).lazy.map { seed in
      try program.run(
        ["verify", "pool.yaml", "-n", "500", "-q", "--risk", "99.9", "--seed", "\(seed)"] + stay)
    }.first { $0.status == 99 }
    let ending = try #require(accused)
    #expect(ending.output.contains("simulation and exact laws DISAGREE in "))
    #expect(ending.errors == "Error: The simulation disagrees with the exact laws.\n")
  }

  @Test(arguments: [["verify"], ["run", "--method", "exact"]])
  func `a scenario in which nothing has an exact law is status 1`(command: [String]) throws {
    try program.write(Program.random, to: "random.yaml")
    let ending = try program.run(command + ["random.yaml"])
    #expect(ending.status == 1)
    #expect(ending.output == "")
    #expect(
      ending.errors == """
        Error: Nothing in this scenario has an exact law:
        - members.claimants: claimants leave once they are paid, which makes the number of members random
        - members.path: it falls, and who leaves is random

        """)
  }

  @Test func `exact figures are printed without sampling, and are those of the seed or any other`()
    throws
  {
    let arguments = ["run", "pool.yaml", "--method", "exact", "-f", "csv"] + stay
    let ending = try program.run(arguments)
    #expect(ending.status == 0)
    #expect(ending.errors == "")
    #expect(ending.output.hasPrefix("scope,settlement_day,year,quantity,segment,unit,statistic,"))
    #expect(try program.run(arguments + ["--seed", "5", "-n", "7"]) == ending)
  }

  @Test(arguments: [
    (
      ["run", "pool.yaml", "--method", "exact", "-o", "out"],
      "--method exact takes neither --out nor --fail-if."
    ),
    (
      ["run", "pool.yaml", "--method", "exact", "--quantiles", "0,50"],
      "--quantiles takes percentages above 0 and below 100 here."
    ),
    (
      ["run", "pool.yaml", "--method", "guess"],
      "The value 'guess' is invalid for '--method <method>'. Please provide one of 'monte-carlo', 'collapsed', 'cohorts', 'individuals' or 'exact'."
    ),
    (
      ["verify", "pool.yaml", "--quantiles", "100"],
      "--quantiles takes percentages above 0 and below 100 here."
    ),
    (["verify", "pool.yaml", "--risk", "0"], "--risk takes a percentage above 0 and below 100."),
    (["verify", "pool.yaml", "-n", "0"], "--replications takes a number from 1 to 100,000,000."),
  ])
  func `a wrong command line is status 64`(arguments: [String], message: String) throws {
    let ending = try program.run(arguments)
    #expect(ending.status == 64)
    #expect(ending.errors.split(separator: "\n").first.map(String.init) == "Error: \(message)")
  }
}

extension Program {
  /// A pool in which chance decides everything: nobody is covered before the path falls, and then
  /// members of two segments leave.
  static let random = """
    fentan: 1
    name: Falling pool
    launch: 2021-01-01
    horizon: 2021-12-31
    settlement: { every: quarter }
    segments:
      young: {}
      old: {}
    members:
      path: { 2021-03-31: 1000, 2021-12-31: 500 }
      waiting: { days: 100 }
      mix:
        parts: [{ segment: young, share: 0.5 }, { segment: old, share: 0.5 }]
    claims:
      incidence: { per_year: { young: 0.01, old: 0.02 } }
      classes:
        critical: { share: 1, benefit: 100000 }
    apportionment: { share: equal, fee: 0.08 }

    """
}
