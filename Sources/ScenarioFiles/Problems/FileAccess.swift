/// How a reader gets at the files that a scenario names.
///
/// The reader itself opens nothing. It asks only for paths relative to the scenario's folder: of files
/// below it, and of scenarios above it and files below those. How far up is allowed is decided here.
public protocol FileAccess {
  /// The text of a file.
  ///
  /// The path starts from the folder of the scenario, with `/` between its parts, without `.`, and with
  /// `..` at its beginning alone.
  ///
  /// - Throws: `FileAccessError`; `ScenarioProblems` that `ScenarioReader.text(from:name:)` has
  ///   found are passed on.
  func text(of relativePath: String) throws -> String

  /// Reads a file piece by piece, so that it need not fit into memory.
  ///
  /// The pieces follow one another and are good only within the call; how long they are is no matter.
  /// Where it is not given, the whole text is one piece.
  ///
  /// - Throws: As `text(of:)`.
  func read(_ relativePath: String, _ body: (UnsafeRawBufferPointer) -> Void) throws
}

extension FileAccess {
  /// Reads the whole text as one piece.
  public func read(_ relativePath: String, _ body: (UnsafeRawBufferPointer) -> Void) throws {
    var text = try text(of: relativePath)
    text.withUTF8 { body(UnsafeRawBufferPointer($0)) }
  }
}

/// Why a file that a scenario names cannot be had.
public enum FileAccessError: Error, Equatable, Sendable {
  /// There is no such file.
  case notFound
  /// The file is there, but cannot be read.
  case unreadable(String)
}

/// No files at all: a scenario that names one is refused.
public struct NoFiles: FileAccess, Sendable {
  /// Access to nothing.
  public init() {}

  /// Always fails.
  public func text(of relativePath: String) throws -> String { throw FileAccessError.notFound }
}
