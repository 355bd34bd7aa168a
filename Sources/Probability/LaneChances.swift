import CKernels

/// Probabilities lane by lane, made ready for binomial counts of many cohorts.
public struct LaneChances: Sendable {
  private let chances: [Double]
  /// log(1 − p) of those up to ½.
  private let logs: [Double]

  /// - Parameter chances: The probability of each lane.
  /// - Precondition: They are in 0 ... 1.
  public init(_ chances: [Double]) {
    precondition(
      chances.allSatisfy { 0...1 ~= $0 }, "a probability should be from 0 to 1")
    self.chances = chances
    logs = chances.map { $0 > 0.5 ? 0 : Binomial.log1p(minus: $0) }
  }

  /// The number of lanes.
  public var count: Int { chances.count }

  /// The probability of a lane.
  subscript(lane: Int) -> Double { chances[lane] }

  /// Binomial counts, as far as the first two words of each stream tell them; else -1.
  fileprivate func counts(
    of trials: UnsafeMutableBufferPointer<Int>, first: UnsafeMutableBufferPointer<UInt64>,
    second: UnsafeMutableBufferPointer<UInt64>, into counts: UnsafeMutableBufferPointer<Int>
  ) {
    trials.withMemoryRebound(to: Int64.self) { trials in
      counts.withMemoryRebound(to: Int64.self) { counts in
        fentan_binomials(
          trials.baseAddress, chances, logs, trials.count, first.baseAddress, second.baseAddress,
          counts.baseAddress)
      }
    }
  }
}

extension Binomial {
  /// Draws the number of successes in each lane's trials, each of its own probability.
  ///
  /// What is drawn is what `sample` draws from the same streams, bit by bit. Eight lanes at a time are
  /// settled together by their first two words: a small mean inverts one, a larger one is BTRS's box or
  /// its squeeze. What lies within 2⁻⁴⁰ of a decision, and what takes more words, `sample` draws.
  ///
  /// - Parameters:
  ///   - trials: The trials, lane by lane.
  ///   - chances: The probability that a trial succeeds, lane by lane.
  ///   - streams: The streams, all at their start.
  ///   - counts: The successes, lane by lane.
  /// - Returns: Whether there is any success.
  /// - Precondition: As `sample`; the buffers have an element for each stream.
  /// - Complexity: O(*lanes*); some 5 ns for a lane of a small mean, 10 ns for one of a large mean.
  public static func sample(
    trials: UnsafeMutableBufferPointer<Int>, chances: LaneChances,
    using streams: LaneStreams, into counts: UnsafeMutableBufferPointer<Int>
  ) -> Bool {
    precondition(
      trials.count == streams.count && chances.count == streams.count
        && counts.count == streams.count, "every stream has trials")
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * streams.count) { words in
      let first = UnsafeMutableBufferPointer(rebasing: words[..<streams.count])
      let second = UnsafeMutableBufferPointer(rebasing: words[streams.count...])
      streams.blocks(first, second)
      chances.counts(of: trials, first: first, second: second, into: counts)
      var any = 0
      for lane in counts.indices {
        if counts[lane] < 0 {
          var stream = streams[lane]
          counts[lane] = sample(
            trials: trials[lane], probability: chances[lane], using: &stream)
        }
        any |= counts[lane]
      }
      return any != 0
    }
  }
}
