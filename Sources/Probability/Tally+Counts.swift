extension Tally {
  /// Adds outcomes that were counted, each value with how often it came.
  ///
  /// It gives the same tally as adding them one by one.
  ///
  /// - Precondition: Values ascend strictly, and no count is negative.
  /// - Complexity: O(*n* + *k*) in the values added and the buckets held.
  public mutating func add(counted values: [(value: Int, count: Int)]) {
    var sums = PowerSums()
    var entries: [BucketTable.Entry] = []
    entries.reserveCapacity(values.count)
    var before: Int?
    for (value, count) in values {
      precondition(count >= 0, "an outcome came \(count) times")
      precondition(before.map { $0 < value } ?? true, "counted outcomes ascend")
      before = value
      guard count > 0 else { continue }
      sums.add(value, times: count)
      entries.append(.init(value: value, count: count))
    }
    guard let first = entries.first, let last = entries.last else { return }
    merge(
      Tally(
        sums: sums, smallest: first.value, largest: last.value,
        table: BucketTable(limit: limit, multiset: entries)))
  }
}
