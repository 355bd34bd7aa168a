public import Probability

/// What members paid by sharing over their whole membership, beside what an insurer would have asked
/// for exactly the same time, in the same futures.
///
/// A membership is from joining to leaving or the horizon. A figure is that of a member picked at
/// random among all members of all replications; its error is that of replications, which are what
/// was sampled. The premium is known before any claim, and its own error is added to that of the pairs.
public struct PairedMemberships: Sendable {
  /// What members of a group pay one way, or less than the other way, in fen.
  public struct Costs: Sendable {
    /// All members' amounts.
    public let amounts: WeightedTally
    /// The mean, with its error.
    public let mean: Estimate
    /// The standard deviation over members and futures.
    public let standardDeviation: Double
    /// The distribution over members and futures.
    public let distribution: WeightedDistribution?
  }

  /// Both ways of a group, and what lies between them.
  public struct Pair: Sendable {
    /// The premium for the same time.
    public let premium: Costs
    /// Share − premium of each member.
    public let difference: Costs
    /// The part of members who paid less by sharing.
    public let membersCheaper: Estimate
    /// The part of members whose premium is less.
    public let membersDearer: Estimate
    /// The part of futures in which members paid less by sharing in the mean.
    public let futuresCheaper: CostDistribution.Share
    /// The part of futures in which their premium is less in the mean.
    public let futuresDearer: CostDistribution.Share
  }

  /// The members of a segment and year of joining, or of several.
  public struct Group: Sendable {
    /// The segment's name, or `nil` for all segments.
    public let segment: String?
    /// The year of joining, or `nil` for all years.
    public let year: Int?
    /// How many members a future has in the mean.
    public let members: Double
    /// What they paid by sharing.
    public let sharing: Costs
    /// The premium beside it, or `nil` where there is none.
    public let pair: Pair?
  }

  /// By segment and year of joining, then segments, then everybody where there are several segments.
  public let groups: [Group]
}

extension Simulation {
  /// Runs the replications 0 ..< `replications`, and sets what members paid over their membership
  /// beside premiums.
  ///
  /// Members, claims and deaths are those of `runByMember`.
  ///
  /// - Parameters:
  ///   - scenario: The pool.
  ///   - premiums: The premiums of calendar years; none to tell the cost of sharing alone.
  ///   - confidence: The share of runs whose intervals hold the true figures.
  ///   - seed: The seed.
  ///   - replications: How many.
  ///   - threads: How many tasks run at once, at least 1. Their number changes nothing.
  ///   - progress: Called with the number of replications that are finished.
  /// - Returns: What they found.
  /// - Throws: `EngineError` if a ledger does not balance, `CancellationError` if the task is
  ///   cancelled.
  /// - Precondition: `tellsMemberCosts(of:)`, and the scenario has no triggers.
  public static func runMemberships(
    _ scenario: Scenario, beside premiums: [FlatPremium], confidence: Double = 0.95, seed: UInt64,
    replications: Int, threads: Int, progress: (@Sendable (_ finished: Int) -> Void)? = nil
  ) async throws -> PairedMemberships {
    precondition(tellsMemberCosts(of: scenario), "members of a generation pay alike")
    precondition(scenario.triggers == nil, "the time of cover is known")
    let simulation = Simulation(of: scenario, seed: seed, keepsGenerations: true)
    let schedule = PremiumSchedule(premiums, over: simulation.timetable, confidence: confidence)
    let found = try await ReplicationBlocks(
      replications: replications, threads: threads, batchSize: simulation.timetable.lanesAtOnce
    ).gather(
      into: PairedMembershipSums(schedule, of: simulation.timetable), progress: progress,
      batch: { numbers, sums in
        let entries = try simulation.memberships(of: numbers, beside: schedule)
        for (number, entries) in zip(numbers, entries) { sums.add(entries, replication: number) }
      },
      merge: { $0.merge($1) })
    return found.finished(hasPremium: !premiums.isEmpty, confidence: confidence)
  }

  /// The memberships of some replications.
  func memberships(
    of numbers: Range<Int>, beside schedule: PremiumSchedule
  ) throws(EngineError) -> [[MembershipRecord.Entry]] {
    var batch = Batch(
      Array(numbers), of: timetable, layout: layout, seed: seed, tellsGenerationsApart: true)
    // Balances go by the period of joining where costs of members are asked for.
    for lane in batch.lanes.indices { batch.lanes[lane].memberCosts = MemberCosts(of: timetable) }
    batch.memberships = MembershipRecord(schedule, of: timetable, lanes: numbers.count)
    for period in timetable.plans { try batch.run(period) }
    return batch.memberships?.finished(batch.members, batch.lanes) ?? []
  }
}
