import CKernels
import Probability

/// Draws which members of a roster have claims, when, and what becomes of them.
struct RosterClaims: Sendable {
  /// A claim.
  struct Claim {
    let person: Int
    let stay: RosterMembers.Stay
    /// The period of the diagnosis.
    let period: Int
    let line: Int
    /// The settlement that decides it; beyond the last if none does.
    let decided: Int
  }

  /// Whom the claims that have come so far belong to.
  private struct Claimant {
    var member = -1
    /// The first period in which the member may be diagnosed again.
    var free = 0
    /// The period that the birthday holds for.
    var period = -1
    var birthday = 0.0
  }

  let members: RosterMembers
  let risks: RosterRisks
  let terms: TermsTable
  /// By day from launch.
  private let fates: [FateLaw]
  private let launch: Day
  /// What becomes of a member whose claim was approved.
  private let claimants: Claimants
  /// By section.
  private let slots: [Slots]

  /// The slots of a section's rows.
  private struct Slots {
    let law: RowSlots
    /// By row.
    let words: [UInt32]
  }

  /// Members of a row: as many as let its number fit sixteen bits.
  private static let rowSize = MemberRoll.sectionSize / RowSlots.mostRows

  /// Prepares a roster.
  ///
  /// - Throws: `IndividualError` if members have too many claims.
  /// - Complexity: O(*members*).
  init(
    of members: RosterMembers, risks: RosterRisks, terms: TermsTable, in scenario: Scenario
  ) throws(IndividualError) {
    let slots = members.sections.map { Self.slots(of: $0, members.stays, risks) }
    guard !slots.contains(where: { $0 == nil }) else {
      throw IndividualError(obstacles: [.tooManyClaims])
    }
    self.members = members
    self.risks = risks
    self.terms = terms
    self.slots = slots.compactMap(\.self)
    launch = scenario.launch
    claimants = scenario.membership.claimants
    let course = ClaimCourse(of: scenario, periods: risks.periods)
    fates = FateTable(of: course, from: scenario.launch, to: scenario.horizon).laws
      .compactMap(\.self)
  }

  /// The bytes that members take, with the slots of their rows.
  var memory: Int {
    members.sections.reduce(0) { $0 + $1.count * 8 } + slots.reduce(0) { $0 + $1.words.count * 4 }
  }

  /// Whether a claim may be decided after the period of its diagnosis.
  var mayWait: Bool {
    risks.periods.contains { period in
      (0..<period.length).contains { day in
        let law = fates[launch.distance(to: period.first) + day]
        return law.fates.contains { $0.ended != period.index }
      }
    }
  }

  private static func slots(
    of section: [UInt64], _ stays: [RosterMembers.Stay], _ risks: RosterRisks
  ) -> Slots? {
    let rows = (section.count + rowSize - 1) / rowSize
    var law: RowSlots?
    let words = [UInt32](unsafeUninitializedCapacity: rows) { words, count in
      law = section.withUnsafeBufferPointer { members in
        risks.clocks.withUnsafeBufferPointer { clocks in
          RowSlots(
            rows: rows,
            sum: { row in
              RowSlots.sum(of: rowSize) { length(row, $0, of: members, stays, risks, clocks) }
            },
            set: { words.initializeElement(at: $0, to: $1) })
        }
      }
      count = law == nil ? 0 : rows
    }
    return law.map { Slots(law: $0, words: words) }
  }

  /// The length of a member of a row; none where the last row has no more members.
  @inline(__always)
  private static func length(
    _ row: Int, _ place: Int, of words: UnsafeBufferPointer<UInt64>, _ stays: [RosterMembers.Stay],
    _ risks: RosterRisks, _ clocks: UnsafeBufferPointer<Double>
  ) -> Double {
    let member = row * rowSize + place
    guard member < words.count else { return 0 }
    let word = words[member]
    return MemberRoll.risk(of: word)
      * risks.length(MemberRoll.person(of: word), stays[MemberRoll.stay(of: word)], clocks)
  }

  /// Draws the claims of the members of a section.
  ///
  /// - Parameters:
  ///   - section: The section.
  ///   - stream: Its own.
  ///   - body: Takes each claim, those that are refused too.
  /// - Complexity: O(*claims*).
  func draw(section: Int, using stream: inout Stream, each body: (Claim) -> Void) {
    var claimant = Claimant()
    let ends = UnsafeMutablePointer<Double>.allocate(capacity: Self.rowSize + 1)
    defer { ends.deallocate() }
    let slots = slots[section]
    members.sections[section].withUnsafeBufferPointer { words in
      risks.clocks.withUnsafeBufferPointer { clocks in
        slots.words.withUnsafeBufferPointer { slotWords in
          slots.law.propose(
            using: &stream,
            fetchSlot: { row in slotWords.baseAddress.map { fentan_will_read($0 + row) } },
            slot: { slotWords[$0] }, fetchRow: { Self.fetch($0, words) },
            find: { row, part in
              slots.law.member(at: part, of: Self.rowSize, ends: ends) {
                Self.length(row, $0, of: words, members.stays, risks, clocks)
              }.map { (row * Self.rowSize + $0, $1) }
            },
            each: { (found: (member: Int, place: Double), stream) in
              if found.member != claimant.member { claimant = Claimant(member: found.member) }
              if let claim = claim(
                words[found.member], at: found.place, by: &claimant, using: &stream)
              {
                body(claim)
              }
            })
        }
      }
    }
  }

  /// Has the members of a row read.
  @inline(__always)
  private static func fetch(_ row: Int, _ words: UnsafeBufferPointer<UInt64>) {
    guard let words = words.baseAddress else { return }
    // A row lies in up to three lines. Beyond the last member it is asked for in vain, and no harm done.
    let row = words + row * rowSize
    fentan_will_read(row)
    fentan_will_read(row + rowSize / 2)
    fentan_will_read(row + rowSize - 1)
  }

  /// The claim that is proposed at a place of a member's length, if it is one.
  private func claim(
    _ word: UInt64, at place: Double, by claimant: inout Claimant, using stream: inout Stream
  ) -> Claim? {
    let person = MemberRoll.person(of: word)
    let stay = members.stays[MemberRoll.stay(of: word)]
    let (period, part) = risks.time(place / MemberRoll.risk(of: word), person: person, stay)
    guard period >= claimant.free else { return nil }
    if period != claimant.period {
      // Birthdays count as even among those present at each period's start.
      claimant.period = period
      claimant.birthday = stream.fineUniform()
    }
    let day = risks.periods[period].first.advanced(by: risks.day(of: part, in: period))
    let age = risks.age(of: person, on: day, birthday: claimant.birthday)
    let chance = risks.chance(of: person, age: age, on: day, in: period, joined: stay.joins)
    guard stream.uniform() < chance.probability else { return nil }
    let line = line(terms[members.persons[person].segment, age], waits: chance.waits, &stream)
    let fate = fates[launch.distance(to: day)].sample(using: &stream)
    switch claimants {
    case .stay: claimant.free = period + 1
    case .leave:
      claimant.free = terms.lines[line].worth == .refused ? fate.ended + 1 : risks.periods.count
    }
    return Claim(person: person, stay: stay, period: period, line: line, decided: fate.ended)
  }

  /// Draws what a diagnosis is.
  private func line(_ terms: Terms, waits: Bool, _ stream: inout Stream) -> Int {
    let parts = terms.probabilities(waiting: waits)
    var mark = stream.uniform()
    for part in parts {
      mark -= part.chance
      if mark < 0 { return part.line }
    }
    return parts[parts.count - 1].line
  }
}
