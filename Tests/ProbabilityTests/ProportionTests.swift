import Probability
import Testing

struct ProportionTests {
  // R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in
  // Medicine 17 (1998), 857–872, table I, method 3.
  @Test(arguments: [
    (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611),
    (1, 29, 0.0061, 0.1718),
  ])
  func `the published intervals come out`(hits: Int, count: Int, lower: Double, upper: Double) {
    let estimate = ProportionEstimate(hits: hits, of: count)
    #expect(abs(estimate.lower - lower) < 0.000_05)
    #expect(abs(estimate.upper - upper) < 0.000_05)
  }

  // SciPy: Scripts/reference/estimates.py.
  @Test(arguments: [
    (0, 20, 0.95, 0, 0.16112515805281935),
    (1, 29, 0.95, 0.006113214292762667, 0.17175521879320282),
    (7, 1_000_000, 0.95, 3.3908678349008543e-06, 1.445052244882719e-05),
    (500, 1_000, 0.99, 0.45940700521208483, 0.5405929947879151),
    (10, 10, 0.9, 0.787058029916593, 1.0),
  ])
  func `intervals agree with the reference program`(
    hits: Int, count: Int, confidence: Double, lower: Double, upper: Double
  ) {
    let estimate = ProportionEstimate(hits: hits, of: count, confidence: confidence)
    #expect(agree(estimate.lower, lower))
    #expect(agree(estimate.upper, upper))
    let complement = ProportionEstimate(hits: count - hits, of: count, confidence: confidence)
    #expect(abs(complement.lower + estimate.upper - 1) < 1e-15)
  }

  @Test func `proportions of a tally count what they say`() throws {
    let tally = Tally(of: [0, 0, 1, 5, 9])
    #expect(try #require(tally.proportion(above: 1)).hits == 2)
    #expect(try #require(tally.proportion(atMost: 1)).hits == 3)
    #expect(try #require(tally.proportion(above: 9)).value == 0)
    #expect(try #require(tally.proportion(atMost: -1)).hits == 0)
    #expect(try #require(tally.proportion(above: -1)).upper == 1)
    #expect(try #require(tally.proportion(above: 4)).value == 0.4)
  }

  @Test func `a normal interval is the value and 1.96 standard errors`() {
    let interval = Estimate(value: 10, standardError: 2).interval()
    #expect(agree(interval.lowerBound, 10 - 2 * 1.959963984540054))
    #expect(agree(interval.upperBound, 10 + 2 * 1.959963984540054))
    #expect(Estimate(value: 1, standardError: .infinity).interval().contains(-1e300))
  }
}
