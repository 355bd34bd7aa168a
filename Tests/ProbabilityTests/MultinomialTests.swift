import TestSupport
import Testing

@testable import Probability

struct MultinomialTests {
  @Test func `each outcome follows its binomial law and the sum is kept`() throws {
    let probabilities = [0.1, 0.0, 0.2, 0.3, 0.4]
    let splitter = try MultinomialSplitter(probabilities: probabilities)
    var stream = Stream(seed: 1993, replication: 4, purpose: .init(rawValue: 1))
    var tallies = [[Int: Int]](repeating: [:], count: 5)
    var counts = [Int](repeating: 0, count: 5)
    for _ in 0..<100_000 {
      splitter.split(60, into: &counts, using: &stream)
      #expect(counts.reduce(0, +) == 60)
      for g in counts.indices { tallies[g][counts[g], default: 0] += 1 }
    }
    for (tally, probability) in zip(tallies, probabilities) where probability > 0 {
      expectTally(tally, match: try Binomial(trials: 60, probability: probability))
    }
    #expect(tallies[1] == [0: 100_000])
  }

  @Test func `whole vectors follow the multinomial mass`() throws {
    let law = try Multinomial(trials: 3, probabilities: [0.5, 0.3, 0.2])
    var stream = Stream(seed: 1993, replication: 5, purpose: .init(rawValue: 1))
    var counts = [Int](repeating: 0, count: 16)
    for _ in 0..<100_000 {
      let x = law.sample(using: &stream)
      counts[x[0] * 4 + x[1]] += 1
    }
    let factorial = [1.0, 1, 2, 6]
    var probabilities = [Double](repeating: 0, count: 16)
    for a in 0...3 {
      for b in 0...(3 - a) {
        let c = 3 - a - b
        let power = [(0.5, a), (0.3, b), (0.2, c)].reduce(1.0) { product, term in
          (0..<term.1).reduce(product) { value, _ in value * term.0 }
        }
        probabilities[a * 4 + b] = 6 / factorial[a] / factorial[b] / factorial[c] * power
      }
    }
    expectCounts(counts, match: probabilities)
  }

  // Scripts/reference/discrete_draws.py, an independent implementation.
  @Test(arguments: [
    (7, [0.5, 0.25, 0.25], -1_352_375_813_030_750_364),
    (1_000, [0.001, 0.599, 0.0, 0.4], 7_354_611_467_249_059_692),
    (1_000_000, [0.2, 0.2, 0.2, 0.2, 0.2], 3_219_515_983_339_958_884),
  ])
  func `draws agree with the reference program`(
    trials: Int, probabilities: [Double], checksum: Int
  ) {
    let found = drawChecksum(5_000) { stream in
      var counts = [Int](repeating: 0, count: probabilities.count)
      Multinomial.sample(
        trials: trials, probabilities: probabilities, into: &counts, using: &stream)
      return counts
    }
    #expect(found == checksum)
  }

  @Test func `certain splits draw nothing`() throws {
    let law = try Multinomial(trials: 0, probabilities: [0.5, 0.5])
    #expect(expectNothingDrawn { law.sample(using: &$0) } == [0, 0])
    let single = try Multinomial(trials: 7, probabilities: [0, 1, 0])
    #expect(expectNothingDrawn { single.sample(using: &$0) } == [0, 7, 0])
  }

  @Test(arguments: [[], [0.5, 0.4], [0.5, .nan], [1.5, -0.5], [0, 0]])
  func `probabilities that are none are refused`(probabilities: [Double]) {
    #expect(throws: ParameterError.self) { try MultinomialSplitter(probabilities: probabilities) }
  }
}

struct MultivariateHypergeometricTests {
  @Test func `each kind follows its hypergeometric law and the sum is kept`() throws {
    let law = try MultivariateHypergeometric(counts: [30, 0, 50, 20], drawn: 40)
    var stream = Stream(seed: 1990, replication: 4, purpose: .init(rawValue: 1))
    var tallies = [[Int: Int]](repeating: [:], count: 4)
    for _ in 0..<100_000 {
      let counts = law.sample(using: &stream)
      #expect(counts.reduce(0, +) == 40)
      for g in counts.indices { tallies[g][counts[g], default: 0] += 1 }
    }
    for (tally, count) in zip(tallies, law.counts) where count > 0 {
      expectTally(tally, match: try Hypergeometric(population: 100, marked: count, drawn: 40))
    }
  }

  // Scripts/reference/discrete_draws.py, an independent implementation.
  @Test(arguments: [
    ([3, 4, 5], 6, -4_217_856_979_922_087_912),
    ([1000, 0, 20000, 300], 500, -6_835_182_420_647_066_880),
    ([1000000, 1000000, 10000], 100_000, 886_598_579_314_889_980),
  ])
  func `draws agree with the reference program`(counts: [Int], drawn: Int, checksum: Int) {
    let found = drawChecksum(5_000) { stream in
      var result = [Int](repeating: 0, count: counts.count)
      MultivariateHypergeometric.sample(
        counts: counts, drawn: drawn, into: &result, using: &stream)
      return result
    }
    #expect(found == checksum)
  }

  @Test func `certain draws take nothing from the stream`() throws {
    let all = try MultivariateHypergeometric(counts: [3, 4], drawn: 7)
    #expect(expectNothingDrawn { all.sample(using: &$0) } == [3, 4])
    let none = try MultivariateHypergeometric(counts: [3, 4], drawn: 0)
    #expect(expectNothingDrawn { none.sample(using: &$0) } == [0, 0])
  }

  @Test(arguments: [([3, -1], 1), ([3], 4), ([3], -1), ([1 << 40, 1], 1), ([.max, .max], 1)])
  func `counts out of range are refused`(counts: [Int], drawn: Int) {
    #expect(throws: ParameterError.self) {
      try MultivariateHypergeometric(counts: counts, drawn: drawn)
    }
  }
}
