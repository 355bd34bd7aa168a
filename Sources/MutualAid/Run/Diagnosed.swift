import Probability

/// The members diagnosed in a period, by replication.
struct Diagnosed {
  /// Those of one slot and cohort.
  struct Source {
    /// The number of their slot in the plan.
    let slot: Int
    /// The place of their cohort in the slot's cover plan.
    let place: Int
    /// How many, lane by lane.
    var counts: [Int]
    /// Their generations of the year, lane by lane; empty where these are not told apart.
    var generations: [[Int]] = []
  }

  /// How many have claims of each pool, at `pool · lanes + lane`.
  private var counts: [Int]
  private let lanes: Int
  /// For each pool, where they come from; kept only where that is asked for.
  private var sources: [[Source]]
  private let keepsSources: [Bool]
  private var lastPool = 0

  /// Nobody, in a period's pools.
  init(_ plan: PeriodPlan, lanes: Int, keepsSources: [Bool]) {
    counts = [Int](repeating: 0, count: plan.pools.count * lanes)
    self.lanes = lanes
    sources = plan.pools.map { _ in [] }
    self.keepsSources = keepsSources
  }

  mutating func add(_ taken: [Int], slot: Int, place: Int, pool: Int) {
    counts.withUnsafeMutableBufferPointer { counts in
      for lane in taken.indices { counts[pool * lanes + lane] &+= taken[lane] }
    }
    if keepsSources[pool] {
      sources[pool].append(Source(slot: slot, place: place, counts: taken))
    }
    lastPool = pool
  }

  /// Tells the generations of those added last.
  mutating func generations(of last: [[Int]]) {
    sources[lastPool][sources[lastPool].count - 1].generations = last
  }

  func total(_ lane: Int) -> Int {
    stride(from: lane, to: counts.count, by: lanes).reduce(0) { $0 + counts[$1] }
  }

  func count(pool: Int, lane: Int) -> Int { counts[pool * lanes + lane] }

  /// Takes one of a pool's claims, each equally likely.
  ///
  /// - Returns: Where it comes from.
  mutating func pick(pool: Int, lane: Int, using draws: inout Stream, left: Int) -> Int {
    var mark = draws.below(left)
    for number in sources[pool].indices {
      let count = sources[pool][number].counts[lane]
      if mark < count {
        sources[pool][number].counts[lane] -= 1
        return number
      }
      mark -= count
    }
    preconditionFailure("a pool has as many claims as its sources")
  }

  /// Puts a claim back that was picked.
  mutating func putBack(_ source: Int, pool: Int, lane: Int) {
    sources[pool][source].counts[lane] += 1
  }

  /// Takes some of a pool's claims, each equally likely.
  ///
  /// How many come from each source is multivariate hypergeometric, and they come in random order.
  ///
  /// - Returns: Where they come from.
  mutating func pick(
    _ count: Int, pool: Int, lane: Int, using draws: inout Stream
  ) -> [Int] {
    var taken = [Int](repeating: 0, count: sources[pool].count)
    MultivariateHypergeometric.sample(
      counts: sources[pool].map { $0.counts[lane] }, drawn: count, into: &taken, using: &draws)
    var picked: [Int] = []
    picked.reserveCapacity(count)
    for (source, part) in taken.enumerated() where part > 0 {
      sources[pool][source].counts[lane] -= part
      picked.append(contentsOf: repeatElement(source, count: part))
    }
    if let first = picked.first, let last = picked.last, first < last {
      for place in stride(from: count - 1, to: 0, by: -1) {
        picked.swapAt(place, draws.below(place + 1))
      }
    }
    return picked
  }

  func source(_ number: Int, pool: Int) -> (slot: Int, place: Int) {
    (sources[pool][number].slot, sources[pool][number].place)
  }

  /// Takes the generation of one of a source's claims, each equally likely.
  mutating func generation(
    of number: Int, pool: Int, lane: Int, using draws: inout Stream
  ) -> Int {
    guard !sources[pool][number].generations.isEmpty else { return 0 }
    let row = sources[pool][number].generations[lane]
    guard !row.isEmpty else { return 0 }
    var mark = draws.below(row.reduce(0, +))
    for generation in row.indices {
      if mark < row[generation] {
        sources[pool][number].generations[lane][generation] -= 1
        return generation
      }
      mark -= row[generation]
    }
    preconditionFailure("a source has as many generations as claims")
  }

  /// The generations of a pool's claims; empty where they are not told apart.
  func generations(pool: Int, lane: Int) -> [Int] {
    sources[pool].reduce(into: []) { sum, source in
      guard !source.generations.isEmpty, !source.generations[lane].isEmpty else { return }
      sum =
        sum.isEmpty ? source.generations[lane] : zip(sum, source.generations[lane]).map(+)
    }
  }
}
