import Foundation
import Testing

@testable import FentanCommand

struct OutputFolderTests {
  private let program: Program

  init() throws { program = try Program() }

  private func path(_ name: String) -> String {
    program.folder.appending(path: name).path
  }

  @Test func `folders are made as deep as asked for`() throws {
    let folder = try OutputFolder(preparing: path("a/b/c/"))
    #expect(program.list("a/b/c") == [])
    try folder.write([("x.csv", "one\n"), ("y.csv", "two\n")])
    #expect(program.list("a/b/c") == ["x.csv", "y.csv"])
    #expect(try program.read("a/b/c/y.csv") == "two\n")
  }

  @Test func `files of an earlier run are replaced and obsolete ones removed`() throws {
    try program.write("old", to: "out/x.csv")
    try program.write("old", to: "out/gone.csv")
    try program.write("mine", to: "out/notes.txt")
    try OutputFolder(preparing: path("out"))
      .write([("x.csv", "new")], removing: ["gone.csv", "never.csv"])
    #expect(program.list("out") == ["notes.txt", "x.csv"])
    #expect(try program.read("out/x.csv") == "new")
  }

  @Test func `a place below a file is refused before anything is written`() throws {
    try program.write("text", to: "file")
    #expect(throws: Failure.self) { try OutputFolder(preparing: path("file")) }
    #expect(throws: Failure.self) { try OutputFolder(preparing: path("file/out")) }
  }

  @Test func `where one file cannot be written, none is`() throws {
    let folder = try OutputFolder(preparing: path("out"))
    #expect(throws: Failure.self) {
      try folder.write([("x.csv", "new"), ("missing/y.csv", "new")])
    }
    #expect(program.list("out") == [])
  }
}
