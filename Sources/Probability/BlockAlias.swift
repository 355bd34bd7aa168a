import CKernels

/// An alias table of at most 65,536 outcomes in eight bytes a cell, for blocks of draws.
///
/// It is `Alias` with a number of cells that is a power of two, so that the top bits of a word name
/// the cell and several words are looked up by one instruction. A threshold keeps 48 bits of its
/// place, so that what is drawn differs from the weights by at most 2⁻⁴⁷ in total variation.
public struct BlockAlias: Equatable, Sendable {
  /// The most outcomes of a table.
  public static let mostOutcomes = 1 << 16

  /// The number of outcomes.
  public let count: Int
  /// How many of a word's top bits name a cell.
  private let bits: Int
  /// The threshold in the upper 48 bits, the alias in the lower 16.
  let cells: [UInt64]

  /// Words that are made and looked up at once; they fit the first cache.
  private static let chunk = 1024

  /// The table of outcomes 0 ..< `weights.count` in proportion to `weights`.
  ///
  /// - Throws: `ParameterError` as `Alias` does.
  /// - Precondition: There are at most `mostOutcomes` weights.
  /// - Complexity: O(*n*), where *n* is the number of weights.
  public init(weights: [Double]) throws(ParameterError) {
    precondition(weights.count <= Self.mostOutcomes, "a block's table has at most 65,536 outcomes")
    count = weights.count
    bits = max(1, Int.bitWidth - max(0, weights.count - 1).leadingZeroBitCount)
    let missing = weights.isEmpty ? 0 : 1 << bits - weights.count
    let alias = try Alias(weights: weights + [Double](repeating: 0, count: missing))
    cells = alias.cells.map { $0.threshold & ~0xFFFF | UInt64($0.alias) }
  }

  /// Draws an outcome's number.
  ///
  /// - Complexity: O(1), one word of the stream.
  public func sample(using stream: inout Stream) -> Int { outcome(of: stream.next()) }

  /// The outcome that a word draws.
  @inline(__always)
  func outcome(of word: UInt64) -> Int {
    let cell = word >> UInt64(64 - bits)
    let found = cells[Int(cell)]
    return Int((word << UInt64(bits)) >> 16 < found >> 16 ? cell : found & 0xFFFF)
  }

  /// The outcomes that some words draw, one each.
  ///
  /// - Precondition: There is room for them.
  /// - Complexity: O(*words*), some 0.5 ns each.
  public func outcomes(
    of words: UnsafeMutableBufferPointer<UInt64>, into outcomes: UnsafeMutableBufferPointer<UInt32>
  ) {
    precondition(outcomes.count >= words.count, "every word draws an outcome")
    guard let from = words.baseAddress, let to = outcomes.baseAddress else { return }
    cells.withUnsafeBufferPointer {
      fentan_alias_outcomes(from, words.count, $0.baseAddress, UInt32(bits), to)
    }
  }

  /// Draws as many outcomes as there is room for, from words by the block.
  ///
  /// - Complexity: O(*n*), some 0.6 ns a draw.
  public func sample(
    into outcomes: UnsafeMutableBufferPointer<UInt32>, from words: inout LaneWords
  ) {
    sample(into: outcomes) { words.fill($0) }
  }

  /// Draws as many outcomes as there is room for.
  ///
  /// They are those that as many calls of `sample(using:)` would give.
  ///
  /// - Complexity: O(*n*), some 2 ns a draw.
  public func sample(
    into outcomes: UnsafeMutableBufferPointer<UInt32>, using stream: inout Stream
  ) {
    sample(into: outcomes) { stream.fill($0) }
  }

  @inline(__always)
  private func sample(
    into outcomes: UnsafeMutableBufferPointer<UInt32>,
    fill: (UnsafeMutableBufferPointer<UInt64>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Self.chunk) { words in
      for start in stride(from: 0, to: outcomes.count, by: Self.chunk) {
        let part = UnsafeMutableBufferPointer(
          rebasing: outcomes[start..<min(start + Self.chunk, outcomes.count)])
        let drawn = UnsafeMutableBufferPointer(rebasing: words[..<part.count])
        fill(drawn)
        self.outcomes(of: drawn, into: part)
      }
    }
  }
}
