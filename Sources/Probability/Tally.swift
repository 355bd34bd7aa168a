/// The outcomes of a whole-number quantity over replications: an exact multiset, in bounded room.
///
/// Money in fen, members, claims. Outcomes are added one by one and tallies are merged, and **any
/// order and grouping gives the same tally to the bit**: counts and sums are integers of sufficient
/// width, and every figure is worked out from the sorted multiset, in that order. So a run on many
/// threads, or in shards on many machines, prints what one thread would have printed.
///
/// As long as no more than `limit` outcomes are distinct the multiset is exact. Beyond, outcomes
/// keep their leading bits only, as many as fit the limit: see `relativeError`. Count, sum, sum of
/// squares, minimum and maximum stay exact, and with them mean and standard deviation.
///
/// An estimate assumes that the outcomes are independent and come from one law.
public struct Tally: Sendable {
  /// The outcomes of all but the pending ones.
  private(set) var table: BucketTable
  private(set) var sums = PowerSums()
  private(set) var smallest = Int.max
  private(set) var largest = Int.min

  /// Outcomes that wait to be sorted into the table, in the order of arrival.
  @usableFromInline var pending: [Int] = []
  /// How many may wait, in proportion to the table, so that each adds O(1) to the cost of merging.
  @usableFromInline var room = Tally.leastRoom

  private static let leastRoom = 1_024

  private static func room(beside table: BucketTable) -> Int {
    max(leastRoom, table.entries.count)
  }

  /// An empty tally.
  ///
  /// - Parameter limit: The most distinct outcomes, or buckets of them, that are held; 16 bytes each.
  /// - Precondition: `limit` is at least 129, the number of buckets at one significant bit.
  public init(limit: Int = 32_768) { table = BucketTable(limit: limit) }

  /// A settled tally of these parts.
  init(sums: PowerSums, smallest: Int, largest: Int, table: BucketTable) {
    self.sums = sums
    self.smallest = smallest
    self.largest = largest
    self.table = table
    room = Self.room(beside: table)
  }

  /// Adds an outcome.
  ///
  /// - Complexity: O(1) on average, some 20 to 50 ns.
  @inlinable
  public mutating func add(_ value: Int) {
    pending.append(value)
    if pending.count >= room { settle() }
  }

  /// Adds outcomes, in any order.
  ///
  /// - Complexity: O(1) on average for each of them, some 10 to 50 ns.
  public mutating func add(contentsOf values: [Int]) {
    pending.append(contentsOf: values)
    if pending.count >= room { settle() }
  }

  /// Adds the outcomes of another tally.
  ///
  /// - Precondition: The limits are the same.
  /// - Complexity: O(*n* + *m*) in the buckets held; O(*m*) for a tally of few outcomes.
  public mutating func merge(_ other: Tally) {
    precondition(
      limit == other.limit, "tallies of limits \(limit) and \(other.limit) do not merge")
    sums.merge(other.sums)
    smallest = min(smallest, other.smallest)
    largest = max(largest, other.largest)
    if !other.table.entries.isEmpty {
      table.merge(other.table)
      room = Self.room(beside: table)
    }
    pending.append(contentsOf: other.pending)
    if pending.count >= room { settle() }
  }

  /// Sorts the outcomes that wait into the table.
  ///
  /// It changes no result. Asking many things of a tally is faster once it is settled.
  public mutating func settle() {
    guard !pending.isEmpty else { return }
    let (least, greatest) = sums.add(pending)
    smallest = min(smallest, least)
    largest = max(largest, greatest)
    pending.sortByDigits(least: least, greatest: greatest)
    var runs: [BucketTable.Entry] = []
    runs.reserveCapacity(pending.count)
    var run = BucketTable.Entry(value: least, count: 0)
    for value in pending {
      if value != run.value {
        runs.append(run)
        run = BucketTable.Entry(value: value, count: 0)
      }
      run.count += 1
    }
    runs.append(run)
    table.absorb(runs)
    pending.removeAll(keepingCapacity: true)
    room = Self.room(beside: table)
  }

  /// The tally with nothing waiting.
  var settled: Tally {
    guard !pending.isEmpty else { return self }
    var copy = self
    copy.settle()
    return copy
  }
}

extension Tally: Equatable {
  /// Whether two tallies have the same limit and hold the same outcomes.
  public static func == (a: Tally, b: Tally) -> Bool {
    let (a, b) = (a.settled, b.settled)
    return a.table == b.table && a.sums == b.sums && a.smallest == b.smallest
      && a.largest == b.largest
  }
}

extension Tally {
  /// The most distinct outcomes, or buckets of them, that are held.
  public var limit: Int { table.limit }

  /// The number of outcomes.
  public var count: Int { sums.count + pending.count }

  /// The smallest outcome, or `nil` if there are none.
  public var minimum: Int? { count == 0 ? nil : settled.smallest }

  /// The largest outcome, or `nil` if there are none.
  public var maximum: Int? { count == 0 ? nil : settled.largest }

  /// The sum of the outcomes.
  public var sum: Int128 { settled.sums.sum }

  /// Whether every outcome is held as it is, so that every result is that of the full sample.
  public var isExact: Bool { settled.table.bits == 64 }

  /// How far a quantile or other value may lie from the true outcome, relative to the outcome.
  ///
  /// 0 if the tally is exact, otherwise 2⁻ᵐ for m significant bits. With the usual limit of 32,768
  /// and outcomes spread over a factor of 16 it is 2⁻¹⁴, some 0.006 %; over a factor of 2¹⁶, 2⁻¹².
  /// The bound holds for every outcome, in the tail as in the middle.
  public var relativeError: Double {
    let bits = settled.table.bits
    return bits == 64 ? 0 : Double(sign: .plus, exponent: -bits, significand: 1)
  }

  /// The outcomes in ascending order, each with its count; the middle of a bucket if not exact.
  ///
  /// The first bucket's value is at least the minimum, the last one's at most the maximum.
  public var values: [(value: Int, count: Int)] {
    let tally = settled
    return tally.table.entries.map { (tally.value(of: $0), $0.count) }
  }

  /// What a bucket counts as.
  func value(of entry: BucketTable.Entry) -> Int {
    let middle = BucketTable.middle(of: entry.value, bits: table.bits)
    return min(max(middle, smallest), largest)
  }

  /// The mean and its standard error s/√n, exact but for the last rounding.
  ///
  /// - Returns: The mean in the outcomes' unit, or `nil` if there are none. A single outcome has an
  ///   infinite standard error.
  public var mean: Estimate? { settled.sums.meanEstimate }

  /// The standard deviation, with divisor n − 1, and its standard error.
  ///
  /// The error is that of the influence function ((x − μ)² − σ²) / 2σ, which assumes no law.
  ///
  /// - Returns: `nil` if there are fewer than two outcomes.
  /// - Complexity: O(*k*), where *k* is the number of buckets.
  ///
  /// > F. R. Hampel. "The influence curve and its role in robust estimation." *Journal of the
  /// > American Statistical Association* 69 (1974), 383–393.
  /// > doi:[10.1080/01621459.1974.10482962](https://doi.org/10.1080/01621459.1974.10482962)
  public var standardDeviation: Estimate? {
    let tally = settled
    guard count > 1 else { return nil }
    let sd = tally.sums.variance.squareRoot()
    guard sd > 0 else { return Estimate(value: 0, standardError: 0) }
    let variance = tally.sums.squaredDeviations / Double(count)
    let error = tally.standardError { ($0 * $0 - variance) / (2 * sd) }
    return Estimate(value: sd, standardError: error)
  }

  /// The skewness m₃ / m₂^(3/2), from moments with divisor n, and its standard error.
  ///
  /// The error is that of the influence function z³ − 3z − γ − (3/2) γ (z² − 1), where z is the
  /// standardised outcome; for a normal law it is √(6/n).
  ///
  /// - Returns: `nil` if there are fewer than two outcomes or all are equal.
  /// - Complexity: O(*k*), where *k* is the number of buckets.
  public var skewness: Estimate? {
    let tally = settled
    guard count > 1, tally.smallest < tally.largest else { return nil }
    let sd = (tally.sums.squaredDeviations / Double(count)).squareRoot()
    let skewness = tally.average { deviation in
      let z = deviation / sd
      return z * z * z
    }
    let error = tally.standardError { deviation in
      let z = deviation / sd
      return z * z * z - 3 * z - skewness - 1.5 * skewness * (z * z - 1)
    }
    return Estimate(value: skewness, standardError: error)
  }

  /// The mean over the outcomes of a function of their deviation from the mean.
  private func average(of function: (Double) -> Double) -> Double {
    let (whole, rest) = sums.splitMean
    let total = table.entries.reduce(0.0) { total, entry in
      let value = value(of: entry)
      let (distance, overflows) = value.subtractingReportingOverflow(whole)
      let exact = overflows ? Double(Int128(value) - Int128(whole)) : Double(distance)
      return total + Double(entry.count) * function(exact - rest)
    }
    return total / Double(count)
  }

  /// The standard error of an estimate whose influence function this is.
  private func standardError(of influence: (Double) -> Double) -> Double {
    let square = average { deviation in
      let value = influence(deviation)
      return value * value
    }
    return (square / Double(count)).squareRoot()
  }
}
