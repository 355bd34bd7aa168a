import Probability

/// Many lives of a scenario whose members are taken one by one from its roster, each with a risk of its
/// own.
///
/// All replications read the same members and change nothing in them: what a replication keeps is counts
/// by period. It follows claims from diagnosis to decision as the engine does, and agrees with it in
/// distribution.
///
/// Each section of members has a stream of its own in each replication, and what is gathered is counts, so
/// the outcome does not depend on the number of threads.
public struct RosterSimulation: Sendable {
  /// What is simulated.
  public let scenario: Scenario
  /// The pool's periods.
  public let periods: [Period]
  /// The number that every draw follows from.
  public let seed: UInt64
  private let claims: RosterClaims
  /// The payers if nobody has a claim.
  private let payers: RosterPayers

  /// Prepares a scenario.
  ///
  /// - Throws: `IndividualError` with all that stands in the way.
  /// - Complexity: O(*members*).
  public init(of scenario: Scenario, seed: UInt64) throws(IndividualError) {
    var obstacles = scenario.individualObstacles
    guard obstacles.isEmpty, let enrolment = scenario.membership.enrolment else {
      throw IndividualError(obstacles: obstacles)
    }
    self.scenario = scenario
    self.seed = seed
    periods = scenario.periods
    let members = try RosterMembers(of: enrolment, in: periods)
    let terms = TermsTable(of: scenario)
    let risks = try RosterRisks(of: members.persons, in: scenario, terms: terms)
    claims = try RosterClaims(of: members, risks: risks, terms: terms, in: scenario)
    var payers = RosterPayers(segments: scenario.segments.count, periods: periods.count)
    var hidesBirthday = false
    /// By period, how many more are members in some part of it than in the period before.
    var present = [Int](repeating: 0, count: periods.count + 1)
    members.forEachKind { person, stay, count in
      let stay = members.stays[stay]
      guard stay.joins < stay.leaves else { return }
      let cohort = members.persons[person]
      if cohort.born == nil, risks.agedOut[person] < stay.leaves { hidesBirthday = true }
      payers.add(
        count, segment: cohort.segment, from: stay.joins, to: risks.end(of: person, stay))
      present[stay.joins] += count
      present[max(stay.joins, min(stay.leaves, risks.agedOut[person] + 1))] -= count
    }
    self.payers = payers
    if hidesBirthday { obstacles.append(.upperAge) }
    // Claimants who stay until they are paid pay for themselves.
    if scenario.membership.claimants == .stay,
      Self.lacksPayers(payers, present: present, claimsWait: claims.mayWait)
    {
      obstacles.append(.nobodyPays)
    }
    guard obstacles.isEmpty else { throw IndividualError(obstacles: obstacles) }
  }

  /// Whether a settlement without payers may decide claims.
  private static func lacksPayers(_ payers: RosterPayers, present: [Int], claimsWait: Bool) -> Bool
  {
    var (members, mayOwe) = (0, false)
    for (period, payers) in payers.byPeriod.enumerated() {
      members += present[period]
      mayOwe = members > 0 || claimsWait && mayOwe
      if mayOwe, payers.allSatisfy({ $0 == 0 }) { return true }
    }
    return false
  }

  /// The number of members.
  public var memberCount: Int { claims.members.count }

  /// The bytes that a member takes with its part of the bounds on hazards, rounded down.
  public var bytesPerMember: Int { memberCount > 0 ? claims.memory / memberCount : 0 }

  /// The number of different persons, but for their own risk and their leaving.
  public var cohortCount: Int { claims.members.persons.count }

  /// Runs one replication.
  func record(of replication: Int) -> RosterRecord {
    let none = [Int](repeating: 0, count: periods.count)
    let lines = claims.terms.lines
    var payers = payers
    var diagnosed = none
    /// By settlement and line.
    var approved = [[Int]](repeating: lines.map { _ in 0 }, count: periods.count)
    for section in claims.members.sections.indices {
      var stream = Stream(
        seed: seed, replication: replication, purpose: .individual, cohort: section)
      claims.draw(section: section, using: &stream) { claim in
        diagnosed[claim.period] += 1
        let isRefused = lines[claim.line].worth == .refused
        if !isRefused, claim.decided < periods.count {
          approved[claim.decided][claim.line] += 1
        }
        guard scenario.membership.claimants == .leave else { return }
        let end = min(claim.decided, periods.count)
        payers.move(
          segment: lines[claim.line].segment,
          from: claims.risks.end(of: claim.person, claim.stay),
          to: isRefused
            ? claims.risks.end(of: claim.person, claim.stay, refusedIn: end)
            : (min(end + 1, periods.count), end))
      }
    }
    var record = RosterRecord(
      diagnosed: diagnosed, cases: approved.map { $0.reduce(0, +) }, benefits: none,
      members: payers.membersAfter, payers: payers.byPeriod, shares: [])
    settle(approved, into: &record)
    return record
  }

  /// Finds what each settlement pays and asks for, with what rounding left over carried on.
  private func settle(_ approved: [[Int]], into record: inout RosterRecord) {
    let lines = claims.terms.lines
    var surplus = 0
    for period in periods.indices {
      let payers = record.payers[period]
      let rule = SharingRule(
        of: scenario.apportionment, segments: scenario.segments, payers: payers, cap: nil)
      var (whole, payable) = (0, 0)
      for (line, count) in zip(lines, approved[period]) where count > 0 {
        whole += count * line.amount
        payable += count * rule.payable(line.amount)
      }
      record.benefits[period] = scenario.apportionment.aboveCap == .platform ? whole : payable
      let need = rule.cost(payable) - surplus
      let shares = payers.indices.map { rule.share(of: need, segment: $0) }
      record.shares.append(shares)
      surplus = zip(shares, payers).reduce(-need) { $0 + $1.0 * $1.1 }
    }
  }

  /// Replications between two looks at whether a run was stopped.
  private static let batchSize = 16

  /// Runs the replications 0 ..< `replications`.
  ///
  /// - Parameters:
  ///   - replications: How many, below 2³².
  ///   - threads: How many tasks run at once, at least 1.
  ///   - progress: Called with the number of replications that are finished.
  /// - Returns: The shares, members, claims and benefits of all settlements, and the costs of all years.
  /// - Throws: `CancellationError` if the task is cancelled.
  public func run(
    replications: Int, threads: Int, progress: (@Sendable (_ finished: Int) -> Void)? = nil
  ) async throws -> Outcome {
    precondition(0...0xFFFF_FFFF ~= replications, "replications are below 2^32")
    let measures = RosterRecord.measures(periods: periods, segments: scenario.segments.count)
    let tallies = try await ReplicationBlocks(
      replications: replications, threads: threads, batchSize: Self.batchSize
    ).gather(
      into: measures.map { _ in Tally() }, progress: progress,
      batch: { numbers, found in
        for number in numbers {
          for (place, value) in record(of: number).values(of: periods).enumerated() {
            found[place].add(value)
          }
        }
      },
      merge: { sum, found in for place in sum.indices { sum[place].merge(found[place]) } })
    return Outcome(
      scenario: scenario, periods: periods, seed: seed, replications: replications,
      method: .individuals, measures: measures, tallies: tallies)
  }
}
