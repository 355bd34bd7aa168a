import Foundation

/// Why a file cannot be read.
enum InputProblem: Error, Equatable {
  case missing
  case unreadable(String)

  /// What is wrong, as the end of a sentence about the file.
  var sentence: String {
    switch self {
    case .missing: "there is no such file"
    case .unreadable(let reason): reason
    }
  }

  /// The problem that the last system call has left in `errno`.
  static var ofTheSystem: InputProblem {
    errno == ENOENT || errno == ENOTDIR ? .missing : .unreadable(Failure.reasonOfTheSystem)
  }
}

/// Reading of plain files.
enum InputFile {
  /// The largest file that is read, in bytes: a scenario or table of a real pool is far smaller, and
  /// one that is named by mistake should not fill the memory.
  static let limit = 256 << 20

  /// The bytes of a plain file.
  static func bytes(at path: String) throws(InputProblem) -> [UInt8] {
    try open(path) { file, size throws(InputProblem) in
      guard size <= limit else { throw .unreadable("it is larger than 256 MiB") }
      return try contents(of: file, expecting: size)
    }
  }

  /// Reads a plain file of any size, a MiB at a time.
  static func read(
    _ path: String, _ body: (UnsafeRawBufferPointer) -> Void
  ) throws(InputProblem) {
    try open(path) { file, _ throws(InputProblem) in
      let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
      defer { room.deallocate() }
      while true {
        let count = Foundation.read(file, room.baseAddress, room.count)
        if count == 0 { return }
        if count < 0 {
          if errno == EINTR { continue }
          throw .ofTheSystem
        }
        body(UnsafeRawBufferPointer(rebasing: room[..<count]))
      }
    }
  }

  /// Opens a plain file and closes it after use.
  private static func open<Result>(
    _ path: String, _ body: (_ file: Int32, _ size: Int) throws(InputProblem) -> Result
  ) throws(InputProblem) -> Result {
    // A pipe without a writer would wait for ever; a plain file does not mind the flag.
    let file = Foundation.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { throw .ofTheSystem }
    defer { close(file) }

    var status = stat()
    guard fstat(file, &status) == 0 else { throw .ofTheSystem }
    guard status.st_mode & S_IFMT == S_IFREG else {
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      throw .unreadable(isFolder ? "it is a folder, not a file" : "it is not a plain file")
    }
    return try body(file, Int(status.st_size))
  }

  private static func contents(of file: Int32, expecting size: Int) throws(InputProblem) -> [UInt8]
  {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Foundation.read(file, &buffer, buffer.count)
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw .ofTheSystem
      }
      bytes.append(contentsOf: buffer[..<count])
    }
  }
}
