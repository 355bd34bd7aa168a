import Probability
import TestSupport
import Testing

struct BinomialTests {
  // Both sides of the switch at a mean of 10 and of the complement at ½, and the largest n.
  @Test(arguments: [
    (1, 0.3), (2, 0.5), (20, 0.4999), (20, 0.5), (20, 0.51), (100, 0.0999), (100, 0.1),
    (1_000, 1e-3), (1_000_000, 1e-6), (10_000_000, 9.99e-7), (10_000_000, 1e-6),
    (40, 0.3), (40, 0.7), (64, 0.5), (200, 0.2), (1_000, 0.05), (1_000, 0.95), (10_000, 0.1),
    (100_000_000, 1e-3), (1 << 40, 1e-12), (1 << 40, 1e-9), (1 << 40, 0.5),
  ])
  func `draws follow the mass function`(trials: Int, probability: Double) throws {
    let binomial = try Binomial(trials: trials, probability: probability)
    var stream = Stream(seed: 1993, replication: 0, purpose: .init(rawValue: 1), cohort: trials)
    expectDraws(200_000, match: binomial) { binomial.sample(using: &stream) }
  }
}
