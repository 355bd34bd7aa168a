import Foundation
import Testing

/// The commands beside `run`, from the outside.
struct CommandTests {
  private let program: Program

  init() throws { program = try Program() }

  @Test func `the version is printed`() throws {
    #expect(try program.run("--version").output == "0.1.0\n")
  }

  @Test func `nothing in a file steers the terminal`() throws {
    let pool = Program.pool.replacing("name: Small pool", with: #"name: "Small\e[31m \u202Epool""#)
    try program.write(pool, to: "pool.yaml")
    try program.write(pool.replacing("fee: 0.08", with: #"fee: "\e[2J""#), to: "broken.yaml")
    for (command, file) in [("validate", "pool"), ("explain", "pool"), ("validate", "broken")] {
      let ending = try program.run(command, "\(file).yaml")
      for text in [ending.output, ending.errors] {
        #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"), "\(command) \(file)")
      }
      #expect((ending.output + ending.errors).contains("\u{FFFD}") || file == "broken")
    }
  }

  @Test func `an example is written, is valid, and runs`() throws {
    let written = try program.run("init", "my-pool")
    #expect(written.status == 0)
    #expect(written.output == "")
    #expect(program.list(".") == ["my-pool.yaml", "scenario-1.json"])

    #expect(try program.run("init", "other").errors.contains("scenario-1.json, by which editors"))
    for name in [".", "..", "sub/", "pool.json"] {
      #expect(try program.run("init", name).status == 64, "\(name)")
    }
    #expect(program.list(".") == ["my-pool.yaml", "other.yaml", "scenario-1.json"])

    let valid = try program.run("validate", "my-pool.yaml")
    #expect(valid.status == 0)
    #expect(
      valid.output
        == "my-pool.yaml: valid; my-pool, 2024-01-01 to 2027-12-31, 96 periods\n")

    // A short life: without optimisation four years take long to prepare.
    let ran = try program.run(
      "run", "my-pool.yaml", "-n", "2", "-q", "-f", "json", "--set", "horizon=2024-01-31",
      "--set", "shutdown=null")
    #expect(ran.status == 0)
    #expect(ran.errors == "")
    #expect(ran.output.hasPrefix("{"))
  }

  @Test func `the scenario in the README is valid, and so is what is said of a mistake in it`()
    throws
  {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let readme = String(
      decoding: try Data(contentsOf: root.appending(path: "README.md")), as: UTF8.self)
    let start = try #require(readme.firstRange(of: "```yaml\n")).upperBound
    let end = try #require(readme[start...].firstRange(of: "```\n")).lowerBound
    let scenario = String(readme[start..<end])
    try program.write(scenario, to: "my-pool.yaml")
    #expect(try program.run("run", "my-pool.yaml", "-n", "5", "-q").status == 0)

    try program.write(scenario.replacing("fee: 0.08", with: "fee: eight"), to: "my-pool.yaml")
    let complaint = try program.run("validate", "my-pool.yaml").errors
    let quoted = complaint.split(separator: "\n").map { "    \($0)\n" }.joined()
    #expect(readme.contains(quoted))
  }

  @Test func `a file that is there already is left as it is`() throws {
    try program.write("mine", to: "pool.yaml")
    let ending = try program.run("init")
    #expect(ending.status == 73)
    #expect(
      ending.errors == "Error: pool.yaml is there already, and is left as it is.\n")
    #expect(try program.read("pool.yaml") == "mine")
    #expect(program.list(".") == ["pool.yaml"])
  }

  @Test func `good and bad files are told apart, and all of them are read`() throws {
    try program.write(Program.pool, to: "good.yaml")
    try program.write(Program.pool.replacing("2021-12-31", with: "2020-12-31"), to: "bad.yaml")
    let ending = try program.run("validate", "bad.yaml", "nothing.yaml", "good.yaml")
    #expect(ending.status == 65)
    #expect(
      ending.output == "good.yaml: valid; Small pool, 2021-01-01 to 2021-12-31, 4 periods\n")
    #expect(ending.errors.contains("bad.yaml:4:10: horizon: expected "))
    #expect(ending.errors.contains("Error: Cannot read nothing.yaml: there is no such file.\n"))
    #expect(try program.run("validate", "nothing.yaml", "good.yaml").status == 66)
  }

  @Test func `an explanation tells values from defaults, and where each is from`() throws {
    try program.write(Program.pool, to: "pool.yaml")
    let ending = try program.run("explain", "pool.yaml", "--set", "apportionment.fee=0.05")
    #expect(ending.status == 0)
    #expect(ending.errors == "")
    let rows = ending.output.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(rows.contains(["apportionment.fee", "--set", "0.05"]))
    #expect(rows.contains(["launch", "pool.yaml:3", "2021-01-01"]))
    #expect(rows.contains(["members.waiting", "default", "none"]))
    #expect(ending.output.contains("\n  4 periods\n"))
    #expect(
      ending.output.contains(
        "\n  the last from 2021-10-01 to its settlement on 2021-12-31, payers counted on 2021-12-31\n"
      ))
  }

  @Test func `the schema of scenarios is JSON`() throws {
    let schema = try program.run("schema").output
    let object = try JSONSerialization.jsonObject(with: Data(schema.utf8)) as? [String: Any]
    #expect(object?["$schema"] as? String == "http://json-schema.org/draft-07/schema#")
    #expect(try program.run("schema", "scenario").output == schema)
  }

  @Test func `messages are coloured as asked for`() throws {
    let plain = "Error: Cannot read nothing.yaml: there is no such file.\n"
    #expect(try program.run("run", "nothing.yaml").errors == plain)
    #expect(
      try program.run("run", "nothing.yaml", "--color", "always").errors
        == "\u{1B}[1;31mError:\u{1B}[0m Cannot read nothing.yaml: there is no such file.\n")
    #expect(try program.run("run", "nothing.yaml", "--color", "never").errors == plain)
  }
}
