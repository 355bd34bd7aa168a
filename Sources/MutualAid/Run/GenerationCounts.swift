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
  /// Members, at `(cohort · lanes + lane) · generations + generation`.
  private var members: [Int]
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
    members = [Int](repeating: 0, count: segmentOfCohort.count * lanes * generations)
    sums = [Int](repeating: 0, count: segments * lanes * generations)
  }

  /// The members of some of the lanes.
  func only(_ kept: [Int]) -> GenerationCounts {
    var some = GenerationCounts(
      generations: generations, segmentOfCohort: segmentOfCohort, segments: segments,
      lanes: kept.count)
    func keep(_ rows: [Int]) -> [Int] {
      stride(from: 0, to: rows.count, by: lanes * generations).flatMap { start in
        kept.flatMap { rows[start + $0 * generations..<start + ($0 + 1) * generations] }
      }
    }
    some.members = keep(members)
    some.sums = keep(sums)
    return some
  }

  private func start(_ row: Int, _ lane: Int) -> Int { (row * lanes + lane) * generations }

  // MARK: - Reading

  /// The members of a cohort in one lane, by generation.
  func row(cohort: Int, lane: Int) -> ArraySlice<Int> {
    let start = start(cohort, lane)
    return members[start..<start + generations]
  }

  /// Adds the members of all segments to sums at `(segment · lanes + lane) · generations + generation`.
  func addSums(to others: inout [Int]) {
    precondition(others.count == sums.count, "there is a sum for each segment, lane and generation")
    for place in sums.indices { others[place] &+= sums[place] }
  }

  // MARK: - Coming and going

  /// Lets members into a cohort of one lane; a negative number takes them out.
  mutating func add(_ count: Int, cohort: Int, lane: Int, generation: Int) {
    members[start(cohort, lane) + generation] += count
    sums[start(segmentOfCohort[cohort], lane) + generation] += count
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
  ///   - body: Told each generation that some are of, and how many.
  @inline(__always)
  mutating func take(
    _ count: Int, cohort: Int, lane: Int, using draws: inout Stream,
    each body: (_ generation: Int, _ count: Int) -> Void
  ) {
    let (first, sum) = (start(cohort, lane), start(segmentOfCohort[cohort], lane))
    members.withUnsafeMutableBufferPointer { members in
      sums.withUnsafeMutableBufferPointer { sums in
        MultivariateHypergeometric.take(
          count, from: .init(rebasing: members[first..<first + generations]), using: &draws
        ) { generation, count in
          sums[sum + generation] &-= count
          body(generation, count)
        }
      }
    }
  }

  /// Counts a generation's members of a segment with those of another from now on.
  ///
  /// - Parameter cohorts: The segment's cohorts.
  /// - Returns: How many there are.
  mutating func merge(
    _ generation: Int, into other: Int, segment: Int, cohorts: Range<Int>, lane: Int
  ) -> Int {
    let sum = start(segment, lane)
    let moved = sums[sum + generation]
    guard moved > 0 else { return 0 }
    sums[sum + generation] = 0
    sums[sum + other] += moved
    for cohort in cohorts {
      let start = start(cohort, lane)
      members[start + other] += members[start + generation]
      members[start + generation] = 0
    }
    return moved
  }

  /// A calendar year begins: everybody has joined before it.
  mutating func beginYear() {
    Self.join(&members, generations)
    Self.join(&sums, generations)
  }

  private static func join(_ rows: inout [Int], _ generations: Int) {
    for start in stride(from: 0, to: rows.count, by: generations) {
      for place in start + 1..<start + generations {
        rows[start] += rows[place]
        rows[place] = 0
      }
    }
  }

  /// There are no members any more.
  mutating func clear() {
    for place in members.indices { members[place] = 0 }
    for place in sums.indices { sums[place] = 0 }
  }
}
