/// Binomial laws of one probability and any number of trials up to 4095, made ready.
///
/// A count of n trials is the sum of independent counts of the trials that the digits of n to the base
/// 64 stand for, and there is a table for each digit at each place; see `PreparedBinomial`.
public struct BinomialLadder: Equatable, Sendable {
  /// The probability that a trial succeeds.
  public let probability: Double
  /// For 1 ... 63 trials, and for 1 ... 63 times 64.
  private let tables: [PreparedBinomial]

  /// The most trials.
  public static let mostTrials = 64 * 64 - 1

  /// The laws of this probability.
  ///
  /// - Precondition: `probability` is above 0 and at most ½.
  /// - Complexity: Some 10⁴ steps.
  public init(probability: Double) {
    self.probability = probability
    tables = [1, 64].flatMap { step in
      (1..<64).map { PreparedBinomial(trials: $0 * step, probability: probability) }
    }
  }

  /// Draws the number of successes.
  ///
  /// - Precondition: `trials` is in 0 ... `mostTrials`.
  /// - Complexity: O(1), two words of the stream.
  public func sample(trials: Int, using stream: inout Stream) -> Int {
    let first = stream.next()
    return sample(trials: trials, words: (first, stream.next()))
  }

  @inline(__always)
  func sample(trials: Int, words: (UInt64, UInt64)) -> Int {
    let (high, low) = (trials >> 6, trials & 63)
    return (low > 0 ? tables[low - 1].inverse(words.0) : 0)
      + (high > 0 ? tables[62 + high].inverse(words.1) : 0)
  }
}

extension Binomial {
  /// Draws the number of successes in each lane's trials, each from its own stream.
  ///
  /// - Parameters:
  ///   - trials: The trials, lane by lane.
  ///   - table: The law of somewhat fewer trials, if there is one; without it, of none.
  ///   - ladder: The laws of what the lanes have beyond.
  ///   - streams: The streams, all at their start.
  ///   - counts: The successes, lane by lane.
  /// - Precondition: As `sample`; the buffers have an element for each stream; the table is of the
  ///   ladder's probability.
  /// - Complexity: O(*lanes*), some 12 ns each for at most 4095 trials beyond the table's.
  public static func sample(
    trials: UnsafeMutableBufferPointer<Int>, table: PreparedBinomial?, ladder: BinomialLadder,
    using streams: LaneStreams, into counts: UnsafeMutableBufferPointer<Int>
  ) {
    let lanes = streams.count
    precondition(trials.count == lanes && counts.count == lanes, "every stream has trials")
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 4 * lanes) { words in
      let part = { (number: Int) in
        UnsafeMutableBufferPointer(rebasing: words[number * lanes..<(number + 1) * lanes])
      }
      let (base, low, high) = (part(0), part(1), part(2))
      streams.blocks(base, low)
      streams.blocks(high, part(3), at: 1)
      for lane in 0..<lanes {
        let more = trials[lane] - (table?.trials ?? 0)
        if 0...BinomialLadder.mostTrials ~= more {
          counts[lane] =
            (table?.inverse(base[lane]) ?? 0)
            + ladder.sample(trials: more, words: (low[lane], high[lane]))
        } else {
          var stream = streams[lane]
          counts[lane] = sample(
            trials: trials[lane], probability: ladder.probability, using: &stream)
        }
      }
    }
  }
}
