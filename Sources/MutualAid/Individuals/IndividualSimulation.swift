import Probability

/// Many lives of a pool whose members are known one by one.
///
/// All replications read one roster and change nothing in it: what a replication keeps is counts by
/// period. Members leave once they had a claim, and pay at the settlement of its period; a claim is
/// settled in its period.
///
/// A replication's draws follow from the seed and its number, so the outcome does not depend on the
/// number of threads.
public struct IndividualSimulation: Sendable {
  private let claims: MemberClaims
  private let course: RosterCourse
  private let rule: ApportionmentRule
  /// The number that every draw follows from.
  public let seed: UInt64

  /// Prepares a roster.
  ///
  /// Where claims fall is prepared within the roster's own memory. A roster that is used on is copied for
  /// that; one that is given away (`consume roster`) is not.
  ///
  /// - Parameters:
  ///   - roster: The members.
  ///   - factors: What multiplies all hazards, by period.
  ///   - rule: The fee and the least share; shares are equal, and the rule's caps are not applied.
  ///   - seed: The number that every draw follows from.
  /// - Throws: `RosterError.factors` if there is not a sound factor for each period, and `.tooManyClaims`
  ///   if members of a section have more than some six claims each in the mean.
  /// - Complexity: O(*members*), some 1 ns each.
  public init(
    of roster: consuming Roster, factors: [Double], rule: ApportionmentRule = ApportionmentRule(),
    seed: UInt64
  ) throws(RosterError) {
    let hazards = try RosterHazards(of: &roster, factors: factors)
    course = RosterCourse(of: copy roster)
    claims = MemberClaims(roster: roster, hazards: hazards)
    self.rule = rule
    self.seed = seed
  }

  private var roster: Roster { claims.roster }

  /// Runs one replication.
  ///
  /// - Complexity: O(*members* / 655,360 + *claims* + *periods*²).
  public func record(of replication: Int) -> IndividualRecord {
    var course = course
    let periods = roster.periods
    /// By class of benefit and period.
    var found = [Int](repeating: 0, count: roster.benefits.count * periods)
    for section in claims.hazards.slots.indices {
      var stream = Stream(
        seed: seed, replication: replication, purpose: .individual, cohort: section)
      claims.draw(section: section, using: &stream) { kind, period in
        found[kind.benefitClass * periods + period] += 1
        course.claim(in: period, by: kind)
      }
    }
    let none = [Int](repeating: 0, count: periods)
    var record = IndividualRecord(claims: none, benefits: none, payers: course.members)
    for (number, benefit) in roster.benefits.enumerated() {
      for period in 0..<periods {
        let count = found[number * periods + period]
        record.claims[period] += count
        record.benefits[period] += count * benefit
      }
    }
    record.shares = shares(record)
    record.lifeCosts = course.costs(record.shares)
    return record
  }

  /// What a payer owes at each settlement, with what rounding left over carried on.
  private func shares(_ record: IndividualRecord) -> [Int] {
    var surplus = 0
    return zip(record.benefits, record.payers).map { benefits, payers in
      let need = benefits + rule.fee.of(benefits) - surplus
      let share = Apportionment(
        of: need, over: [payers], weights: [1], minimum: rule.minimumShare
      ).shares[0]
      // Where nobody is left, nobody has a claim either.
      surplus = share * payers - need
      return share
    }
  }

  /// Runs the replications 0 ..< `replications`.
  ///
  /// - Parameters:
  ///   - replications: How many, below 2³².
  ///   - threads: How many tasks run at once, at least 1.
  ///   - levels: The levels at which the costs of members are told, each from 0 to 1.
  /// - Returns: What they found.
  /// - Throws: `CancellationError` if the task is cancelled.
  public func run(
    replications: Int, threads: Int, levels: [Double] = [0.05, 0.5, 0.95]
  ) async throws -> IndividualOutcome {
    precondition(threads >= 1, "a run needs a thread")
    let dealer = BlockDealer(replications: replications, blockSize: 1, progress: nil)
    let none = IndividualOutcome(
      replications: replications, periods: roster.periods, levels: levels)
    return try await withThrowingTaskGroup(of: IndividualOutcome.self) { group in
      for _ in 0..<threads {
        group.addTask {
          var found = none
          while let block = await dealer.next(after: 1) {
            try Task.checkCancellation()
            found.add(record(of: block.blocks.lowerBound))
          }
          return found
        }
      }
      var sum = none
      for try await found in group { sum.merge(found) }
      return sum
    }
  }
}
