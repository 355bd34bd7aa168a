public import Probability

/// What members paid over their whole membership, and in the years that they stayed all of, over all
/// members and replications.
///
/// A figure is that of a member picked at random among all members of all replications.
public struct MembershipCosts: Sendable {
  /// Members of one segment and year.
  public struct Group: Sendable {
    /// The segment's name.
    public let segment: String
    /// The year of joining, or the year that was paid for.
    public let year: Int
    /// What they paid, in fen, with the number who did.
    public let costs: WeightedTally
  }

  /// All that a run finds.
  public let outcome: Outcome
  /// By segment and year of joining: what members paid from joining to leaving or the horizon.
  public let memberships: [Group]
  /// By segment and year: what those paid in the year who were asked at all its settlements.
  public let fullYears: [Group]
}

extension Simulation {
  /// Whether `runByMember` can tell what members paid.
  ///
  /// It cannot where those who wait for cover are not asked: a claimant among them is, so members of a
  /// generation pay differently; nor where shares go by cohort, or contributions are paid into a fund.
  /// Nor can it where a last apportionment is taken from balances, because who has left since the last
  /// settlement has none.
  public static func tellsMemberCosts(of scenario: Scenario) -> Bool {
    let mayShareLast = [scenario.shutdown?.tail, scenario.triggers?.terms.tail].contains(.members)
    return scenario.chargesBySegment && !scenario.membership.waiting.sparesSome
      && !(scenario.funding.prepaidRule != nil && mayShareLast)
  }

  /// Runs the replications 0 ..< `replications`, and records what their members paid.
  ///
  /// Those who joined in each period are told apart over the whole run, which takes time and memory
  /// by their number. Members, claims and deaths are those of `run`, and so are all other figures, save
  /// where a yearly cap binds or members have balances: these go by the period of joining, which `run`
  /// draws by year or by balance; the law is the same. The memory does not go by the number of replications.
  ///
  /// - Parameters:
  ///   - scenario: The pool.
  ///   - seed: The seed.
  ///   - replications: How many.
  ///   - threads: How many tasks run at once, at least 1. Their number changes nothing.
  ///   - progress: Called with the number of replications that are finished.
  /// - Returns: What they found.
  /// - Throws: `EngineError` if a ledger does not balance, `CancellationError` if the task is
  ///   cancelled.
  /// - Precondition: `tellsMemberCosts(of:)`.
  public static func runByMember(
    _ scenario: Scenario, seed: UInt64, replications: Int, threads: Int,
    progress: (@Sendable (_ finished: Int) -> Void)? = nil
  ) async throws -> MembershipCosts {
    precondition(tellsMemberCosts(of: scenario), "members of a generation pay alike")
    let simulation = Simulation(of: scenario, seed: seed, keepsGenerations: true)
    let found = try await ReplicationBlocks(
      replications: replications, threads: threads, batchSize: simulation.timetable.lanesAtOnce
    ).gather(
      into: MembershipSums(simulation.timetable, measures: simulation.layout.measures.count),
      progress: progress,
      batch: { numbers, sums in
        for (number, found) in zip(numbers, try simulation.memberRecords(of: numbers)) {
          sums.add(found.record, found.costs, replication: number)
        }
      },
      merge: { $0.merge($1) })
    return MembershipCosts(
      outcome: Outcome(
        scenario: scenario, periods: simulation.periods, seed: seed,
        replications: replications, measures: simulation.layout.measures, tallies: found.tallies),
      memberships: found.groups(found.memberships, of: scenario),
      fullYears: found.groups(found.fullYears, of: scenario))
  }

  /// The records of some replications with what their members paid.
  func memberRecords(
    of numbers: Range<Int>
  ) throws(EngineError) -> [(record: [Int], costs: MemberCosts)] {
    var batch = Batch(
      Array(numbers), of: timetable, layout: layout, seed: seed, tellsGenerationsApart: true)
    for lane in batch.lanes.indices { batch.lanes[lane].memberCosts = MemberCosts(of: timetable) }
    var branches = Branches(batch, timetables: triggered)
    let lanes = try branches.runLanes()
    return numbers.compactMap { number in
      lanes[UInt32(number)].flatMap { lane in lane.memberCosts.map { (lane.record, $0) } }
    }
  }
}

/// What replications of a run by member sum up to.
private struct MembershipSums: Sendable {
  private(set) var tallies: [Tally]
  /// By segment and year.
  private(set) var memberships: [[WeightedTally]]
  private(set) var fullYears: [[WeightedTally]]
  private let years: ClosedRange<Int>

  init(_ timetable: Timetable, measures: Int) {
    let scenario = timetable.scenario
    years = scenario.launch.year...scenario.horizon.year
    tallies = (0..<measures).map { _ in Tally() }
    memberships = scenario.segments.map { _ in
      (scenario.launch.year...scenario.horizon.year).map { _ in WeightedTally() }
    }
    fullYears = memberships
  }

  mutating func add(_ record: [Int], _ costs: MemberCosts, replication: Int) {
    for (place, value) in record.enumerated() { tallies[place].add(value) }
    for segment in memberships.indices {
      for year in memberships[segment].indices {
        memberships[segment][year].add(
          costs.memberships[segment][year], replication: replication)
        fullYears[segment][year].add(costs.fullYears[segment][year], replication: replication)
      }
    }
  }

  mutating func merge(_ other: MembershipSums) {
    for place in tallies.indices { tallies[place].merge(other.tallies[place]) }
    for segment in memberships.indices {
      for year in memberships[segment].indices {
        memberships[segment][year].merge(other.memberships[segment][year])
        fullYears[segment][year].merge(other.fullYears[segment][year])
      }
    }
  }

  /// The groups that have members.
  func groups(_ tallies: [[WeightedTally]], of scenario: Scenario) -> [MembershipCosts.Group] {
    zip(scenario.segments, tallies).flatMap { segment, tallies in
      zip(years, tallies).compactMap { year, tally in
        tally.mean == nil
          ? nil : MembershipCosts.Group(segment: segment.name, year: year, costs: tally)
      }
    }
  }
}
