import Probability
import TestSupport
import Testing

struct HypergeometricTests {
  // Both sides of the switch at a mean of 10 and of each of the three exchanges.
  @Test(arguments: [
    (2, 1, 1), (10, 3, 4), (10, 7, 4), (10, 3, 6), (10, 7, 6), (20, 10, 10), (40, 20, 19),
    (40, 20, 20), (41, 20, 21), (100, 50, 50), (1_000, 99, 101), (1_000, 100, 100),
    (1_000, 900, 900), (1_000, 900, 100), (10_000, 16, 5_000), (10_000, 17, 4_000),
    (100_000_000, 1_000, 20), (100_000_000, 2_000_000, 50), (100_000_000, 1_000, 100_000),
    (100_000_000, 10_000, 99_000), (100_000_000, 1_000_000, 1_000_000),
    (100_000_000, 400_000, 100_000), (1 << 40, 1 << 39, 1 << 39), (1 << 40, 3_000_000, 3_600_000),
  ])
  func `draws follow the mass function`(population: Int, marked: Int, drawn: Int) throws {
    let law = try Hypergeometric(population: population, marked: marked, drawn: drawn)
    var stream = Stream(seed: 1990, replication: 0, purpose: .init(rawValue: 2), cohort: marked)
    expectDraws(200_000, match: law) { law.sample(using: &stream) }
  }
}
