import Probability
import Testing

struct QuantileIntervalTests {
  // The ranks of SciPy's binomial law: Scripts/reference/estimates.py.
  @Test(arguments: [
    (1_000_000, 0.5, 499_020, 500_981), (1_000_000, 0.95, 949_572, 950_428),
    (1_000_000, 0.99, 989_805, 990_196), (1_000_000, 0.999, 998_938, 999_062),
    (100_000, 0.99, 98_938, 99_062),
  ])
  func `ranks at 95 percent are those of the binomial law`(
    count: Int, p: Double, lower: Int, upper: Int
  ) {
    let ranks = QuantileInterval(count: count, p: p)
    #expect(ranks.lower == lower)
    #expect(ranks.upper == upper)
  }
}
