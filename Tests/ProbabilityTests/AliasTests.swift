import TestSupport
import Testing

@testable import Probability

struct AliasTests {
  static let weights: [[Double]] = [
    [1], [1, 1], [0.1, 0, 0.7, 0.2], [1e-9, 1, 3], [5, 0, 0, 0], (1...100).map(Double.init),
    (0..<1_000).map { 1 / Double($0 + 1) }, [1e300, 1e300], [1e-300, 3e-300],
  ]

  @Test(arguments: weights)
  func `draws follow the weights`(weights: [Double]) throws {
    let alias = try Alias(weights: weights)
    var stream = Stream(seed: 1977, replication: 0, purpose: .init(rawValue: 1))
    var counts = [Int](repeating: 0, count: weights.count)
    for _ in 0..<200_000 { counts[alias.sample(using: &stream)] += 1 }
    let sum = weights.reduce(0, +)
    expectCounts(counts, match: weights.map { $0 / sum })
    #expect(zip(counts, weights).allSatisfy { $0 == 0 || $1 > 0 })
  }

  @Test(arguments: weights)
  func `the cells give each outcome its weight`(weights: [Double]) throws {
    let alias = try Alias(weights: weights)
    var shares = [Double](repeating: 0, count: weights.count)
    for (i, cell) in alias.cells.enumerated() {
      let own = cell.alias == i ? 1 : Double(cell.threshold) * 0x1p-64
      shares[i] += own / Double(weights.count)
      shares[cell.alias] += (1 - own) / Double(weights.count)
    }
    let sum = weights.reduce(0, +)
    for (share, weight) in zip(shares, weights) { #expect(abs(share - weight / sum) < 1e-15) }
  }

  // Scripts/reference/discrete_draws.py, an independent implementation.
  @Test(arguments: [
    ([1.0], 0),
    ([1.0, 1.0], 268_947_224_189_440_975),
    ([0.1, 0.0, 0.7, 0.2], 8_870_530_967_141_647_034),
    ((1...100).map(Double.init), -6_081_683_643_780_581_348),
    ([1e-09, 1.0, 3.0], 3_683_267_930_550_039_058),
  ])
  func `draws agree with the reference program`(weights: [Double], checksum: Int) throws {
    let alias = try Alias(weights: weights)
    #expect(drawChecksum(20_000) { [alias.sample(using: &$0)] } == checksum)
  }

  @Test(arguments: [[], [0, 0], [1, .nan], [1, -1], [.infinity], [1e308, 1e308]])
  func `weights that are none are refused`(weights: [Double]) {
    #expect(throws: ParameterError.self) { try Alias(weights: weights) }
  }
}

struct EmpiricalTests {
  @Test func `values are sorted and joined, and carry their weights`() throws {
    let law = try Empirical(values: [3, 1, 3, 2, 9], weights: [1, 2, 3, 4, 0])
    #expect(law.values == [1, 2, 3])
    #expect(law.probabilities == [0.2, 0.4, 0.4])
    #expect(law.mass(3) == 0.4 && law.mass(2.5) == 0 && law.mass(0) == 0)
    #expect(law.cumulative(0.5) == 0 && law.cumulative(2) == 0.6 && law.cumulative(5) == 1)
    #expect([0, 0.2, 0.21, 0.6, 0.61, 1].map(law.quantile) == [1, 1, 2, 2, 3, 3])
    #expect(abs(law.mean - 2.2) < 1e-15 && abs(law.variance - 0.56) < 1e-15)
  }

  @Test func `draws follow the weights`() throws {
    let law = try Empirical(values: [30, 10, 20], weights: [5, 2, 3])
    var stream = Stream(seed: 1977, replication: 1, purpose: .init(rawValue: 1))
    var counts = [0, 0, 0]
    for _ in 0..<100_000 { counts[Int(law.sample(using: &stream)) / 10 - 1] += 1 }
    expectCounts(counts, match: [0.2, 0.3, 0.5])
  }

  @Test func `values without weights are equally likely`() throws {
    let law = try Empirical(values: [4, 2, 4, 6])
    #expect(law.probabilities == [0.25, 0.5, 0.25])
  }

  @Test func `values and weights that are none are refused`() {
    #expect(throws: ParameterError.self) { try Empirical(values: []) }
    #expect(throws: ParameterError.self) { try Empirical(values: [.nan]) }
    #expect(throws: ParameterError.self) { try Empirical(values: [1], weights: [1, 2]) }
    #expect(throws: ParameterError.self) { try Empirical(values: [1], weights: [-1]) }
  }
}
