import Probability

/// The members of some replications side by side, by slot and cohort.
///
/// Slot 0 holds all whose cover had begun before the period; the other slots hold one joining
/// generation each, until its waiting period is over. A row holds the members of one slot and
/// cohort, a lane for each replication, so that what befalls a cohort is drawn for all replications
/// in one pass.
///
/// A yearly cap goes by what a member paid since joining, so once it may bind, those who joined in
/// each period of the year are told apart within slot 0 as well. Whoever is drawn from a cohort is
/// equally likely to be any of its members, so the generations of those drawn are multivariate
/// hypergeometric, given everything else. They are drawn from streams of their own: a replication run
/// with and without telling generations apart has the same members, claims and deaths.
struct Headcount {
  /// How many replications there are.
  private(set) var lanes: Int
  /// Members, at `(slot · cohorts + cohort) · lanes + lane`.
  var counts: [Int]
  let slots: Int
  let cohorts: Int
  /// The cohorts of each segment, which lie side by side.
  let ranges: [Range<Int>]
  /// The members of slot 0 by generation of the year; `nil` where these are not told apart.
  private var apart: GenerationCounts?
  /// The generation of the year of each slot's members; 0 for those who joined before the year.
  private(set) var generationOfSlot: [Int]
  /// Whether a slot may have members.
  private(set) var isUsed: [Bool]
  /// The generations of the year that are told apart, at least 1.
  let generations: Int

  /// Nobody.
  ///
  /// - Parameters:
  ///   - lanes: How many replications there are.
  ///   - slots: How many slots there are.
  ///   - segments: The segment of each cohort, ascending.
  ///   - segmentCount: How many segments there are; one may have no cohort.
  ///   - generations: One more than the most periods a year has where generations are told apart,
  ///     else 1.
  init(lanes: Int, slots: Int, segments: [Int], segmentCount: Int, generations: Int) {
    self.lanes = lanes
    self.slots = slots
    cohorts = segments.count
    ranges = (0..<segmentCount).map { segment in
      let first = segments.firstIndex { $0 >= segment } ?? segments.count
      return first..<(segments.firstIndex { $0 > segment } ?? segments.count)
    }
    counts = [Int](repeating: 0, count: slots * segments.count * lanes)
    self.generations = generations
    generationOfSlot = [Int](repeating: 0, count: slots)
    isUsed = [Bool](repeating: false, count: slots)
    apart =
      generations > 1
      ? GenerationCounts(
        generations: generations, segmentOfCohort: segments, segments: segmentCount, lanes: lanes)
      : nil
  }

  /// The members of some of the lanes.
  func only(_ kept: [Int]) -> Headcount {
    var members = self
    members.lanes = kept.count
    members.counts = stride(from: 0, to: counts.count, by: lanes).flatMap { row in
      kept.map { counts[row + $0] }
    }
    members.apart = apart?.only(kept)
    return members
  }

  /// Whether generations are told apart.
  var isApart: Bool { apart != nil }

  /// The members of a slot and cohort in one lane.
  subscript(slot: Int, cohort: Int, lane: Int = 0) -> Int {
    counts[(slot * cohorts + cohort) * lanes + lane]
  }

  /// The generation of the year that a slot's members belong to.
  func generation(of slot: Int) -> Int { generationOfSlot[slot] }

  /// Whether nobody was let into a slot since it was last emptied.
  func isEmpty(slot: Int) -> Bool { !isUsed[slot] }

  // MARK: - Coming

  /// Lets members into a slot of one lane.
  mutating func add(_ members: Int, slot: Int, cohort: Int, lane: Int, generation: Int) {
    counts[(slot * cohorts + cohort) * lanes + lane] += members
    isUsed[slot] = true
    if slot > 0 {
      generationOfSlot[slot] = generation
    } else {
      apart?.add(members, cohort: cohort, lane: lane, generation: generation)
    }
  }

  /// Lets members into a slot, lane by lane.
  mutating func add(
    _ members: UnsafeMutableBufferPointer<Int>, slot: Int, cohort: Int, generation: Int
  ) {
    isUsed[slot] = true
    let start = (slot * cohorts + cohort) * lanes
    counts.withUnsafeMutableBufferPointer { counts in
      for lane in members.indices { counts[start + lane] &+= members[lane] }
    }
    if slot > 0 {
      generationOfSlot[slot] = generation
    } else {
      apart?.add(.init(members), cohort: cohort, generation: generation)
    }
  }

  /// The waiting of a slot's members is over: they join slot 0.
  mutating func ripen(slot: Int) {
    guard isUsed[slot] else { return }
    isUsed[slot] = false
    isUsed[0] = true
    for cohort in 0..<cohorts {
      let (from, to) = ((slot * cohorts + cohort) * lanes, cohort * lanes)
      for lane in 0..<lanes {
        let members = counts[from + lane]
        counts[from + lane] = 0
        counts[to + lane] += members
        guard members > 0 else { continue }
        apart?.add(members, cohort: cohort, lane: lane, generation: generationOfSlot[slot])
      }
    }
  }

  /// A calendar year begins: everybody has joined before it.
  mutating func beginYear() {
    for slot in 0..<slots { generationOfSlot[slot] = 0 }
    apart?.beginYear()
  }

  // MARK: - Going

  /// Draws how many of a slot and cohort something befalls, in every lane, and takes them out.
  ///
  /// Generations are not looked at.
  ///
  /// - Parameters:
  ///   - probability: The probability that it befalls a member.
  ///   - slot: The slot.
  ///   - cohort: The cohort.
  ///   - streams: The stream of each lane.
  ///   - leave: Whether they are taken out.
  ///   - taken: How many, lane by lane.
  /// - Returns: Whether there are any.
  mutating func draw(
    _ probability: Double, slot: Int, cohort: Int, using streams: LaneStreams,
    leave: Bool = true, into taken: inout [Int]
  ) -> Bool {
    draw(slot: slot, cohort: cohort, leave: leave, into: &taken) {
      Binomial.sample(trials: $0, probability: probability, using: streams, into: $1)
    }
  }

  /// Draws how many of a slot and cohort something befalls, by the draws of a place made ready; see the
  /// other `draw`.
  mutating func draw(
    _ place: Int, of draws: CohortDraws, slot: Int, cohort: Int, using streams: LaneStreams,
    leave: Bool = true, into taken: inout [Int]
  ) -> Bool {
    draw(slot: slot, cohort: cohort, leave: leave, into: &taken) {
      draws.sample(place, of: $0, using: streams, into: $1)
    }
  }

  /// Draws how many of a slot and cohort something befalls that has a chance of its own in every
  /// lane, and takes them out; see the other `draw`.
  mutating func draw(
    _ chances: LaneChances, slot: Int, cohort: Int, using streams: LaneStreams,
    leave: Bool = true, into taken: inout [Int]
  ) -> Bool {
    draw(slot: slot, cohort: cohort, leave: leave, into: &taken) {
      Binomial.sample(trials: $0, chances: chances, using: streams, into: $1)
    }
  }

  /// Draws how many of a slot and cohort are among those whom a selection takes out of all, lane by lane, and
  /// takes them out; see `LaneSelection`.
  mutating func draw(
    by selection: inout LaneSelection, slot: Int, cohort: Int, using streams: LaneStreams,
    _ others: LaneStreams, into taken: inout [Int]
  ) -> Bool {
    draw(slot: slot, cohort: cohort, leave: true, into: &taken) {
      selection.draw(of: $0, using: streams, others, into: $1)
    }
  }

  @inline(__always)
  private mutating func draw(
    slot: Int, cohort: Int, leave: Bool, into taken: inout [Int],
    sample: (
      _ row: UnsafeMutableBufferPointer<Int>, _ taken: UnsafeMutableBufferPointer<Int>
    ) -> Bool
  ) -> Bool {
    let start = (slot * cohorts + cohort) * lanes
    return counts.withUnsafeMutableBufferPointer { counts in
      let row = UnsafeMutableBufferPointer(rebasing: counts[start..<start + lanes])
      return taken.withUnsafeMutableBufferPointer { taken in
        guard sample(row, taken) else { return false }
        if leave { LaneCounts.take(.init(taken), outOf: row) }
        return true
      }
    }
  }

  /// Draws how many members of some slots and cohorts something befalls that has a chance of its own in
  /// every lane, and takes them out.
  mutating func takeSuccesses(
    slots: [Int], cohorts places: [Int], _ chances: LaneChances, from source: inout BlockSource
  ) {
    var rows: [Int] = []
    for slot in slots where isUsed[slot] {
      for cohort in places {
        let start = (slot * cohorts + cohort) * lanes
        if counts[start..<start + lanes].contains(where: { $0 > 0 }) { rows.append(start) }
      }
    }
    counts.withUnsafeMutableBufferPointer {
      BinomialBlock.takeSuccesses(
        of: $0, rows: rows, chances: chances, from: &source.words, using: &source.rest)
    }
  }

  /// Takes all members of a slot and cohort out.
  mutating func clear(slot: Int, cohort: Int) {
    let start = (slot * cohorts + cohort) * lanes
    for place in start..<start + lanes { counts[place] = 0 }
  }

  /// Takes members of a slot and cohort out of one lane.
  mutating func take(_ members: Int, slot: Int, cohort: Int, lane: Int) {
    counts[(slot * cohorts + cohort) * lanes + lane] -= members
  }

  /// Tells to which generations of the year those belong who were taken out of a slot, where
  /// generations are told apart: `body` is told generations, and how many are of each; the same may come again.
  @inline(__always)
  mutating func tellGenerations(
    of members: Int, slot: Int, cohort: Int, lane: Int, using draws: consuming Stream,
    each body: (_ generation: Int, _ count: Int) -> Void
  ) {
    guard slot == 0 else { return body(generationOfSlot[slot], members) }
    apart?.take(members, cohort: cohort, lane: lane, using: &draws, each: body)
  }

  /// Undoes the telling of generations of some members of slot 0, who stay after all.
  mutating func putBack(_ members: Int, slot: Int, cohort: Int, lane: Int, generation: Int) {
    guard slot == 0 else { return }
    apart?.add(members, cohort: cohort, lane: lane, generation: generation)
  }

  /// Cover has ended: there are no members any more.
  mutating func clear() {
    for place in counts.indices { counts[place] = 0 }
    for slot in isUsed.indices { isUsed[slot] = false }
    apart?.clear()
  }

  // MARK: - Generations

  /// The members of some slots, at `(segment · lanes + lane) · generations + generation`.
  func byGeneration(slots: [Int]) -> [Int] {
    var sums = [Int](repeating: 0, count: ranges.count * lanes * generations)
    for slot in slots where isUsed[slot] {
      if slot == 0, let apart {
        apart.addSums(to: &sums)
        continue
      }
      for segment in ranges.indices {
        guard isApart else {
          add(slot: slot, segment: segment, to: &sums)
          continue
        }
        let members = members(slot: slot, segment: segment)
        for (lane, count) in members.enumerated() {
          sums[(segment * lanes + lane) * generations + generationOfSlot[slot]] += count
        }
      }
    }
    return sums
  }

  /// Adds a cohort's members in one lane to a row by generation of the year.
  func add(_ cohort: Int, lane: Int, to row: inout ArraySlice<Int>) {
    for slot in (apart == nil ? 0 : 1)..<slots where isUsed[slot] {
      row[row.startIndex + generationOfSlot[slot]] += self[slot, cohort, lane]
    }
    guard let apart else { return }
    for (place, count) in zip(row.indices, apart.row(cohort: cohort, lane: lane)) {
      row[place] += count
    }
  }

  /// Counts a generation's members of slot 0 and a segment with those of another from now on.
  ///
  /// - Returns: How many there are.
  mutating func merge(_ generation: Int, into other: Int, segment: Int, lane: Int) -> Int {
    apart?.merge(generation, into: other, segment: segment, cohorts: ranges[segment], lane: lane)
      ?? 0
  }
}
