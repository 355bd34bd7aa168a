import MutualAid

/// Reads a roster as it comes, piece by piece, and counts its members by what tells them apart.
///
/// Nothing is kept of a row but its group, so the memory goes by the number of groups; where members have
/// risks of their own, each has eight bytes, and there are groups as long as they are not too many. A wrong
/// row is noted with its place, and reading goes on; beyond `shown` faults they are only counted.
struct RosterReader {
  /// The most faults that are kept.
  static let shown = Reading.shownProblems

  let rules: RosterRules
  private(set) var faults: [RosterFault] = []
  /// How many faults there are, those not kept too.
  private(set) var faultCount = 0
  /// How many rows were right.
  private(set) var rows = 0
  /// How many members they have.
  private var members = 0
  /// Where there is no column of risks, or not too many groups yet.
  private var groups: RosterGroups? = RosterGroups()
  /// Where there is a column of risks.
  private var roll: RosterRoll?
  private var lines = RosterLines()
  private var cells = RosterCells(room: RosterColumn.allCases.count)
  private var header: RosterHeader?
  private var line = 0
  private var isOver = false
  private var parser: RosterRow

  /// A reader of rows that obey some rules.
  init(_ rules: RosterRules) {
    self.rules = rules
    parser = RosterRow(rules)
  }

  /// Takes a piece of the file.
  mutating func take(_ piece: UnsafeRawBufferPointer) {
    guard !isOver else { return }
    var lines = RosterLines()
    swap(&lines, &self.lines)
    isOver = !lines.take(piece) { take(line: $0) }
    swap(&lines, &self.lines)
  }

  /// The file has ended.
  ///
  /// - Returns: The members, or `nil` with faults noted.
  mutating func finish() -> Enrolment? {
    if !isOver {
      var lines = RosterLines()
      swap(&lines, &self.lines)
      _ = lines.finish { take(line: $0) }
    }
    if !isOver, rows == 0, faultCount == 0 {
      let found = header == nil ? "an empty file" : "a header alone"
      note(
        .expected(
          "a header such as joined,birth_date,sex,segment,left and at least one row", found: found),
        line: 1, place: 1, text: "")
    }
    guard faultCount == 0 else { return nil }
    return Enrolment(
      groups: groups?.all.map { parser.group(of: $0.key, members: $0.members) } ?? [],
      rows: rows, roll: roll?.roll)
  }

  private mutating func take(line bytes: UnsafeRawBufferPointer?) -> Bool {
    line += 1
    guard var bytes else {
      note(
        .expected("a line of at most \(RosterLines.byteLimit) bytes", found: "a longer one"),
        line: line, place: 1, text: "")
      // Without its columns nothing can be read; a file without ends of lines is no roster.
      return header != nil
    }
    if line == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      bytes = UnsafeRawBufferPointer(rebasing: bytes[3...])
    }
    guard header != nil else { return read(header: bytes) }
    return read(row: bytes)
  }

  private mutating func read(header bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.contains(where: { !($0 == 32 || $0 == 9 || $0 == 13) }) else { return true }
    if let text = String(validating: bytes, as: UTF8.self) {
      // A file with line ends of `\r` alone, or with bytes that no text has, is one long line.
      let strange = text.unicodeScalars.dropLast(text.unicodeScalars.last == "\r" ? 1 : 0)
        .first { $0.value < 32 && $0 != "\t" }
      if let strange {
        note(.notText(strange), line: line, place: 1, text: "")
        return false
      }
    } else {
      note(
        .expected("a text file in UTF-8", found: "other bytes"), line: line, place: 1, text: "")
      return false
    }
    let (header, faults) = RosterHeader.read(bytes, line: line, rules)
    for fault in faults { keep(fault) }
    guard let header else { return false }
    self.header = header
    parser.columns = header
    if header.risk >= 0 { roll = RosterRoll() }
    cells = RosterCells(room: header.count)
    return true
  }

  @inline(__always)
  private mutating func read(row bytes: UnsafeRawBufferPointer) -> Bool {
    do throws(RosterCells.Fault) {
      try cells.split(bytes)
    } catch {
      note(.syntax(error.sentence), line: line, offset: error.offset, in: bytes)
      return true
    }
    guard cells.count == parser.columns.count else {
      if !cells.isBlank {
        note(
          .expected("\(parser.columns.count) cells as in the header", found: "\(cells.count)"),
          line: line, offset: 0, in: bytes)
      }
      return true
    }
    if parser.columns.count > 1, cells.isBlank { return true }
    do throws(RosterRow.Fault) {
      let (key, count) = try parser.read(cells, of: bytes)
      rows += 1
      members += count
      groups?.add(key, members: count)
      if roll != nil { return enrol(key, members: count, bytes) }
    } catch {
      note(
        .expected(error.expected, found: error.found), column: error.column.rawValue, line: line,
        offset: error.offset, in: bytes)
      return true
    }
    return checkSize(bytes)
  }

  /// Puts members on the roll; groups are given up once they are too many.
  private mutating func enrol(
    _ key: RosterGroups.Key, members: Int, _ bytes: UnsafeRawBufferPointer
  ) -> Bool {
    if let groups, groups.count > rules.mostGroups { self.groups = nil }
    do throws(RosterRoll.Fault) {
      try roll?.add(key, members: members, parser)
      return true
    } catch {
      note(.expected(error.expected, found: "more"), line: line, offset: 0, in: bytes)
      return false
    }
  }

  @inline(__always)
  private mutating func checkSize(_ bytes: UnsafeRawBufferPointer) -> Bool {
    if groups.map({ $0.count <= rules.mostGroups }) ?? true, members <= Limit.count { return true }
    let isCount = members > Limit.count
    note(
      isCount
        ? .expected("at most \(Limit.count) members in all", found: "more")
        : .expected(
          "at most \(rules.mostGroups) groups of members who differ in nothing",
          found: "more; write birth_year instead of birth_date"),
      line: line, offset: 0, in: bytes)
    return false
  }

  // MARK: - Faults

  private mutating func note(
    _ reason: ScenarioProblem.Reason, column: String = "", line: Int, offset: Int,
    in bytes: UnsafeRawBufferPointer
  ) {
    guard faultCount < Self.shown else {
      faultCount += 1
      return
    }
    let place = bytes[..<min(offset, bytes.count)].reduce(1) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
    var text = String(decoding: bytes.prefix(1000), as: UTF8.self)
    if text.unicodeScalars.last == "\r" { text.unicodeScalars.removeLast() }
    let isText = text.unicodeScalars.allSatisfy { $0.value >= 32 || $0 == "\t" }
    note(reason, column: column, line: line, place: place, text: isText ? text : "")
  }

  private mutating func note(
    _ reason: ScenarioProblem.Reason, column: String = "", line: Int, place: Int, text: String
  ) {
    keep(RosterFault(reason: reason, column: column, line: line, place: place, text: text))
  }

  private mutating func keep(_ fault: RosterFault) {
    faultCount += 1
    if faults.count < Self.shown { faults.append(fault) }
  }
}
