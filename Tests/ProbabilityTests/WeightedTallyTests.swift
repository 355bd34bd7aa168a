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
  // small. 300 runs of 320 replications; a risk of 1e-6 below a true coverage of 92 %.
  @Test func `intervals hold the truth although members move together`() throws {
    var bits = SplitMix(state: 34)
    var hits = [0, 0, 0]
    for _ in 0..<300 {
      var tally = WeightedTally(batches: 32)
      for i in 0..<320 {
        // A shock from 0 to 999, and members at 0, 100, …, 900 above it, many when it is even.
        let shock = bits.below(1_000)
        let weight = shock % 2 == 0 ? 2_000 : 1_000
        tally.add((0..<10).map { (shock + 100 * $0, weight) }, replication: i)
      }
      let distribution = try #require(tally.distribution())
      // Even shocks have mean 499 and weight 2/3, odd ones 500 and 1/3.
      if try #require(tally.mean).interval().contains(450 + 499 + 1.0 / 3) { hits[0] += 1 }
      // By symmetry half of 0…1,899 lies to each side of the middle, but for the odd ones' place.
      let share = distribution.share(atMost: 949)
      let true949 = trueShare(atMost: 949)
      let reach = 2.04 * share.standardError  // Student with 31 degrees
      if abs(share.value - true949) <= reach { hits[1] += 1 }
      let quantile = distribution.quantile(0.9)
      let (lower, upper) = (try #require(quantile.lower), try #require(quantile.upper))
      if lower <= true90, true90 <= upper { hits[2] += 1 }
    }
    for figure in hits { #expect(figure >= fewestHits(of: 300, probability: 0.92)) }
    for figure in hits { #expect(figure < 300) }
  }

  private func trueShare(atMost x: Int) -> Double {
    var (below, all) = (0, 0)
    for shock in 0..<1_000 {
      for step in 0..<10 {
        let weight = shock % 2 == 0 ? 2 : 1
        all += weight
        if shock + 100 * step <= x { below += weight }
      }
    }
    return Double(below) / Double(all)
  }

  private var true90: Int { (0..<2_000).first { trueShare(atMost: $0) >= 0.9 } ?? 0 }
}
