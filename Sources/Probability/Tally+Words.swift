extension Tally {
  /// The form of the words, which changes when their order does.
  private static let form: UInt64 = 0x5441_4C4C_5900_0001  // "TALLY", 1

  /// The tally of these outcomes, in any order.
  ///
  /// - Throws: `TallyError.inconsistent` if a count is not positive or all together exceed an `Int`.
  /// - Precondition: `limit` is at least 129.
  public init(
    values: [(value: Int, count: Int)], limit: Int = 32_768
  ) throws(TallyError) {
    self.init(limit: limit)
    var entries: [BucketTable.Entry] = []
    var sums = PowerSums()
    for (value, count) in values {
      guard count > 0, count <= Int.max - sums.count else {
        throw .inconsistent("the count \(count) of \(value)")
      }
      sums.add(value, times: count)
      entries.append(BucketTable.Entry(value: value, count: count))
    }
    entries.sort { $0.value < $1.value }
    self.init(
      sums: sums, smallest: entries.first?.value ?? .max, largest: entries.last?.value ?? .min,
      table: BucketTable(limit: limit, multiset: entries))
  }

  /// The whole tally as 64-bit words, for a file: a shard to be merged later.
  ///
  /// Equal tallies give equal words, and a tally read back equals the one written.
  public var words: [UInt64] {
    let tally = settled
    var words = [Self.form]
    words.append(tally.smallest)
    words.append(tally.largest)
    tally.sums.append(to: &words)
    tally.table.append(to: &words)
    return words
  }

  /// The tally that was written as these words.
  ///
  /// - Throws: `TallyError` if the words are not those of a tally. A change that leaves a possible
  ///   tally, such as two counts of one bucket's worth exchanged in a tally that is not exact,
  ///   cannot be seen here: keep a checksum with the file.
  public init(words: [UInt64]) throws(TallyError) {
    var reader = WordReader(words)
    guard try reader.word() == Self.form else { throw .unknownForm }
    let (smallest, largest) = (try reader.integer(), try reader.integer())
    let sums = try PowerSums(from: &reader)
    let table = try BucketTable(from: &reader)
    try reader.finish()
    self.init(sums: sums, smallest: smallest, largest: largest, table: table)
    try check()
  }

  /// Refuses sums and ends that the buckets rule out.
  private func check() throws(TallyError) {
    guard let first = table.entries.first, let last = table.entries.last else {
      guard self == Tally(limit: limit) else { throw .inconsistent("an empty tally's sums") }
      return
    }
    guard smallest <= largest, BucketTable.bucket(of: smallest, bits: table.bits) == first.value,
      BucketTable.bucket(of: largest, bits: table.bits) == last.value
    else { throw .inconsistent("minimum and maximum") }
    var atBuckets = PowerSums()
    for entry in table.entries { atBuckets.add(entry.value, times: entry.count) }
    // A bucket's number is the nearest to zero, so squares can only be larger than these.
    let isPossible =
      table.bits == 64
      ? sums == atBuckets
      : sums.count == atBuckets.count && !(sums.squares < atBuckets.squares)
    guard isPossible else { throw .inconsistent("count, sum and sum of squares") }
  }
}
