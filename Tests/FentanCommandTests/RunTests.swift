import Foundation
import Testing

/// `fentan run`, from the outside.
struct RunTests {
  private let program: Program

  init() throws {
    program = try Program()
    try program.write(Program.pool, to: "pool.yaml")
  }

  @Test func `the number of threads changes no byte of the result`() throws {
    for threads in ["1", "2"] {
      let ending = try program.run(
        "run", "pool.yaml", "-n", "300", "-j", threads, "-q", "-f", "json", "-o", threads)
      #expect(ending.status == 0)
      #expect(ending.errors == "")
      try program.write(ending.output, to: "\(threads).json")
    }
    #expect(try program.read("1.json") == program.read("2.json"))
    #expect(
      program.list("1") == [
        "manifest.json", "periods.csv", "report.html", "summary.json", "years.csv",
      ])
    for file in program.list("1") ?? [] where file != "manifest.json" {
      #expect(try program.read("1/\(file)") == program.read("2/\(file)"))
    }
    #expect(try program.read("1/summary.json") == program.read("1.json"))
  }

  @Test func `another seed is another result`() throws {
    let results = try ["1", "1", "2"].map { seed in
      try program.run("run", "pool.yaml", "-n", "50", "-s", seed, "-q", "-f", "csv").output
    }
    #expect(results[0] == results[1])
    #expect(results[0] != results[2])
  }

  @Test func `every form of the report goes to standard output, and all else does not`() throws {
    for (form, start) in [("table", "Small pool\n"), ("json", "{"), ("markdown", "#")] {
      let ending = try program.run("run", "pool.yaml", "-n", "20", "-f", form)
      #expect(ending.status == 0)
      #expect(ending.output.hasPrefix(start))
      #expect(ending.errors.hasPrefix("Simulated 20 replications in "))
    }
  }

  @Test func `a value from the command line takes the place of the file's`() throws {
    let ending = try program.run(
      "run", "pool.yaml", "-n", "20", "-q", "--set", "name=Another pool", "--set",
      "apportionment.fee=0.5")
    #expect(ending.output.hasPrefix("Another pool\n"))
    #expect(ending.status == 0)
  }

  @Test func `the result of a run without a shutdown leaves none of an earlier one's`() throws {
    let shut = Program.pool.replacingOccurrences(
      of: "horizon: 2021-12-31",
      with: """
        horizon: 2021-12-31
        shutdown: { announced: 2021-06-30, cover_ends: 2021-07-31, tail: platform }
        """)
    try program.write(shut, to: "shut.yaml")
    try program.write("mine", to: "out/notes.txt")
    #expect(try program.run("run", "shut.yaml", "-n", "20", "-q", "-o", "out").status == 0)
    #expect(program.list("out")?.contains("shutdown.csv") == true)
    #expect(try program.run("run", "pool.yaml", "-n", "20", "-q", "-o", "out").status == 0)
    #expect(
      program.list("out")
        == [
          "manifest.json", "notes.txt", "periods.csv", "report.html", "summary.json", "years.csv",
        ])
  }

  @Test(arguments: [
    ["run", "out/pool.yaml"], ["compare", "out/pool.yaml", "pool.yaml"],
    ["sweep", "out/pool.yaml", "--over", "apportionment.fee=0,0.1"],
  ])
  func `a result replaces nothing that no result wrote`(arguments: [String]) throws {
    try program.write(Program.pool, to: "out/pool.yaml")
    try program.write("mine", to: "out/members.csv")
    let arguments = arguments + ["-n", "20", "-q", "-o", "out"]
    let refused = try program.run(arguments)
    #expect(refused.status == 73 && refused.output == "")
    #expect(
      refused.errors == """
        Error: Cannot write to out: a result would replace members.csv there, which no earlier result wrote, \
        or which was changed since. Choose another folder, or move the file away.

        """)
    #expect(program.list("out") == ["members.csv", "pool.yaml"])

    try FileManager.default.removeItem(at: program.folder.appending(path: "out/members.csv"))
    #expect(try program.run(arguments).status == 0)
    #expect(try program.run(arguments).status == 0)
    // A manifest of another program tells of no result.
    for name in ["report.html", "manifest.json"] {
      let text = try program.read("out/manifest.json")
      try program.write("{}", to: "out/\(name)")
      #expect(try program.run(arguments).status == 73)
      #expect(try program.read("out/\(name)") == "{}")
      try program.write(text, to: "out/manifest.json")
    }
  }

  @Test func `the manifest says what was run, and not on whose machine`() throws {
    #expect(
      try program.run(
        "run", "pool.yaml", "-n", "20", "-s", "7", "-j", "2", "-q", "-o", "out"
      ).status == 0)
    let manifest = try #require(
      try JSONSerialization.jsonObject(with: Data(program.read("out/manifest.json").utf8))
        as? [String: Any])
    #expect(manifest["program_version"] as? String == "0.1.0")
    #expect(manifest["seed"] as? Int == 7)
    #expect(manifest["replications"] as? Int == 20)
    #expect(manifest["threads"] as? Int == 2)
    #expect((manifest["peak_memory_bytes"] as? Int ?? 0) > 1 << 20)
    #expect((manifest["wall_seconds"] as? Double ?? 0) > 0)
    let machine = try #require(manifest["machine"] as? String)
    #expect(machine.contains("core"))
    #expect(!machine.contains(ProcessInfo.processInfo.hostName))
  }

  @Test func `a condition that holds is status 99, with the result written`() throws {
    let arguments = ["run", "pool.yaml", "-n", "20", "-q", "-o", "out", "--fail-if"]
    let holds = try program.run(arguments + ["mean(year_cost, 2021) > 1"])
    #expect(holds.status == 99)
    #expect(holds.output.hasPrefix("Small pool\n"))
    #expect(
      holds.errors.hasPrefix("Error: --fail-if 'mean(year_cost, 2021) > 1' holds: it is "))
    #expect(holds.errors.hasSuffix(" (2021).\n"))
    #expect(program.list("out")?.contains("manifest.json") == true)

    let holdsNot = try program.run(arguments + ["max(share) < 0"])
    #expect(holdsNot.status == 0)
    #expect(holdsNot.errors == "")
  }

  @Test(arguments: [
    "mean(year_cost, 2020) > 1", "mean(share, 2021-03-30) > 1", "mean(share, 2021, Plan B) > 1",
    "mean(tail_cases) > 1",
  ])
  func `a condition about nothing is a wrong command line`(condition: String) throws {
    let ending = try program.run(
      "run", "pool.yaml", "-n", "20", "-q", "--fail-if", condition)
    #expect(ending.status == 64)
    #expect(ending.output == "")
    #expect(
      ending.errors
        == "Error: --fail-if '\(condition)' is about nothing that this scenario measures.\n")
  }

  @Test func `how likely a year is to cost more than an amount is told where it is asked for`()
    throws
  {
    let arguments = ["run", "pool.yaml", "-n", "50", "-q", "--above"]
    let ending = try program.run(arguments + ["0,1500.5,1000000", "-o", "out"])
    #expect(ending.status == 0)
    for row in [
      "2021          0.00       100% ", "2021      1,500.50 ", "2021  1,000,000            0%",
    ] {
      #expect(ending.output.contains("\n" + row), "\(row)")
    }
    #expect(try program.read("out/years.csv").contains(",p_above_1500_5,p_above_1500_5_lower,"))
    let fine = try program.run(arguments + ["0.125"])
    #expect(
      fine.errors
        == "Error: --above takes amounts with at most 2 digits after the point, as CNY has.\n")
    #expect(fine.status == 64 && fine.output == "")
    for wrong in ["", "1,,2", "-1", "1e3", "1.23456", "12345678901", "٣", ".5", "5."] {
      #expect(try program.run(arguments + [wrong]).status == 64, "\(wrong)")
    }
  }

  @Test func `what a run cannot do is the scenario's, with the remedy`() throws {
    let ending = try program.run(
      "run", "pool.yaml", "-n", "1", "-q", "--set", "members.path=10000000000")
    #expect(ending.status == 65 && ending.output == "")
    #expect(
      ending.errors.hasPrefix(
        "Error: The scenario cannot be run: in replication 0 at the settlement of")
        && ending.errors.hasSuffix(": choose fewer members or more settlements.\n"))
  }

  @Test(arguments: ["1e-21", "1e-18", "1e-15"])
  func `the rarest claims do not stop a run`(rate: String) throws {
    let ending = try program.run(
      "run", "pool.yaml", "-n", "3", "-q", "--set", "claims.incidence.per_year=\(rate)", "--set",
      "members.ages=20..59", "--set", "members.mix={ 20..59: 1 }")
    #expect(ending.status == 0)
  }

  @Test func `what members paid is told where it is asked for`() throws {
    let ending = try program.run("run", "pool.yaml", "-n", "20", "-q", "--members", "-o", "out")
    #expect(ending.status == 0)
    #expect(
      ending.output.contains("What a member paid from joining to leaving or the horizon, CNY"))
    #expect(
      try program.read("out/members.csv").hasPrefix("quantity,segment,year,unit,mean,mean_se,q05"))
    #expect(try program.read("out/summary.json").contains("membership_cost"))
    #expect(try program.run("run", "pool.yaml", "-n", "20", "-q", "-o", "out").status == 0)
    #expect(program.list("out")?.contains("members.csv") == false)
  }

  @Test func `of one future the cost of members has no error, and is told`() throws {
    let ending = try program.run("run", "pool.yaml", "-n", "1", "-q", "--members")
    #expect(ending.status == 0)
    #expect(
      ending.output.contains("What a member paid from joining to leaving or the horizon, CNY"))
  }

  @Test func `a wrong roster is told row by row, and nothing is written`() throws {
    let pool = Program.pool.replacing(
      "path: { 2021-01-01: 1000 }", with: "roster: { file: roster.csv }")
    try program.write(pool, to: "named.yaml")
    try program.write("joined\n2021-01-01\nnever\n2021-02-30\n", to: "roster.csv")
    let ending = try program.run("run", "named.yaml", "-n", "20", "-q", "-o", "named")
    #expect(ending.status == 65)
    #expect(ending.output == "" && program.list("named") == nil)
    #expect(
      ending.errors.contains(
        "roster.csv:3:1: joined: expected a date such as 2018-10-16, but found never\n  never\n  ^")
    )
    #expect(ending.errors.contains("roster.csv:4:1: joined: "))
    try program.write("joined\n2021-01-01\n2021-05-05\n", to: "roster.csv")
    let good = try program.run("validate", "named.yaml")
    #expect(good.status == 0)
    #expect(good.output.contains("roster of 2 rows, 2 members in 2 groups"))
    #expect(try program.run("validate", "gone.yaml").status == 66)
  }
}
