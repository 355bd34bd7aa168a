import TestSupport
import Testing

@testable import Probability

struct BernoulliTests {
  @Test(arguments: [1e-3, 0.3, 0.5, 0.999])
  func `draws follow the mass function`(probability: Double) throws {
    let law = try Bernoulli(probability: probability)
    var stream = Stream(seed: 1713, replication: 0, purpose: .init(rawValue: 1))
    expectDraws(200_000, match: law) { law.sample(using: &stream) }
  }

  @Test func `certain events draw nothing`() {
    #expect(expectNothingDrawn { Bernoulli.sample(probability: 0, using: &$0) } == false)
    #expect(expectNothingDrawn { Bernoulli.sample(probability: 1, using: &$0) } == true)
  }

  @Test(arguments: [Double.nan, -0.1, 1.1])
  func `a probability that is none is refused`(probability: Double) {
    #expect(throws: ParameterError.self) { try Bernoulli(probability: probability) }
  }
}

struct GeometricTests {
  @Test(arguments: [0.999, 0.9, 0.5, 0.3, 0.01, 1e-6, 1e-12])
  func `draws follow the mass function`(probability: Double) throws {
    let law = try Geometric(probability: probability)
    var stream = Stream(seed: 1986, replication: 0, purpose: .init(rawValue: 1))
    expectDraws(200_000, match: law) { law.sample(using: &stream) }
  }

  // Scripts/reference/discrete_draws.py, an independent implementation.
  @Test(arguments: [
    (0.9, 4_284_883_305_613_319_093),
    (0.3, 2_714_164_064_329_807_187),
    (0.001, -417_036_559_371_001_647),
    (1e-09, 9_208_579_014_464_571_303),
  ])
  func `draws agree with the reference program`(probability: Double, checksum: Int) {
    let found = drawChecksum(20_000) { [Geometric.sample(probability: probability, using: &$0)] }
    #expect(found == checksum)
  }

  @Test func `skips along a list hit a binomial number of its elements`() throws {
    let law = try Binomial(trials: 500, probability: 0.02)
    var stream = Stream(seed: 1986, replication: 1, purpose: .init(rawValue: 1))
    expectDraws(100_000, match: law) {
      var hits = 0
      var place = Geometric.sample(probability: 0.02, using: &stream)
      while place < 500 {
        hits += 1
        place += 1 + Geometric.sample(probability: 0.02, using: &stream)
      }
      return hits
    }
  }

  @Test func `a certain success draws nothing`() {
    #expect(expectNothingDrawn { Geometric.sample(probability: 1, using: &$0) } == 0)
  }

  @Test func `a skip beyond the largest number is the largest number`() {
    var stream = Stream(seed: 1986, replication: 2, purpose: .init(rawValue: 1))
    #expect(Geometric.sample(probability: .leastNonzeroMagnitude, using: &stream) == .max)
  }

  @Test(arguments: [Double.nan, 0, -0.1, 1.1])
  func `a probability that is none is refused`(probability: Double) {
    #expect(throws: ParameterError.self) { try Geometric(probability: probability) }
  }
}

struct NegativeBinomialTests {
  @Test(arguments: [
    (0.05, 0.5), (0.3, 0.1), (1, 0.5), (2.5, 0.2), (25, 0.01), (25, 0.9), (400, 0.9), (1e4, 0.99),
  ])
  func `draws follow the mass function`(size: Double, probability: Double) throws {
    let law = try NegativeBinomial(size: size, probability: probability)
    var stream = Stream(seed: 1920, replication: 0, purpose: .init(rawValue: 1))
    expectDraws(200_000, match: law) { law.sample(using: &stream) }
  }

  // Scripts/reference/discrete_draws.py, an independent implementation.
  @Test(arguments: [
    (0.3, 0.1, -765_584_225_084_412_854),
    (1, 0.5, 6_675_887_927_096_930_965),
    (2.5, 0.2, 4_878_725_126_005_018_038),
    (25, 0.01, -2_294_440_319_206_499_042),
    (400, 0.9, -6_572_656_305_007_453_664),
  ])
  func `draws agree with the reference program`(
    size: Double, probability: Double, checksum: Int
  ) throws {
    let law = try NegativeBinomial(size: size, probability: probability)
    #expect(drawChecksum(20_000) { [law.sample(using: &$0)] } == checksum)
  }

  @Test func `failures before whole numbers of successes are sums of skips`() throws {
    let law = try NegativeBinomial(size: 3, probability: 0.2)
    var stream = Stream(seed: 1920, replication: 1, purpose: .init(rawValue: 1))
    expectDraws(200_000, match: law) {
      (0..<3).reduce(0) { sum, _ in sum + Geometric.sample(probability: 0.2, using: &stream) }
    }
  }

  @Test func `a mean and a variance give the law that has them`() throws {
    let law = try NegativeBinomial(mean: 12, variance: 20)
    #expect(abs(law.mean - 12) < 1e-13)
    #expect(abs(law.variance - 20) < 1e-13)
  }

  @Test func `a certain success draws nothing`() throws {
    let law = try NegativeBinomial(size: 2, probability: 1)
    #expect(expectNothingDrawn { law.sample(using: &$0) } == 0)
  }

  @Test(arguments: [
    (Double.nan, 0.5), (0, 0.5), (-1, 0.5), (1, .nan), (1, 0), (1, -0.1), (1, 1.1), (1e8, 1e-6),
  ])
  func `parameters out of range are refused`(size: Double, probability: Double) {
    #expect(throws: ParameterError.self) {
      try NegativeBinomial(size: size, probability: probability)
    }
  }
}
