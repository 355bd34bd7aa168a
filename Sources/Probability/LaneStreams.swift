import CKernels

/// Streams that differ in their replication alone.
///
/// What befalls one cohort in many replications is decided by such streams. Most decisions take a
/// word or two, and those of all streams are made in one pass.
public struct LaneStreams: Sendable {
  private let seed: UInt64
  private let replications: [UInt32]
  private let purpose: Stream.Purpose
  private let period: Int
  private let cohort: Int

  /// The streams of these names; see `Stream` for the bounds.
  ///
  /// - Complexity: O(1).
  public init(
    seed: UInt64, replications: [UInt32], purpose: Stream.Purpose, period: Int, cohort: Int
  ) {
    self.seed = seed
    self.replications = replications
    self.purpose = purpose
    self.period = period
    self.cohort = cohort
  }

  /// The stream of one replication from a block of two words on.
  ///
  /// - Precondition: `block` is below 2²⁴ − 1.
  @inline(__always)
  func stream(_ lane: Int, from block: Int) -> Stream {
    precondition(block < 0xFF_FFFF, "a stream holds 2^25 - 2 words")
    var stream = self[lane]
    stream.counter.0 &+= UInt32(block)
    return stream
  }

  /// The streams of some lanes.
  func only(_ lanes: [Int]) -> LaneStreams {
    LaneStreams(
      seed: seed, replications: lanes.map { replications[$0] }, purpose: purpose, period: period,
      cohort: cohort)
  }

  /// The number of streams.
  public var count: Int { replications.count }

  /// The stream of one replication, at its start.
  public subscript(lane: Int) -> Stream {
    @inline(__always) get {
      Stream(
        seed: seed, replication: Int(replications[lane]), purpose: purpose, period: period,
        cohort: cohort)
    }
  }

  /// Makes two words of every stream, those that two calls of `next()` would give.
  ///
  /// - Parameters:
  ///   - first: The first word of each stream.
  ///   - second: The second.
  ///   - block: How many such pairs come before it.
  /// - Precondition: Both buffers have room for a word of each stream; `block` is below 2²⁴ − 1.
  /// - Complexity: O(*streams*), some 2 ns each.
  func blocks(
    _ first: UnsafeMutableBufferPointer<UInt64>, _ second: UnsafeMutableBufferPointer<UInt64>,
    at block: Int = 0
  ) {
    precondition(first.count >= count && second.count >= count, "every stream has two words")
    precondition(block < 0xFF_FFFF, "a stream holds 2^25 - 2 words")
    guard count > 0, let first = first.baseAddress, let second = second.baseAddress else { return }
    let (counter0, counter1, counter2, _) =
      Stream(seed: seed, replication: 0, purpose: purpose, period: period, cohort: cohort).counter
    fentan_first_blocks(
      seed, counter0 &+ UInt32(block), counter1, counter2, replications, count, first, second)
  }
}

extension Binomial {
  /// Draws the number of successes in each lane's trials, each from its own stream.
  ///
  /// What is drawn is what `sample` draws from the same streams, bit by bit.
  ///
  /// - Parameters:
  ///   - trials: The trials, lane by lane.
  ///   - probability: The probability that a trial succeeds.
  ///   - table: The law of slightly fewer trials, made ready; all lanes use it that have at least
  ///     its number.
  ///   - streams: The streams, all at their start.
  ///   - counts: The successes, lane by lane.
  /// - Returns: Whether there is any success.
  /// - Precondition: As `sample`; the buffers have an element for each stream; `table` is of the same
  ///   probability.
  /// - Complexity: O(*lanes*); some 4 ns for a lane of a small mean or with a table.
  public static func sample(
    trials: UnsafeMutableBufferPointer<Int>, probability: Double, table: PreparedBinomial?,
    using streams: LaneStreams, into counts: UnsafeMutableBufferPointer<Int>
  ) -> Bool {
    precondition(
      trials.count == streams.count && counts.count == streams.count, "every stream has trials")
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * streams.count) { words in
      let first = UnsafeMutableBufferPointer(rebasing: words[..<streams.count])
      let second = UnsafeMutableBufferPointer(rebasing: words[streams.count...])
      streams.blocks(first, second)
      if let table {
        return sample(
          trials, table: table, using: streams, words: (first, second), into: counts)
      }
      return sample(trials, probability, using: streams, words: first, into: counts)
    }
  }

  /// Most lanes of a small mean are settled by their first word: see `sample`.
  @inline(__always)
  private static func sample(
    _ trials: Int, _ probability: Double, word: UInt64, using streams: LaneStreams, lane: Int
  ) -> Int {
    let mean = Double(trials) * probability
    if probability > 0.5 || mean >= 10 {
      var stream = streams[lane]
      return sample(trials: trials, probability: probability, using: &stream)
    }
    guard mean > 0 else { return 0 }
    let u = Stream.fineUniform(of: word)
    return u < mean ? inverted(trials: trials, probability: probability, at: u) : 0
  }

  private static func sample(
    _ trials: UnsafeMutableBufferPointer<Int>, _ probability: Double, using streams: LaneStreams,
    words: UnsafeMutableBufferPointer<UInt64>, into counts: UnsafeMutableBufferPointer<Int>
  ) -> Bool {
    var any = 0
    for lane in trials.indices {
      let count = sample(
        trials[lane], probability, word: words[lane], using: streams, lane: lane)
      counts[lane] = count
      any |= count
    }
    return any != 0
  }

  private static func sample(
    _ trials: UnsafeMutableBufferPointer<Int>, table: PreparedBinomial,
    using streams: LaneStreams,
    words: (UnsafeMutableBufferPointer<UInt64>, UnsafeMutableBufferPointer<UInt64>),
    into counts: UnsafeMutableBufferPointer<Int>
  ) -> Bool {
    var any = 0
    for lane in trials.indices {
      let more = trials[lane] - table.trials
      let mean = Double(more) * table.probability
      let u = Stream.fineUniform(of: words.1[lane])
      var count: Int
      if more >= 0, mean < 10 {
        // What `sample` draws from the same words: the second is for the trials above the table's.
        count = table.inverse(words.0[lane])
        if u < mean { count += inverted(trials: more, probability: table.probability, at: u) }
      } else {
        var stream = streams[lane]
        count = table.sample(trials: trials[lane], using: &stream)
      }
      counts[lane] = count
      any |= count
    }
    return any != 0
  }
}
