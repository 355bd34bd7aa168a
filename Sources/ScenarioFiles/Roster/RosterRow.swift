import MutualAid

/// Reads the cells of one row into the group that its members belong to.
struct RosterRow {
  /// What is wrong with a cell.
  struct Fault: Error {
    let column: RosterColumn
    let expected: String
    let found: String
    /// Where the cell begins in its line.
    let offset: Int
  }

  private typealias Cell = (number: Int, column: RosterColumn)

  let rules: RosterRules
  /// Which column says what.
  var columns = RosterHeader()
  private let dates = RosterDates()
  private let segments: [[UInt8]]
  private let riskClasses: [[UInt8]]
  private static let sexes = Sex.allCases.map { Array("\($0)".utf8) }
  /// What is added to the number of a day so that it is above 0 from the year 1800 on.
  private static let shift = 1 << 20

  init(_ rules: RosterRules) {
    self.rules = rules
    segments = rules.segments.map { Array($0.utf8) }
    riskClasses = rules.riskClasses.map { Array($0.utf8) }
  }

  /// The group of a row, and how many members it stands for.
  ///
  /// - Throws: The first thing that is wrong, from left to right in the order of `RosterColumn`.
  @inline(__always)
  func read(_ cells: RosterCells, of line: UnsafeRawBufferPointer) throws(Fault) -> (
    key: RosterGroups.Key, members: Int
  ) {
    var joined = rules.launch.number
    if columns.joined >= 0 {
      joined = try date((columns.joined, .joined), cells, line)
      guard rules.launch.number <= joined, joined <= rules.horizon.number else {
        throw fault(
          (columns.joined, .joined), "a date from \(rules.launch) to \(rules.horizon)", cells, line)
      }
    }
    let place = joined - rules.launch.number
    var leaves: Int?
    if columns.left >= 0, !cells.bytes(columns.left, of: line).isEmpty {
      let left = try date((columns.left, .left), cells, line)
      guard joined < left else {
        throw fault(
          (columns.left, .left), "a date after joining on \(Day(number: joined))", cells, line)
      }
      if left <= rules.horizon.number {
        let period = Int(rules.periodOfDay[left - rules.launch.number])
        if period >= 0 { leaves = period }
      }
    }
    let birth = try birth(joined: joined, year: Int(rules.yearOfDay[place]), cells, line)
    let segment =
      columns.segment < 0
      ? 0
      : try name(
        (columns.segment, .segment), among: segments, rules.segments, "the name of a segment",
        cells, line)
    let riskClass =
      columns.riskClass < 0
      ? 0
      : try name(
        (columns.riskClass, .riskClass), among: riskClasses, rules.riskClasses,
        "the name of a class of risk", cells, line)
    let sex =
      columns.sex < 0
      ? 0
      : 1
        + (try name(
          (columns.sex, .sex), among: Self.sexes, ["male", "female"], "male or female", cells,
          line))
    let risk = columns.risk < 0 ? 1 : try factor((columns.risk, .risk), cells, line)
    var members = 1
    if columns.members >= 0 {
      let cell: Cell = (columns.members, .count)
      members = try whole(cell, 1...Limit.count, "a whole number of members above 0", cells, line)
    }
    let period = UInt64(UInt16(truncatingIfNeeded: rules.periodOfDay[place]))
    let first =
      period | UInt64(leaves.map { $0 + 1 } ?? 0) << 16 | UInt64(segment) << 32
      | UInt64(sex) << 48 | UInt64(riskClass) << 52
    return (RosterGroups.Key(first: first, second: birth, risk: risk.bitPattern), members)
  }

  /// The group of a key.
  func group(of key: RosterGroups.Key, members: Int) -> Enrolment.Group {
    let (person, stay) = (person(of: key), stay(of: key))
    return Enrolment.Group(
      joins: stay.joins, leaves: stay.leaves, segment: person.segment, sex: person.sex,
      riskClass: person.riskClass, risk: Double(Float(bitPattern: key.risk)), birth: person.birth,
      members: members)
  }

  /// Who the members of a key are.
  func person(of key: RosterGroups.Key) -> MemberRoll.Person {
    let value = Int(key.second & 0xFFFF_FFFF)
    let birth: Enrolment.Birth =
      switch key.second >> 62 {
      case 1: .age(value)
      case 2: .year(value)
      case 3: .date(Day(number: value - Self.shift))
      default: .unknown
      }
    return MemberRoll.Person(
      segment: Int(key.first >> 32 & 0xFFFF),
      sex: Sex(rawValue: Int(key.first >> 48 & 0xF) - 1), riskClass: Int(key.first >> 52),
      birth: birth)
  }

  /// When the members of a key join and leave.
  func stay(of key: RosterGroups.Key) -> MemberRoll.Stay {
    let period = Int(key.first & 0xFFFF)
    let leaves = Int(key.first >> 16 & 0xFFFF)
    // Who joins after the last settlement is in no period.
    let joins = period < rules.firsts.count ? rules.firsts[period] : rules.horizon
    let left = leaves > 0 ? rules.firsts[leaves - 1] : nil
    return MemberRoll.Stay(
      joins: joins, leaves: left.map { $0 > joins ? $0 : joins.advanced(by: 1) })
  }

  // MARK: - Birth

  @inline(__always)
  private func birth(
    joined: Int, year: Int, _ cells: RosterCells, _ line: UnsafeRawBufferPointer
  ) throws(Fault) -> UInt64 {
    guard let ages = rules.ages else { return 0 }
    if columns.birthDate >= 0 {
      let cell: Cell = (columns.birthDate, .birthDate)
      let born = try date(cell, cells, line)
      // Most members are well within the ages, which a count of days shows at once.
      let days = joined - born
      if days < ages.lowerBound * 366 + 1 || days >= (ages.upperBound + 1) * 365 {
        let age = Day(number: born).age(on: Day(number: joined))
        guard born <= joined, ages ~= age else {
          throw fault(
            cell, "a birth date of age \(ages.ages) at joining on \(Day(number: joined))", cells,
            line)
        }
      }
      return 3 << 62 | UInt64(born + Self.shift)
    }
    if columns.birthYear >= 0 {
      let cell: Cell = (columns.birthYear, .birthYear)
      let range = (year - ages.upperBound - 1)...(year - ages.lowerBound)
      return 2 << 62
        | UInt64(
          try whole(
            cell, range, "a birth year from \(range.lowerBound) to \(range.upperBound)", cells,
            line))
    }
    return 1 << 62
      | UInt64(
        try whole(
          (columns.age, .age), ages, "an age from \(ages.lowerBound) to \(ages.upperBound)", cells,
          line))
  }

  // MARK: - Cells

  @inline(__always)
  private func date(
    _ cell: Cell, _ cells: RosterCells, _ line: UnsafeRawBufferPointer
  ) throws(Fault) -> Int {
    guard let number = dates.dayNumber(cells.bytes(cell.number, of: line)) else {
      throw fault(cell, "a date such as 2018-10-16", cells, line)
    }
    return number
  }

  @inline(__always)
  private func whole(
    _ cell: Cell, _ range: ClosedRange<Int>, _ words: @autoclosure () -> String,
    _ cells: RosterCells, _ line: UnsafeRawBufferPointer
  ) throws(Fault) -> Int {
    let bytes = cells.bytes(cell.number, of: line)
    var value = 0
    var isGood = !bytes.isEmpty && bytes.count <= 15
    for byte in bytes {
      let digit = byte &- 48
      if digit > 9 { isGood = false }
      value = value &* 10 &+ Int(digit)
    }
    // A leading 0 is of another notation, or of a number that was cut.
    if bytes.count > 1, bytes[0] == 48 { isGood = false }
    guard isGood, range ~= value else { throw fault(cell, words(), cells, line) }
    return value
  }

  /// A factor such as `1.25`, which has 15 digits at most so that each of them counts.
  @inline(__always)
  private func factor(
    _ cell: Cell, _ cells: RosterCells, _ line: UnsafeRawBufferPointer
  ) throws(Fault) -> Float {
    let bytes = cells.bytes(cell.number, of: line)
    var value = 0
    var scale = 1.0
    var point = -1
    var isGood = bytes.count <= 16
    for (place, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "."), point < 0 {
        point = place
        continue
      }
      let digit = byte &- 48
      if digit > 9 { isGood = false }
      value = value &* 10 &+ Int(digit)
      if point >= 0 { scale *= 10 }
    }
    let whole = point < 0 ? bytes.count : point
    // A leading 0 is of another notation, or of a number that was cut; a point has digits on both sides.
    if whole == 0 || point == bytes.count - 1 || whole > 1 && bytes[0] == 48 { isGood = false }
    let factor = Double(value) / scale
    guard isGood, factor <= 1000 else {
      throw fault(cell, "a factor from 0 to 1000 such as 1.25", cells, line)
    }
    return Float(factor)
  }

  @inline(__always)
  private func name(
    _ cell: Cell, among names: [[UInt8]], _ texts: [String], _ words: String,
    _ cells: RosterCells, _ line: UnsafeRawBufferPointer
  ) throws(Fault) -> Int {
    let bytes = cells.bytes(cell.number, of: line)
    for number in names.indices where names[number].count == bytes.count {
      let isSame = names[number].withUnsafeBytes { name in
        zip(name, bytes).allSatisfy { $0 == $1 }
      }
      if isSame { return number }
    }
    let text = cells.text(cell.number, of: line)
    // A name with quotes in it is written with two of each.
    if cells.hasQuotes(cell.number), let number = texts.firstIndex(of: text) { return number }
    let near = texts.nearest(to: text).map { " (the nearest is \($0))" } ?? ""
    throw fault(cell, cell.column == .sex ? words : words + near, cells, line)
  }

  private func fault(
    _ cell: Cell, _ expected: String, _ cells: RosterCells, _ line: UnsafeRawBufferPointer
  ) -> Fault {
    let text = cells.text(cell.number, of: line)
    return Fault(
      column: cell.column, expected: expected, found: text.isEmpty ? "nothing" : text.shown,
      offset: cells.offset(of: cell.number))
  }
}
