import Foundation
import Testing

@testable import FentanCommand

struct OutputFolderTests {
  private func path(_ name: String, in program: Program) -> String {
    program.folder.appending(path: name).path
  }

  @Test func `folders are made as deep as asked for`() async throws {
    try await Program.inFolder { program in
      let folder = try OutputFolder(preparing: path("a/b/c/", in: program))
      #expect(program.list("a/b/c") == [])
      try folder.write([("x.csv", "one\n"), ("y.csv", "two\n")])
      #expect(program.list("a/b/c") == ["x.csv", "y.csv"])
      #expect(try program.read("a/b/c/y.csv") == "two\n")
    }
  }

  @Test func `files of an earlier run are replaced and obsolete ones removed`() async throws {
    try await Program.inFolder { program in
      try program.write("old", to: "out/x.csv")
      try program.write("old", to: "out/gone.csv")
      try program.write("mine", to: "out/notes.txt")
      try OutputFolder(preparing: path("out", in: program))
        .write([("x.csv", "new")], removing: ["gone.csv", "never.csv"])
      #expect(program.list("out") == ["notes.txt", "x.csv"])
      #expect(try program.read("out/x.csv") == "new")
    }
  }

  @Test func `a place below a file is refused before anything is written`() async throws {
    try await Program.inFolder { program in
      try program.write("text", to: "file")
      #expect(throws: Failure.self) { try OutputFolder(preparing: path("file", in: program)) }
      #expect(throws: Failure.self) { try OutputFolder(preparing: path("file/out", in: program)) }
    }
  }

  @Test func `where one file cannot be written, none is`() async throws {
    try await Program.inFolder { program in
      let folder = try OutputFolder(preparing: path("out", in: program))
      #expect(throws: Failure.self) {
        try folder.write([("x.csv", "new"), ("missing/y.csv", "new")])
      }
      #expect(program.list("out") == [])
    }
  }
}
