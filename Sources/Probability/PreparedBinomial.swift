import CKernels

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
  /// - Complexity: O(*lanes*); some 2 ns for a lane.
  public func sample(
    _ trials: UnsafeMutableBufferPointer<Int>, using streams: LaneStreams,
    into counts: UnsafeMutableBufferPointer<Int>
  ) -> Bool {
    let lanes = streams.count
    precondition(trials.count == lanes && counts.count == lanes, "every stream has trials")
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * lanes) { words in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: lanes) { places in
        let first = UnsafeMutableBufferPointer(rebasing: words[..<lanes])
        let second = UnsafeMutableBufferPointer(rebasing: words[lanes...])
        streams.blocks(first, second)
        table.inverse(first, into: counts)
        for place in addFewMore(than: trials, second, to: counts, places: places) {
          let lane = Int(place)
          counts[lane] = sample(trials[lane], first[lane], second[lane]) { streams[lane] }
        }
      }
    }
    var any = 0
    for lane in 0..<lanes { any |= counts[lane] }
    return any != 0
  }

  /// Adds the successes in each lane's trials above the table's, by its second word, as far as they can be
  /// told at once.
  ///
  /// - Returns: The lanes that have to be looked at closely.
  private func addFewMore(
    than trials: UnsafeMutableBufferPointer<Int>, _ second: UnsafeMutableBufferPointer<UInt64>,
    to counts: UnsafeMutableBufferPointer<Int>, places: UnsafeMutableBufferPointer<UInt32>
  ) -> Slice<UnsafeMutableBufferPointer<UInt32>> {
    let found = trials.withMemoryRebound(to: Int64.self) { trials in
      counts.withMemoryRebound(to: Int64.self) { counts in
        fentan_few_more(
          trials.baseAddress, Int64(self.trials), probability, second.baseAddress, trials.count,
          counts.baseAddress, places.baseAddress)
      }
    }
    return places[..<found]
  }

  /// Draws the number of successes in so many trials by the first two words of a stream, if they are enough.
  private func sample(
    _ trials: Int, _ first: UInt64, _ second: UInt64, stream: () -> Stream
  ) -> Int {
    let more = trials - self.trials
    let mean = Double(more) * probability
    guard more >= 0, mean < 10 else {
      var stream = stream()
      return sample(trials: trials, using: &stream)
    }
    let u = Stream.fineUniform(of: second)
    let count = inverse(first)
    return u < mean
      ? count + Binomial.inverted(trials: more, probability: probability, at: u) : count
  }

  private func farOut(_ word: UInt64) -> Int {
    let (u, isUpper) = end(of: word)
    guard isUpper else { return Binomial(unchecked: trials, probability: probability).quantile(u) }
    return trials - Binomial(unchecked: trials, probability: 1 - probability).quantile(u)
  }
}
