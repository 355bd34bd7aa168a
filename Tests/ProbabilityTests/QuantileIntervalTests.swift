import Probability
import Testing

struct QuantileIntervalTests {
  // SciPy's binomial law: Scripts/reference/estimates.py.
  @Test(
    arguments: [
      (1_000_000, 0.5, 0.95, 499_020, 500_981), (1_000_000, 0.95, 0.95, 949_572, 950_428),
      (1_000_000, 0.99, 0.95, 989_805, 990_196), (1_000_000, 0.999, 0.95, 998_938, 999_062),
      (100_000, 0.99, 0.95, 98_938, 99_062), (10_000, 0.005, 0.99, 33, 70),
      (1_000, 0.99, 0.95, 983, 997), (1_000, 0.001, 0.95, nil, 4), (100, 0.99, 0.95, 97, nil),
      (368, 0.99, 0.95, 360, 368), (367, 0.99, 0.95, 359, nil), (5, 0.5, 0.9, 1, 5),
      (5, 0.5, 0.95, nil, nil), (6, 0.5, 0.95, 1, 6), (1, 0.5, 0.5, nil, nil),
      (20, 0.25, 0.1, 5, 6), (10_000_000, 0.7, 0.999, 6_995_231, 7_004_769), (3, 0.5, 0.05, 1, 3),
    ] as [(Int, Double, Double, Int?, Int?)])
  func `ranks are those of the binomial law`(
    count: Int, p: Double, confidence: Double, lower: Int?, upper: Int?
  ) {
    let ranks = QuantileInterval(count: count, p: p, confidence: confidence)
    #expect(ranks.lower == lower)
    #expect(ranks.upper == upper)
  }

  @Test(arguments: [1, 2, 7, 100, 1_000, 4_096])
  func `the rank is the smallest whose share reaches p as it is written`(count: Int) {
    for hundredths in 1...100 {
      let p = Double(hundredths) / 100
      let rank = QuantileInterval(count: count, p: p).rank
      #expect(rank * 100 >= hundredths * count)
      #expect((rank - 1) * 100 < hundredths * count)
    }
  }

  @Test func `0 asks for the minimum and 1 for the maximum`() {
    let (least, greatest) = (QuantileInterval(count: 9, p: 0), QuantileInterval(count: 9, p: 1))
    #expect(least.rank == 1 && least.lower == nil && least.upper == 1)
    #expect(greatest.rank == 9 && greatest.lower == 9 && greatest.upper == nil)
  }

  // 2,000 samples of 200 exponential outcomes; the exact coverage is 95.1 % to 96.3 %.
  @Test(arguments: [0.1, 0.5, 0.9, 0.95])
  func `the interval holds the true quantile as often as it says`(p: Double) throws {
    var bits = SplitMix(state: 7)
    let ranks = QuantileInterval(count: 200, p: p)
    let (lower, upper) = (try #require(ranks.lower), try #require(ranks.upper))
    var hits = 0
    for _ in 0..<2_000 {
      // Of a uniform law the quantile at p is p, and order statistics follow any increasing map.
      let sorted = (0..<200).map { _ in bits.uniform() }.sorted()
      if sorted[lower - 1] <= p, p <= sorted[upper - 1] { hits += 1 }
    }
    #expect(hits >= fewestHits(of: 2_000, probability: 0.95))
    #expect(hits <= 2_000 - 2_000 / 100)  // 98 to 99 % would be an interval too wide
  }
}
