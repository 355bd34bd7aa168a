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

  /// Binomial counts as far as two words of each lane tell them; else -1, where that takes a closer look,
  /// or `failed`.
  func draw(
    _ trials: UnsafeMutableBufferPointer<Int>,
    from words: (UnsafeMutableBufferPointer<UInt64>, UnsafeMutableBufferPointer<UInt64>),
    into counts: UnsafeMutableBufferPointer<Int>
  ) {
    withLent { $0.draw(trials, from: words, into: counts) }
  }

  fileprivate func withLent<Found>(_ body: (LentChances) -> Found) -> Found {
    chances.withUnsafeBufferPointer { chances in
      logs.withUnsafeBufferPointer { logs in
        guard let first = chances.baseAddress, let log = logs.baseAddress else {
          preconditionFailure("there are no lanes")
        }
        return body(LentChances(chances: first, logs: log, step: 1))
      }
    }
  }
}

/// Probabilities by lane, or one of all lanes, where they are in memory.
private struct LentChances {
  let chances: UnsafePointer<Double>
  let logs: UnsafePointer<Double>
  /// 1, or 0 where all lanes have the same.
  let step: Int

  subscript(lane: Int) -> Double { chances[step * lane] }

  /// See `LaneChances.draw`.
  func draw(
    _ trials: UnsafeMutableBufferPointer<Int>,
    from words: (UnsafeMutableBufferPointer<UInt64>, UnsafeMutableBufferPointer<UInt64>),
    into counts: UnsafeMutableBufferPointer<Int>
  ) {
    trials.withMemoryRebound(to: Int64.self) { trials in
      counts.withMemoryRebound(to: Int64.self) { counts in
        fentan_binomials(
          trials.baseAddress, chances, logs, step, trials.count, words.0.baseAddress,
          words.1.baseAddress, counts.baseAddress)
      }
    }
  }
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
    precondition(chances.count == streams.count, "every stream has a probability")
    return chances.withLent { sample(trials, $0, using: streams, into: counts) }
  }

  /// Draws the number of successes in each lane's trials, all of one probability.
  ///
  /// See the other `sample`.
  public static func sample(
    trials: UnsafeMutableBufferPointer<Int>, probability: Double,
    using streams: LaneStreams, into counts: UnsafeMutableBufferPointer<Int>
  ) -> Bool {
    precondition(
      0...1 ~= probability, "a probability should be from 0 to 1, but is \(probability)")
    let rarer = min(probability, 1 - probability)
    let log = log1p(minus: rarer)
    var any = withUnsafePointer(to: rarer) { chance in
      withUnsafePointer(to: log) { log in
        sample(
          trials, LentChances(chances: chance, logs: log, step: 0), using: streams, into: counts)
      }
    }
    guard probability > 0.5 else { return any }
    any = false
    for lane in counts.indices {
      counts[lane] = trials[lane] - counts[lane]
      any = any || counts[lane] > 0
    }
    return any
  }

  private static func sample(
    _ trials: UnsafeMutableBufferPointer<Int>, _ chances: LentChances, using streams: LaneStreams,
    into counts: UnsafeMutableBufferPointer<Int>
  ) -> Bool {
    precondition(
      trials.count == streams.count && counts.count == streams.count, "every stream has trials")
    guard streams.count > 0 else { return false }
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * streams.count) { words in
      let first = UnsafeMutableBufferPointer(rebasing: words[..<streams.count])
      let second = UnsafeMutableBufferPointer(rebasing: words[streams.count...])
      streams.blocks(first, second)
      chances.draw(trials, from: (first, second), into: counts)
      var (any, untold) = (0, 0)
      for lane in counts.indices {
        any |= counts[lane]
        untold |= counts[lane] >> 63
      }
      guard untold != 0 else { return any != 0 }
      return LaneAttempts.withRoom(for: streams.count) {
        $0.finish(trials, chances, using: streams, into: counts)
      }
    }
  }
}

/// The next attempts of lanes whose first has failed.
private struct LaneAttempts {
  /// The lanes.
  private let lanes: UnsafeMutableBufferPointer<Int>
  /// What they draw with, one behind the other.
  private let trials: UnsafeMutableBufferPointer<Int>
  private let found: UnsafeMutableBufferPointer<Int>
  private let chances: UnsafeMutableBufferPointer<Double>
  private let logs: UnsafeMutableBufferPointer<Double>
  private let words: UnsafeMutableBufferPointer<UInt64>
  private let replications: UnsafeMutableBufferPointer<UInt32>

  /// So few are drawn one by one.
  private static let few = 6

  static func withRoom<Found>(for count: Int, _ body: (LaneAttempts) -> Found) -> Found {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 3 * count) { numbers in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * count) { reals in
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * count) { words in
          withUnsafeTemporaryAllocation(of: UInt32.self, capacity: count) { replications in
            let part = { (number: Int) in
              UnsafeMutableBufferPointer(rebasing: numbers[number * count..<(number + 1) * count])
            }
            return body(
              LaneAttempts(
                lanes: part(0), trials: part(1), found: part(2),
                chances: .init(rebasing: reals[..<count]), logs: .init(rebasing: reals[count...]),
                words: words, replications: replications))
          }
        }
      }
    }
  }

  /// Draws the counts that are not told yet.
  ///
  /// - Returns: Whether there is any success in any lane.
  func finish(
    _ trials: UnsafeMutableBufferPointer<Int>, _ chances: LentChances, using streams: LaneStreams,
    into counts: UnsafeMutableBufferPointer<Int>
  ) -> Bool {
    var left = 0
    for lane in counts.indices where counts[lane] < 0 {
      lanes[left] = lane
      found[left] = counts[lane]
      left += 1
    }
    left = settle(left, after: 0, trials, chances, streams, counts)
    var block = 1
    while left > Self.few {
      attempt(left, block, trials, chances, streams)
      left = settle(left, after: block, trials, chances, streams, counts)
      block += 1
    }
    for lane in lanes[..<left] {
      counts[lane] = alone(lane, from: block, trials, chances, streams)
    }
    return counts.contains { $0 > 0 }
  }

  /// Takes what is found, and keeps the lanes whose attempt has failed.
  private func settle(
    _ count: Int, after block: Int, _ trials: UnsafeMutableBufferPointer<Int>,
    _ chances: LentChances, _ streams: LaneStreams, _ counts: UnsafeMutableBufferPointer<Int>
  ) -> Int {
    var left = 0
    for place in 0..<count {
      let lane = lanes[place]
      if found[place] == LaneChances.failed {
        lanes[left] = lane
        left += 1
      } else {
        counts[lane] =
          found[place] < 0 ? alone(lane, from: block, trials, chances, streams) : found[place]
      }
    }
    return left
  }

  /// One attempt of the lanes.
  private func attempt(
    _ count: Int, _ block: Int, _ all: UnsafeMutableBufferPointer<Int>, _ given: LentChances,
    _ streams: LaneStreams
  ) {
    for place in 0..<count { trials[place] = all[lanes[place]] }
    let first = UnsafeMutableBufferPointer(rebasing: words[..<count])
    let second = UnsafeMutableBufferPointer(rebasing: words[count..<2 * count])
    streams.blocks(of: lanes[..<count], first, second, at: block, room: replications)
    let trials = UnsafeMutableBufferPointer(rebasing: trials[..<count])
    guard given.step > 0, let chance = chances.baseAddress, let log = logs.baseAddress else {
      return given.draw(trials, from: (first, second), into: found)
    }
    for place in 0..<count {
      chances[place] = given.chances[lanes[place]]
      logs[place] = given.logs[lanes[place]]
    }
    LentChances(chances: chance, logs: log, step: 1)
      .draw(trials, from: (first, second), into: found)
  }

  private func alone(
    _ lane: Int, from block: Int, _ trials: UnsafeMutableBufferPointer<Int>, _ chances: LentChances,
    _ streams: LaneStreams
  ) -> Int {
    var stream = streams.stream(lane, from: block)
    return Binomial.sample(trials: trials[lane], probability: chances[lane], using: &stream)
  }
}
