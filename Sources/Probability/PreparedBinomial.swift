/// A binomial law made ready to be drawn many times, for some number of trials or a few more.
///
/// The running sums of the masses stand in a table, and a word of the stream is inverted in it: the
/// drawn count rises with the word. A guide names, for each of some equal parts of the unit interval,
/// the first count that a word in it can give, so that a draw takes less than two steps on average.
///
/// A binomial count of n trials is the sum of independent counts of n₀ ≤ n and of n − n₀ trials, so
/// a table for n₀ serves every n from there. Where n₀ is near n the second count has a tiny mean, and
/// costs one comparison.
///
/// The running sums are off by less than 10⁻¹². So that no draw ever depends on that error, a word
/// within 2⁻³⁰ of either end goes to a search that starts at the thin end.
///
/// > H.-C. Chen, Y. Asau. "On generating random variates from an empirical distribution." *AIIE
/// > Transactions* 6 (1974), 163–166. doi:[10.1080/05695557408974949](https://doi.org/10.1080/05695557408974949)
public struct PreparedBinomial: Equatable, Sendable {
  /// The number of trials n₀ that the table is for.
  public let trials: Int
  /// The probability that a trial succeeds.
  public let probability: Double

  /// The count of the words below the first threshold.
  private let first: Int
  /// P(X ≤ first + i), in units of 2⁻⁶⁴; words from there on give a larger count.
  private let thresholds: [UInt64]
  /// For each equal part of the words, the first threshold above its least word.
  private let guide: [UInt16]
  /// The bits of a word that do not tell its part.
  private let shift: UInt64

  private static let end = 0x1p-30

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
    first = law.mean < 15 ? 0 : law.quantile(Self.end)
    var mass = law.mass(first)
    var sum = first == 0 ? mass : law.cumulative(first)
    var thresholds = [UInt64(sum * 0x1p64)]
    let odds = probability / (1 - probability)
    while sum < 1 - Self.end {
      let k = Double(first + thresholds.count)
      mass *= (Double(trials) - k + 1) / k * odds
      sum += mass
      // What is left above is found by a search.
      thresholds.append(sum < 1 - Self.end ? UInt64(sum * 0x1p64) : .max)
    }
    let bits = UInt64(Int.bitWidth - thresholds.count.leadingZeroBitCount)
    shift = 64 - bits
    var place = 0
    guide = (0..<(UInt64(1) << bits)).map { [shift] part in
      while thresholds[place] <= part << shift { place += 1 }
      return UInt16(place)
    }
    self.thresholds = thresholds
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
  func inverse(_ word: UInt64) -> Int {
    let margin = UInt64(1) << 34
    if word < margin || word >= 0 &- margin { return farOut(word) }
    var place = Int(guide[Int(truncatingIfNeeded: word >> shift)])
    thresholds.withUnsafeBufferPointer { thresholds in
      while thresholds[place] <= word { place += 1 }
    }
    return first + place
  }

  private func farOut(_ word: UInt64) -> Int {
    if word < 1 << 63 {
      let u = (Double(word) + 0.5) * 0x1p-64
      return Binomial(unchecked: trials, probability: probability).quantile(u)
    }
    let u = (Double(0 &- word) - 0.5) * 0x1p-64
    return trials - Binomial(unchecked: trials, probability: 1 - probability).quantile(u)
  }
}
