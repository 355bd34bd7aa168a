import Foundation
import Testing

/// The built program, run as its users run it, in a folder that is deleted with this object.
final class Program: Sendable {
  /// How a run ended.
  struct Ending: Equatable {
    let status: Int32
    let output: String
    let errors: String
  }

  /// The folder that the program is run in.
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "fentan-tests-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Runs the program to its end.
  @discardableResult
  func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Ending {
    try run(arguments, environment: environment)
  }

  /// Runs the program to its end.
  func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Ending {
    let process = try process(arguments, environment: environment)
    // Files and not pipes: a full pipe that nobody reads would stop the program.
    let streams = try (stream("stdout"), stream("stderr"))
    process.standardOutput = streams.0
    process.standardError = streams.1
    try process.run()
    process.waitUntilExit()
    return Ending(
      status: process.terminationReason == .exit
        ? process.terminationStatus : -process.terminationStatus,
      output: try contents(of: streams.0), errors: try contents(of: streams.1))
  }

  /// The program, not yet started.
  func process(_ arguments: [String], environment: [String: String] = [:]) throws -> Process {
    let executable: URL = try #require(Self.executable, "the program fentan is not built")
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ["PATH": "/usr/bin:/bin"].merging(environment) { _, new in new }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    return process
  }

  /// Writes a file into the folder.
  func write(_ text: String, to name: String) throws {
    let file = folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// The text of a file in the folder.
  func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
  }

  /// The names of the files in a folder of the folder, hidden ones as well, or `nil` if it is not
  /// there.
  func list(_ name: String) -> [String]? {
    try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: name).path).sorted()
  }

  private func stream(_ name: String) throws -> FileHandle {
    let file = FileManager.default.temporaryDirectory
      .appending(path: "fentan-\(name)-\(UUID().uuidString)")
    try Data().write(to: file)
    let handle = try FileHandle(forUpdating: file)
    // The open file lives on without its name.
    try FileManager.default.removeItem(at: file)
    return handle
  }

  private func contents(of stream: FileHandle) throws -> String {
    try stream.seek(toOffset: 0)
    return String(decoding: try stream.readToEnd() ?? Data(), as: UTF8.self)
  }

  /// The program beside the bundle of tests.
  private static let executable: URL? = {
    var places = [Bundle.main.bundleURL, Bundle.main.executableURL?.deletingLastPathComponent()]
    places += Bundle.allBundles.filter { $0.bundlePath.hasSuffix(".xctest") }
      .map { $0.bundleURL.deletingLastPathComponent() }
    return places.compactMap { $0?.appending(path: "fentan") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }()
}
