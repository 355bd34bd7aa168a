internal import Probability

/// The memberships of a group over replications.
struct PairedMembershipTally: Sendable {
  /// So many members who were members alike.
  struct Member {
    let share: Int
    let premium: Int
    /// The Monte Carlo error of the premium, in thousandths of a fen.
    let error: Int
    let weight: Int
  }

  /// One amount of each member.
  private struct Amounts: Sendable {
    private(set) var tally = WeightedTally()
    private var squares: Int128 = 0
    private var sum: Int128 = 0
    private var weight: Int128 = 0

    mutating func add(_ members: [(value: Int, weight: Int)], replication: Int) {
      tally.add(members, replication: replication)
      for (value, count) in members {
        weight += Int128(count)
        sum += Int128(value) * Int128(count)
        squares += Int128(value) * Int128(value) * Int128(count)
      }
    }

    mutating func merge(_ other: Amounts) {
      tally.merge(other.tally)
      squares += other.squares
      sum += other.sum
      weight += other.weight
    }

    func costs(premiumError: Double) -> PairedMemberships.Costs? {
      guard let mean = tally.mean else { return nil }
      let centre = Double(sum) / Double(weight)
      return PairedMemberships.Costs(
        amounts: tally,
        mean: Estimate(
          value: mean.value, standardError: mean.standardError + premiumError),
        standardDeviation: max(0, Double(squares) / Double(weight) - centre * centre).squareRoot(),
        distribution: tally.distribution())
    }
  }

  private var share = Amounts()
  private var premium = Amounts()
  private var difference = Amounts()
  /// Members who paid less by sharing, beside all members; and those who paid more.
  private var cheaper = PairedDifference()
  private var dearer = PairedDifference()
  /// Replications in which the members together paid less by sharing, paid more, and had members.
  private var futures = (cheaper: 0, dearer: 0, all: 0)
  private var errors: Int128 = 0

  mutating func add(_ members: [Member], replication: Int) {
    share.add(members.map { ($0.share, $0.weight) }, replication: replication)
    premium.add(members.map { ($0.premium, $0.weight) }, replication: replication)
    let differences = members.map { (value: $0.share - $0.premium, weight: $0.weight) }
    difference.add(differences, replication: replication)
    func count(_ holds: (Int) -> Bool) -> Int {
      differences.reduce(0) { holds($1.value) ? $0 + $1.weight : $0 }
    }
    let all = count { _ in true }
    cheaper.add(count { $0 < 0 }, all)
    dearer.add(count { $0 > 0 }, all)
    let sum = differences.reduce(0) { $0 + $1.value * $1.weight }
    if sum < 0 { futures.cheaper += 1 }
    if sum > 0 { futures.dearer += 1 }
    if all > 0 { futures.all += 1 }
    errors += members.reduce(0) { $0 + Int128($1.error) * Int128($1.weight) }
  }

  mutating func merge(_ other: PairedMembershipTally) {
    share.merge(other.share)
    premium.merge(other.premium)
    difference.merge(other.difference)
    cheaper.merge(other.cheaper)
    dearer.merge(other.dearer)
    futures.cheaper += other.futures.cheaper
    futures.dearer += other.futures.dearer
    futures.all += other.futures.all
    errors += other.errors
  }

  /// The group, or `nil` if it has no members.
  func group(
    _ segment: String?, _ year: Int?, hasPremium: Bool, confidence: Double
  ) -> PairedMemberships.Group? {
    guard let sharing = share.costs(premiumError: 0), let members = cheaper.second?.value else {
      return nil
    }
    return PairedMemberships.Group(
      segment: segment, year: year, members: members, sharing: sharing,
      pair: hasPremium ? pair(confidence: confidence) : nil)
  }

  private func pair(confidence: Double) -> PairedMemberships.Pair? {
    let error = Double(errors) / 1_000 / Double(cheaper.secondSum)
    guard let premium = premium.costs(premiumError: error),
      let difference = difference.costs(premiumError: error),
      let cheaper = cheaper.ratio, let dearer = dearer.ratio
    else { return nil }
    func share(_ hits: Int) -> CostDistribution.Share {
      CostDistribution.Share(
        ProportionEstimate(hits: hits, of: futures.all, confidence: confidence))
    }
    return PairedMemberships.Pair(
      premium: premium, difference: difference, membersCheaper: cheaper, membersDearer: dearer,
      futuresCheaper: share(futures.cheaper), futuresDearer: share(futures.dearer))
  }
}
