import Probability

/// Claims of one line whose day of diagnosis follows one law, whichever pools of a period they come
/// from.
///
/// Large pools differ in what a claim is worth, and hardly ever in when it is diagnosed. Splitting all
/// of a line's claims at once costs a few draws instead of one for each claim.
struct ClaimGroup: Sendable {
  /// What makes the days of a pool's claims follow the same law as another's.
  struct Key: Hashable, Sendable {
    let segment: Int
    /// How many of the period's first days the members still wait; 0 as well where they wait through
    /// all of it, because then the waiting changes nothing within the period.
    let waitingDays: Int
    /// The first age with the pool's terms, where the waiting ends within the period and the days go
    /// by the part of accidents.
    let firstAge: Int?

    /// The most lines of a segment that have groups.
    static let mostLines = 1 << 8

    /// The number of a group in the names of its streams, the same whatever other segments there are.
    ///
    /// A pool can have the same number, so no purpose is for pools and groups alike.
    ///
    /// - Parameter number: The line's place among those of the segment.
    /// - Returns: The number.
    func streamNumber(ofLine number: Int) -> Int {
      1 << 47 | waitingDays << 32 | segment << 18 | number << 10 | (firstAge ?? (1 << 10 - 1))
    }
  }

  /// The number in the names of its streams.
  let streamNumber: Int
  let line: Int
  /// What can become of its claims.
  private(set) var fates: FateLaw
  /// The same, made ready for about as many claims as there usually are.
  var table: PreparedMultinomial?

  /// The group with tables for about so many claims, where these pay.
  ///
  /// - Parameters:
  ///   - claims: How many claims.
  ///   - applied: The law of what is known on the day of application, where tables pay and it serves.
  /// - Returns: The group.
  func prepared(
    forAbout claims: Double, applied: (FateLaw) -> FateLaw?
  ) -> ClaimGroup {
    var group = self
    if claims >= PreparedMultinomial.leastTotal { group.fates = applied(fates) ?? fates }
    group.table = PreparedMultinomial(probabilities: group.fates.chances, usual: claims)
    return group
  }
}

/// Gathers the groups of claims of one period.
struct ClaimGroups {
  let sources: PlanSources
  let period: Period
  private(set) var groups: [ClaimGroup] = []
  /// By key and line, the place of the group.
  private var places: [ClaimGroup.Key: [Int: Int]] = [:]
  /// What becomes of a claim of which nothing else is known.
  private var plain: FateLaw?

  init(sources: PlanSources, period: Period) {
    self.sources = sources
    self.period = period
  }

  /// What the claims of a pool that several cohorts share can be.
  ///
  /// - Parameters:
  ///   - terms: The terms of the pool.
  ///   - key: What its groups are known by.
  ///   - waitingDays: How many of the period's first days its members wait.
  ///   - days: The law of the day of diagnosis.
  /// - Returns: A branch for each line.
  mutating func branches(
    of terms: Terms, _ key: ClaimGroup.Key, waitingDays: Int, days: [Double]
  ) -> [ClaimPool.Branch] {
    let (waiting, covered) = (lines(of: terms, waiting: true), lines(of: terms, waiting: false))
    return Set(waiting.keys).union(covered.keys).sorted().compactMap { line in
      let weights = days.enumerated().map { number, chance in
        chance * ((number < waitingDays ? waiting : covered)[line] ?? 0)
      }
      let chance = weights.reduce(0, +)
      guard chance > 0 else { return nil }
      let fates = key.firstAge == nil ? plainFates(days) : mixture(weights)
      return ClaimPool.Branch(
        line: line, chance: chance, fates: fates, group: group(key, line: line, fates))
    }
  }

  /// What the claims of a cohort can be whose terms change with a birthday within the period.
  ///
  /// The days of a line's claims then follow a law g of their own. As in `ClaimPool` it is a mixture of
  /// the common law q and a rest, so most of the line's claims go to its group.
  ///
  /// - Parameters:
  ///   - lines: For each line, the chance of each day; all 0 where a claim cannot be of it.
  ///   - key: What the groups are known by, or `nil` if there are none for these claims.
  ///   - days: The law q.
  /// - Returns: One or two branches for each line.
  mutating func branches(
    of lines: [[Double]], _ key: ClaimGroup.Key?, days: [Double]
  ) -> [ClaimPool.Branch] {
    lines.enumerated().flatMap { line, weights -> [ClaimPool.Branch] in
      let chance = weights.reduce(0, +)
      guard chance > 0 else { return [] }
      let ratios = zip(weights, days).filter { $0.1 > 0 }.map { $0.0 / chance / $0.1 }
      let common = min(1, ratios.min() ?? 0)
      guard common > 0, let key, let group = group(key, line: line, plainFates(days)) else {
        return [.init(line: line, chance: chance, fates: mixture(weights))]
      }
      let inGroup = ClaimPool.Branch(
        line: line, chance: chance * common, fates: groups[group].fates, group: group)
      let rest = zip(weights, days).map { max(0, $0 - chance * common * $1) }
      guard common < 1, rest.contains(where: { $0 > 0 }) else { return [inGroup] }
      return [
        inGroup, .init(line: line, chance: chance * (1 - common), fates: mixture(rest)),
      ]
    }
  }

  /// The chance of each line.
  private func lines(of terms: Terms, waiting: Bool) -> [Int: Double] {
    terms.probabilities(waiting: waiting).reduce(into: [:]) { $0[$1.line, default: 0] += $1.chance }
  }

  private mutating func plainFates(_ days: [Double]) -> FateLaw {
    let fates = plain ?? mixture(days)
    plain = fates
    return fates
  }

  private func mixture(_ days: [Double]) -> FateLaw {
    sources.fates.mixture(from: sources.scenario.launch.distance(to: period.first), days)
  }

  /// The group of a line; a refused claim is split with its own pool, because it is known whose it is.
  private mutating func group(_ key: ClaimGroup.Key, line: Int, _ fates: FateLaw) -> Int? {
    if let place = places[key]?[line] { return place }
    let lines = sources.terms.lines
    guard lines[line].worth != .refused else { return nil }
    // What follows the same law is split at once.
    let ofSegment = lines.indices.filter {
      lines[$0].segment == key.segment && lines[$0].worth != .refused
    }
    for (number, other) in ofSegment.prefix(ClaimGroup.Key.mostLines).enumerated()
    where key.firstAge == nil || other == line {
      places[key, default: [:]][other] = groups.count
      groups.append(
        ClaimGroup(
          streamNumber: key.streamNumber(ofLine: number), line: other, fates: fates, table: nil))
    }
    return places[key]?[line]
  }
}
