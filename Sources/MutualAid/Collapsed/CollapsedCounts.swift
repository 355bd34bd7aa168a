import Probability

/// The shares and yearly costs of some blocks of replications, found by drawing totals.
struct CollapsedCounts: Sendable {
  private(set) var counts: ShareCounts

  /// Replications whose totals, shares and random words are in the first cache together.
  private static let chunk = 1_024
  /// Replications that share a stream for rare draws where each has a law of its own; a stream has an
  /// end.
  private static let part = 128

  init(_ plan: CollapsedPlan, segments: Int) {
    counts = ShareCounts(
      plan.settlements.map(\.shares), years: plan.years.count, segments: segments)
  }

  /// Runs a block of replications through all settlements.
  ///
  /// - Parameters:
  ///   - plan: The settlements.
  ///   - seed: The number that every draw follows from.
  ///   - block: The number of the block, which names its streams.
  ///   - replications: How many it has.
  mutating func run(_ plan: CollapsedPlan, seed: UInt64, block: Int, replications: Int) {
    var surplus = [Int](repeating: 0, count: replications)
    var paid = [Int](repeating: 0, count: replications * counts.rows)
    let first = block * CollapsedSimulation.blockSize
    let factors =
      plan.factors?.factors(
        steps: plan.steps, seed: seed, block: block, replications: first..<first + replications)
      ?? []
    for (index, settlement) in plan.settlements.enumerated() {
      surplus.withUnsafeMutableBufferPointer { surplus in
        paid.withUnsafeMutableBufferPointer { paid in
          if let factored = settlement.factored {
            settle(factored, of: settlement, index: index, seed, block, factors, surplus, paid)
          } else {
            var stream = Stream(seed: seed, replication: block, purpose: .collapsed, period: index)
            settle(settlement, index: index, surplus, paid, using: &stream)
          }
        }
      }
      if settlement.shares.isLastOfYear { counts.close(&paid, year: settlement.shares.year) }
    }
  }

  /// Where every replication has a law of its own.
  private mutating func settle(
    _ factored: FactoredCost, of settlement: CollapsedSettlement, index: Int, _ seed: UInt64,
    _ block: Int, _ factors: [[Double]], _ surplus: UnsafeMutableBufferPointer<Int>,
    _ paid: UnsafeMutableBufferPointer<Int>
  ) {
    var stream = Stream(seed: seed, replication: block, purpose: .collapsed, period: index)
    var words = LaneWords(from: &stream)
    withUnsafeTemporaryAllocation(of: Int.self, capacity: Self.part) { costs in
      for start in stride(from: 0, to: surplus.count, by: Self.part) {
        var rest = Stream(
          seed: seed, replication: block, purpose: .collapsed, period: index,
          cohort: 1 + start / Self.part)
        let places = start..<min(start + Self.part, surplus.count)
        let part = UnsafeMutableBufferPointer(rebasing: costs[..<places.count])
        factored.sample(at: places, of: factors, into: part, from: &words, using: &rest)
        counts.share(
          part, at: places, by: settlement.shares, settlement: index, surplus: surplus, paid: paid)
      }
    }
  }

  private mutating func settle(
    _ settlement: CollapsedSettlement, index: Int, _ surplus: UnsafeMutableBufferPointer<Int>,
    _ paid: UnsafeMutableBufferPointer<Int>, using stream: inout Stream
  ) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.chunk) { totals in
      for start in stride(from: 0, to: surplus.count, by: Self.chunk) {
        let places = start..<min(start + Self.chunk, surplus.count)
        let part = UnsafeMutableBufferPointer(rebasing: totals[..<places.count])
        settlement.draw(into: part, using: &stream)
        guard settlement.isQuick, counts.rows == 1 else {
          share(part, of: settlement, index: index, places, surplus, paid)
          continue
        }
        settlement.share(
          inPlace: part, surplus: UnsafeMutableBufferPointer(rebasing: surplus[places]),
          paid: UnsafeMutableBufferPointer(rebasing: paid[places]))
        counts.add(part, settlement: index)
      }
    }
  }

  /// One by one, where shares differ or need a division.
  private mutating func share(
    _ totals: UnsafeMutableBufferPointer<UInt32>, of settlement: CollapsedSettlement, index: Int,
    _ places: Range<Int>, _ surplus: UnsafeMutableBufferPointer<Int>,
    _ paid: UnsafeMutableBufferPointer<Int>
  ) {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: totals.count) { costs in
      for (place, total) in totals.enumerated() { costs[place] = settlement.cost(of: total) }
      counts.share(
        costs, at: places, by: settlement.shares, settlement: index, surplus: surplus, paid: paid)
    }
  }

  /// Adds what other blocks found.
  mutating func merge(_ other: CollapsedCounts) { counts.merge(other.counts) }
}
