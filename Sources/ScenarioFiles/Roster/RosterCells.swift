/// The cells of one line of a roster.
///
/// A cell is given without blanks around it and without its quotes. The room for cells is kept from
/// line to line.
struct RosterCells {
  /// What is wrong with a line, and where in it.
  struct Fault: Error {
    let sentence: String
    let offset: Int
  }

  /// Where each cell begins in the line, and ends; for a quoted cell within its quotes.
  private var starts: [Int]
  private var ends: [Int]
  /// How many cells the line has; those beyond the room are only counted.
  private(set) var count = 0
  /// The cells that have quotes within them, which are two of each.
  private var doubled: [Bool]

  /// Room for so many cells.
  init(room: Int) {
    starts = [Int](repeating: 0, count: room)
    ends = starts
    doubled = [Bool](repeating: false, count: room)
  }

  /// Where a cell begins in its line.
  func offset(of cell: Int) -> Int { cell < starts.count ? starts[cell] : 0 }

  /// The bytes of a cell.
  @inline(__always)
  func bytes(_ cell: Int, of line: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: line[starts[cell]..<ends[cell]])
  }

  /// The text of a cell.
  func text(_ cell: Int, of line: UnsafeRawBufferPointer) -> String {
    let text = String(decoding: bytes(cell, of: line), as: UTF8.self)
    return doubled[cell] ? text.replacing("\"\"", with: "\"") : text
  }

  /// Whether quotes stand within a cell, so that its bytes are not its text.
  func hasQuotes(_ cell: Int) -> Bool { doubled[cell] }

  /// Splits a line.
  ///
  /// - Throws: `Fault` where a quote is not closed or text follows a closing quote.
  /// - Complexity: O(*n*) in the length of the line.
  @inline(__always)
  mutating func split(_ line: UnsafeRawBufferPointer) throws(Fault) {
    count = 0
    var place = 0
    let end = line.last == UInt8(ascii: "\r") ? line.count - 1 : line.count
    while true {
      while place < end, Self.isBlank(line[place]) { place += 1 }
      if place < end, line[place] == UInt8(ascii: "\"") {
        try quoted(line, &place, end)
      } else {
        let start = place
        while place < end, line[place] != UInt8(ascii: ",") { place += 1 }
        var last = place
        while last > start, Self.isBlank(line[last - 1]) { last -= 1 }
        add(start, last, doubled: false)
      }
      guard place < end else { return }
      place += 1
    }
  }

  /// Whether the line has nothing in it.
  var isBlank: Bool { count == 1 && starts[0] == ends[0] || isEmptyCells }

  private var isEmptyCells: Bool {
    (0..<min(count, starts.count)).allSatisfy { starts[$0] == ends[$0] } && count <= starts.count
  }

  @inline(__always)
  private mutating func add(_ start: Int, _ end: Int, doubled isDoubled: Bool) {
    if count < starts.count {
      starts[count] = start
      ends[count] = end
      doubled[count] = isDoubled
    }
    count += 1
  }

  private mutating func quoted(
    _ line: UnsafeRawBufferPointer, _ place: inout Int, _ end: Int
  ) throws(Fault) {
    let open = place
    var isDoubled = false
    place += 1
    while true {
      while place < end, line[place] != UInt8(ascii: "\"") { place += 1 }
      guard place < end else {
        throw Fault(
          sentence: "expected a closing quote, but found the end of the line", offset: open)
      }
      guard place + 1 < end, line[place + 1] == UInt8(ascii: "\"") else { break }
      isDoubled = true
      place += 2
    }
    add(open + 1, place, doubled: isDoubled)
    place += 1
    while place < end, Self.isBlank(line[place]) { place += 1 }
    guard place == end || line[place] == UInt8(ascii: ",") else {
      throw Fault(
        sentence: "expected a comma or the end of the line after the closing quote",
        offset: place)
    }
  }

  @inline(__always)
  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }
}
