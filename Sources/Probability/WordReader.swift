/// Reads numbers back from 64-bit words, in the order in which they were written.
struct WordReader {
  private let words: [UInt64]
  private var next = 0

  init(_ words: [UInt64]) { self.words = words }

  mutating func word() throws(TallyError) -> UInt64 {
    guard next < words.count else { throw .wrongLength }
    next += 1
    return words[next - 1]
  }

  mutating func integer() throws(TallyError) -> Int { Int(truncatingIfNeeded: try word()) }

  /// A count, refused if it is negative.
  mutating func count() throws(TallyError) -> Int {
    let number = try integer()
    guard number >= 0 else { throw .inconsistent("a count") }
    return number
  }

  mutating func wide() throws(TallyError) -> UInt128 {
    let low = try word()
    return UInt128(try word()) << 64 | UInt128(low)
  }

  /// Refuses words that nobody has read.
  func finish() throws(TallyError) {
    guard next == words.count else { throw .wrongLength }
  }
}

extension [UInt64] {
  /// Appends a number as it is in memory.
  mutating func append(_ number: Int) { append(UInt64(truncatingIfNeeded: number)) }

  /// Appends a number, its low half first.
  mutating func append(_ number: UInt128) {
    append(UInt64(truncatingIfNeeded: number))
    append(UInt64(truncatingIfNeeded: number >> 64))
  }
}

extension PowerSums {
  func append(to words: inout [UInt64]) {
    words.append(count)
    words.append(UInt128(truncatingIfNeeded: sum))
    words.append(squares.low)
    words.append(squares.high)
  }

  /// - Throws: `TallyError.inconsistent` if no numbers have these sums.
  init(from reader: inout WordReader) throws(TallyError) {
    count = try reader.count()
    sum = Int128(truncatingIfNeeded: try reader.wide())
    squares.low = try reader.wide()
    squares.high = try reader.wide()
    // Numbers of 64 bits, and Cauchy's inequality: (Σx)² ≤ n Σx² ≤ n² 2¹²⁶.
    let n = UInt128(count)
    guard !(WideSum.product(n, 1 << 126) < squares), sum.magnitude <= n << 63,
      !(squares.multiplied(by: n) < .product(sum.magnitude, sum.magnitude))
    else { throw .inconsistent("count, sum and sum of squares") }
  }
}

extension BucketTable {
  func append(to words: inout [UInt64]) {
    words.append(limit)
    words.append(bits)
    words.append(entries.count)
    for entry in entries {
      words.append(entry.value)
      words.append(entry.count)
    }
  }

  init(from reader: inout WordReader) throws(TallyError) {
    let (limit, bits) = (try reader.integer(), try reader.integer())
    let size = try reader.count()
    guard size <= limit else { throw .inconsistent("limit, bits and buckets") }
    var entries: [Entry] = []
    for _ in 0..<size {
      entries.append(Entry(value: try reader.integer(), count: try reader.integer()))
    }
    try self.init(limit: limit, bits: bits, entries: entries)
  }
}
