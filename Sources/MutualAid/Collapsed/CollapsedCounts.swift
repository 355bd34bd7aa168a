import Probability

/// The shares and yearly costs of some blocks of replications, counted.
struct CollapsedCounts: Sendable {
  /// How many of the segments are counted: one for all where shares are equal.
  private let rows: Int
  /// By settlement and row.
  private var shares: [CountedValues] = []
  /// By year and row.
  private var years: [CountedValues] = []

  /// Replications whose totals, shares and random words are in the first cache together.
  private static let chunk = 1_024
  /// Replications that share a stream where each has a law of its own; a stream has an end.
  private static let part = 64

  init(_ plan: CollapsedPlan, segments: Int) {
    let rows = plan.settlements.allSatisfy(\.isEqual) ? 1 : segments
    self.rows = rows
    var most = [Int](repeating: 0, count: plan.years.count)
    var means = [Double](repeating: 0, count: plan.years.count)
    for settlement in plan.settlements {
      let none = CountedValues(upTo: settlement.greatestShare, mean: settlement.meanShare)
      shares += (0..<rows).map { _ in none }
      most[settlement.year] += settlement.greatestShare
      means[settlement.year] += settlement.meanShare
    }
    for (most, mean) in zip(most, means) {
      let none = CountedValues(upTo: most, mean: mean)
      years += (0..<rows).map { _ in none }
    }
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
    var paid = [Int](repeating: 0, count: replications * rows)
    let first = block * CollapsedSimulation.blockSize
    let factors =
      plan.factors?.factors(
        steps: plan.steps, seed: seed, block: block, replications: first..<first + replications)
      ?? []
    for (index, settlement) in plan.settlements.enumerated() {
      defer { if settlement.isLastOfYear { close(&paid, year: settlement.year) } }
      if let factored = settlement.factored {
        for start in stride(from: 0, to: replications, by: Self.part) {
          var stream = Stream(
            seed: seed, replication: block, purpose: .collapsed, period: index,
            cohort: start / Self.part)
          draw(
            factored, of: settlement, index: index, start..<min(start + Self.part, replications),
            factors, &surplus, &paid, using: &stream)
        }
        continue
      }
      var stream = Stream(seed: seed, replication: block, purpose: .collapsed, period: index)
      surplus.withUnsafeMutableBufferPointer { surplus in
        paid.withUnsafeMutableBufferPointer { paid in
          settle(settlement, index: index, surplus, paid, using: &stream)
        }
      }
    }
  }

  /// One by one, where every replication has a law of its own.
  private mutating func draw(
    _ factored: FactoredCost, of settlement: CollapsedSettlement, index: Int,
    _ places: Range<Int>, _ factors: [[Double]], _ surplus: inout [Int], _ paid: inout [Int],
    using stream: inout Stream
  ) {
    let replications = surplus.count
    for place in places {
      let cost = factored.sample(at: place, of: factors, using: &stream)
      settlement.share(cost: cost, surplus: &surplus[place]) { segment, share in
        guard segment < rows else { return }
        paid[segment * replications + place] += share
        shares[index * rows + segment].add(share)
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
        guard settlement.isQuick, rows == 1 else {
          share(part, of: settlement, index: index, places, surplus, paid)
          continue
        }
        settlement.share(
          inPlace: part, surplus: UnsafeMutableBufferPointer(rebasing: surplus[places]),
          paid: UnsafeMutableBufferPointer(rebasing: paid[places]))
        shares[index].add(part)
      }
    }
  }

  /// One by one, where shares differ or need a division.
  private mutating func share(
    _ totals: UnsafeMutableBufferPointer<UInt32>, of settlement: CollapsedSettlement, index: Int,
    _ places: Range<Int>, _ surplus: UnsafeMutableBufferPointer<Int>,
    _ paid: UnsafeMutableBufferPointer<Int>
  ) {
    for (total, place) in zip(totals, places) {
      settlement.share(cost: settlement.cost(of: total), surplus: &surplus[place]) {
        segment, share in
        guard segment < rows else { return }
        paid[segment * surplus.count + place] += share
        shares[index * rows + segment].add(share)
      }
    }
  }

  private mutating func close(_ paid: inout [Int], year: Int) {
    let replications = paid.count / rows
    for row in 0..<rows {
      for place in row * replications..<(row + 1) * replications {
        years[year * rows + row].add(paid[place])
        paid[place] = 0
      }
    }
  }

  /// Adds what other blocks found.
  mutating func merge(_ other: CollapsedCounts) {
    for place in shares.indices { shares[place].merge(other.shares[place]) }
    for place in years.indices { years[place].merge(other.years[place]) }
  }

  /// The shares of a segment at a settlement.
  func share(settlement: Int, segment: Int) -> Tally {
    shares[settlement * rows + min(segment, rows - 1)].tally
  }

  /// The costs of a year for a member of a segment who pays at all its settlements.
  func cost(year: Int, segment: Int) -> Tally {
    years[year * rows + min(segment, rows - 1)].tally
  }
}
