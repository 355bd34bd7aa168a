/// The lines of a file that comes in pieces.
///
/// A line lies within its piece, where nothing is copied, or across two, where it is put together. No
/// more than one line is ever kept.
struct RosterLines {
  /// The most bytes of a line.
  static let byteLimit = 1 << 16

  /// The beginning of a line whose end has not come yet.
  private var begun: [UInt8] = []
  /// Whether the line that has begun is too long, so that the rest of it is passed over.
  private var isOverlong = false
  private(set) var bytes = 0

  /// Takes a piece of the file.
  ///
  /// - Parameters:
  ///   - piece: The bytes.
  ///   - body: Is given each line that has ended, without its `\n`, or `nil` for one that is too long;
  ///     it returns whether to go on.
  /// - Returns: Whether to go on.
  /// - Complexity: O(*n*) in the length of the piece.
  mutating func take(
    _ piece: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer?) -> Bool
  ) -> Bool {
    var start = 0
    bytes += piece.count
    if !begun.isEmpty || isOverlong {
      guard let end = Self.newline(in: piece, from: 0) else {
        keep(UnsafeRawBufferPointer(rebasing: piece[...]))
        return true
      }
      keep(UnsafeRawBufferPointer(rebasing: piece[..<end]))
      guard finish(body) else { return false }
      start = end + 1
    }
    while let end = Self.newline(in: piece, from: start) {
      let line = UnsafeRawBufferPointer(rebasing: piece[start..<end])
      guard body(line.count <= Self.byteLimit ? line : nil) else { return false }
      start = end + 1
    }
    keep(UnsafeRawBufferPointer(rebasing: piece[start...]))
    return true
  }

  /// The file has ended; its last line may lack the end.
  mutating func finish(_ body: (UnsafeRawBufferPointer?) -> Bool) -> Bool {
    guard !begun.isEmpty || isOverlong else { return true }
    defer {
      begun.removeAll(keepingCapacity: true)
      isOverlong = false
    }
    return isOverlong ? body(nil) : begun.withUnsafeBytes { body($0) }
  }

  private mutating func keep(_ part: UnsafeRawBufferPointer) {
    guard !isOverlong else { return }
    if begun.count + part.count > Self.byteLimit {
      isOverlong = true
      begun.removeAll(keepingCapacity: true)
    } else {
      begun.append(contentsOf: part)
    }
  }

  /// Where the next `\n` stands; eight bytes are looked at a time.
  ///
  /// A word less 1 in each byte, without those that were 0x80 or more, has a high bit only at a byte
  /// that was 0, and below the first such one none is wrong.
  ///
  /// > H. S. Warren. *Hacker's Delight.* 2nd edition, Addison-Wesley, 2012, section 6-1.
  @inline(__always)
  private static func newline(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    let end = bytes.count
    var place = start
    while place + 8 <= end {
      let word =
        UInt64(littleEndian: base.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        ^ 0x0A0A_0A0A_0A0A_0A0A
      let zeros = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
      if zeros != 0 { return place + zeros.trailingZeroBitCount / 8 }
      place += 8
    }
    while place < end {
      if base.load(fromByteOffset: place, as: UInt8.self) == 0x0A { return place }
      place += 1
    }
    return nil
  }
}
