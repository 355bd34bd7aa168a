import Foundation
import ScenarioFiles

/// The folder of a scenario, out of which nothing is read.
///
/// A scenario may come from somebody else. What it names lies beside it or below: an absolute name,
/// a `..` that leads out and a symbolic link that leads out are refused.
///
/// Who keeps scenarios in several folders can say that these belong together: a file named `fentan-root`
/// in a folder above makes that the bound. Nobody's scenario widens its own, because a mark in or below
/// the scenario's folder changes nothing, and one above it was put there by whoever owns that folder.
struct ScenarioFolder: FileAccess {
  /// The name of the file that marks a folder of scenarios.
  static let mark = "fentan-root"
  /// How many folders above the scenario's own are looked at.
  private static let mostLevels = 8

  /// The real path of the scenario's folder, with all links followed and with a slash at its end.
  private let home: String
  /// The same of the folder out of which nothing is read.
  private let root: String
  /// How many folders the one is below the other.
  private let level: Int
  /// The folder as the user named it, with a slash at its end, or nothing.
  private let shown: String

  /// The folder in which a file lies; of a file that is a link, the folder of the link.
  init(of file: String) throws(InputProblem) {
    shown = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
    let real = try Self.realPath(shown.isEmpty ? "." : shown)
    home = real.hasSuffix("/") ? real : real + "/"
    (root, level) = Self.bound(of: home)
  }

  /// The nearest folder that is marked, from the scenario's own on upwards, or that itself.
  private static func bound(of home: String) -> (root: String, level: Int) {
    var folder = home
    for level in 0...mostLevels {
      if isMarked(folder) { return (folder, level) }
      guard let slash = folder.dropLast().lastIndex(of: "/") else { break }
      folder = String(folder[...slash])
    }
    return (home, 0)
  }

  /// Whether a folder has the mark, as a plain file and not as a link.
  private static func isMarked(_ folder: String) -> Bool {
    var status = stat()
    return lstat(folder + mark, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// The text of a file that is named relative to the folder.
  func text(of relativePath: String) throws -> String {
    guard !relativePath.hasPrefix("/") else {
      throw FileAccessError.unreadable("name it relative to the scenario's folder")
    }
    guard !climbsOut(relativePath) else { throw FileAccessError.unreadable(Self.outside) }
    return try ScenarioReader.text(from: bytes(of: home + relativePath), name: shown + relativePath)
  }

  private static let outside = "it lies outside the scenario's folder"

  /// Reads a file that is named relative to the folder, piece by piece.
  func read(_ relativePath: String, _ body: (UnsafeRawBufferPointer) -> Void) throws {
    guard !relativePath.hasPrefix("/") else {
      throw FileAccessError.unreadable("name it relative to the scenario's folder")
    }
    guard !climbsOut(relativePath) else { throw FileAccessError.unreadable(Self.outside) }
    try access(home + relativePath) { real throws(InputProblem) in
      try InputFile.read(real, body)
    }
  }

  private func bytes(of path: String) throws(FileAccessError) -> [UInt8] {
    try access(path) { real throws(InputProblem) in try InputFile.bytes(at: real) }
  }

  private func access<Result>(
    _ path: String, _ body: (String) throws(InputProblem) -> Result
  ) throws(FileAccessError) -> Result {
    do throws(InputProblem) {
      let real = try Self.realPath(path)
      guard real.hasPrefix(root) else { throw .unreadable(Self.outside) }
      return try body(real)
    } catch {
      switch error {
      case .missing: throw .notFound
      case .unreadable(let reason): throw .unreadable(reason)
      }
    }
  }

  /// Whether a name leads out by `..` alone, even where what it leads to is not there.
  private func climbsOut(_ name: String) -> Bool {
    var depth = 0
    for part in name.split(separator: "/") where part != "." {
      depth += part == ".." ? -1 : 1
      if depth < -level { return true }
    }
    return false
  }

  private static func realPath(_ path: String) throws(InputProblem) -> String {
    guard let real = realpath(path, nil) else { throw .ofTheSystem }
    defer { free(real) }
    return String(cString: real)
  }
}
