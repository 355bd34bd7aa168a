import Probability

/// The members of one replication, by slot and cohort, and what is known of when they joined.
///
/// Slot 0 holds all whose cover had begun before the period; the other slots hold one joining
/// generation each, until its waiting period is over.
///
/// A yearly cap goes by what a member paid since joining, so once it may bind, those who joined in
/// each period of the year are told apart within slot 0 as well. Whoever is drawn from a cohort is
/// equally likely to be any of its members, so the generations of those drawn are multivariate
/// hypergeometric, given everything else. They are drawn from streams of their own: a replication run
/// with and without telling generations apart has the same members, claims and deaths.
struct Headcount {
  /// Members, at `slot · cohorts + cohort`.
  private(set) var counts: [Int]
  /// Members of each slot and segment, at `slot · segments + segment`.
  private var totals: [Int]
  private let cohorts: Int
  private let segments: [Int]
  private let segmentCount: Int
  /// For each cohort of slot 0, its members by generation of the year; `nil` where not told apart.
  private var apart: [[Int]]?
  /// The generation of the year of each slot's members; 0 for those who joined before the year.
  private var generationOfSlot: [Int]
  private let generations: Int

  /// Nobody.
  ///
  /// - Parameters:
  ///   - segments: The segment of each cohort.
  ///   - generations: One more than the most periods a year has where generations are told apart,
  ///     else 1.
  init(slots: Int, segments: [Int], generations: Int) {
    cohorts = segments.count
    self.segments = segments
    segmentCount = (segments.max() ?? 0) + 1
    counts = [Int](repeating: 0, count: slots * cohorts)
    totals = [Int](repeating: 0, count: slots * segmentCount)
    self.generations = generations
    generationOfSlot = [Int](repeating: 0, count: slots)
    if generations > 1 {
      apart = [[Int]](
        repeating: [Int](repeating: 0, count: generations), count: cohorts)
    }
  }

  /// Whether generations are told apart.
  var isApart: Bool { apart != nil }

  /// All members.
  var total: Int { totals.reduce(0, +) }

  /// The members of a slot and segment.
  func members(slot: Int, segment: Int) -> Int { totals[slot * segmentCount + segment] }

  /// The members of a slot and cohort.
  subscript(slot: Int, cohort: Int) -> Int { counts[slot * cohorts + cohort] }

  /// Lets members into a slot.
  mutating func add(_ members: Int, slot: Int, cohort: Int, generation: Int) {
    counts[slot * cohorts + cohort] += members
    totals[slot * segmentCount + segments[cohort]] += members
    if slot > 0 { generationOfSlot[slot] = generation } else { apart?[cohort][generation] += members }
  }

  /// The members of a cohort in several slots.
  func members(slots: [Int], cohort: Int) -> Int {
    var sum = 0
    for slot in slots { sum += counts[slot * cohorts + cohort] }
    return sum
  }

  /// Takes members out of a slot, each of its cohort equally likely.
  ///
  /// - Returns: The generations of those taken, where they are told apart, else nothing.
  @discardableResult
  mutating func remove(_ members: Int, slot: Int, cohort: Int, stream: () -> Stream) -> [Int] {
    assert(members <= self[slot, cohort], "more members leave than there are")
    counts[slot * cohorts + cohort] -= members
    totals[slot * segmentCount + segments[cohort]] -= members
    guard apart != nil else { return [] }
    var taken = [Int](repeating: 0, count: generations)
    guard slot == 0 else {
      taken[generationOfSlot[slot]] = members
      return taken
    }
    var draws = stream()
    MultivariateHypergeometric.sample(
      counts: apart?[cohort] ?? [], drawn: members, into: &taken, using: &draws)
    for generation in taken.indices { apart?[cohort][generation] -= taken[generation] }
    return taken
  }

  /// The waiting of a slot's members is over: they join slot 0.
  mutating func ripen(slot: Int) {
    for cohort in 0..<cohorts {
      let members = counts[slot * cohorts + cohort]
      guard members > 0 else { continue }
      counts[slot * cohorts + cohort] = 0
      counts[cohort] += members
      apart?[cohort][generationOfSlot[slot]] += members
    }
    for segment in 0..<segmentCount {
      totals[segment] += totals[slot * segmentCount + segment]
      totals[slot * segmentCount + segment] = 0
    }
  }

  /// A calendar year begins: everybody has joined before it.
  mutating func beginYear() {
    generationOfSlot = generationOfSlot.map { _ in 0 }
    for cohort in apart?.indices ?? 0..<0 {
      let members = apart?[cohort].reduce(0, +) ?? 0
      apart?[cohort] = [members] + [Int](repeating: 0, count: generations - 1)
    }
  }

  /// Cover has ended: there are no members any more.
  mutating func clear() {
    for place in counts.indices { counts[place] = 0 }
    for place in totals.indices { totals[place] = 0 }
    for cohort in apart?.indices ?? 0..<0 {
      apart?[cohort] = [Int](repeating: 0, count: generations)
    }
  }

  /// The members of a slot and segment by generation of the year; one column where generations are
  /// not told apart.
  func byGeneration(slot: Int, segment: Int) -> [Int] {
    guard let apart else { return [members(slot: slot, segment: segment)] }
    var row = [Int](repeating: 0, count: generations)
    guard slot == 0 else {
      row[generationOfSlot[slot]] = members(slot: slot, segment: segment)
      return row
    }
    for cohort in 0..<cohorts where segments[cohort] == segment {
      for generation in row.indices { row[generation] += apart[cohort][generation] }
    }
    return row
  }
}
