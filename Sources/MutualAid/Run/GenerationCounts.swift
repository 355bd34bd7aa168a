import Probability

/// The members of slot 0 of some replications by cohort and joining generation.
///
/// Whoever is drawn from a cohort is equally likely to be any of its members, so the generations of those
/// drawn are multivariate hypergeometric, given everything else. Each segment's sums are kept as well:
/// money asks for nothing else, at every settlement several times.
struct GenerationCounts {
  /// How many generations there are.
  let generations: Int
  private let segmentOfCohort: [Int]
  private let segments: Int
  private var lanes: Int
  /// Members: an urn for each cohort and lane, at `cohort · lanes + lane`.
  private var members: Urns
  /// Members of all cohorts of a segment, at `(segment · lanes + lane) · generations + generation`.
  private var sums: [Int]

  /// Nobody.
  ///
  /// - Parameters:
  ///   - generations: How many there are.
  ///   - segmentOfCohort: The segment of each cohort.
  ///   - segments: How many segments there are.
  ///   - lanes: How many replications there are.
  init(generations: Int, segmentOfCohort: [Int], segments: Int, lanes: Int) {
    self.generations = generations
    self.segmentOfCohort = segmentOfCohort
    self.segments = segments
    self.lanes = lanes
    members = Urns(segmentOfCohort.count * lanes, kinds: generations)
    sums = [Int](repeating: 0, count: segments * lanes * generations)
  }

  /// The members of some of the lanes.
  func only(_ kept: [Int]) -> GenerationCounts {
    var some = GenerationCounts(
      generations: generations, segmentOfCohort: segmentOfCohort, segments: segments,
      lanes: kept.count)
    func places(_ rows: Int) -> [Int] {
      (0..<rows).flatMap { row in kept.map { row * lanes + $0 } }
    }
    some.members = members.only(places(segmentOfCohort.count))
    some.sums = places(segments).flatMap { sums[$0 * generations..<($0 + 1) * generations] }
    return some
  }

  private func sum(_ cohort: Int, _ lane: Int) -> Int {
    (segmentOfCohort[cohort] * lanes + lane) * generations
  }

  // MARK: - Reading

  /// The members of a cohort in one lane, by generation.
  func row(cohort: Int, lane: Int) -> ArraySlice<Int> {
    members[cohort * lanes + lane]
  }

  /// Adds the members of all segments to sums at `(segment · lanes + lane) · generations + generation`.
  func addSums(to others: inout [Int]) {
    precondition(others.count == sums.count, "there is a sum for each segment, lane and generation")
    for place in sums.indices { others[place] &+= sums[place] }
  }

  // MARK: - Coming and going

  /// Lets members into a cohort of one lane; a negative number takes them out.
  mutating func add(_ count: Int, cohort: Int, lane: Int, generation: Int) {
    members.add(count, of: generation, to: cohort * lanes + lane)
    sums[sum(cohort, lane) + generation] += count
  }

  /// Lets members into a cohort, lane by lane.
  mutating func add(_ counts: UnsafeBufferPointer<Int>, cohort: Int, generation: Int) {
    for lane in counts.indices where counts[lane] != 0 {
      add(counts[lane], cohort: cohort, lane: lane, generation: generation)
    }
  }

  /// Tells the generations of some members of a cohort, and takes them out.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - cohort: The cohort.
  ///   - lane: The lane.
  ///   - draws: Tells their generations.
  ///   - body: Told generations, and how many are of each; the same may come again.
  @inline(__always)
  mutating func take(
    _ count: Int, cohort: Int, lane: Int, using draws: inout Stream,
    each body: (_ generation: Int, _ count: Int) -> Void
  ) {
    let sum = sum(cohort, lane)
    sums.withUnsafeMutableBufferPointer { sums in
      members.take(count, from: cohort * lanes + lane, using: &draws) { generation, count in
        sums[sum + generation] &-= count
        body(generation, count)
      }
    }
  }

  /// Counts a generation's members of a segment, which has these cohorts, with those of another from now on.
  ///
  /// - Returns: How many there are.
  mutating func merge(
    _ generation: Int, into other: Int, segment: Int, cohorts: Range<Int>, lane: Int
  ) -> Int {
    let sum = (segment * lanes + lane) * generations
    let moved = sums[sum + generation]
    guard moved > 0 else { return 0 }
    sums[sum + generation] = 0
    sums[sum + other] += moved
    for cohort in cohorts {
      let urn = cohort * lanes + lane
      let count = members[urn, generation]
      members.add(count, of: other, to: urn)
      members.add(-count, of: generation, to: urn)
    }
    return moved
  }

  /// A calendar year begins: everybody has joined before it.
  mutating func beginYear() {
    for urn in 0..<members.count {
      let count = members.total(of: urn)
      for generation in 0..<generations {
        let all = generation == 0 ? count : 0
        members.add(all - members[urn, generation], of: generation, to: urn)
      }
    }
    for start in stride(from: 0, to: sums.count, by: generations) {
      for place in start + 1..<start + generations {
        sums[start] += sums[place]
        sums[place] = 0
      }
    }
  }

  /// There are no members any more.
  mutating func clear() {
    members.clear()
    for place in sums.indices { sums[place] = 0 }
  }
}
