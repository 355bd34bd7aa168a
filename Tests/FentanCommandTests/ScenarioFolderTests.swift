import Foundation
import ScenarioFiles
import Testing

@testable import FentanCommand

struct ScenarioFolderTests {
  private let program: Program
  private let folder: ScenarioFolder

  /// A scenario's folder with a table in it, one below it, and one outside.
  init() throws {
    program = try Program()
    try program.write("fentan: 1", to: "pool/scenario.yaml")
    try program.write("beside", to: "pool/table.csv")
    try program.write("below", to: "pool/tables/table.csv")
    try program.write("outside", to: "outside.csv")
    folder = try ScenarioFolder(of: program.folder.appending(path: "pool/scenario.yaml").path)
  }

  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: program.folder.appending(path: name).path, withDestinationPath: target)
  }

  @Test func `files beside the scenario and below it are read`() throws {
    #expect(try folder.text(of: "table.csv") == "beside")
    #expect(try folder.text(of: "tables/table.csv") == "below")
  }

  @Test(arguments: ["../outside.csv", "tables/../../outside.csv", "../nothing.csv", ".."])
  func `a name that climbs out is refused`(name: String) throws {
    #expect(throws: FileAccessError.unreadable("it lies outside the scenario's folder")) {
      try folder.text(of: name)
    }
  }

  @Test func `a link that leads out is refused, one that stays inside is not`() throws {
    try link("pool/out.csv", to: "../outside.csv")
    try link("pool/away", to: "..")
    try link("pool/in.csv", to: "tables/table.csv")
    for name in ["out.csv", "away/outside.csv"] {
      #expect(throws: FileAccessError.unreadable("it lies outside the scenario's folder")) {
        try folder.text(of: name)
      }
    }
    #expect(try folder.text(of: "in.csv") == "below")
  }

  @Test func `a folder whose name starts like the scenario's is outside it`() throws {
    try program.write("twin", to: "pool-twin/table.csv")
    try link("pool/twin.csv", to: "../pool-twin/table.csv")
    #expect(throws: FileAccessError.unreadable("it lies outside the scenario's folder")) {
      try folder.text(of: "twin.csv")
    }
  }

  @Test func `absolute names, folders and files that are missing are told apart`() throws {
    #expect(throws: FileAccessError.unreadable("name it relative to the scenario's folder")) {
      try folder.text(of: program.folder.appending(path: "pool/table.csv").path)
    }
    #expect(throws: FileAccessError.unreadable("it is a folder, not a file")) {
      try folder.text(of: "tables")
    }
    #expect(throws: FileAccessError.notFound) { try folder.text(of: "nothing.csv") }
    #expect(throws: FileAccessError.notFound) { try folder.text(of: "table.csv/nothing.csv") }
  }

  @Test func `a pipe is not waited for`() throws {
    #expect(mkfifo(program.folder.appending(path: "pool/pipe.csv").path, 0o600) == 0)
    #expect(throws: FileAccessError.unreadable("it is not a plain file")) {
      try folder.text(of: "pipe.csv")
    }
  }

  // MARK: - Folders that belong together

  /// A folder of scenarios with a mark, a scenario in a folder below it, and files around.
  private func marked(_ mark: String = "all/fentan-root") throws -> ScenarioFolder {
    try program.write("together", to: mark)
    try program.write("above", to: "all/base.yaml")
    try program.write("beside", to: "all/base/members.csv")
    try program.write("fentan: 1", to: "all/deep/below/scenario.yaml")
    try program.write("outside", to: "secret.yaml")
    return try ScenarioFolder(
      of: program.folder.appending(path: "all/deep/below/scenario.yaml").path)
  }

  @Test func `within a marked folder a scenario above is read, and what lies beside it`() throws {
    let folder = try marked()
    #expect(try folder.text(of: "../../base.yaml") == "above")
    #expect(try folder.text(of: "../../base/members.csv") == "beside")
    #expect(try folder.text(of: "scenario.yaml") == "fentan: 1")
  }

  @Test(arguments: ["../../../secret.yaml", "../../../nothing", "../../../all-twin/x", ".."])
  func `nothing is read out of a marked folder`(name: String) throws {
    let folder = try marked()
    try program.write("twin", to: "all-twin/x")
    #expect(throws: FileAccessError.self) { try folder.text(of: name) }
    #expect(throws: FileAccessError.unreadable("it lies outside the scenario's folder")) {
      try folder.text(of: "../../../secret.yaml")
    }
  }

  @Test func `a link that leads out of a marked folder is refused`() throws {
    let folder = try marked()
    try link("all/link.yaml", to: "../secret.yaml")
    #expect(throws: FileAccessError.unreadable("it lies outside the scenario's folder")) {
      try folder.text(of: "../../link.yaml")
    }
  }

  @Test(arguments: [
    "all/base/fentan-root", "all/deep/below/fentan-root", "all/deep/below/x/fentan-root",
  ])
  func `a mark that is not above widens nothing`(mark: String) throws {
    let folder = try marked(mark)
    #expect(throws: FileAccessError.unreadable("it lies outside the scenario's folder")) {
      try folder.text(of: "../../base.yaml")
    }
  }

  @Test func `of several marks the nearest counts`() throws {
    try program.write("nearer", to: "all/deep/fentan-root")
    let folder = try marked()
    #expect(throws: FileAccessError.unreadable("it lies outside the scenario's folder")) {
      try folder.text(of: "../../base.yaml")
    }
    #expect(throws: FileAccessError.notFound) { try folder.text(of: "../nothing.yaml") }
  }

  @Test func `a folder or a link is no mark`() throws {
    try program.write("x", to: "all/fentan-root/x")
    try program.write("fentan: 1", to: "all/deep/scenario.yaml")
    try program.write("above", to: "all/base.yaml")
    let path = program.folder.appending(path: "all/deep/scenario.yaml").path
    #expect(throws: FileAccessError.self) { try ScenarioFolder(of: path).text(of: "../base.yaml") }
    try FileManager.default.removeItem(at: program.folder.appending(path: "all/fentan-root"))
    try link("all/fentan-root", to: "base.yaml")
    #expect(throws: FileAccessError.self) { try ScenarioFolder(of: path).text(of: "../base.yaml") }
    try FileManager.default.removeItem(at: program.folder.appending(path: "all/fentan-root"))
    try program.write("together", to: "all/fentan-root")
    #expect(try ScenarioFolder(of: path).text(of: "../base.yaml") == "above")
  }
}
