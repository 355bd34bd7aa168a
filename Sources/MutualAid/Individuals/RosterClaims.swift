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
  /// By section and block, never below the sum of its members' lengths.
  private let bounds: [[Float]]

  /// The most claims that are proposed in a section, in the mean: a stream has 2²⁵ words, and a claim
  /// takes six at most.
  private static let mostClaims = 0x1p21

  /// Prepares a roster.
  ///
  /// - Throws: `IndividualError` if members have too many claims.
  /// - Complexity: O(*members*).
  init(
    of members: RosterMembers, risks: RosterRisks, terms: TermsTable, in scenario: Scenario
  ) throws(IndividualError) {
    let bounds = members.sections.map { Self.bounds(of: $0, members.stays, risks) }
    let most = bounds.map { $0.reduce(0.0) { $0 + Double($1) } }.max() ?? 0
    guard most <= Self.mostClaims else { throw IndividualError(obstacles: [.tooManyClaims]) }
    self.members = members
    self.risks = risks
    self.terms = terms
    self.bounds = bounds
    launch = scenario.launch
    claimants = scenario.membership.claimants
    let course = ClaimCourse(of: scenario, periods: risks.periods)
    fates = (0...max(0, scenario.launch.distance(to: scenario.horizon))).map {
      FateLaw(course.law(diagnosed: scenario.launch.advanced(by: $0)))
    }
  }

  /// The bytes that members take, with the bounds on their blocks.
  var memory: Int {
    members.sections.reduce(0) { $0 + $1.count * 8 } + bounds.reduce(0) { $0 + $1.count * 4 }
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

  private static func bounds(
    of section: [UInt64], _ stays: [RosterMembers.Stay], _ risks: RosterRisks
  ) -> [Float] {
    risks.clocks.withUnsafeBufferPointer { clocks in
      stride(from: 0, to: section.count, by: HazardAxis.size).map { first in
        var sum = 0.0
        for word in section[first..<min(first + HazardAxis.size, section.count)] {
          sum += length(word, stays, risks, clocks)
        }
        return HazardAxis.bound(sum)
      }
    }
  }

  @inline(__always)
  private static func length(
    _ word: UInt64, _ stays: [RosterMembers.Stay], _ risks: RosterRisks,
    _ clocks: UnsafeBufferPointer<Double>
  ) -> Double {
    MemberRoll.risk(of: word)
      * risks.length(MemberRoll.person(of: word), stays[MemberRoll.stay(of: word)], clocks)
  }

  /// Draws the claims of the members of a section.
  ///
  /// - Parameters:
  ///   - section: The section.
  ///   - stream: Its own.
  ///   - body: Takes each claim, those that are refused too.
  /// - Complexity: O(*blocks* + *claims*).
  func draw(section: Int, using stream: inout Stream, each body: (Claim) -> Void) {
    var claimant = Claimant()
    members.sections[section].withUnsafeBufferPointer { words in
      risks.clocks.withUnsafeBufferPointer { clocks in
        bounds[section].withUnsafeBufferPointer { bounds in
          HazardAxis.draw(
            0..<bounds.count, bounds: bounds, members: words.count, using: &stream,
            fetch: { Self.fetch($0, words) },
            length: { Self.length(words[$0], members.stays, risks, clocks) },
            each: { member, place, stream in
              if member != claimant.member { claimant = Claimant(member: member) }
              if let claim = claim(words[member], at: place, by: &claimant, using: &stream) {
                body(claim)
              }
            })
        }
      }
    }
  }

  /// Has the members of a block read.
  @inline(__always)
  private static func fetch(_ block: Int, _ words: UnsafeBufferPointer<UInt64>) {
    guard let words = words.baseAddress else { return }
    // A cache line has 64 bytes. Beyond the last member it is asked for in vain, and no harm done.
    for line in 0..<HazardAxis.size / 8 {
      fentan_will_read(words + block * HazardAxis.size + line * 8)
    }
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
