import Probability
import Testing

struct TailExpectationTests {
  // The worst 1 − α of 1, 2, …, 1,000 are whole outcomes, with the middle of the first and last as
  // their mean.
  @Test(arguments: [(0.5, 750.5), (0.95, 975.5), (0.99, 995.5), (0.999, 1_000)])
  func `of consecutive outcomes it is the middle of the tail`(
    level: Double, middle: Double
  ) throws {
    let estimate = try #require(Tally(of: 1...1_000).tailExpectation(level: level))
    #expect(agree(estimate.value, middle))
  }

  // Scripts/reference/estimates.py: Hardy's formula in fractions, and the error by the variance of
  // the tail itself.
  @Test(arguments: [
    (0, 23461730.1471, 1025630.8578865698), (0.5, 122491097.7389, 1843249.8936476998),
    (0.95, 461990554.207, 5015448.582681604), (0.99, 630942895.11, 7516577.155664749),
    (0.99991, 848772500.0, 13357500.000000002),
  ])
  func `tails agree with the reference program`(level: Double, value: Double, error: Double) throws
  {
    let tally = Tally(of: referenceSample(seed: 2_019, count: 20_000))
    let estimate = try #require(tally.tailExpectation(level: level))
    #expect(agree(estimate.value, value))
    #expect(agree(estimate.standardError, error, within: 1e-9))
  }

  @Test func `the outcome that straddles the level is split`() {
    let tally = Tally(of: [1, 2, 3, 4])
    // The worst 0.6 of four outcomes are 4, 3 and 0.4 of 2, over 2.4.
    #expect(agree(tally.tailExpectation(level: 0.4)?.value ?? 0, (4 + 3 + 0.4 * 2) / 2.4))
    #expect(tally.tailExpectation(level: 0.5)?.value == 3.5)
    #expect(tally.tailExpectation(level: 0)?.value == 2.5)
    #expect(agree(tally.tailExpectation(level: 0.9)?.value ?? 0, 4))
  }

  @Test func `at level 0 it is the mean with the mean's error`() throws {
    let tally = Tally(of: referenceSample(seed: 4, count: 1_000))
    let (tail, mean) = (try #require(tally.tailExpectation(level: 0)), try #require(tally.mean))
    #expect(agree(tail.value, mean.value, within: 1e-9))
    #expect(agree(tail.standardError, mean.standardError))
  }

  @Test func `a tail of one outcome has no error to speak of`() throws {
    let tally = Tally(of: 1...100)
    #expect(tally.tailExpectation(level: 0.99)?.standardError == .infinity)
    #expect(tally.tailExpectation(level: 0.999)?.value == 100)
    #expect(try #require(tally.tailExpectation(level: 0.98)).standardError < .infinity)
  }

  @Test func `a small limit costs no more than its stated error`() throws {
    let outcomes = referenceSample(seed: 2_019, count: 20_000)
    let (exact, rough) = (Tally(of: outcomes), Tally(of: outcomes, limit: 1_000))
    let a = try #require(exact.tailExpectation(level: 0.95))
    let b = try #require(rough.tailExpectation(level: 0.95))
    #expect(!rough.isExact)
    #expect(agree(a.value, b.value, within: rough.relativeError))
    #expect(agree(a.standardError, b.standardError, within: 0.01))
  }

  // Exponential outcomes of mean 10⁶: the tail at 0.9 has the mean 10⁶ (1 + ln 10). With 50 of
  // 500 outcomes in the tail the interval is a little short; it should still cover in 92 % of runs.
  @Test func `the interval holds the true tail expectation`() throws {
    var bits = SplitMix(state: 13)
    var hits = 0
    for _ in 0..<1_000 {
      var tally = Tally()
      for _ in 0..<500 { tally.add(exponential(&bits)) }
      let estimate = try #require(tally.tailExpectation(level: 0.9))
      if estimate.interval().contains(1e6 * (1 + 2.302585092994046)) { hits += 1 }
    }
    #expect(hits >= fewestHits(of: 1_000, probability: 0.92))
  }

  /// An outcome by von Neumann's method, which needs no logarithm: the length of a falling run.
  private func exponential(_ bits: inout SplitMix) -> Int {
    var whole = 0
    while true {
      let first = bits.uniform()
      var (last, length) = (first, 1)
      while true {
        let next = bits.uniform()
        if next >= last { break }
        last = next
        length += 1
      }
      if length % 2 == 1 { return Int((Double(whole) + first) * 1e6) }
      whole += 1
    }
  }
}
