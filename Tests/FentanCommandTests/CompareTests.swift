import Foundation
import Testing

/// `fentan compare`, from the outside.
struct CompareTests {
  private let program: Program

  init() throws {
    program = try Program()
    try program.write(Program.pool, to: "pool.yaml")
    let dearer = Program.pool
      .replacingOccurrences(of: "fee: 0.08", with: "fee: 0.10")
      .replacingOccurrences(of: "Small pool", with: "Dearer pool")
    try program.write(dearer, to: "dearer.yaml")
  }

  @Test func `the number of threads changes no byte of the result`() throws {
    for threads in ["1", "2"] {
      let ending = try program.run(
        "compare", "pool.yaml", "dearer.yaml", "-n", "200", "-j", threads, "-q", "-f", "json", "-o",
        threads)
      #expect(ending.status == 0)
      #expect(ending.errors == "")
      try program.write(ending.output, to: "\(threads).json")
    }
    #expect(program.list("1") == ["compare.csv", "compare.json", "manifest.json", "report.html"])
    for file in ["compare.csv", "compare.json", "report.html"] {
      #expect(try program.read("1/\(file)") == program.read("2/\(file)"))
    }
    #expect(try program.read("1/compare.json") == program.read("1.json"))
    let manifest = try #require(
      try JSONSerialization.jsonObject(with: Data(program.read("1/manifest.json").utf8))
        as? [String: Any])
    let others = try #require(manifest["compared_scenarios"] as? [[String: Any]])
    #expect(others.count == 1)
    #expect((others[0]["scenario"] as? String)?.contains("Dearer pool") == true)
  }

  @Test func `a scenario beside itself differs by nothing`() throws {
    let ending = try program.run("compare", "pool.yaml", "pool.yaml", "-n", "50", "-f", "csv", "-q")
    #expect(ending.status == 0)
    let rows = ending.output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let column = try #require(rows[0].firstIndex(of: "difference"))
    let error = try #require(rows[0].firstIndex(of: "difference_se"))
    #expect(rows.count == 9)
    for row in rows.dropFirst() { #expect([row[column], row[error]] == ["0", "0"]) }
  }

  @Test func `the report tells the scenarios apart by letters`() throws {
    let ending = try program.run(
      "compare", "pool.yaml", "dearer.yaml", "pool.yaml", "-n", "50", "--set",
      "claims.incidence.per_year=0.05")
    #expect(ending.status == 0)
    #expect(ending.output.hasPrefix("Scenarios in the same futures\n"))
    #expect(ending.output.contains("\nB        Dearer pool, "))
    #expect(ending.output.contains("\nC against A: what a year costs "))
    #expect(ending.errors.hasPrefix("Simulated 50 replications of 3 scenarios in "))
  }

  @Test func `the result of a comparison leaves none of an earlier run's`() throws {
    try program.run("run", "pool.yaml", "-n", "5", "-q", "-o", "out")
    try program.run("compare", "pool.yaml", "dearer.yaml", "-n", "5", "-q", "-o", "out")
    #expect(program.list("out") == ["compare.csv", "compare.json", "manifest.json", "report.html"])
  }

  @Test(arguments: [
    (
      ["compare", "pool.yaml", "dearer.yaml", "--method", "exact"], Int32(64),
      "Error: --method exact is for one scenario."
    ),
    (["compare", "pool.yaml", "nowhere.yaml"], 66, "Error: Cannot read nowhere.yaml: "),
    (
      ["compare", "pool.yaml", "dearer.yaml", "--set", "nonsense=1"], 65,
      "nonsense: is not a setting"
    ),
    (["compare", "pool.yaml", "dearer.yaml", "-n", "0"], 64, "Error: --replications takes "),
    (["compare", "pool.yaml", "dearer.yaml", "-o", "pool.yaml"], 73, "Error: Cannot write to "),
  ])
  func `what is wrong has its exit status`(
    arguments: [String], status: Int32, words: String
  ) throws {
    let ending = try program.run(arguments)
    #expect(ending.status == status)
    #expect(ending.output == "")
    #expect(ending.errors.contains(words))
  }

  @Test func `scenarios of two currencies are not compared`() throws {
    try program.write(
      Program.pool.replacingOccurrences(of: "launch:", with: "currency: USD\nlaunch:"),
      to: "dollars.yaml")
    let ending = try program.run("compare", "pool.yaml", "dollars.yaml")
    #expect(ending.status == 65)
    #expect(ending.errors.contains("dollars.yaml counts in USD, and pool.yaml in CNY"))
  }

  @Test func `a longer run is not compared, unless it is cut to one horizon`() throws {
    try program.write(
      Program.pool.replacingOccurrences(of: "2021-12-31", with: "2022-12-31"), to: "longer.yaml")
    let ending = try program.run("compare", "pool.yaml", "longer.yaml")
    #expect(ending.status == 65)
    #expect(ending.output == "")
    #expect(
      ending.errors.contains("longer.yaml runs to 2022-12-31, and pool.yaml to 2021-12-31: "))
    #expect(ending.errors.contains("--set horizon=2021-12-31."))
    let cut = try program.run(
      "compare", "pool.yaml", "longer.yaml", "--set", "horizon=2021-12-31", "-n", "20", "-q")
    #expect(cut.status == 0)
  }

  @Test func `a pool that began when the other was over is not compared`() throws {
    let early = Program.pool
      .replacingOccurrences(of: "launch: 2021-01-01", with: "launch: 2020-01-01")
    try program.write(
      early.replacingOccurrences(of: "every: quarter", with: "every: 366 days"), to: "early.yaml")
    let ending = try program.run("compare", "pool.yaml", "early.yaml")
    #expect(ending.status == 65)
    #expect(ending.errors.contains("have no calendar year with a settlement in common"))
  }
}
