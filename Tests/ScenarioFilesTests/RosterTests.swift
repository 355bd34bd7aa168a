import MutualAid
import Testing

@testable import ScenarioFiles

/// A scenario with a roster, short enough to break in one place.
private let rosterPool = """
  fentan: 1
  name: Roster
  launch: 2020-01-01
  horizon: 2021-12-31
  settlement: { every: month }
  segments: { single: {}, family: {} }
  members:
    roster: { file: roster.csv }
    ages: 20..59
  claims:
    incidence: { table: CI-2020/28-diseases }
    classes:
      severe: { share: 1, benefit: 300000 }
  apportionment: { fee: 0.08 }

  """

private let header = "joined,birth_date,sex,segment,left\n"

struct RosterTests {
  private func enrolment(_ roster: String, _ scenario: String = rosterPool) throws -> Enrolment? {
    try read(scenario, files: ["roster.csv": roster]).scenario.membership.enrolment
  }

  private func wrong(_ roster: String, _ scenario: String = rosterPool) -> [String] {
    problems(scenario, files: ["roster.csv": roster])
  }

  @Test func `rows that are exchangeable are counted together`() throws {
    let found = try #require(
      try enrolment(
        header + """
          2020-01-05,1980-02-29,male,single,
          2020-01-31,1980-02-29,male,single,2022-06-01
          2020-02-01,1980-02-29,male,single,2020-03-31
          2020-02-29,1980-02-29,male,single,2020-03-01

          """))
    let born = Enrolment.Birth.date(try #require(Day(isoDate: "1980-02-29")))
    func day(_ text: String) throws -> Day { try #require(Day(isoDate: text)) }
    #expect(
      found.groups == [
        .init(joins: try day("2020-01-01"), sex: .male, birth: born, members: 2),
        .init(
          joins: try day("2020-02-01"), leaves: try day("2020-03-01"), sex: .male, birth: born,
          members: 2),
      ])
    #expect(found.rows == 4 && found.members == 4)
  }

  @Test(arguments: [
    "\u{FEFF}", "\r\n", "quotes", "blanks", "no end", "order", "blank lines",
  ])
  func `the same members make the same roster however they are written`(way: String) throws {
    let rows = [
      "2020-01-05,1980-02-29,male,single,", "2020-03-05,1990-12-31,female,family,2020-07-01",
    ]
    let plain = header + rows.joined(separator: "\n") + "\n"
    let other =
      switch way {
      case "\u{FEFF}": "\u{FEFF}" + plain
      case "\r\n": plain.replacing("\n", with: "\r\n")
      case "quotes":
        plain.split(separator: "\n").map { line in
          line.split(separator: ",", omittingEmptySubsequences: false).map { "\"\($0)\"" }
            .joined(separator: ",") + "\n"
        }.joined()
      case "blanks": plain.replacing(",", with: " ,\t ").replacing("\n", with: "  \n")
      case "no end": String(plain.dropLast())
      case "order": header + rows.reversed().joined(separator: "\n")
      default: "\n" + plain.replacing("\n", with: "\n\n") + ",,,,\n"
      }
    let document = try read(rosterPool, files: ["roster.csv": plain])
    let found = try read(rosterPool, files: ["roster.csv": other])
    #expect(found.scenario == document.scenario)
    #expect(found.text == document.text)
    #expect(document.text.contains("file roster.csv: 2 rows, 2 groups, fnv1a64 "))
  }

  @Test(arguments: 1...64)
  func `pieces of any length make the same roster`(length: Int) throws {
    var text = header
    for number in 0..<200 {
      text += "2020-0\(1 + number % 9)-1\(number % 10),19\(65 + number % 30)-03-01,"
      text += number % 3 == 0 ? "\"male\",single,\n" : "female,\"family\",2021-05-05\r\n"
    }
    let rules = RosterRules(
      launch: try #require(Day(isoDate: "2020-01-01")),
      horizon: try #require(Day(isoDate: "2021-12-31")),
      periods: try read(rosterPool, files: ["roster.csv": text]).scenario.periods, ages: 20...59,
      segments: ["single", "family"], riskClasses: [], needsSex: true)
    var reader = RosterReader(rules)
    text.withUTF8 { bytes in
      for start in stride(from: 0, to: bytes.count, by: length) {
        let end = min(start + length, bytes.count)
        reader.take(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[start..<end]))
      }
    }
    #expect(reader.finish() == (try enrolment(text)))
  }

  /// Each row is wrong in one way; the words are those that the user sees.
  @Test(arguments: [
    (
      "2020-13-01,1980-02-29,male,single,",
      "1: joined: expected a date such as 2018-10-16, but found 2020-13-01"
    ),
    (
      "2020-02-30,1980-02-29,male,single,",
      "1: joined: expected a date such as 2018-10-16, but found 2020-02-30"
    ),
    (
      "20200201,1980-02-29,male,single,",
      "1: joined: expected a date such as 2018-10-16, but found 20200201"
    ),
    (
      ",1980-02-29,male,single,", "1: joined: expected a date such as 2018-10-16, but found nothing"
    ),
    (
      "2019-12-31,1980-02-29,male,single,",
      "1: joined: expected a date from 2020-01-01 to 2021-12-31, but found 2019-12-31"
    ),
    (
      "2020-01-01,2001-01-01,male,single,",
      "12: birth_date: expected a birth date of age 20..59 at joining on 2020-01-01, but found 2001-01-01"
    ),
    (
      "2020-01-01,1960-01-01,male,single,",
      "12: birth_date: expected a birth date of age 20..59 at joining on 2020-01-01, but found 1960-01-01"
    ),
    ("2020-01-01,1980-02-29,m,single,", "23: sex: expected male or female, but found m"),
    (
      "2020-01-01,1980-02-29,male,sinlge,",
      "28: segment: expected the name of a segment (the nearest is single), but found sinlge"
    ),
    ("2020-01-01,1980-02-29,male,单身,", "28: segment: expected the name of a segment, but found 单身"),
    (
      "2020-01-01,1980-02-29,male,single,2020-01-01",
      "35: left: expected a date after joining on 2020-01-01, but found 2020-01-01"
    ),
    ("2020-01-01,1980-02-29,male,single", "1: expected 5 cells as in the header, but found 4"),
    (
      "2020-01-01,1980-02-29,male,single,,,,,,,,,,,,",
      "1: expected 5 cells as in the header, but found 16"
    ),
    (
      "2020-01-01,\"1980-02-29,male,single,",
      "12: expected a closing quote, but found the end of the line"
    ),
    (
      "2020-01-01,\"1980-02-29\"x,male,single,",
      "24: expected a comma or the end of the line after the closing quote"
    ),
  ])
  func `a wrong row has its place and what is allowed`(row: String, message: String) {
    let good = "2020-01-01,1980-02-29,male,single,\n"
    #expect(wrong(header + good + row + "\n" + good) == ["roster.csv:3:" + message])
  }

  @Test(arguments: [
    (
      "",
      "roster.csv:1:1: expected a header such as joined,birth_date,sex,segment,left and at least one row, but found an empty file"
    ),
    (
      "\n\n",
      "roster.csv:1:1: expected a header such as joined,birth_date,sex,segment,left and at least one row, but found an empty file"
    ),
    (
      header,
      "roster.csv:1:1: expected a header such as joined,birth_date,sex,segment,left and at least one row, but found a header alone"
    ),
    (
      "joined,birth_date,sexe,segment\n",
      "roster.csv:1:19: sexe: is not a column; did you mean 'sex'?"
    ),
    (
      "joined,joined,birth_date,sex,segment\n",
      "roster.csv:1:8: joined: is set twice; it was set first in line 1"
    ),
    (
      "birth_date,sex\n",
      "roster.csv:1:1: segment: is missing; expected a column of this name, because there are several segments"
    ),
    (
      "birth_date,segment\n",
      "roster.csv:1:1: sex: is missing; expected a column of this name, because rates go by sex"
    ),
    (
      "sex,segment\n",
      "roster.csv:1:1: birth_date: expected one of the columns birth_date, birth_year or age, but found none"
    ),
    (
      "sex,segment,age,birth_year\n",
      "roster.csv:1:1: birth_date: expected one of the columns birth_date, birth_year or age, but found birth_year and age"
    ),
    (
      "sex,segment,age,risk_class\n",
      "roster.csv:1:1: risk_class: expected members.risk_classes in the scenario, but found none"
    ),
    (
      "sex,segment,age\rmale,single,30\r",
      "roster.csv:1:1: expected a text file in UTF-8, but found the character U+000D"
    ),
    (
      "\u{0}\u{1}\u{2}",
      "roster.csv:1:1: expected a text file in UTF-8, but found the character U+0000"
    ),
  ])
  func `a wrong header is said once`(roster: String, message: String) {
    #expect(wrong(roster).contains(message), "\(wrong(roster))")
  }

  @Test func `wrong rows are counted beyond those that are shown`() {
    let good = "2020-01-01,1980-02-29,male,single,\n"
    let bad = String(repeating: good + "never,1980-02-29,male,single,\n", count: 5_000)
    let found = wrong(header + bad)
    #expect(found.count == 101)
    #expect(found.last == "roster.csv: 4900 more problems in this file are not shown")
  }

  @Test func `a line without end is no roster`() {
    let long = String(repeating: "x", count: 200_000)
    #expect(
      wrong(long) == [
        "roster.csv:1:1: expected a line of at most 65536 bytes, but found a longer one"
      ])
    #expect(
      wrong(header + long + "\n2020-01-01,1980-02-29,male,single,\n" + long).map {
        String($0.prefix(14))
      }
        == ["roster.csv:2:1", "roster.csv:4:1"])
  }

  @Test func `a count stands for so many members`() throws {
    let found = try #require(
      try enrolment("count,age,sex,segment,id\n17,20,male,single,a\n4,20,male,single,b\n"))
    #expect(found.members == 21 && found.rows == 2 && found.groups.count == 1)
    #expect(
      wrong("count,age,sex,segment\n0,20,male,single\n")
        == ["roster.csv:2:1: count: expected a whole number of members above 0, but found 0"])
    #expect(
      wrong("count,age,sex,segment\n1099511627776,20,male,single\n1,20,male,single\n")
        == ["roster.csv:3:1: expected at most 1099511627776 members in all, but found more"])
  }

  @Test func `a roster stands alone`() {
    let mixed = rosterPool.replacing("ages: 20..59", with: "ages: 20..59\n  mix: { 20..59: 1 }")
    let row = header + "2020-01-01,1980-02-29,male,single,\n"
    #expect(
      wrong(row, mixed) == [
        "pool.yaml:10:8: members.mix: expected no mix beside roster, whose rows say who joins, but found mix"
      ])
    #expect(
      wrong(row, rosterPool.replacing("  ages", with: "  path: 10\n  ages"))
        .contains {
          $0.contains("expected one of path, flows or roster, but found path and roster")
        })
    #expect(
      problems(rosterPool) == [
        "pool.yaml:8:19: members.roster.file: expected a file, but there is no 'roster.csv'"
      ])
  }

  /// Bytes of every kind, cut out of a good roster and mangled: never a crash, and every fault has a
  /// place within the file.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func `no bytes break the reader`(seed: UInt64) throws {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func draw(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state >> 33) % bound
    }
    var bytes = Array(
      (header + String(repeating: "2020-01-01,1980-02-29,male,\"single\",\n", count: 20)).utf8)
    let strange: [UInt8] = [0, 10, 13, 34, 44, 0xEF, 0xFF, 0x80, 45, 57]
    for _ in 0..<draw(12) {
      let place = draw(bytes.count)
      switch draw(4) {
      case 0: bytes.remove(at: place)
      case 1: bytes.insert(strange[draw(strange.count)], at: place)
      case 2: bytes[place] = UInt8(draw(256))
      default: bytes.removeSubrange(place..<min(bytes.count, place + draw(40)))
      }
      if bytes.isEmpty { bytes = [44] }
    }
    let good = try read(
      rosterPool, files: ["roster.csv": header + "2020-01-01,1980-02-29,male,single,\n"])
    var reader = RosterReader(
      RosterRules(
        launch: good.scenario.launch, horizon: good.scenario.horizon,
        periods: good.scenario.periods, ages: 20...59, segments: ["single", "family"],
        riskClasses: [], needsSex: true))
    let cut = draw(bytes.count)
    bytes.withUnsafeBytes {
      reader.take(UnsafeRawBufferPointer(rebasing: $0[..<cut]))
      reader.take(UnsafeRawBufferPointer(rebasing: $0[cut...]))
    }
    let found = reader.finish()
    let lines = bytes.count { $0 == 10 } + 1
    #expect((found == nil) == (reader.faultCount > 0))
    #expect(reader.faults.allSatisfy { 1...lines ~= $0.line && $0.place >= 1 })
  }
}
