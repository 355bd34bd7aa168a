import Foundation

/// A folder that a result is written to, whole or not at all.
struct OutputFolder {
  /// The folder's path, as the user wrote it.
  let path: String

  /// Makes the folder where it is missing, and sees that it can be written to.
  ///
  /// A run may take hours; that its result has no place is better known before.
  init(preparing path: String) throws(Failure) {
    self.path = path
    try Self.create(path)
    let probe = place(of: ".fentan-probe-\(getpid())")
    Interruption.willWrite(probe)
    let file = open(probe, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o666)
    guard file >= 0, close(file) == 0 else {
      throw Failure(.cannotCreate, "Cannot write to \(path): \(Failure.reasonOfTheSystem).")
    }
    Interruption.remove(probe)
  }

  /// Writes files, all of them or none: beside their places, synced, then renamed.
  ///
  /// - Parameters:
  ///   - files: The names and texts of the files.
  ///   - obsolete: Names of files from an earlier run that would now contradict the rest.
  /// - Throws: `Failure` with status 73 if a file cannot be written.
  func write(_ files: [(name: String, text: String)], removing obsolete: [String] = [])
    throws(Failure)
  {
    let moves = files.map { file in
      (from: place(of: ".\(file.name).partial-\(getpid())"), to: place(of: file.name))
    }
    do throws(Failure) {
      for (file, move) in zip(files, moves) {
        Interruption.willWrite(move.from)
        try Self.write(file.text, to: move.from, for: move.to)
      }
      if let target = Interruption.putInPlace(moves, removing: obsolete.map(place)) {
        throw Failure(.cannotCreate, "Cannot write \(target): \(Failure.reasonOfTheSystem).")
      }
    } catch {
      for move in moves { Interruption.remove(move.from) }
      throw error
    }
    syncFolder()
  }

  func place(of name: String) -> String {
    path.hasSuffix("/") ? path + name : "\(path)/\(name)"
  }

  private static func create(_ path: String) throws(Failure) {
    var status = stat()
    if stat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else {
        throw Failure(.cannotCreate, "Cannot write to \(path): it is a file, not a folder.")
      }
      return
    }
    if let slash = path.dropLast().lastIndex(of: "/"), slash != path.startIndex {
      try create(String(path[..<slash]))
    }
    if mkdir(path, 0o777) == 0 {
      Interruption.didCreate(folder: path)
    } else if errno != EEXIST {
      throw Failure(.cannotCreate, "Cannot make the folder \(path): \(Failure.reasonOfTheSystem).")
    }
  }

  private static func write(_ text: String, to path: String, for target: String) throws(Failure) {
    let file = open(path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0o666)
    defer { if file >= 0 { close(file) } }
    guard file >= 0, Descriptor.writeAll(text, to: file), fsync(file) == 0 else {
      throw Failure(.cannotCreate, "Cannot write \(target): \(Failure.reasonOfTheSystem).")
    }
  }

  /// Makes the new names last through a power cut.
  ///
  /// A file system that cannot is no failure.
  private func syncFolder() {
    let folder = open(path, O_RDONLY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }
}
