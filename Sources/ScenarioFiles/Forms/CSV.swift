/// A CSV file as RFC 4180 describes it, with the place of every cell.
struct CSV {
  /// A cell.
  struct Cell {
    let text: String
    let isQuoted: Bool
    let line: Int
    let column: Int
  }

  /// What is wrong with the text.
  struct Fault: Error {
    let sentence: String
    let line: Int
    let column: Int
  }

  /// The rows with at least one cell that is not empty, the header among them.
  private(set) var rows: [[Cell]] = []

  /// Reads a text whose lines end with `\n`.
  ///
  /// - Throws: `Fault` where a quote is not closed or text follows a closing quote.
  /// - Complexity: O(*n*) in the length of the text.
  init(_ text: String) throws(Fault) {
    var scanner = Scanner(text)
    while !scanner.isAtEnd {
      let row = try scanner.row()
      if row.contains(where: { $0.isQuoted || !$0.text.isEmpty }) { rows.append(row) }
    }
  }

  private struct Scanner {
    private let bytes: [UInt8]
    private var index = 0
    private var line = 1
    private var column = 1

    init(_ text: String) { bytes = Array(text.utf8) }

    var isAtEnd: Bool { index >= bytes.count }

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    /// Goes one byte on; a column is a Unicode scalar, so the later bytes of one do not count.
    private mutating func advance() {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if index >= bytes.count || bytes[index] & 0xC0 != 0x80 {
        column += 1
      }
    }

    mutating func row() throws(Fault) -> [Cell] {
      var cells: [Cell] = []
      while true {
        cells.append(try cell())
        guard let separator = next else { return cells }
        advance()
        if separator == UInt8(ascii: "\n") { return cells }
      }
    }

    private mutating func cell() throws(Fault) -> Cell {
      while next == UInt8(ascii: " ") || next == UInt8(ascii: "\t") { advance() }
      let (line, column) = (line, column)
      if next == UInt8(ascii: "\"") {
        return Cell(text: try quoted(), isQuoted: true, line: line, column: column)
      }
      let start = index
      while let byte = next, byte != UInt8(ascii: ","), byte != UInt8(ascii: "\n") { advance() }
      var end = index
      while end > start, bytes[end - 1] == UInt8(ascii: " ") || bytes[end - 1] == 9 { end -= 1 }
      let text = String(decoding: bytes[start..<end], as: UTF8.self)
      return Cell(text: text, isQuoted: false, line: line, column: column)
    }

    private mutating func quoted() throws(Fault) -> String {
      let open = (line: line, column: column)
      advance()
      var text: [UInt8] = []
      while let byte = next {
        advance()
        if byte != UInt8(ascii: "\"") {
          text.append(byte)
        } else if next == UInt8(ascii: "\"") {
          text.append(byte)
          advance()
        } else {
          while next == UInt8(ascii: " ") || next == UInt8(ascii: "\t") { advance() }
          guard next == nil || next == UInt8(ascii: ",") || next == UInt8(ascii: "\n") else {
            throw Fault(
              sentence: "expected a comma or the end of the line after the closing quote",
              line: line, column: column)
          }
          return String(decoding: text, as: UTF8.self)
        }
      }
      throw Fault(
        sentence: "expected a closing quote, but found the end of the file", line: open.line,
        column: open.column)
    }
  }
}
