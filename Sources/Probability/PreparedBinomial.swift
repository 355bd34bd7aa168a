/// A binomial law made ready to be drawn many times, for some number of trials or a few more.
///
/// A word of the stream is inverted in a table of the running sums, so the drawn count rises with the
/// word; see `InversionTable`.
///
/// A binomial count of n trials is the sum of independent counts of n₀ ≤ n and of n − n₀ trials, so
/// a table for n₀ serves every n from there. Where n₀ is near n the second count has a tiny mean, and
/// costs one comparison.
///
/// The running sums are off by less than 10⁻¹². So that no draw ever depends on that error, a word
/// within 2⁻³⁰ of either end goes to a search that starts at the thin end.
public struct PreparedBinomial: Equatable, Sendable {
  /// The number of trials n₀ that the table is for.
  public let trials: Int
  /// The probability that a trial succeeds.
  public let probability: Double

  private let table: InversionTable

  /// The law of the successes in `trials` trials.
  ///
  /// - Precondition: `trials` is in 1 ... 2⁴⁰, `probability` above 0 and at most ½, and the standard
  ///   deviation at most 400.
  /// - Complexity: O(√variance), 12 standard deviations of steps and memory.
  public init(trials: Int, probability: Double) {
    precondition(
      1...Binomial.mostTrials ~= trials, "trials should be from 1 to 2^40, not \(trials)")
    precondition(0 < probability && probability <= 0.5, "\(probability) is not in (0, 0.5]")
    let law = Binomial(unchecked: trials, probability: probability)
    precondition(law.variance <= 160_000, "a table of \(law) would be too large")
    self.trials = trials
    self.probability = probability
    // Below a mean of 15 nothing is as unlikely as 2⁻³⁰ at the lower end.
    let first = law.mean < 15 ? 0 : law.quantile(InversionTable.end)
    let mass = law.mass(first)
    let odds = probability / (1 - probability)
    table = InversionTable(
      from: first, cumulative: first == 0 ? mass : law.cumulative(first), mass: mass
    ) { (Double(trials) - $0 + 1) / $0 * odds }
  }

  /// Draws the number of successes.
  ///
  /// - Complexity: O(1), one word of the stream.
  @inline(__always)
  public func sample(using stream: inout Stream) -> Int { inverse(stream.next()) }

  /// Draws the number of successes in so many trials.
  ///
  /// Any number in 0 ... 2⁴⁰; the table is of use if it is slightly above its own.
  ///
  /// - Complexity: O(1); O(mean) in the mean of the trials above the table's, up to a mean of 10.
  @inline(__always)
  public func sample(trials: Int, using stream: inout Stream) -> Int {
    let more = trials - self.trials
    if more < 0 {
      return Binomial.sample(trials: trials, probability: probability, using: &stream)
    }
    let count = sample(using: &stream)
    return count + Binomial.sample(trials: more, probability: probability, using: &stream)
  }

  /// The smallest k with P(X ≤ k) above `word` · 2⁻⁶⁴.
  @inline(__always)
  func inverse(_ word: UInt64) -> Int { table.inverse(word) ?? farOut(word) }

  /// Draws the number of successes in each lane's trials, each from its own stream.
  ///
  /// What is drawn is what the other `sample` draws from the same streams, bit by bit.
  ///
  /// - Parameters:
  ///   - trials: The trials, lane by lane.
  ///   - streams: The streams, all at their start.
  ///   - counts: The successes, lane by lane.
  /// - Returns: Whether there is any success.
  /// - Precondition: As for the other `sample`; the buffers have an element for each stream.
  /// - Complexity: O(*lanes*); some 4 ns for a lane.
  public func sample(
    _ trials: UnsafeMutableBufferPointer<Int>, using streams: LaneStreams,
    into counts: UnsafeMutableBufferPointer<Int>
  ) -> Bool {
    precondition(
      trials.count == streams.count && counts.count == streams.count, "every stream has trials")
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * streams.count) { words in
      let first = UnsafeMutableBufferPointer(rebasing: words[..<streams.count])
      let second = UnsafeMutableBufferPointer(rebasing: words[streams.count...])
      streams.blocks(first, second)
      var any = 0
      for lane in trials.indices {
        let more = trials[lane] - self.trials
        let mean = Double(more) * probability
        let u = Stream.fineUniform(of: second[lane])
        var count: Int
        if more >= 0, mean < 10 {
          // The second word is for the trials above the table's.
          count = inverse(first[lane])
          if u < mean {
            count += Binomial.inverted(trials: more, probability: probability, at: u)
          }
        } else {
          var stream = streams[lane]
          count = sample(trials: trials[lane], using: &stream)
        }
        counts[lane] = count
        any |= count
      }
      return any != 0
    }
  }

  private func farOut(_ word: UInt64) -> Int {
    let (u, isUpper) = end(of: word)
    guard isUpper else { return Binomial(unchecked: trials, probability: probability).quantile(u) }
    return trials - Binomial(unchecked: trials, probability: 1 - probability).quantile(u)
  }
}
