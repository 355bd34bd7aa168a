import Probability
import Testing

struct WeightedTallyTests {
  @Test func `the mean and its error are a ratio over replications`() throws {
    var tally = WeightedTally()
    tally.add([(5, 2)], replication: 0)
    tally.add([(10, 1), (5, 2)], replication: 1)
    tally.add([(0, 1), (77, 0)], replication: 2)
    let mean = try #require(tally.mean)
    #expect(mean.value == 5)
    #expect(agree(mean.standardError, (50.0 / 2 / 3).squareRoot() / 2))
    #expect(tally.count == 3)
  }

  @Test func `shares and their errors are those of the batches`() throws {
    var tally = WeightedTally(batches: 2)
    tally.add([(1, 3), (9, 1)], replication: 0)
    tally.add([(1, 1), (9, 5)], replication: 1)
    tally.add([(1, 2)], replication: 2)
    let distribution = try #require(tally.distribution())
    // Batches: 5 of 6 and 1 of 6; together 6 of 12. Residuals 2 and −2; 2/1 · 8 / 144.
    #expect(distribution.share(atMost: 1).value == 0.5)
    #expect(agree(distribution.share(atMost: 8).standardError, (16.0 / 144).squareRoot()))
    #expect(distribution.share(above: 9).value == 0)
    #expect(distribution.share(atMost: 0).value == 0)
    #expect(distribution.quantile(0.5).value == 1)
    #expect(distribution.quantile(0.51).value == 9)
  }

  @Test func `fewer replications than batches are batches of one each`() throws {
    var (few, exact) = (WeightedTally(batches: 32), WeightedTally(batches: 6))
    for replication in 0..<6 {
      let outcomes = [(1, 3 + replication), (9, 7 - replication)]
      few.add(outcomes, replication: replication)
      exact.add(outcomes, replication: replication)
    }
    let (left, right) = (try #require(few.distribution()), try #require(exact.distribution()))
    #expect(left.share(atMost: 1) == right.share(atMost: 1))
    #expect(left.share(atMost: 1).standardError > 0)
    for p in [0.4, 0.5, 0.55, 0.6] { #expect(left.quantile(p) == right.quantile(p)) }
  }

  @Test func `one replication tells no error`() throws {
    var tally = WeightedTally()
    tally.add([(1, 3), (9, 1)], replication: 0)
    let distribution = try #require(tally.distribution())
    #expect(distribution.share(atMost: 1).standardError == .infinity)
    let median = distribution.quantile(0.5)
    #expect(median.value == 1 && median.lower == nil && median.upper == nil)
  }

  @Test func `one outcome of weight one a replication is a tally`() throws {
    let outcomes = referenceSample(seed: 8, count: 2_000)
    var tally = WeightedTally(limit: 4_096)
    for (i, outcome) in outcomes.enumerated() { tally.add([(outcome, 1)], replication: i) }
    let (plain, distribution) = (Tally(of: outcomes), try #require(tally.distribution()))
    let (a, b) = (try #require(plain.mean), try #require(tally.mean))
    #expect(agree(a.value, b.value) && agree(a.standardError, b.standardError))
    for p in [0.01, 0.5, 0.9, 0.99] {
      #expect(distribution.quantile(p).value == plain.quantile(p)?.value)
    }
    #expect(distribution.quantile(0.001).lower == nil)
    #expect(distribution.quantile(0.999).upper == nil)
    #expect(distribution.relativeError == 0)
  }

  @Test func `an atom holds its quantile fast`() throws {
    var tally = WeightedTally()
    for i in 0..<640 { tally.add([(0, 80 + i % 3), (100 + i, 20)], replication: i) }
    let quantile = try #require(tally.distribution()).quantile(0.5)
    #expect(quantile.value == 0 && quantile.lower == 0 && quantile.upper == 0)
  }

  @Test func `nothing is claimed of no members`() {
    var tally = WeightedTally()
    #expect(tally.mean == nil && tally.distribution() == nil)
    tally.add([], replication: 0)
    #expect(tally.mean == nil && tally.distribution() == nil && tally.count == 1)
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `any order and grouping gives the same bits, and words bring them back`(
    seed: UInt64
  ) throws {
    var bits = SplitMix(state: seed)
    let limit = 129 + bits.below(2) * 2_000
    let replications = (0..<200).map { _ in
      (0..<bits.below(9)).map { _ in
        (value: Int(truncatingIfNeeded: bits.next()) >> 40, weight: bits.below(1_000))
      }
    }
    var whole = WeightedTally(limit: limit, batches: 4)
    for (i, outcomes) in replications.enumerated() { whole.add(outcomes, replication: i) }
    var parts = Array(repeating: WeightedTally(limit: limit, batches: 4), count: 5)
    for i in (0...199).shuffledByBits(seed: seed) {
      parts[bits.below(5)].add(replications[i].reversed(), replication: i)
    }
    var merged = WeightedTally(limit: limit, batches: 4)
    for part in parts { merged.merge(try WeightedTally(words: part.words)) }
    #expect(merged == whole)
    #expect(merged.words == whole.words)
    let (a, b) = (try #require(merged.distribution()), try #require(whole.distribution()))
    #expect(a.quantile(0.9) == b.quantile(0.9))
    #expect(a.share(above: 0) == b.share(above: 0))
  }

  // Members share the luck of their replication, so that an error that counts members is far too
  // small. 200 runs of 160 replications; a risk of 1e-6 below a true coverage of 90 %.
  @Test func `intervals hold the truth although members move together`() throws {
    let (trueShare, trueQuantile) = shockLaw()
    var bits = SplitMix(state: 34)
    var hits = [0, 0, 0]
    for _ in 0..<200 {
      var tally = WeightedTally(limit: 1_024, batches: 16)
      for i in 0..<160 { tally.add(members(shock: bits.below(100)), replication: i) }
      let distribution = try #require(tally.distribution())
      // Even shocks have mean 49 and weight 2/3, odd ones 50 and 1/3.
      if try #require(tally.mean).interval().contains(45 + 49 + 1.0 / 3) { hits[0] += 1 }
      let share = distribution.share(atMost: 94)
      // Student's quantile with 15 degrees of freedom
      if abs(share.value - trueShare) <= 2.131 * share.standardError { hits[1] += 1 }
      let quantile = distribution.quantile(0.9)
      let (lower, upper) = (try #require(quantile.lower), try #require(quantile.upper))
      if lower <= trueQuantile, trueQuantile <= upper { hits[2] += 1 }
    }
    for figure in hits { #expect(figure >= fewestHits(of: 200, probability: 0.9)) }
    for figure in hits { #expect(figure < 200) }
  }

  /// Members at 0, 10, …, 90 above a shock from 0 to 99, twice as many when it is even.
  private func members(shock: Int) -> [(value: Int, weight: Int)] {
    (0..<10).map { (shock + 10 * $0, shock % 2 == 0 ? 2_000 : 1_000) }
  }

  /// The share of members at 94 or less, and the quantile at 0.9, counted over all shocks.
  private func shockLaw() -> (share: Double, quantile: Int) {
    var weights = [Int](repeating: 0, count: 190)
    for shock in 0..<100 {
      for (value, weight) in members(shock: shock) { weights[value] += weight }
    }
    let total = weights.reduce(0, +)
    var (sum, quantile) = (0, 0)
    while 10 * (sum + weights[quantile]) < 9 * total {
      sum += weights[quantile]
      quantile += 1
    }
    return (Double(weights[...94].reduce(0, +)) / Double(total), quantile)
  }
}
