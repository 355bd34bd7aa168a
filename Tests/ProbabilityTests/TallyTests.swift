import Probability
import Testing

struct TallyTests {
  @Test func `moments of five outcomes are those found by hand`() throws {
    let tally = Tally(of: [3, 10, 1, 4, 2])
    let mean = try #require(tally.mean)
    #expect(mean.value == 4)
    #expect(agree(mean.standardError, 2.5.squareRoot()))  // √(50/4/5)
    let sd = try #require(tally.standardDeviation)
    #expect(agree(sd.value, 12.5.squareRoot()))
    // Deviations −3 −2 −1 0 6 less m₂ = 10: squares 1 36 81 100 676, mean 178.8.
    #expect(agree(sd.standardError, (178.8 / (4 * 12.5) / 5).squareRoot()))
    let skewness = try #require(tally.skewness)
    #expect(agree(skewness.value, 36 / 10 / 10.0.squareRoot()))
    #expect(tally.count == 5 && tally.sum == 20 && tally.minimum == 1 && tally.maximum == 10)
    #expect(tally.values.map(\.value) == [1, 2, 3, 4, 10])
  }

  // Scripts/reference/estimates.py, in exact fractions and by central moments.
  @Test func `moments agree with the reference program`() throws {
    let tally = Tally(of: referenceSample(seed: 2_019, count: 20_000))
    let mean = try #require(tally.mean)
    let sd = try #require(tally.standardDeviation)
    let skewness = try #require(tally.skewness)
    #expect(tally.sum == 469_234_602_942)
    #expect(tally.values.count == 19_901)
    #expect(mean.value == 23_461_730.1471)
    #expect(agree(mean.standardError, 1_025_630.8578865697))
    #expect(agree(sd.value, 145_046_106.92115393))
    #expect(agree(sd.standardError, 1_212_850.470632821))
    #expect(agree(skewness.value, 1.837956059418073))
    #expect(agree(skewness.standardError, 0.024217426018705333))
  }

  @Test(arguments: [
    (0.05, -98_114_500), (0.5, -31_809_654), (0.99, 546_541_280), (0.999, 724_931_432),
  ])
  func `quantiles agree with the reference program`(p: Double, value: Int) {
    #expect(Tally(of: referenceSample(seed: 2_019, count: 20_000)).quantile(p)?.value == value)
  }

  @Test func `a quantile and its interval are the outcomes of their ranks`() {
    let tally = Tally(of: (1...1_000).shuffledByBits(seed: 3))
    let quantile = tally.quantile(0.99)
    #expect(quantile?.value == 990)
    #expect(quantile?.lower == 983)
    #expect(quantile?.upper == 997)
    #expect(Tally(of: 1...100).quantile(0.99)?.upper == nil)
    #expect(Tally(of: 1...100).quantile(0.07)?.value == 7)
  }

  @Test func `a large offset costs no digit of the deviation`() throws {
    let offset = 1_000_000_000_000_000_000
    let tally = Tally(of: [offset, offset + 1, offset + 2])
    #expect(tally.standardDeviation?.value == 1)
    #expect(tally.skewness?.value == 0)
    #expect(agree(try #require(tally.mean?.standardError), (1.0 / 3).squareRoot()))
  }

  @Test func `the largest and smallest numbers there are do not overflow`() throws {
    var tally = Tally(of: [.min, .max, 0, -1, 1])
    let copy = tally
    for _ in 0..<40 { tally.merge(tally) }  // 5 · 2⁴⁰ outcomes
    #expect(tally.count == 5 << 40)
    #expect(tally.sum == -(1 << 40))
    #expect(tally.minimum == .min && tally.maximum == .max)
    #expect(agree(try #require(tally.mean?.value), -0.2))
    let n = 5 * 0x1p40
    let sd = 0x1p63 * (0.4 * n / (n - 1)).squareRoot()
    #expect(agree(try #require(tally.standardDeviation?.value), sd))
    #expect(try Tally(words: tally.words) == tally)
    #expect(tally != copy)
  }

  @Test func `nothing is claimed of no outcome and little of one`() {
    let none = Tally()
    #expect(none.mean == nil && none.standardDeviation == nil && none.skewness == nil)
    #expect(none.minimum == nil && none.maximum == nil && none.quantile(0.5) == nil)
    #expect(none.proportion(above: 0) == nil && none.tailExpectation(level: 0.9) == nil)
    #expect(none.histogram(bins: 3).bins.isEmpty && none.isExact && none.values.isEmpty)
    let one = Tally(of: [7])
    #expect(one.mean?.value == 7 && one.mean?.standardError == .infinity)
    #expect(one.standardDeviation == nil && one.skewness == nil)
    #expect(one.quantile(0.5)?.value == 7 && one.quantile(0.5)?.lower == nil)
    #expect(one.tailExpectation(level: 0)?.standardError == .infinity)
    let same = Tally(of: [7, 7, 7])
    #expect(same.standardDeviation?.value == 0 && same.skewness == nil)
    #expect(same.mean?.standardError == 0)
  }

  // 4.75 standard errors: a risk of 1e-6 each where the estimates are normal.
  @Test func `standard errors are the spread of the estimates`() throws {
    var bits = SplitMix(state: 11)
    var estimates: [[Estimate]] = []
    for _ in 0..<400 {
      // Sums of four uniform numbers: nearly normal, so 400 outcomes suffice.
      let tally = Tally(
        of: (0..<400).map { _ in (0..<4).reduce(0) { s, _ in s + bits.below(999) } })
      estimates.append([
        try #require(tally.mean), try #require(tally.standardDeviation),
        try #require(tally.skewness), try #require(tally.tailExpectation(level: 0.9)),
      ])
    }
    for figure in 0..<4 {
      let values = estimates.map { $0[figure].value }
      let mean = values.reduce(0, +) / 400
      let spread = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 399).squareRoot()
      let stated = estimates.reduce(0) { $0 + $1[figure].standardError } / 400
      // The spread of 400 values has a relative standard error of 1/√800.
      #expect(abs(spread / stated - 1) < 4.75 / 800.0.squareRoot(), "figure \(figure)")
    }
  }

  @Test func `a histogram counts every outcome once`() {
    let histogram = Tally(of: [-5, -5, 0, 3, 4, 14]).histogram(bins: 4)
    #expect(histogram.bins.map(\.lower) == [-5, 0, 5, 10])
    #expect(histogram.bins.map(\.upper) == [-1, 4, 9, 14])
    #expect(histogram.bins.map(\.count) == [2, 3, 0, 1])
    #expect(Tally(of: [5, 5]).histogram(bins: 10).bins.map(\.count) == [2])
    let chosen = Tally(of: [-1, 0, 9, 10, 19, 20]).histogram(from: 0, width: 10, bins: 2)
    #expect(chosen.bins.map(\.count) == [2, 2])
    #expect(Tally(of: [.max - 1, .max]).histogram(bins: 2).bins.map(\.count) == [1, 1])
  }
}

extension ClosedRange<Int> {
  /// The numbers in an order of their own.
  func shuffledByBits(seed: UInt64) -> [Int] {
    var numbers = Array(self)
    var bits = SplitMix(state: seed)
    for i in stride(from: numbers.count - 1, to: 0, by: -1) {
      numbers.swapAt(i, bits.below(i + 1))
    }
    return numbers
  }
}
