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
    self.init(
      chances: chances, logs: chances.map { $0 > 0.5 ? 0 : Binomial.log1p(minus: $0) })
  }

  init(chances: [Double], logs: [Double]) {
    self.chances = chances
    self.logs = logs
  }

  /// The number of lanes.
  public var count: Int { chances.count }

  /// Whether any probability is above 0.
  public var areAny: Bool { chances.contains { $0 > 0 } }

  /// The probability of a lane.
  subscript(lane: Int) -> Double { chances[lane] }

  /// log(1 − p) of a lane, as far as it is needed.
  func log(_ lane: Int) -> Double { logs[lane] }

  /// What stands for the count of an attempt that has failed.
  static let failed = -2
}

extension Binomial {
  /// Draws the number of successes in each lane's trials, each of its own probability.
  ///
  /// What is drawn is what `sample` draws from the same streams, bit by bit. Sixteen lanes at a time are
  /// settled together by their first two words: a small mean inverts one, a larger one is an attempt of
  /// BTRS. Lanes whose attempt has failed make the next one together. What lies within 2⁻⁴⁰ of a
  /// decision, or is not decided by a squeeze, `sample` draws.
  ///
  /// - Parameters:
  ///   - trials: The trials, lane by lane.
  ///   - chances: The probability that a trial succeeds, lane by lane.
  ///   - streams: The streams, all at their start.
  ///   - counts: The successes, lane by lane.
  /// - Returns: Whether there is any success.
  /// - Precondition: As `sample`; the buffers have an element for each stream.
  /// - Complexity: O(*lanes*); some 10 ns for a lane.
  public static func sample(
    trials: UnsafeMutableBufferPointer<Int>, chances: LaneChances,
    using streams: LaneStreams, into counts: UnsafeMutableBufferPointer<Int>
  ) -> Bool {
    precondition(
      trials.count == streams.count && chances.count == streams.count
        && counts.count == streams.count, "every stream has trials")
    attempt(trials, chances, using: streams, into: counts, at: 0)
    var any = 0
    for lane in counts.indices { any |= counts[lane] }
    return any != 0
  }

  /// Draws with the words of a block, and with those of the next for lanes where they have failed.
  private static func attempt(
    _ trials: UnsafeMutableBufferPointer<Int>, _ chances: LaneChances,
    using streams: LaneStreams, into counts: UnsafeMutableBufferPointer<Int>, at block: Int
  ) {
    chances.draw(trials, using: streams, into: counts, at: block)
    var failed: [Int] = []
    for lane in counts.indices where counts[lane] < 0 {
      if counts[lane] == LaneChances.failed {
        failed.append(lane)
      } else {
        var stream = streams.stream(lane, from: block)
        counts[lane] = sample(trials: trials[lane], probability: chances[lane], using: &stream)
      }
    }
    guard !failed.isEmpty else { return }
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 2 * failed.count) { rest in
      let again = UnsafeMutableBufferPointer(rebasing: rest[..<failed.count])
      let found = UnsafeMutableBufferPointer(rebasing: rest[failed.count...])
      for (place, lane) in failed.enumerated() { again[place] = trials[lane] }
      attempt(
        again, chances.only(failed), using: streams.only(failed), into: found, at: block + 1)
      for (place, lane) in failed.enumerated() { counts[lane] = found[place] }
    }
  }
}

extension LaneChances {
  /// Those of some lanes.
  fileprivate func only(_ lanes: [Int]) -> LaneChances {
    LaneChances(chances: lanes.map { chances[$0] }, logs: lanes.map { logs[$0] })
  }

  /// Binomial counts as far as two words of each stream tell them; else what is below 0.
  fileprivate func draw(
    _ trials: UnsafeMutableBufferPointer<Int>, using streams: LaneStreams,
    into counts: UnsafeMutableBufferPointer<Int>, at block: Int
  ) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * count) { words in
      let first = UnsafeMutableBufferPointer(rebasing: words[..<count])
      let second = UnsafeMutableBufferPointer(rebasing: words[count...])
      streams.blocks(first, second, at: block)
      draw(trials, from: (first, second), into: counts)
    }
  }

  /// Binomial counts as far as two words of each lane tell them; else -1, where that takes a closer look,
  /// or `failed`.
  func draw(
    _ trials: UnsafeMutableBufferPointer<Int>,
    from words: (UnsafeMutableBufferPointer<UInt64>, UnsafeMutableBufferPointer<UInt64>),
    into counts: UnsafeMutableBufferPointer<Int>
  ) {
    trials.withMemoryRebound(to: Int64.self) { trials in
      counts.withMemoryRebound(to: Int64.self) { counts in
        fentan_binomials(
          trials.baseAddress, chances, logs, count, words.0.baseAddress, words.1.baseAddress,
          counts.baseAddress)
      }
    }
  }
}
