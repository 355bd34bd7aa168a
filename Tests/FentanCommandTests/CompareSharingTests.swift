import Foundation
import Testing

/// `fentan compare` of one scenario, from the outside.
struct CompareSharingTests {
  private let program: Program

  private static let compare = """
    compare:
      premium: { loss_ratio: 0.38, expenses: 0.3 }
      no_cover:
        incomes: 2021
        household: 3
        subsistence: 8000
        cost: { mean: 60000, cv: 1 }
      utility: { crra: 2, wealth: 150000, floor: 10000 }

    """

  init() throws {
    program = try Program()
    try program.write(Program.pool + Self.compare, to: "pool.yaml")
    try program.write(Program.pool, to: "plain.yaml")
  }

  /// The shipped scenario of a validation case.
  private static func validation(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Scenarios/validation/\(name).yaml").path
  }

  /// The values of a CSV by side, quantity and group.
  private func values(_ text: String) -> [String: Double] {
    var values: [String: Double] = [:]
    for line in text.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard cells.count == 11, cells[0] == "year" else { continue }
      values[[cells[2], cells[3], cells[5]].joined(separator: " ")] = Double(cells[7])
    }
    return values
  }

  @Test(arguments: [
    ("v4", [], 0.0472609502), ("v19", [], 0.3026499139),
    ("v19", ["compare.premium.loading=0"], 0.4169591967),
    ("v19", ["compare.premium.loading=0.5"], 0.0478705857),
    ("v19", ["members.path=10000"], 0.1459600214),
    ("v19", ["members.path=10000", "compare.premium.loading=0.3"], 0.0016218184),
    ("v19", ["members.path=10000", "compare.premium.loading=0.5"], 1.0789475e-6),
  ])
  func `the insurer's risk of loss is the published one`(
    name: String, settings: [String], risk: Double
  ) throws {
    let ending = try program.run(
      ["compare", Self.validation(name), "--method", "exact", "-f", "csv", "-q"]
        + settings.flatMap { ["--set", $0] })
    #expect(ending.status == 0)
    let found = try #require(values(ending.output)["insurer loss_beyond_capital "])
    #expect(abs(found - risk) < 1e-7 * risk + 5e-11)
  }

  // A yearly premium of 121.66 yuan, 100,000 yuan times 121.66 claims by 100,000 members. Cover ends after
  // 181 of the 365 days of 2022.
  @Test(arguments: [
    (["shutdown=null"], 121.66), (["shutdown.cover_ends=2022-06-30T24:00"], 121.66 * 181 / 365),
  ])
  func `the insurer leaves with the pool, and is paid for that part of the year`(
    settings: [String], premium: Double
  ) throws {
    let common = [
      "compare.premium={ rating: community, loading: 0 }", "shutdown.announced=2022-06-30",
      "shutdown.contributions_end=2022-06-30",
    ]
    let ending = try program.run(
      ["compare", Self.validation("v33"), "-n", "20", "-f", "csv", "-q"]
        + (common + settings).flatMap { ["--set", $0] })
    #expect(ending.status == 0)
    let rows = ending.output.split(separator: "\n").filter { $0.contains(",premium,cost,") }
    let costs = rows.map { $0.split(separator: ",", omittingEmptySubsequences: false)[7] }
    #expect(costs.compactMap { Double($0) }.first == 121.66)
    let second = try #require(costs.dropFirst().first.flatMap { Double($0) })
    #expect(abs(second - premium) < 0.0051)
  }

  // A million members stay: each day 1 − (1 − q)^(1/365) of them have a claim of 100,000 yuan.
  @Test(arguments: [
    ("2021-12-31T24:00", 365.0), ("2022-06-30T24:00", 184), ("2022-12-31T06:00", 0.75),
  ])
  func `an insurer that goes on covers whom the pool leaves, for the premium of that time`(
    end: String, days: Double
  ) throws {
    let ending = try program.run(
      "compare", Self.validation("v33"), "-n", "4", "-f", "csv", "-q", "--set",
      "compare.premium={ rating: community, loss_ratio: 0.5, at_shutdown: goes_on }", "--set",
      "shutdown.cover_ends=\(end)")
    #expect(ending.status == 0, "\(ending.errors)")
    let values = values(ending.output)
    let daily = 1 - pow(1 - 0.0012159268, min(days, 1) / 365)
    let benefits = 1e11 * max(days, 1) * daily
    let found = try #require(values["exit benefits_lost "])
    // In whole fen.
    #expect(abs(found - benefits) <= 0.01)
    #expect(values["exit benefits_lost_a_head "].map { abs($0 - benefits / 1e6) < 1e-7 } == true)
    let years = try #require(values["exit member_years "])
    #expect(abs(years - 1e6 * days / 365) < 1e-4)
    let insurer = try #require(values["insurer premiums "])
    let premium = try #require(values["exit premium "])
    // One premium for the year, before the pool's end and after it.
    #expect(abs(premium / insurer - days / 365) < 1e-9)
    #expect(abs(premium / (benefits / 0.5) - 1) < 1e-3)
  }

  @Test func `exact figures tell of nobody whom the pool leaves, and say so`() throws {
    let ending = try program.run(
      "compare", Self.validation("v33"), "--method", "exact", "-q", "--set",
      "compare.premium={ rating: community, loss_ratio: 0.5, at_shutdown: goes_on }")
    #expect(ending.status == 65)
    #expect(
      ending.errors.contains(
        "compare.premium.at_shutdown: expected leaves with --method exact"), "\(ending.errors)")
  }

  @Test func `by the certain cost, those who are left change nothing of a year of the pool`() throws
  {
    func certain(_ course: String) throws -> Double {
      let ending = try program.run(
        "compare", Self.validation("v33"), "-n", "4", "-f", "csv", "-q", "--set",
        "compare.premium={ rating: community, loading: 0, at_shutdown: \(course) }", "--set",
        "shutdown.cover_ends=2022-06-30T24:00", "--set",
        "compare.no_cover={ incomes: 2021, household: 3, subsistence: 8000, cost: { mean: 60000, cv: 1 } }",
        "--set", "compare.utility={ cara: 0.00001 }")
      #expect(ending.status == 0, "\(ending.errors)")
      return try #require(
        values(ending.output).first { $0.key.hasPrefix("premium certain_cost") }?.value)
    }
    // The premium is that of longer periods before the end, within a fen of that of single days.
    #expect(abs(try certain("goes_on") - (try certain("leaves"))) < 0.05)
  }

  @Test(arguments: [
    ("v20", 324, 323.837959, [0, 324, 648, 972, 1296, 1296, 1620]),
    ("v21", 324, 102.406554, [162, 324, 453.6, 486, 583.2, 615.6, 680.4]),
    ("v22", 324, 32.383796, [272.16, 324, 366.12, 379.08, 401.76, 411.48, 427.68]),
    ("v23", 129.6, 5.289310, [120.96, 129.6, 136.296, 138.456, 142.128, 143.424, 146.232]),
  ])
  func `the share has its exact mean, spread and quantiles`(
    name: String, mean: Double, sd: Double, quantiles: [Double]
  ) throws {
    let ending = try program.run(
      "compare", Self.validation(name), "--method", "exact", "-f", "csv", "-q", "--quantiles",
      "5,50,90,95,99,99.5,99.9")
    #expect(ending.status == 0)
    let found = values(ending.output)
    // Shares are whole fen, rounded up: at most 1 fen above the cost that is not rounded.
    func agrees(_ key: String, _ value: Double) -> Bool {
      found["sharing \(key) all"].map { -1e-6 < $0 - value && $0 - value < 0.01 + 1e-9 } ?? false
    }
    #expect(agrees("cost", mean))
    #expect(abs((found["sharing cost_sd all"] ?? 0) - sd) < 0.01)
    for (name, value) in zip(["q05", "q50", "q90", "q95", "q99", "q99_5", "q99_9"], quantiles) {
      #expect(agrees("cost_\(name)", value), "\(name)")
    }
  }

  @Test func `V25 through the command, to the digits`() throws {
    let ending = try program.run("compare", Self.validation("v25"), "--method", "exact", "-q")
    #expect(ending.status == 0)
    let young = "members, young  6,000  250.00     ± 0      150.00  1.6667   +100.00      150.00"
    let old = "members, old    4,000  250.00     ± 0      400.00  0.6250   -150.00      400.00"
    #expect(ending.output.contains(young))
    #expect(ending.output.contains(old))
    #expect(ending.output.contains("crosses  600,000 CNY from group to group"))
    #expect(ending.output.contains("Gini     0.2400 of cost to benefit"))
  }

  @Test func `the number of threads changes no byte of the result`() throws {
    for threads in ["1", "2"] {
      let ending = try program.run(
        "compare", "pool.yaml", "-n", "150", "-j", threads, "-q", "-o", threads, "-f", "json")
      #expect(ending.status == 0)
      #expect(ending.errors == "")
      try program.write(ending.output, to: "\(threads).json")
    }
    #expect(
      program.list("1") == ["comparison.csv", "comparison.json", "manifest.json", "report.html"])
    for file in ["comparison.csv", "comparison.json", "report.html"] {
      #expect(try program.read("1/\(file)") == program.read("2/\(file)"))
    }
    #expect(try program.read("1/comparison.json") == program.read("1.json"))
  }

  @Test func `what was compared stands in the output`() throws {
    let ending = try program.run("compare", "pool.yaml", "-n", "50", "-q")
    #expect(ending.status == 0)
    #expect(ending.output.contains("one for all, loss ratio 38%, expenses 30%"))
    #expect(ending.output.contains("households of 3 with the incomes of 2021"))
    #expect(ending.output.contains("CRRA 2"))
    #expect(ending.output.contains("catastrophic a million"))
  }

  @Test func `with social insurance there is less to pay out of pocket, and the output says so`()
    throws
  {
    func burden(_ insurance: String) throws -> (
      table: String, cost: Double, figures: [String: Double]
    ) {
      let home =
        "compare.no_cover={ incomes: 2021, household: 3, subsistence: 8000, "
        + "cost: { preset: six-cancers, cv: 1 }, "
        + "wealth: { top: 0.1, holds: 0.475, mean: 100000, law: lognormal }\(insurance) }"
      let arguments = [
        "compare", Self.validation("v22"), "--method", "exact", "-q", "--set", home,
      ]
      let figures = values(try program.run(arguments + ["-f", "csv"]).output)
      return (
        try program.run(arguments).output, try #require(figures["no_cover out_of_pocket "]),
        figures
      )
    }
    let (without, with) = (try burden(""), try burden(", insurance: surveyed"))
    // A thousandth of 59,748 yuan, and the 30,350 that the survey found.
    #expect(abs(without.cost - 59.748) < 0.001)
    #expect(abs(with.cost - 30.350) < 0.001)
    #expect(with.table.contains("of which insurance pays 49.2033%"))
    #expect(!without.table.contains("insurance"))
    // Both stand side by side in one report, as if it had been run twice.
    #expect(with.table.contains("The same households without and with social insurance"))
    for (side, quantity) in [
      ("no_cover", "out_of_pocket"), ("no_cover", "catastrophic"), ("sharing", "catastrophic"),
      ("no_cover", "diagnosis_beyond_wealth"), ("sharing", "diagnosis_beyond_wealth"),
    ] {
      let expected = try #require(without.figures["\(side) \(quantity) "])
      #expect(with.figures["\(side) \(quantity)_uninsured "] == expected)
      // The benefit of 300,000 yuan leaves hardly anything to tell apart.
      #expect(try #require(with.figures["\(side) \(quantity) "]) <= expected)
      #expect(without.figures["\(side) \(quantity)_uninsured "] == nil)
    }
  }

  @Test func `a scenario that names nothing is told how to, and shows what sharing costs`() throws {
    let ending = try program.run("compare", "plain.yaml", "-n", "20")
    #expect(ending.status == 0)
    #expect(ending.errors.contains("--set compare.premium.loss_ratio=0.38"))
    #expect(ending.output.contains("What a member pays"))
    #expect(!ending.output.contains("The insurer"))
  }

  @Test(arguments: [
    (
      ["--set", "compare.premium={ loss_ratio: 0 }"], Int32(65),
      "expected a loss ratio above 0, at most 10, but found 0"
    ),
    (
      ["--set", "compare.premium={ loss_ratio: 0.3, loading: 0.2 }"], 65,
      "expected one of loss_ratio, loading, solvency"
    ),
    (["--set", "compare.premium={ preset: industry }"], 65, "compare.premium.preset: expected"),
    (["--set", "currency=USD"], 65, "a pool in CNY, because the figure is in yuan"),
    (["--set", "compare.ages=[0..39, 40..59]"], 65, "because compare goes by age"),
    (["--method", "exact", "--set", "members.claimants=leave"], 1, "has no exact figures:\n- "),
  ])
  func `what makes no sense is refused`(
    arguments: [String], status: Int32, words: String
  ) throws {
    let ending = try program.run(["compare", "pool.yaml", "-n", "5"] + arguments)
    #expect(ending.status == status)
    #expect(ending.output == "")
    #expect(ending.errors.contains(words), "\(ending.errors)")
  }

  @Test func `at a fee of 8 per cent sharing equals a loss ratio of 1 over 1.08, exactly`() throws {
    let ending = try program.run(
      "compare", Self.validation("v22"), "--method", "exact", "-q", "-f", "csv", "--break-even",
      "loss_ratio", "--break-even", "loading", "--set", "compare.premium.loss_ratio=0.38")
    #expect(ending.status == 0)
    let rows = ending.output.split(separator: "\n").filter { $0.contains(",break_even,") }
    let found = rows.compactMap {
      Double($0.split(separator: ",", omittingEmptySubsequences: false)[7])
    }
    // Shares are rounded up to a fen, 3 in 10,000 of a thousandth.
    #expect(found.count == 2)
    #expect(abs(found[0] - 1 / 1.08) < 1e-4)
    #expect(abs(found[1] - 0.08) < 1e-4)
  }

  @Test func `the fee at which sharing costs what the premium does, on common draws`() throws {
    try program.write(
      Program.pool + "compare: { premium: { loss_ratio: 0.8 } }\n", to: "fee.yaml")
    let ending = try program.run(
      "compare", "fee.yaml", "-n", "200", "-q", "-f", "csv", "--break-even",
      "apportionment.fee=0..0.9")
    #expect(ending.status == 0)
    let row = try #require(
      ending.output.split(separator: "\n").first { $0.contains(",break_even,") })
    let cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let (fee, error) = (try #require(Double(cells[7])), try #require(Double(cells[8])))
    // 1 / 0.8 = 1.25, less what claimants who leave do not pay, and within the error of the share.
    #expect(abs(fee - 0.25) < 4.9 * error + 0.02)
    #expect(error > 0 && error < 0.1)
    #expect(try #require(Double(cells[9])) < fee && fee < Double(cells[10]) ?? 0)
  }

  @Test func `a range without a break-even says what stands at its ends`() throws {
    let ending = try program.run(
      "compare", Self.validation("v22"), "--method", "exact", "-q", "--set",
      "compare.premium={ rating: community, loading: 0.4 }", "--break-even",
      "apportionment.fee=0..0.1")
    #expect(ending.status == 0)
    // A pure premium of 300 yuan: 300 and 330 by sharing, 420 by the premium.
    #expect(
      ending.output.contains(
        """
        - apportionment.fee by mean: no break-even between 0 and 0.1: sharing − premium has one sign at both
          ends, -120.00 ± 0 and -90.00 ± 0 CNY
        """), "\(ending.output)")
  }

  @Test(arguments: ["table", "csv", "json", "markdown"])
  func `whole memberships are told in every form, the same for any number of threads`(
    form: String
  ) throws {
    func output(_ threads: String, _ more: [String] = ["--members"]) throws -> String {
      let ending = try program.run(
        ["compare", "pool.yaml", "-n", "40", "-q", "-f", form, "-j", threads] + more)
      #expect(ending.status == 0, "\(ending.errors)")
      return ending.output
    }
    let one = try output("1")
    #expect(try output("3") == one)
    let words =
      ["csv", "json"].contains(form)
      ? "members_for_whom_premium_is_cheaper"
      : "Whole memberships, from joining to leaving or the horizon"
    #expect(one.contains(words))
    #expect(!(try output("1", []).contains(words)))
    #expect(!one.contains("nan"))
  }

  @Test(arguments: [
    (
      ["--set", "members.waiting={ days: 90, pays: no }"], Int32(65),
      "--members cannot tell what members paid where those who wait do not pay"
    ),
    (["--method", "exact"], 64, "--members needs --method monte-carlo, not exact."),
    (["plain.yaml"], 64, "--members is for one scenario."),
  ])
  func `memberships that cannot be told are refused`(
    arguments: [String], status: Int32, words: String
  ) throws {
    let ending = try program.run(
      ["compare", "pool.yaml", "-n", "5", "--members"] + arguments)
    #expect(ending.status == status)
    #expect(ending.errors.contains(words), "\(ending.errors)")
  }

  @Test func `the page tells of whole memberships too`() throws {
    let ending = try program.run(
      "compare", "pool.yaml", "-n", "20", "-q", "--members", "--out", "folder")
    #expect(ending.status == 0)
    #expect(try program.read("folder/report.html").contains("Whole memberships"))
    #expect(try program.read("folder/comparison.csv").contains("\nmembership,"))
  }
}
