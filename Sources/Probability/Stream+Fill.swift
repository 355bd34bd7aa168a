import CKernels

extension Stream {
  /// Fills a buffer with the words that as many calls of `next()` would give.
  ///
  /// - Precondition: As for `next()`.
  /// - Complexity: O(*words*), some 1.5 ns each.
  mutating func fill(_ words: UnsafeMutableBufferPointer<UInt64>) {
    var start = 0
    if hasSpare, !words.isEmpty {
      words[0] = next()
      start = 1
    }
    let blocks = (words.count - start) / 2
    if blocks > 0, let base = words.baseAddress {
      precondition(
        Int(counter.0 & 0xFF_FFFF) + blocks <= 0xFF_FFFF, "a stream holds 2^25 - 2 words")
      fentan_next_blocks(
        UInt64(key.0) | UInt64(key.1) << 32, counter.0, counter.1, counter.2, counter.3, blocks,
        base + start)
      counter.0 &+= UInt32(blocks)
    }
    if start + 2 * blocks < words.count { words[start + 2 * blocks] = next() }
  }

  /// The words that `fill(_:of:)` has room for beyond those that it is asked for.
  static let spareRoom = 2 * blocksAtOnce
  /// The blocks that are made as fast as one.
  private static let blocksAtOnce = 8

  /// Makes the words that so many calls of `next()` would give, and perhaps others behind them, which are
  /// not drawn.
  ///
  /// - Precondition: As for `next()`; there is room for `spareRoom` words more than are asked for.
  /// - Complexity: O(*count*), some 0.7 ns each.
  mutating func fill(_ count: Int, of words: UnsafeMutableBufferPointer<UInt64>) {
    precondition(words.count >= count + Self.spareRoom, "a buffer has spare room")
    guard count > 0, let base = words.baseAddress else { return }
    let start = hasSpare ? 1 : 0
    if hasSpare { words[0] = next() }
    let blocks = (count - start + 1) / 2
    precondition(
      Int(counter.0 & 0xFF_FFFF) + blocks <= 0xFF_FFFF, "a stream holds 2^25 - 2 words")
    let rounds = (blocks + Self.blocksAtOnce - 1) / Self.blocksAtOnce
    fentan_next_blocks(
      UInt64(key.0) | UInt64(key.1) << 32, counter.0, counter.1, counter.2, counter.3,
      rounds * Self.blocksAtOnce, base + start)
    counter.0 &+= UInt32(blocks)
    guard start + 2 * blocks > count else { return }
    spare = words[count]
    hasSpare = true
  }
}

extension Alias {
  /// Draws outcomes one after the other.
  ///
  /// - Parameters:
  ///   - draws: How many.
  ///   - stream: Where from; they are those that as many calls of `sample(using:)` would give.
  ///   - body: Told each outcome.
  /// - Complexity: O(*draws*), some 3 ns each.
  @inline(__always)
  public func sample(
    _ draws: Int, using stream: inout Stream, each body: (_ outcome: Int) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: draws) { words in
      stream.fill(words)
      for word in words { body(outcome(of: word)) }
    }
  }

  /// Draws outcomes and counts them.
  ///
  /// - Parameters:
  ///   - draws: How many.
  ///   - stream: Where from; they are those that as many calls of `sample(using:)` would give.
  ///   - counts: Each outcome's count is raised by how often it was drawn; room for all of them.
  /// - Complexity: O(*draws*), some 4 ns each.
  public func sample(
    _ draws: Int, using stream: inout Stream, into counts: UnsafeMutableBufferPointer<Int>
  ) {
    precondition(counts.count >= count, "every outcome has a count")
    guard draws > 0 else { return }
    let block = min(draws, 1024)
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: block) { words in
      var left = draws
      while left > 0 {
        let part = UnsafeMutableBufferPointer(rebasing: words[..<min(left, block)])
        stream.fill(part)
        cells.withUnsafeBufferPointer { cells in
          for word in part {
            let (cell, place) = word.multipliedFullWidth(by: UInt64(cells.count))
            let found = cells[Int(cell)]
            counts[place < found.threshold ? Int(cell) : found.alias] += 1
          }
        }
        left -= part.count
      }
    }
  }
}
