import Foundation
import Testing

/// What goes wrong, how it is said, and with which status the program ends.
struct ExitStatusTests {
  private let program: Program

  init() throws {
    program = try Program()
    try program.write(Program.pool, to: "pool.yaml")
  }

  @Test(arguments: [
    (["run"], "Missing expected argument '<file>'"),
    (["rnu"], "Unexpected argument 'rnu'"),
    (
      ["run", "pool.yaml", "--formt", "json"], "Unknown option '--formt'. Did you mean '--format'?"
    ),
    (
      ["run", "pool.yaml", "-f", "yaml"],
      "The value 'yaml' is invalid for '-f <format>'. Please provide one of 'table', 'json', 'csv' or 'markdown'."
    ),
    (["run", "pool.yaml", "-n", "0"], "--replications takes a number from 1 to 100,000,000."),
    (["run", "pool.yaml", "-n", "ten"], "The value 'ten' is invalid for '-n <count>'"),
    (["run", "pool.yaml", "-j", "0"], "--threads takes a number from 1 to 1024."),
    (["run", "pool.yaml", "-s", "-1"], "Missing value for '-s <number>'"),
    (
      ["run", "pool.yaml", "--set", "fee"],
      "The value 'fee' is invalid for '--set <key.path=value>'"
    ),
    (
      ["run", "pool.yaml", "--confidence", "100"],
      "--confidence takes a percentage above 0 and below 100."
    ),
    (
      ["run", "pool.yaml", "--quantiles", "5;95"],
      "The value '5;95' is invalid for '--quantiles <list>'"
    ),
    (["run", "pool.yaml", "-q", "-v"], "--quiet and --verbose contradict each other."),
    (
      ["run", "pool.yaml", "--fail-if", "median(share) > 5"],
      "The value 'median(share) > 5' is invalid for '--fail-if <condition>': 'median' is no figure; there are mean, sd, min, max, and q99 and its like."
    ),
  ])
  func `a wrong command line is status 64`(arguments: [String], message: String) throws {
    let ending = try program.run(arguments)
    #expect(ending.status == 64)
    #expect(ending.output == "")
    #expect(ending.errors.split(separator: "\n").first.map(String.init) == "Error: \(message)")
  }

  @Test(arguments: ["run", "validate", "explain"])
  func `a scenario that is not there is status 66`(command: String) throws {
    let ending = try program.run(command, "nothing.yaml")
    #expect(ending.status == 66)
    #expect(ending.output == "")
    #expect(ending.errors == "Error: Cannot read nothing.yaml: there is no such file.\n")
  }

  @Test func `a folder in place of a scenario is status 66`() throws {
    let ending = try program.run("run", program.folder.path)
    #expect(ending.status == 66)
    #expect(
      ending.errors
        == "Error: Cannot read \(program.folder.path): it is a folder, not a file.\n")
  }

  @Test func `an invalid scenario is status 65, each problem with its line`() throws {
    try program.write(
      Program.pool.replacing("fee: 0.08", with: "fee: 8").replacing("horizon", with: "horizn"),
      to: "bad.yaml")
    for command in ["run", "validate", "explain"] {
      let ending = try program.run(command, "bad.yaml")
      #expect(ending.status == 65)
      #expect(ending.output == "")
      #expect(
        ending.errors.contains("bad.yaml:4:1: horizn: is not a setting; did you mean 'horizon'?"))
      #expect(ending.errors.contains("\n  horizn: 2021-12-31\n  ^\n"))
      #expect(ending.errors.contains("apportionment.fee: expected "))
    }
  }

  @Test func `a table that is not there is status 66`() throws {
    try program.write(
      Program.pool.replacing("path: { 2021-01-01: 1000 }", with: "path: { file: members.csv }"),
      to: "pool.yaml")
    let ending = try program.run("run", "pool.yaml")
    #expect(ending.status == 66)
    #expect(ending.errors.contains("expected a file, but there is no 'members.csv'"))
  }

  @Test func `text that is not UTF-8 is status 65`() throws {
    try Data([0x66, 0x0A, 0xFF, 0xFE]).write(to: program.folder.appending(path: "bad.yaml"))
    let ending = try program.run("run", "bad.yaml")
    #expect(ending.status == 65)
    #expect(
      ending.errors == "bad.yaml:2:1: expected a text file in UTF-8, but found the byte 0xFF\n")
  }

  @Test func `a result that has no place is status 73, before anything is simulated`() throws {
    try program.write("text", to: "file")
    // So many replications would take days.
    let arguments = ["run", "pool.yaml", "-n", "100000000", "-o"]
    let atFile = try program.run(arguments + ["file"])
    #expect(atFile.status == 73)
    #expect(atFile.errors == "Error: Cannot write to file: it is a file, not a folder.\n")
    let below = try program.run(arguments + ["file/out"])
    #expect(below.status == 73)
    #expect(below.errors == "Error: Cannot write to file: it is a file, not a folder.\n")
    #expect(try program.read("file") == "text")
  }

  @Test func `a full disk is status 73`() throws {
    let full = "/dev/full"
    guard FileManager.default.fileExists(atPath: full) else { return }
    let process = try program.process(["run", "pool.yaml", "-n", "20"])
    process.standardOutput = FileHandle(forWritingAtPath: full)
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 73)
  }

  @Test func `a reader that leaves early ends the program quietly`() throws {
    let pipe = Pipe()
    let errors = Pipe()
    let process = try program.process(["run", "pool.yaml", "-n", "20", "-q"])
    process.standardOutput = pipe
    process.standardError = errors
    try pipe.fileHandleForReading.close()
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 0)
    try errors.fileHandleForWriting.close()
    #expect(try errors.fileHandleForReading.readToEnd() ?? Data() == Data())
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func `an interrupted run leaves nothing behind`(number: Int32, status: Int32) throws {
    // What a shell ignores for its background jobs they hand on; the program should not get it so.
    signal(SIGINT, SIG_DFL)
    let process = try program.process([
      "run", "pool.yaml", "-n", "100000000", "--progress", "none", "-o", "deep/out",
    ])
    try process.run()
    // The folder is made before the simulation starts, and the probe in it is gone soon after.
    var tries = 0
    // Waiting holds the thread: a program that is to run for hours must not outlive its turn.
    while program.list("deep/out") != [], tries < 600 {
      usleep(50_000)
      tries += 1
    }
    usleep(200_000)
    kill(process.processIdentifier, number)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == status)
    #expect(program.list("deep") == nil)
  }
}
