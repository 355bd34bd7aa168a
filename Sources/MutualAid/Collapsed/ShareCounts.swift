import Probability

/// The shares and yearly costs of some replications, counted.
struct ShareCounts: Sendable {
  /// How many of the segments are counted: one for all where shares are equal.
  let rows: Int
  /// By settlement and row.
  private var shares: [CountedValues] = []
  /// By year and row.
  private var years: [CountedValues] = []

  init(_ settlements: [SettlementShares], years count: Int, segments: Int) {
    let rows = settlements.allSatisfy(\.isEqual) ? 1 : segments
    self.rows = rows
    var most = [Int](repeating: 0, count: count)
    var means = [Double](repeating: 0, count: count)
    for settlement in settlements {
      let none = CountedValues(upTo: settlement.greatest, mean: settlement.mean)
      shares += (0..<rows).map { _ in none }
      most[settlement.year] = Self.sum(most[settlement.year], settlement.greatest)
      means[settlement.year] += settlement.mean
    }
    for (most, mean) in zip(most, means) {
      let none = CountedValues(upTo: most, mean: mean)
      years += (0..<rows).map { _ in none }
    }
  }

  private static func sum(_ a: Int, _ b: Int) -> Int {
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? .max : sum
  }

  /// Shares out the costs of a settlement in some replications, and counts the shares.
  ///
  /// - Parameters:
  ///   - costs: The costs with their fees, in fen; they are written over.
  ///   - places: The replications.
  ///   - rule: How the costs are shared.
  ///   - settlement: The number of the settlement.
  ///   - surplus: By replication, what is carried into the settlement, and then out of it.
  ///   - paid: By row and replication, what has been paid in the year, to which shares are added.
  mutating func share(
    _ costs: UnsafeMutableBufferPointer<Int>, at places: Range<Int>, by rule: SettlementShares,
    settlement: Int, surplus: UnsafeMutableBufferPointer<Int>,
    paid: UnsafeMutableBufferPointer<Int>
  ) {
    guard rows == 1, rule.isPlain else {
      for (cost, place) in zip(costs, places) {
        rule.share(cost: cost, surplus: &surplus[place]) { segment, share in
          guard segment < rows else { return }
          paid[segment * surplus.count + place] += share
          shares[settlement * rows + segment].add(share)
        }
      }
      return
    }
    rule.sharePlainly(inPlace: costs, surplus: .init(rebasing: surplus[places]))
    shares[settlement].add(costs)
    for (share, place) in zip(costs, places) { paid[place] += share }
  }

  /// Counts a share.
  @inline(__always)
  mutating func add(_ share: Int, settlement: Int, row: Int) {
    shares[settlement * rows + row].add(share)
  }

  /// Counts shares of the first row.
  mutating func add(_ values: some Collection<UInt32>, settlement: Int) {
    shares[settlement * rows].add(values)
  }

  /// Counts what replications paid in a year, and begins another.
  ///
  /// - Parameters:
  ///   - paid: By row and replication, and then 0.
  ///   - year: The place of the year.
  mutating func close(_ paid: inout [Int], year: Int) {
    let replications = paid.count / rows
    for row in 0..<rows {
      for place in row * replications..<(row + 1) * replications {
        years[year * rows + row].add(paid[place])
        paid[place] = 0
      }
    }
  }

  /// Adds what other replications found.
  mutating func merge(_ other: ShareCounts) {
    for place in shares.indices { shares[place].merge(other.shares[place]) }
    for place in years.indices { years[place].merge(other.years[place]) }
  }

  /// The measures of shares and yearly costs, each with its values.
  func figures(periods: Int, years: [Int], segments: Int) -> [(Measure, Tally)] {
    var found: [(Measure, Tally)] = []
    for period in 0..<periods {
      for segment in 0..<segments {
        found.append(
          (
            Measure(.share, .period(period), segment: segment),
            shares[period * rows + min(segment, rows - 1)].tally
          ))
      }
    }
    for (place, year) in years.enumerated() {
      for segment in 0..<segments {
        found.append(
          (
            Measure(.yearCost, .year(year), segment: segment),
            self.years[place * rows + min(segment, rows - 1)].tally
          ))
      }
    }
    return found
  }
}
