import Testing

@testable import MutualAid

/// Members of a roster as they are in memory.
struct MemberRowsTests {
  private func members(_ rows: MemberRows) -> [[Double]] {
    (0..<rows.sections).flatMap { number in
      rows.withSection(number) { section in
        (0..<section.rows).flatMap { row in
          section.places(of: row).map { [section.hazard(row, $0), Double(section.kind(row, $0))] }
        }
      }
    }
  }

  @Test(arguments: [0, 1, 10, 11, 12_345])
  func `members are kept as they came, however much room there was`(count: Int) {
    let expected = (0..<count).map { [0.5 * Double($0), Double($0 * 7 % 65_536)] }
    for capacity in [0, 3, count, 2 * count] {
      var rows = MemberRows(capacity: capacity)
      for member in expected { rows.append(hazard: Float(member[0]), kind: UInt16(member[1])) }
      #expect(rows.count == count)
      #expect(members(rows) == expected)
      if capacity == count { #expect(rows.memory == (count + 9) / 10 * 64) }
    }
  }

  @Test func `a copy does not change with what it was made from`() {
    var rows = MemberRows(capacity: 100)
    rows.append(hazard: 1, kind: 1)
    let copy = rows
    rows.append(hazard: 2, kind: 2)
    var other = copy
    other.append(hazard: 3, kind: 3)
    #expect(members(copy) == [[1, 1]])
    #expect(members(rows) == [[1, 1], [2, 2]])
    #expect(members(other) == [[1, 1], [3, 3]])
  }

  private func slots(_ rows: MemberRows) -> [UInt32] {
    (0..<rows.sections).flatMap { number in
      rows.withSection(number) { section in (0..<section.rows).map { section.slot(of: $0) } }
    }
  }

  @Test func `slots change neither members nor what was copied before`() throws {
    var rows = MemberRows()
    for number in 0..<234 { rows.append(hazard: Float(number % 17), kind: UInt16(number % 2)) }
    let (copy, before) = (rows, members(rows))
    let filling = rows.fillSlots([0.25, 1])
    let laws = try #require(filling)
    #expect(laws.count == 1 && laws[0].rows == 24)
    #expect(members(rows) == before && members(copy) == before)
    #expect(slots(copy).allSatisfy { $0 == 0 } && slots(rows).contains { $0 != 0 })
    let filled = slots(rows)
    var other = rows
    let others = other.fillSlots([1, 0])
    #expect(others != nil && others != laws)
    #expect(slots(rows) == filled && slots(other) != filled)
    let tooMany = rows.fillSlots([1, 1e9])
    #expect(tooMany == nil)
    #expect(MemberRows().sections == 0)
    var nobody = MemberRows()
    let none = nobody.fillSlots([])
    #expect(none == [])
  }

  @Test func `a row begins with a line of the cache`() {
    var rows = MemberRows()
    for _ in 0..<25 { rows.append(hazard: 1, kind: 1) }
    rows.withSection(0) { section in
      for row in 0..<section.rows { #expect(Int(bitPattern: section.start(of: row)) % 64 == 0) }
    }
  }
}
