import Foundation

/// A file that must not be there yet.
enum NewFile {
  /// Writes a new file; one that is there already is left as it is.
  static func write(_ text: String, to path: String) throws(Failure) {
    let file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o666)
    guard file >= 0 else {
      throw errno == EEXIST
        ? Failure(.cannotCreate, "\(path) is there already, and is left as it is.")
        : Failure(.cannotCreate, "Cannot write \(path): \(Failure.reasonOfTheSystem).")
    }
    defer { close(file) }
    Interruption.willWrite(path)
    guard Descriptor.writeAll(text, to: file), fsync(file) == 0 else {
      let reason = Failure.reasonOfTheSystem
      Interruption.remove(path)
      throw Failure(.cannotCreate, "Cannot write \(path): \(reason).")
    }
    Interruption.didWrite(path)
  }
}
