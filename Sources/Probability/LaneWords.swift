import CKernels

/// Random words by the block, from eight generators that run side by side.
///
/// The generators are xoshiro256++; what they start from are the next 32 words of a stream, so that
/// they are a pure function of its name as much as the stream itself. Each has a period of 2²⁵⁶ − 1;
/// that two of them ever meet, in all blocks that could be run, has a chance below 2⁻¹⁵⁰.
///
/// They are four times as fast as Philox, and are used where a name has so many draws that making the
/// state does not matter.
///
/// > D. Blackman, S. Vigna. "Scrambled linear pseudorandom number generators." *ACM Transactions on
/// > Mathematical Software* 47 (2021), 36:1–36:32. doi:[10.1145/3460772](https://doi.org/10.1145/3460772)
public struct LaneWords: Sendable {
  /// How many generators there are.
  public static let lanes = 8
  /// Word j of generator i, at `8 j + i`.
  private(set) var state: [UInt64]

  /// Generators that start from the next words of a stream.
  public init(from stream: inout Stream) {
    state = (0..<4 * Self.lanes).map { _ in stream.next() }
  }

  /// Generators in a state.
  init(state: [UInt64]) {
    precondition(state.count == 4 * Self.lanes, "each generator has four words")
    self.state = state
  }

  /// Fills a buffer, each generator's words eight apart.
  ///
  /// Words of the last step for which there is no room are lost.
  ///
  /// - Complexity: O(*words*), some 0.3 ns each.
  public mutating func fill(_ words: UnsafeMutableBufferPointer<UInt64>) {
    guard let base = words.baseAddress else { return }
    let rounds = words.count / Self.lanes
    state.withUnsafeMutableBufferPointer { state in
      guard let state = state.baseAddress else { return }
      fentan_lane_words(state, rounds, base)
    }
    let rest = words.count - rounds * Self.lanes
    guard rest > 0 else { return }
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Self.lanes) { last in
      guard let to = last.baseAddress else { return }
      state.withUnsafeMutableBufferPointer { state in
        guard let state = state.baseAddress else { return }
        fentan_lane_words(state, 1, to)
      }
      for place in 0..<rest { words[rounds * Self.lanes + place] = last[place] }
    }
  }
}
