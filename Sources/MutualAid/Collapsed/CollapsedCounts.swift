import Probability

/// The shares and yearly costs of some blocks of replications, counted.
struct CollapsedCounts: Sendable {
  /// How many of the segments are counted: one for all where shares are equal.
  let rows: Int
  /// By settlement and row.
  private var shares: [CountedValues] = []
  /// By year and row.
  private var years: [CountedValues] = []

  init(_ plan: CollapsedPlan, segments: Int) {
    let rows = plan.settlements.allSatisfy(\.isEqual) ? 1 : segments
    self.rows = rows
    var most = [Int](repeating: 0, count: plan.years.count)
    var means = [Double](repeating: 0, count: plan.years.count)
    for settlement in plan.settlements {
      let expected = CountedValues(expecting: settlement.shares, mean: settlement.meanShare)
      shares += (0..<rows).map { _ in expected }
      most[settlement.year] += settlement.shares.upperBound
      means[settlement.year] += settlement.meanShare
    }
    for (most, mean) in zip(most, means) {
      let expected = CountedValues(expecting: 0...most, mean: mean)
      years += (0..<rows).map { _ in expected }
    }
  }

  /// Runs a block of replications through all settlements.
  ///
  /// - Parameters:
  ///   - block: The number of the block, which names its streams.
  ///   - replications: How many it has.
  mutating func run(_ plan: CollapsedPlan, seed: UInt64, block: Int, replications: Int) {
    var totals = [UInt32](repeating: 0, count: replications)
    var surplus = [Int](repeating: 0, count: replications)
    var costs = [Int](repeating: 0, count: replications * rows)
    for (index, settlement) in plan.settlements.enumerated() {
      var stream = Stream(seed: seed, replication: block, purpose: .collapsed, period: index)
      totals.withUnsafeMutableBufferPointer { totals in
        settlement.draw(into: totals, using: &stream)
        surplus.withUnsafeMutableBufferPointer { surplus in
          costs.withUnsafeMutableBufferPointer { costs in
            settle(settlement, index: index, totals, surplus, costs)
          }
        }
      }
      if settlement.isLastOfYear { close(&costs, year: settlement.year) }
    }
  }

  private mutating func settle(
    _ settlement: CollapsedSettlement, index: Int, _ totals: UnsafeMutableBufferPointer<UInt32>,
    _ surplus: UnsafeMutableBufferPointer<Int>, _ costs: UnsafeMutableBufferPointer<Int>
  ) {
    let replications = totals.count
    guard rows > 1 else {
      return shares[index].with { add in
        settlement.share(totals, surplus) { replication, _, share in
          costs[replication] &+= share
          add(share)
        }
      }
    }
    settlement.share(totals, surplus) { replication, segment, share in
      costs[segment * replications + replication] += share
      shares[index * rows + segment].with { $0(share) }
    }
  }

  private mutating func close(_ costs: inout [Int], year: Int) {
    let replications = costs.count / rows
    for row in 0..<rows {
      years[year * rows + row].with { add in
        for place in row * replications..<(row + 1) * replications {
          add(costs[place])
          costs[place] = 0
        }
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
