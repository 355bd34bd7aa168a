/// The members of a scenario's roster one by one, in the scenario's periods.
struct RosterMembers: Sendable {
  /// The periods of a membership: from `joins` to before `leaves`; none where the roster has no period
  /// of it.
  struct Stay: Hashable, Sendable {
    let joins: Int
    let leaves: Int
  }

  /// By number; who they are, but for leaving and their own risk.
  let persons: [Cohort]
  /// By number.
  let stays: [Stay]
  /// The words of `MemberRoll`.
  let sections: [[UInt64]]
  /// The number of members.
  let count: Int

  /// The members of an enrolment: as it names them one by one, or else out of its groups.
  ///
  /// - Throws: `IndividualError` where what they have in common has too many combinations.
  init(of enrolment: Enrolment, in periods: [Period]) throws(IndividualError) {
    guard let roll = enrolment.roll else {
      var roll = MemberRoll()
      var persons: [Cohort: Int] = [:]
      var stays: [Stay: Int] = [:]
      for (period, joiners) in EnrolledJoins(of: enrolment, in: periods).periods.enumerated() {
        for joiner in joiners {
          let cohort = joiner.cohort
          let stay = Stay(joins: period, leaves: cohort.leaves ?? periods.count)
          let person = persons[cohort.alone] ?? persons.count
          let number = stays[stay] ?? stays.count
          persons[cohort.alone] = person
          stays[stay] = number
          guard person < MemberRoll.mostPersons, number < MemberRoll.mostStays else {
            throw IndividualError(obstacles: [.tooManyKinds])
          }
          roll.add(
            members: joiner.members, risk: Float(cohort.risk), person: person, stay: number)
        }
      }
      self.persons = persons.sorted { $0.value < $1.value }.map(\.key)
      self.stays = stays.sorted { $0.value < $1.value }.map(\.key)
      sections = roll.sections
      count = roll.count
      return
    }
    persons = roll.persons.map { person in
      Cohort(
        segment: person.segment, sex: person.sex, riskClass: person.riskClass,
        birthYear: person.birth.year, born: person.birth.day)
    }
    stays = roll.stays.map { stay in
      let end = periods.count
      let joins = EnrolledJoins.period(of: stay.joins, in: periods) ?? end
      let leaves = stay.leaves.flatMap { EnrolledJoins.period(of: $0, in: periods) } ?? end
      return Stay(joins: joins, leaves: max(joins, leaves))
    }
    sections = roll.sections
    count = roll.count
  }

  /// Goes through all combinations of person and stay, with the number of their members.
  func forEachKind(_ body: (_ person: Int, _ stay: Int, _ members: Int) -> Void) {
    var last = (kind: UInt32.max, members: 0)
    func tell() {
      guard last.members > 0 else { return }
      let word = UInt64(last.kind)
      body(MemberRoll.person(of: word), MemberRoll.stay(of: word), last.members)
    }
    for section in sections {
      for word in section {
        let kind = UInt32(truncatingIfNeeded: word)
        if kind == last.kind, last.members > 0 {
          last.members += 1
        } else {
          tell()
          last = (kind, 1)
        }
      }
    }
    tell()
  }
}

extension Cohort {
  /// Who they are, but for leaving and their own risk.
  fileprivate var alone: Cohort {
    Cohort(segment: segment, sex: sex, riskClass: riskClass, birthYear: birthYear, born: born)
  }
}

extension Enrolment.Birth {
  fileprivate var day: Day? {
    if case .date(let day) = self { day } else { nil }
  }

  fileprivate var year: Int? {
    switch self {
    case .unknown, .age: nil
    case .year(let year): year
    case .date(let day): day.year
    }
  }
}
