import Probability
import Testing

struct DiscreteLawTests {
  @Test(arguments: DiscreteReference.all)
  func `masses and tails agree with mpmath`(reference: DiscreteReference) throws {
    let law = try reference.law.made()
    let k = reference.k
    let tolerance = reference.tolerance
    #expect(relativeError(law.mass(k), reference.mass) < tolerance)
    #expect(relativeError(law.cumulative(k), reference.cumulative) < tolerance)
    #expect(relativeError(law.survival(k), reference.survival) < tolerance)
  }

  static let small: [any DiscreteLaw] = {
    do {
      return [
        try Bernoulli(probability: 0.3), try Binomial(trials: 30, probability: 0.2),
        try Binomial(trials: 30, probability: 0.9), try Poisson(mean: 3),
        try Poisson(mean: 30), try Geometric(probability: 0.3),
        try Geometric(probability: 0.99), try Geometric(probability: 1),
        try NegativeBinomial(size: 2.5, probability: 0.3),
        try NegativeBinomial(size: 0.4, probability: 0.2),
        try Hypergeometric(population: 60, marked: 50, drawn: 40),
        try Hypergeometric(population: 60, marked: 5, drawn: 40),
        try Binomial(trials: 0, probability: 0.5), try Binomial(trials: 4, probability: 1),
        try Poisson(mean: 0), try Hypergeometric(population: 0, marked: 0, drawn: 0),
        try NegativeBinomial(size: 3, probability: 1),
      ]
    } catch {
      Issue.record(error)
      return []
    }
  }()

  @Test(arguments: small.indices)
  func `sums of masses give the cumulative law, the mean and the variance`(index: Int) {
    let law = Self.small[index]
    var (sum, first, second) = (0.0, 0.0, 0.0)
    for k in -2...400 {
      sum += law.mass(k)
      first += Double(k) * law.mass(k)
      second += Double(k) * Double(k) * law.mass(k)
      #expect(abs(law.cumulative(k) - sum) < 1e-14 * 10)
      #expect(abs(law.survival(k) + law.cumulative(k) - 1) < 1e-15 * 2)
    }
    #expect(abs(sum - 1) < 1e-13)
    #expect(abs(first - law.mean) < 1e-12 * max(1, law.mean))
    #expect(abs(second - first * first - law.variance) < 1e-10 * max(1, law.variance))
  }

  @Test(arguments: small.indices)
  func `quantiles are the smallest numbers that reach the probability`(index: Int) {
    let law = Self.small[index]
    for p in [1e-12, 0.001, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999, 1 - 1e-12] {
      let k = law.quantile(p)
      #expect(law.cumulative(k) >= p)
      #expect(law.cumulative(k - 1) < p)
    }
  }

  @Test func `quantiles of large laws are the smallest numbers that reach the probability`() throws
  {
    let laws: [any DiscreteLaw] = [
      try Binomial(trials: 100_000_000, probability: 1e-3), try Poisson(mean: 1e6),
      try Hypergeometric(population: 100_000_000, marked: 1_000_000, drawn: 1_000_000),
      try NegativeBinomial(size: 25, probability: 0.001), try Geometric(probability: 1e-9),
    ]
    for law in laws {
      for p in [1e-9, 0.01, 0.5, 0.99, 1 - 1e-9] {
        let k = law.quantile(p)
        #expect(law.cumulative(k) >= p)
        #expect(law.cumulative(k - 1) < p)
      }
    }
  }

  private func relativeError(_ found: Double, _ expected: Double) -> Double {
    found == expected ? 0 : abs(found - expected) / abs(expected)
  }
}
