import Probability
import RealModule
import Testing

/// Bounds on the tails of means against tails that are known.
struct SampleMeanBoundTests {
  @Test(arguments: [(100, 0.5, 65), (1000, 0.01, 25), (50, 0.9, 50), (10_000, 0.001, 40)])
  func `the bound is above a binomial tail, and not far above`(n: Int, p: Double, k: Int) throws {
    let binomial = try Binomial(trials: n, probability: p)
    let tail = (k...n).reduce(0) { $0 + binomial.mass($1) }
    let bound = Double.exp(
      SampleMeanBound.logProbability(ofHitsAtLeast: k, trials: n, probability: p))
    #expect(bound >= tail * (1 - 1e-12))
    #expect(bound < 20 * tail)
    // The same by the general law of a hit.
    let law = SampleMeanBound(values: [0, 1], masses: [1 - p, p])
    let general = law.logProbability(ofMeanAtLeast: Double(k) / Double(n), copies: n)
    #expect(abs(general - .log(bound)) < 1e-6 * abs(general))
    // The other side is the tail of the misses.
    let mirrored = SampleMeanBound.logProbability(
      ofHitsAtMost: n - k, trials: n, probability: 1 - p)
    #expect(abs(mirrored - .log(bound)) < 1e-9 * abs(general))
  }

  @Test func `nothing at all is as likely as it can be`() {
    let law = SampleMeanBound(values: [3, 5, 7], masses: [0.25, 0.5, 0.25])
    #expect(law.mean == 5)
    #expect(law.standardDeviation == 2.0.squareRoot())
    #expect(law.logProbability(ofMeanAtLeast: 5, copies: 9) == 0)
    #expect(law.logProbability(ofMeanAtMost: 6, copies: 9) == 0)
    #expect(law.score(of: 6, copies: 8) == 2)
  }

  @Test func `the end of the support has the probability of its mass, and beyond it has none`() {
    let law = SampleMeanBound(values: [3, 5, 7], masses: [0.25, 0.5, 0.25])
    #expect(abs(law.logProbability(ofMeanAtLeast: 7, copies: 3) - 3 * .log(0.25)) < 1e-6)
    #expect(abs(law.logProbability(ofMeanAtMost: 3, copies: 3) - 3 * .log(0.25)) < 1e-6)
    #expect(law.logProbability(ofMeanAtLeast: 7.01, copies: 1) == -.infinity)
    #expect(
      SampleMeanBound.logProbability(ofHitsAtLeast: 1, trials: 9, probability: 0) == -.infinity)
    #expect(
      SampleMeanBound.logProbability(ofHitsAtMost: 8, trials: 9, probability: 1) == -.infinity)
    #expect(SampleMeanBound.logProbability(ofHitsAtLeast: 0, trials: 9, probability: 0) == 0)
    let constant = SampleMeanBound(values: [4], masses: [1])
    #expect(constant.score(of: 4, copies: 10) == 0)
    #expect(constant.score(of: 5, copies: 10) == .infinity)
    #expect(constant.logProbability(ofMeanAtLeast: 5, copies: 10) == -.infinity)
  }
}
