import Foundation
import Testing

@testable import FentanCommand

/// `fentan sweep`, from the outside, and the values of a grid.
struct SweepTests {
  private let program: Program

  init() throws {
    program = try Program()
    try program.write(Program.pool, to: "pool.yaml")
  }

  private static let poolSize = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Scenarios/illustrations/pool-size.yaml").path

  private func rows(_ text: String) -> [[String: String]] {
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map {
      Dictionary(zip(lines[0], $0)) { first, _ in first }
    }
  }

  @Test(arguments: [
    ("a.b=1,2,3", ["1", "2", "3"]), ("a={ x: 1, y: 2 },{ x: 3 }", ["{ x: 1, y: 2 }", "{ x: 3 }"]),
    ("a=1..9:5", ["1", "3", "5", "7", "9"]), ("a=0.1..0.2:3", ["0.1", "0.15", "0.2"]),
    ("a=1000..100000000:6:log", ["1000", "10000", "100000", "1000000", "10000000", "100000000"]),
    ("a=0..59,18..59", ["0..59", "18..59"]), ("a=0..1:5", ["0", "0.25", "0.5", "0.75", "1"]),
    ("a=0..10:4", ["0", "3", "7", "10"]),
    (
      "a=9000000000000000000..9223372036854775807:3",
      ["9000000000000000000", "9.111686018427388e+18", "9223372036854775807"]
    ),
  ])
  func `a grid is a list or a range`(argument: String, values: [String]) {
    #expect(GridAxis(argument: argument)?.values == values)
  }

  @Test(arguments: ["a=1", "a", "=1,2", "a=1,,2", "a=1,1", "a=9..1:3", "a=0..1:3:log", "a=1..2:1"])
  func `what is no grid is refused`(argument: String) {
    #expect(GridAxis(argument: argument) == nil)
  }

  @Test func `the share's coefficient of variation falls with the root of the pool's size`() throws
  {
    let ending = try program.run(
      "sweep", Self.poolSize, "--over", "members.path=1000..150000000:4:log", "-n", "1500", "-q",
      "-f", "csv")
    #expect(ending.status == 0)
    let shares = rows(ending.output).filter { $0["quantity"] == "year_cost" }
    #expect(shares.count == 4)
    for row in shares {
      let size = try #require(row["members.path"].flatMap(Double.init))
      let found = try #require(row["cv"].flatMap(Double.init))
      let exact = (0.999 / (size * 0.001)).squareRoot()
      // With 1,500 replications the error of a deviation is some 1.8 %; 4.9 of them with risk 1e-6.
      // The largest pools' shares are whole fen, which adds little to a deviation of 84 fen.
      #expect(abs(found / exact - 1) < 0.095)
    }
  }

  @Test func `two settings make a grid, in the same futures on any number of threads`() throws {
    for threads in ["1", "2"] {
      let ending = try program.run(
        "sweep", "pool.yaml", "--over", "apportionment.fee=0,0.08", "--over",
        "claims.classes.critical.benefit=100000,200000", "-n", "100", "-j", threads, "-q", "-o",
        threads, "--plot", "sd")
      #expect(ending.status == 0)
      #expect(ending.errors == "")
      #expect(ending.output.contains("Small pool over apportionment.fee and claims.classes."))
    }
    let files = ["manifest.json", "sweep.csv", "sweep.json", "sweep.svg"]
    #expect(program.list("1") == files)
    for file in files.dropFirst() {
      #expect(try program.read("1/\(file)") == program.read("2/\(file)"))
    }
    let found = rows(try program.read("1/sweep.csv")).filter { $0["quantity"] == "year_cost" }
    #expect(found.map { $0["apportionment.fee"] } == ["0", "0", "0.08", "0.08"])
    let means = found.compactMap { $0["mean"].flatMap(Double.init) }
    #expect(means.count == 4)
    #expect(abs(means[1] / means[0] - 2) < 1e-3 && abs(means[2] / means[0] - 1.08) < 1e-3)
    #expect(try program.read("1/sweep.svg").hasPrefix("<svg xmlns="))
  }

  @Test(arguments: [
    (["sweep", "pool.yaml"], Int32(64), "Missing expected argument '--over"),
    (["sweep", "pool.yaml", "--over", "a=1"], 64, "The value 'a=1' is invalid for '--over"),
    (
      ["sweep", "pool.yaml", "--over", "a=1,2", "--over", "a=1,2"], 64,
      "sweep varies one setting, or two different ones."
    ),
    (["sweep", "pool.yaml", "--over", "horizn=1,2"], 65, "horizn: is not a setting"),
    (["sweep", "pool.yaml", "--over", "currency=CNY,USD", "-n", "1"], 65, "count in one currency"),
  ])
  func `what is wrong has its exit status`(
    arguments: [String], status: Int32, words: String
  ) throws {
    let ending = try program.run(arguments)
    #expect(ending.status == status)
    #expect(ending.output == "")
    #expect(ending.errors.contains(words), "\(ending.errors)")
  }
}
