import Foundation

/// A file that must not be there yet.
enum NewFile {
  /// Writes a new file; one that is there already is left as it is.
  static func write(_ text: String, to path: String) throws(Failure) {
    guard try writeIfMissing(text, to: path) else {
      throw Failure(.cannotCreate, "\(path) is there already, and is left as it is.")
    }
  }

  /// Writes a new file, unless there is one already.
  ///
  /// - Returns: Whether it was written.
  @discardableResult
  static func writeIfMissing(_ text: String, to path: String) throws(Failure) -> Bool {
    let file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o666)
    guard file >= 0 else {
      if errno == EEXIST { return false }
      throw Failure(.cannotCreate, "Cannot write \(path): \(Failure.reasonOfTheSystem).")
    }
    defer { close(file) }
    Interruption.willWrite(path)
    guard Descriptor.writeAll(text, to: file), fsync(file) == 0 else {
      let reason = Failure.reasonOfTheSystem
      Interruption.remove(path)
      throw Failure(.cannotCreate, "Cannot write \(path): \(reason).")
    }
    Interruption.didWrite(path)
    return true
  }
}
