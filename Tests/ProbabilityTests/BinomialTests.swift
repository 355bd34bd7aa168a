import func Foundation.exp2
import func Foundation.log1p
import TestSupport
import Testing

@testable import Probability

struct BinomialTests {
  // Both sides of the switch at a mean of 10 and of the complement at ½, and the largest n.
  @Test(arguments: [
    (1, 0.3), (2, 0.5), (20, 0.4999), (20, 0.5), (20, 0.51), (100, 0.0999), (100, 0.1),
    (1_000, 1e-3), (1_000_000, 1e-6), (10_000_000, 9.99e-7), (10_000_000, 1e-6),
    (40, 0.3), (40, 0.7), (64, 0.5), (200, 0.2), (1_000, 0.05), (1_000, 0.95), (10_000, 0.1),
    (100_000_000, 1e-3), (1 << 40, 1e-12), (1 << 40, 1e-9), (1 << 40, 1e-6),
  ])
  func `draws follow the mass function`(trials: Int, probability: Double) throws {
    let binomial = try Binomial(trials: trials, probability: probability)
    var stream = Stream(seed: 1993, replication: 0, purpose: .init(rawValue: 1), cohort: trials)
    expectDraws(200_000, match: binomial) { binomial.sample(using: &stream) }
  }

  // Scripts/reference/discrete_draws.py, an independent implementation.
  @Test(arguments: [
    (1, 0.3, -723_540_465_080_179_443),
    (20, 0.4999, 2_663_303_036_469_597_063),
    (20, 0.51, -5_326_880_226_624_894_187),
    (1_000, 0.001, 6_553_660_139_968_667_912),
    (10_000_000, 9.99e-07, -7_619_865_663_487_902_297),
    (40, 0.3, -7_365_618_648_245_151_162),
    (64, 0.5, 3_254_236_471_597_912_454),
    (1_000, 0.05, 5_915_276_493_424_651_241),
    (1_000, 0.95, -6_729_293_675_484_863_721),
    (100_000, 0.1, 4_479_689_065_833_087_947),
    (100_000_000, 0.001, -3_711_609_334_167_427_259),
  ])
  func `draws agree with the reference program`(trials: Int, probability: Double, checksum: Int) {
    let found = drawChecksum(20_000) {
      [Binomial.sample(trials: trials, probability: probability, using: &$0)]
    }
    #expect(found == checksum)
  }

  // 2⁻³⁰ is where the sum from the thin end takes over.
  @Test(arguments: [
    (1, 0.5), (1, 1e-6), (3, 0.25), (19, 0.5), (100, 0.0999), (1_000_000, 3e-6), (1 << 40, 9e-12),
  ])
  func `inversion finds the smallest count whose tail is small enough`(
    trials: Int, probability: Double
  ) throws {
    let binomial = try Binomial(trials: trials, probability: probability)
    for exponent in stride(from: -0.01, to: -64, by: -0.37) {
      let u = exp2(exponent)
      let k = Binomial.inverted(trials: trials, probability: probability, at: u)
      // Where a tail is u to 6 digits, either neighbour would do.
      #expect(binomial.survival(k) <= u * (1 + 1e-6))
      #expect(k == 0 || binomial.survival(k - 1) > u * (1 - 1e-6))
    }
  }

  @Test(arguments: [
    (20, 0.5), (100, 0.1), (3_000, 0.01), (1_000, 0.0123), (100_000, 0.3), (100_000_000, 1e-3),
  ])
  func `the test against the mass agrees with the mass`(trials: Int, probability: Double) throws {
    let binomial = try Binomial(trials: trials, probability: probability)
    let mode = Int(Double(trials + 1) * probability)
    let width = Int(7 * binomial.variance.squareRoot()) + 1
    for k in stride(
      from: max(0, mode - width), through: min(trials, mode + width), by: max(1, width / 500))
    {
      let ratio = binomial.mass(k) / binomial.mass(mode)
      for (factor, isUnder) in [(1 - 1e-9, true), (1 + 1e-9, false), (0.9, true), (1.1, false)] {
        #expect(
          Binomial.isUnder(
            trials: Double(trials), probability: probability, count: Double(k), ratio * factor)
            == isUnder)
      }
    }
  }

  @Test(arguments: [(1 << 40, 0.5), (1 << 40, 0.1), (1 << 40, 1e-9), (100, 0.1)])
  func `logarithms of mass ratios keep their digits for any n`(
    trials: Int, probability: Double
  ) throws {
    let n = Double(trials)
    let mode = (n * probability).rounded(.down)
    let width = (n * probability).squareRoot()
    for d in [-3 * width, -width, -1, 1, width, 5 * width] {
      let k = (mode + d).rounded(.down)
      // The same by the recursion from the mode, in steps of one.
      guard abs(k - mode) < 4_000_000, k >= 0, k <= n else { continue }
      var expected = 0.0
      var i = min(k, mode)
      while i < max(k, mode) {
        i += 1
        let numerator = (n - i + 1) * probability - i * (1 - probability)
        expected += log1p(numerator / (i * (1 - probability)))
      }
      if k < mode { expected = -expected }
      let found = Binomial.logRatio(
        trials: n, probability: probability, count: k, mode: mode)
      #expect(abs(found - expected) < 1e-8 * max(1, abs(expected)))
    }
  }

  @Test(arguments: [(10, 0.3), (1_000, 0.4), (100_000, 0.25)])
  func `a count and the count of the complement add up`(trials: Int, probability: Double) {
    var (first, second) = (stream(1), stream(1))
    for _ in 0..<1_000 {
      let count = Binomial.sample(trials: trials, probability: probability, using: &first)
      let complement = Binomial.sample(trials: trials, probability: 1 - probability, using: &second)
      #expect(count + complement == trials)
    }
  }

  @Test func `counts of two parts add up to a count of the whole`() throws {
    let whole = try Binomial(trials: 1_000, probability: 0.03)
    var stream = stream(2)
    expectDraws(200_000, match: whole) {
      Binomial.sample(trials: 200, probability: 0.03, using: &stream)
        + Binomial.sample(trials: 800, probability: 0.03, using: &stream)
    }
  }

  @Test func `thinning a count multiplies the probability`() throws {
    let thinned = try Binomial(trials: 1_000, probability: 0.06)
    var stream = stream(3)
    expectDraws(200_000, match: thinned) {
      let first = Binomial.sample(trials: 1_000, probability: 0.3, using: &stream)
      return Binomial.sample(trials: first, probability: 0.2, using: &stream)
    }
  }

  @Test func `certain counts draw nothing`() {
    #expect(expectNothingDrawn { Binomial.sample(trials: 0, probability: 0.3, using: &$0) } == 0)
    #expect(expectNothingDrawn { Binomial.sample(trials: 0, probability: 0.9, using: &$0) } == 0)
    #expect(expectNothingDrawn { Binomial.sample(trials: 9, probability: 0, using: &$0) } == 0)
    #expect(expectNothingDrawn { Binomial.sample(trials: 9, probability: 1, using: &$0) } == 9)
  }

  @Test(arguments: [
    (1, 0.3), (30, 0.2), (30, 0.8), (1_000_000, 9e-6), (1_000_000, 0.01), (10, 0), (10, 1),
    (0, 0.5),
  ])
  func `the inverse is the quantile and rises`(trials: Int, probability: Double) throws {
    let binomial = try Binomial(trials: trials, probability: probability)
    var last = 0
    for u in [1e-12, 1e-6, 0.01, 0.2, 0.4, 0.6, 0.8, 0.99, 1 - 1e-6, 1 - 1e-12] {
      let k = Binomial.inverse(trials: trials, probability: probability, uniform: u)
      #expect(k == binomial.quantile(u))
      #expect(k >= last)
      last = k
    }
  }

  @Test(arguments: [Double.nan, -0.1, 1.1, .infinity])
  func `a probability that is none is refused`(probability: Double) {
    #expect(throws: ParameterError.self) { try Binomial(trials: 1, probability: probability) }
  }

  @Test(arguments: [-1, (1 << 40) + 1])
  func `a number of trials out of range is refused`(trials: Int) {
    #expect(throws: ParameterError.self) { try Binomial(trials: trials, probability: 0.5) }
  }

  @Test func `a refusal says what is wrong`() {
    let error = #expect(throws: ParameterError.self) { try Binomial(trials: 1, probability: 1.5) }
    #expect(error?.description == "Binomial: probability should be from 0 to 1, but is 1.5")
  }

  private func stream(_ purpose: UInt8) -> Stream {
    Stream(seed: 88, replication: 0, purpose: .init(rawValue: purpose))
  }
}
