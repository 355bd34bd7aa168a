/// Binomial laws of one probability and any number of trials up to 4095, made ready.
///
/// A count of n trials is the sum of independent counts of the trials that the digits of n to the base
/// 64 stand for, and there is an alias table for each digit at each place; see `BlockAlias`.
public struct BinomialLadder: Equatable, Sendable {
  /// The tables of one place of the number of trials.
  private struct Step: Equatable, Sendable {
    /// How many of a word's top bits name a cell.
    let bits: UInt64
    /// The count that outcome 0 of each digit's table stands for.
    let firsts: [Int]
    /// The cells of all digits' tables, one after the other.
    let cells: [UInt64]

    init(of size: Int, probability: Double) {
      let parts = (0..<64).map { digit in
        digit == 0
          ? (first: 0, masses: [1])
          : AliasedCounts.masses(
            of: Binomial(unchecked: digit * size, probability: probability), most: digit * size)
      }
      let widest = parts.reduce(2) { max($0, $1.masses.count) }
      let bits = Int.bitWidth - (widest - 1).leadingZeroBitCount
      self.bits = UInt64(bits)
      firsts = parts.map(\.first)
      cells = parts.flatMap { part in
        let padding = [Double](repeating: 0, count: 1 << bits - part.masses.count)
        guard let table = try? BlockAlias(weights: part.masses + padding) else {
          preconditionFailure("the probabilities of a binomial law have a sum")
        }
        return table.cells
      }
    }

    @inline(__always)
    func count(_ digit: Int, _ word: UInt64) -> Int {
      let cell = word >> (64 - bits)
      let found = cells[digit << Int(bits) | Int(cell)]
      return firsts[digit] + Int((word << bits) >> 16 < found >> 16 ? cell : found & 0xFFFF)
    }
  }

  /// The probability that a trial succeeds.
  public let probability: Double
  private let ones: Step
  private let sixtyFours: Step

  /// The most trials.
  public static let mostTrials = 64 * 64 - 1

  /// The laws of this probability.
  ///
  /// - Precondition: `probability` is from 0 to 1.
  /// - Complexity: Some 10⁴ steps.
  public init(probability: Double) {
    self.probability = probability
    ones = Step(of: 1, probability: probability)
    sixtyFours = Step(of: 64, probability: probability)
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
    ones.count(trials & 63, words.0) &+ sixtyFours.count(trials >> 6, words.1)
  }
}

/// A binomial law made ready for some number of trials and for up to 4095 more.
public struct LadderedBinomial: Sendable {
  private let table: PreparedBinomial?
  private let ladder: BinomialLadder

  /// The largest mean that a table is made for.
  private static let greatestMean = 100_000.0

  /// The law of about `trials` trials.
  ///
  /// - Parameters:
  ///   - trials: The ladder reaches as far above as below.
  ///   - ladder: What is beyond the table; its probability is that of all trials.
  public init(about trials: Int, _ ladder: BinomialLadder) {
    let (base, probability) = (trials - BinomialLadder.mostTrials / 2, ladder.probability)
    table =
      base > 0 && 0 < probability && probability <= 0.5
        && Double(base) * probability <= Self.greatestMean
      ? PreparedBinomial(trials: base, probability: probability) : nil
    self.ladder = ladder
  }

  /// Draws the number of successes in each lane's trials, each from its own stream.
  ///
  /// - Parameters:
  ///   - trials: The trials, lane by lane.
  ///   - streams: The streams, all at their start.
  ///   - counts: The successes, lane by lane.
  /// - Precondition: As `Binomial.sample`; the buffers have an element for each stream.
  /// - Complexity: O(*lanes*), some 15 ns each for trials within the ladder.
  public func sample(
    _ trials: UnsafeMutableBufferPointer<Int>, using streams: LaneStreams,
    into counts: UnsafeMutableBufferPointer<Int>
  ) {
    let lanes = streams.count
    precondition(trials.count == lanes && counts.count == lanes, "every stream has trials")
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 4 * lanes) { words in
      let part = { (number: Int) in
        UnsafeMutableBufferPointer(rebasing: words[number * lanes..<(number + 1) * lanes])
      }
      let (first, ones, sixtyFours) = (part(0), part(1), part(2))
      streams.blocks(first, ones)
      streams.blocks(sixtyFours, part(3), at: 1)
      let base = table?.trials ?? 0
      for lane in 0..<lanes {
        let more = trials[lane] - base
        if 0...BinomialLadder.mostTrials ~= more {
          counts[lane] =
            (table?.inverse(first[lane]) ?? 0)
            + ladder.sample(trials: more, words: (ones[lane], sixtyFours[lane]))
        } else {
          var stream = streams[lane]
          counts[lane] = Binomial.sample(
            trials: trials[lane], probability: ladder.probability, using: &stream)
        }
      }
    }
  }
}
