import Probability
import Testing

struct PairedDifferenceTests {
  private func pairs(_ pairs: [(Int, Int)]) -> PairedDifference {
    var difference = PairedDifference()
    for (first, second) in pairs { difference.add(first, second) }
    return difference
  }

  @Test func `figures of three pairs are those found by hand`() throws {
    let difference = pairs([(10, 2), (20, 3), (0, 1)])
    let mean = try #require(difference.mean)
    #expect(mean.value == 8)  // Differences 8, 17, −1: deviations 0, 9, −9
    #expect(agree(mean.standardError, 27.0.squareRoot()))
    let ratio = try #require(difference.ratio)
    #expect(ratio.value == 5)  // Residuals 10 − 5·2, 20 − 5·3, 0 − 5·1: squares 0, 25, 25
    #expect(agree(ratio.standardError, (50.0 / 2 / 3).squareRoot() / 2))
    #expect(agree(try #require(difference.varianceReduction), (100 + 1) / 81))
    #expect(difference.first?.value == 10 && difference.second?.value == 2)
  }

  @Test func `a constant difference and a constant ratio have no error`() throws {
    let bits = referenceSample(seed: 6, count: 100)
    #expect(pairs(bits.map { ($0 + 5, $0) }).mean?.standardError == 0)
    #expect(pairs(bits.map { ($0 + 5, $0) }).varianceReduction == nil)
    let ratio = try #require(pairs(bits.map { (3 * $0, $0) }).ratio)
    #expect(agree(ratio.value, 3) && ratio.standardError < 1e-6)
  }

  @Test func `nothing is claimed of no pair and little of one`() {
    let none = PairedDifference()
    #expect(none.mean == nil && none.ratio == nil && none.varianceReduction == nil)
    #expect(pairs([(3, 2)]).mean?.standardError == .infinity)
    #expect(pairs([(3, 2)]).ratio?.standardError == .infinity)
    #expect(pairs([(3, 0), (4, 0)]).ratio == nil)
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func `any order and grouping gives the same bits, and words bring them back`(
    seed: UInt64
  ) throws {
    var bits = SplitMix(state: seed)
    let all = zip(
      referenceSample(seed: seed, count: 100), referenceSample(seed: ~seed, count: 100)
    ).map { ($0, $1) }
    var parts = Array(repeating: PairedDifference(), count: 5)
    for i in (0...99).shuffledByBits(seed: seed) { parts[bits.below(5)].add(all[i].0, all[i].1) }
    var merged = PairedDifference()
    for part in parts.reversed() { merged.merge(try PairedDifference(words: part.words)) }
    #expect(merged == pairs(all))
    #expect(merged.ratio == pairs(all).ratio)
  }

  // 1,000 samples of 100 pairs; a risk of 1e-6 below a true coverage of 93 %.
  @Test func `the interval of a ratio holds the true one`() throws {
    var bits = SplitMix(state: 21)
    var hits = 0
    for _ in 0..<1_000 {
      var sums = PairedDifference()
      for _ in 0..<100 {
        let weight = 500 + bits.below(1_001)
        sums.add(weight * (50 + bits.below(101)), weight)
      }
      if try #require(sums.ratio).interval().contains(100) { hits += 1 }
    }
    #expect(hits >= fewestHits(of: 1_000, probability: 0.93))
    #expect(hits <= 985)
  }
}
