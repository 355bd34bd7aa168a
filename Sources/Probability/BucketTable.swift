/// A multiset of whole numbers in bounded room: exact while few are distinct, then rounded.
///
/// Numbers are kept to some number of significant bits, at first all 64. When more than `limit`
/// distinct ones are held, bits are dropped until no more than `limit` remain. A number of w bits
/// kept to m < w of them shares its bucket with the 2^(w−m) numbers that agree in sign, width and
/// leading m bits, so the buckets grow in proportion to the numbers, and the middle of a bucket is
/// within a 2^−m-th of every number in it.
///
/// **The table depends on the multiset alone**, not on the order or the grouping in which it came:
///
/// 1. Rounding to m bits of a number rounded to m' ≥ m bits equals rounding it to m bits at once,
///    so the counts at m bits do not depend on what was kept on the way.
/// 2. A part occupies, at any m, no more buckets than the whole. So the m that fits a part is at
///    least the m(S) that fits the whole multiset S, and no step on the way drops below m(S).
/// 3. When the last number has come the table holds S at some m ≥ m(S), and drops bits one by one to
///    the first m at which the buckets of S are at most `limit`, which is m(S).
struct BucketTable: Hashable, Sendable {
  /// A bucket: its number nearest to zero, and how many numbers it holds.
  struct Entry: Hashable, Sendable {
    var value: Int
    var count: Int
  }

  /// The least limit: at one significant bit there are 64 widths of either sign, and zero.
  static let leastLimit = 129

  /// The most buckets that are held.
  let limit: Int
  /// The significant bits that are kept, 64 for exact numbers.
  private(set) var bits = 64
  /// The buckets in ascending order.
  private(set) var entries: [Entry] = []

  init(limit: Int) {
    precondition(
      limit >= Self.leastLimit, "a tally's limit should be at least 129, but is \(limit)")
    self.limit = limit
  }

  /// The table of these numbers, in ascending order.
  init(limit: Int, multiset: [Entry]) {
    self.init(limit: limit)
    absorb(multiset)
  }

  /// A table that was written down.
  ///
  /// - Throws: `TallyError.inconsistent` if no multiset would have given it.
  init(limit: Int, bits: Int, entries: [Entry]) throws(TallyError) {
    guard limit >= Self.leastLimit, 1...64 ~= bits, entries.count <= limit else {
      throw .inconsistent("limit, bits and buckets")
    }
    var total = 0
    for (i, entry) in entries.enumerated() {
      guard Self.bucket(of: entry.value, bits: bits) == entry.value,
        i == 0 || entries[i - 1].value < entry.value
      else { throw .inconsistent("the buckets' order") }
      let (sum, overflows) = total.addingReportingOverflow(entry.count)
      guard entry.count > 0, !overflows else { throw .inconsistent("a bucket's count") }
      total = sum
    }
    self.init(limit: limit)
    self.bits = bits
    self.entries = entries
  }

  /// The number of a value's bucket that is nearest to zero.
  static func bucket(of value: Int, bits: Int) -> Int {
    let size = value.magnitude
    let excess = UInt.bitWidth - size.leadingZeroBitCount - bits
    guard excess > 0 else { return value }
    let kept = size & ~((UInt(1) << UInt(excess)) &- 1)
    return value < 0 ? Int(truncatingIfNeeded: 0 &- kept) : Int(kept)
  }

  /// The middle of a bucket, a little nearer to zero if there are two.
  static func middle(of bucket: Int, bits: Int) -> Int {
    let excess = UInt.bitWidth - bucket.magnitude.leadingZeroBitCount - bits
    guard excess > 0 else { return bucket }
    let half = Int(((UInt(1) << UInt(excess)) &- 1) / 2)
    // Only the bucket of Int.min holds one number of 64 bits alone.
    guard bucket != .min else { return bucket }
    return bucket < 0 ? bucket - half : bucket + half
  }

  /// Adds entries in ascending order of value; equal values may follow one another.
  ///
  /// - Complexity: O(*n* + *m*), where *n* are the entries held and *m* those added.
  mutating func absorb(_ added: [Entry]) {
    guard !added.isEmpty else { return }
    let held = entries
    entries = Array(unsafeUninitializedCapacity: held.count + added.count) { merged, size in
      func put(_ value: Int, _ count: Int) {
        if size > 0, merged[size - 1].value == value {
          merged[size - 1].count += count
        } else {
          merged[size] = Entry(value: value, count: count)
          size += 1
        }
      }
      var i = 0
      for entry in added {
        let value = Self.bucket(of: entry.value, bits: bits)
        while i < held.count, held[i].value <= value {
          put(held[i].value, held[i].count)
          i += 1
        }
        put(value, entry.count)
      }
      for entry in held[i...] { put(entry.value, entry.count) }
    }
    coarsen(to: fittingBits())
  }

  /// Adds the multiset of another table.
  mutating func merge(_ other: BucketTable) {
    precondition(limit == other.limit, "tallies of limits \(limit) and \(other.limit) do not merge")
    coarsen(to: min(bits, other.bits))
    absorb(other.entries)
  }

  private static func append(_ entry: Entry, to entries: inout [Entry]) {
    if let last = entries.indices.last, entries[last].value == entry.value {
      entries[last].count += entry.count
    } else {
      entries.append(entry)
    }
  }

  /// The most bits at which no more than `limit` buckets are occupied.
  ///
  /// Neighbours in the sorted table share a bucket at m bits if and only if their sign and width
  /// agree and they first differ below the leading m bits. So one pass counts, for every m, the
  /// pairs of neighbours that m bits keep apart.
  private func fittingBits() -> Int {
    guard entries.count > limit else { return bits }
    var apart = [Int](repeating: 0, count: 66)  // apart[m]: pairs that m bits, but not m − 1, part
    for i in 1..<entries.count {
      apart[Self.partingBits(entries[i - 1].value, entries[i].value)] += 1
    }
    var occupied = 1
    for m in 1...64 {
      occupied += apart[m]
      if occupied > limit { return m - 1 }
    }
    return 64
  }

  /// The fewest bits that keep two different values apart.
  private static func partingBits(_ a: Int, _ b: Int) -> Int {
    let (x, y) = (a.magnitude, b.magnitude)
    guard (a < 0) == (b < 0), x.leadingZeroBitCount == y.leadingZeroBitCount else { return 1 }
    return (x ^ y).leadingZeroBitCount - x.leadingZeroBitCount + 1
  }

  private mutating func coarsen(to bits: Int) {
    guard bits < self.bits else { return }
    self.bits = bits
    var coarser: [Entry] = []
    for entry in entries {
      Self.append(
        Entry(value: Self.bucket(of: entry.value, bits: bits), count: entry.count), to: &coarser)
    }
    entries = coarser
  }
}
