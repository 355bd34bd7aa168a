/// Outcomes of the members of a pool, pooled over replications: how a member fares who is picked at
/// random in a replication picked at random.
///
/// A replication gives outcomes with multiplicities, such as a cost that n members bore. Members of
/// one replication share its luck, so **the replication is what was sampled**, never the member: a
/// pool of a million members run once says nothing of the error.
///
/// The mean is the ratio of two sums over replications, with Cochran's linearised error. A quantile
/// or share is that of all replications pooled; its error comes from the spread between batches of
/// replications. Replication r belongs to batch r mod `batches`, so order and grouping change
/// nothing, to the bit.
public struct WeightedTally: Sendable {
  /// The outcomes of each batch of replications.
  private var batches: [Batch]
  /// The replications' weighted sums (first) and weights (second).
  private var totals = PairedDifference()

  /// An empty tally.
  ///
  /// - Parameters:
  ///   - limit: The most distinct outcomes, or buckets of them, held in a batch; 16 bytes each.
  ///   - batches: The batches of replications. More of them give the error more certainly, but each
  ///     should hold many replications.
  /// - Precondition: `limit` is at least 129, and `batches` at least 2.
  public init(limit: Int = 4_096, batches: Int = 32) {
    precondition(batches >= 2, "a weighted tally should have 2 batches, but is given \(batches)")
    self.batches = Array(repeating: Batch(limit: limit), count: batches)
  }

  /// Adds a whole replication, once.
  ///
  /// - Parameters:
  ///   - outcomes: Each outcome with the number of members that had it, in any order.
  ///   - replication: The replication's number.
  /// - Precondition: No weight or number is negative, and the weighted sum is an `Int`.
  public mutating func add(
    _ outcomes: [(value: Int, weight: Int)], replication: Int
  ) {
    precondition(replication >= 0, "a replication's number should not be \(replication)")
    let batch = replication % batches.count
    var (sum, weight) = (0, 0)
    for outcome in outcomes where outcome.weight != 0 {
      precondition(outcome.weight > 0, "a weight should not be negative, but is \(outcome.weight)")
      sum += outcome.value * outcome.weight
      weight += outcome.weight
      batches[batch].add(outcome.value, weight: outcome.weight)
    }
    totals.add(sum, weight)
  }

  /// Adds the replications of another tally.
  ///
  /// - Precondition: Limits and batches are the same, and no replication is in both.
  public mutating func merge(_ other: WeightedTally) {
    precondition(batches.count == other.batches.count, "tallies of different batches do not merge")
    totals.merge(other.totals)
    for i in batches.indices { batches[i].merge(other.batches[i]) }
  }

  /// The number of replications.
  public var count: Int { totals.count }

  /// The mean outcome of a member, with the error of a ratio over replications.
  ///
  /// - Returns: `nil` if there are no members.
  public var mean: Estimate? { totals.ratio }

  /// The pooled distribution, for any number of questions.
  ///
  /// - Returns: `nil` if there are no members.
  /// - Complexity: O(*b k* log *k*), where *b* is the number of batches and *k* of buckets in each.
  public func distribution() -> WeightedDistribution? {
    let tables = batches.map { $0.settled.table }
    return WeightedDistribution(batches: tables, replications: count)
  }
}

extension WeightedTally {
  /// The form of the words, which changes when their order does.
  private static let form: UInt64 = 0x5745_4947_4854_0001  // "WEIGHT", 1

  /// The whole tally as 64-bit words, for a file: a shard to be merged later.
  public var words: [UInt64] {
    var words = [Self.form]
    totals.append(to: &words)
    words.append(batches.count)
    for batch in batches { batch.settled.table.append(to: &words) }
    return words
  }

  /// The tally that was written as these words.
  ///
  /// - Throws: `TallyError` if the words are not those of a weighted tally.
  public init(words: [UInt64]) throws(TallyError) {
    var reader = WordReader(words)
    guard try reader.word() == Self.form else { throw .unknownForm }
    totals = try PairedDifference(from: &reader)
    batches = []
    let size = try reader.count()
    for _ in 0..<size { batches.append(Batch(table: try BucketTable(from: &reader))) }
    try reader.finish()
    guard size >= 2, batches.allSatisfy({ $0.table.limit == batches[0].table.limit }) else {
      throw .inconsistent("the batches")
    }
    let weight = batches.reduce(Int128(0)) { weight, batch in
      batch.table.entries.reduce(weight) { $0 + Int128($1.count) }
    }
    guard weight == totals.secondSum else { throw .inconsistent("the weights") }
  }
}

extension WeightedTally: Equatable {
  /// Whether two tallies hold the same replications.
  public static func == (a: WeightedTally, b: WeightedTally) -> Bool {
    a.totals == b.totals && a.batches.map(\.settled.table) == b.batches.map(\.settled.table)
  }
}

/// The outcomes of one batch of replications.
private struct Batch: Sendable {
  private(set) var table: BucketTable
  private var pending: [BucketTable.Entry] = []

  init(limit: Int) { table = BucketTable(limit: limit) }

  init(table: BucketTable) { self.table = table }

  mutating func add(_ value: Int, weight: Int) {
    pending.append(BucketTable.Entry(value: value, count: weight))
    settle(ifMoreThan: max(256, table.entries.count / 2))
  }

  mutating func merge(_ other: Batch) {
    if !other.table.entries.isEmpty { table.merge(other.table) }
    pending.append(contentsOf: other.pending)
    settle(ifMoreThan: max(256, table.entries.count / 2))
  }

  private mutating func settle(ifMoreThan room: Int) {
    guard pending.count > room else { return }
    pending.sort { $0.value < $1.value }
    table.absorb(pending)
    pending.removeAll(keepingCapacity: true)
  }

  var settled: Batch {
    var copy = self
    copy.settle(ifMoreThan: 0)
    return copy
  }
}
