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
  /// Members, at `cohort · slots + slot`, so that those of a cohort lie side by side.
  private var counts: [Int]
  /// Members of each slot and segment, at `slot · segments + segment`.
  private var totals: [Int]
  private let cohorts: Int
  private let slots: Int
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
  ///   - slots: How many slots there are.
  ///   - segments: The segment of each cohort.
  ///   - generations: One more than the most periods a year has where generations are told apart,
  ///     else 1.
  init(slots: Int, segments: [Int], generations: Int) {
    cohorts = segments.count
    self.slots = slots
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
  subscript(slot: Int, cohort: Int) -> Int { counts[cohort * slots + slot] }

  /// Lets members into a slot.
  mutating func add(_ members: Int, slot: Int, cohort: Int, generation: Int) {
    counts[cohort * slots + slot] += members
    totals[slot * segmentCount + segments[cohort]] += members
    if slot > 0 {
      generationOfSlot[slot] = generation
    } else {
      apart?[cohort][generation] += members
    }
  }

  /// The members of a cohort in several slots.
  func members(slots: [Int], cohort: Int) -> Int {
    var sum = 0
    for slot in slots { sum += counts[cohort * self.slots + slot] }
    return sum
  }

  /// Takes members of a cohort out of some slots, each of them equally likely.
  ///
  /// How many come from each slot is multivariate hypergeometric; a few are sooner drawn one by one.
  ///
  /// - Parameters:
  ///   - count: How many are taken.
  ///   - population: The cohort's members in the slots.
  ///   - slots: Where they come from.
  ///   - cohort: The cohort.
  ///   - draws: Tells how many come from each slot; not read for a single slot.
  ///   - generationDraws: Tells to which generations those belong who come from slot 0.
  /// - Returns: The generations of those taken, where they are told apart, else nothing.
  @inline(__always) @discardableResult
  mutating func remove(
    _ count: Int, of population: Int, slots: [Int], cohort: Int, using draws: inout Stream,
    generations generationDraws: @autoclosure () -> Stream
  ) -> [Int] {
    guard isApart else {
      takeOut(count, of: population, slots: slots, cohort: cohort, using: &draws)
      return []
    }
    let before = slots.map { self[$0, cohort] }
    takeOut(count, of: population, slots: slots, cohort: cohort, using: &draws)
    var taken = [Int](repeating: 0, count: generations)
    for (slot, members) in zip(slots, before) where members > self[slot, cohort] {
      let gone = members - self[slot, cohort]
      if slot > 0 {
        taken[generationOfSlot[slot]] += gone
      } else {
        let generations = takeOut(gone, ofGenerations: cohort, using: generationDraws())
        for place in generations.indices { taken[place] += generations[place] }
      }
    }
    return taken
  }

  private mutating func takeOut(
    _ count: Int, of population: Int, slots: [Int], cohort: Int, using draws: inout Stream
  ) {
    assert(count <= members(slots: slots, cohort: cohort), "more members leave than there are")
    if slots.count == 1 { return drop(count, slot: slots[0], cohort) }
    if count <= 16 { return pick(count, slots: slots, cohort: cohort, using: &draws) }
    var (left, rest) = (count, population)
    // Slot 0 comes last, because it is large, and what is left for the last needs no draw.
    for slot in slots.reversed() where left > 0 {
      let here = self[slot, cohort]
      let some = Hypergeometric.sample(population: rest, marked: here, drawn: left, using: &draws)
      drop(some, slot: slot, cohort)
      left -= some
      rest -= here
    }
  }

  /// Takes members out one by one.
  private mutating func pick(
    _ count: Int, slots: [Int], cohort: Int, using draws: inout Stream
  ) {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: slots.count) { ends in
      // Members are numbered from slot to slot; those behind the one who is taken move up.
      var end = 0
      for place in slots.indices {
        end += self[slots[place], cohort]
        ends.initializeElement(at: place, to: end)
      }
      for taken in 0..<count {
        let member = draws.below(end - taken)
        for place in ends.indices { ends[place] -= member < ends[place] ? 1 : 0 }
      }
      var start = 0
      for place in slots.indices {
        let slot = slots[place]
        drop(self[slot, cohort] - (ends[place] - start), slot: slot, cohort)
        start = ends[place]
      }
    }
  }

  private mutating func drop(_ members: Int, slot: Int, _ cohort: Int) {
    counts[cohort * slots + slot] -= members
    totals[slot * segmentCount + segments[cohort]] -= members
  }

  /// Takes members out of a cohort's generations in slot 0.
  private mutating func takeOut(
    _ members: Int, ofGenerations cohort: Int, using draws: consuming Stream
  ) -> [Int] {
    var taken = [Int](repeating: 0, count: generations)
    MultivariateHypergeometric.sample(
      counts: apart?[cohort] ?? [], drawn: members, into: &taken, using: &draws)
    for generation in taken.indices { apart?[cohort][generation] -= taken[generation] }
    return taken
  }

  /// The waiting of a slot's members is over: they join slot 0.
  mutating func ripen(slot: Int) {
    for cohort in 0..<cohorts {
      let members = self[slot, cohort]
      guard members > 0 else { continue }
      counts[cohort * slots + slot] = 0
      counts[cohort * slots] += members
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
