import MutualAid

/// Puts the rows of a roster with own risks on a roll, one by one.
struct RosterRoll {
  /// What is wrong with a row: there is no room for it.
  struct Fault: Error {
    let expected: String
  }

  private(set) var roll = MemberRoll()
  private var persons: [Person: Int] = [:]
  private var stays: [UInt64: Int] = [:]
  private var last: (person: Person, number: Int)?
  private var lastStay: (stay: UInt64, number: Int)?

  private struct Person: Hashable {
    let first: UInt64
    let second: UInt64
  }

  /// Adds members of a key.
  ///
  /// - Throws: `Fault` where there is no room.
  mutating func add(
    _ key: RosterGroups.Key, members: Int, _ parser: RosterRow
  ) throws(Fault) {
    guard members <= MemberRoll.mostMembers - roll.count else {
      throw Fault(expected: "at most \(MemberRoll.mostMembers) members beside risk")
    }
    guard let person = person(of: key, parser) else {
      throw Fault(
        expected:
          "at most \(MemberRoll.mostPersons) combinations of segment, sex, risk_class and birth "
          + "beside risk")
    }
    guard let stay = stay(of: key, parser) else {
      throw Fault(
        expected:
          "at most \(MemberRoll.mostStays) combinations of the periods of joining and leaving "
          + "beside risk")
    }
    roll.add(members: members, risk: Float(bitPattern: key.risk), person: person, stay: stay)
  }

  private mutating func person(of key: RosterGroups.Key, _ parser: RosterRow) -> Int? {
    let person = Person(first: key.first & ~RosterGroups.Key.stay, second: key.second)
    if let last, last.person == person { return last.number }
    guard let number = persons[person] ?? roll.add(parser.person(of: key)) else { return nil }
    persons[person] = number
    last = (person, number)
    return number
  }

  private mutating func stay(of key: RosterGroups.Key, _ parser: RosterRow) -> Int? {
    let stay = key.first & RosterGroups.Key.stay
    if let lastStay, lastStay.stay == stay { return lastStay.number }
    guard let number = stays[stay] ?? roll.add(parser.stay(of: key)) else { return nil }
    stays[stay] = number
    lastStay = (stay, number)
    return number
  }
}
