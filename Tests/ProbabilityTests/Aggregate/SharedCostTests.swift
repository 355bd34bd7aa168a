import Probability
import Testing

/// Laws of a member's share, pushed through the division of the total.
struct SharedCostTests {
  /// S/n with a fee of 8 %, in thousandths: n members, chance, benefit; sd; quantiles.
  struct Pool: Sendable {
    let members: Int
    let probability: Double
    let benefit: Int
    let mean: Double
    let deviation: Double
    let quantiles: [(Double, Int)]

    func share() throws -> DiscretePoints {
      let total = try LatticeLaw.sum(of: [
        BinomialGroup(members: members, probability: probability, amount: benefit)
      ])
      return total.mapped { $0 * 1080 / members }
    }
  }

  static let levels = [0.05, 0.5, 0.9, 0.95, 0.99, 0.995, 0.999]

  static func pool(
    _ members: Int, _ probability: Double, _ benefit: Int, mean: Double, deviation: Double,
    _ quantiles: [Int]
  ) -> Pool {
    Pool(
      members: members, probability: probability, benefit: benefit, mean: mean,
      deviation: deviation, quantiles: Array(zip(levels, quantiles)))
  }

  static let pools = [
    pool(
      1_000, 0.001, 300_000, mean: 324, deviation: 323.837959,
      [0, 324_000, 648_000, 972_000, 1_296_000, 1_296_000, 1_620_000]),
    pool(
      10_000, 0.001, 300_000, mean: 324, deviation: 102.406554,
      [162_000, 324_000, 453_600, 486_000, 583_200, 615_600, 680_400]),
    pool(
      100_000, 0.001, 300_000, mean: 324, deviation: 32.383796,
      [272_160, 324_000, 366_120, 379_080, 401_760, 411_480, 427_680]),
    pool(
      1_000_000, 0.0006, 200_000, mean: 129.6, deviation: 5.289310,
      [120_960, 129_600, 136_296, 138_456, 142_128, 143_424, 146_232]),
  ]

  @Test(arguments: pools.indices)
  func `equal shares have the exact mean, deviation and quantiles`(index: Int) throws {
    let pool = Self.pools[index]
    let share = try pool.share()
    expect(try #require(share.mean) / 1000, prints: pool.mean, decimals: 9)
    expect(try #require(share.standardDeviation) / 1000, prints: pool.deviation, decimals: 6)
    for (level, quantile) in pool.quantiles { #expect(share.quantile(level) == quantile) }
  }

  @Test
  func `a capped share has the exact chance and mean`() throws {
    let share = try Self.pools[1].share()
    expect(share.mass(of: 0), prints: 4.517334598e-05, decimals: 14)
    expect(share.survival(486_000), prints: 0.0486535893, decimals: 10)
    expect(share.survival(648_000), prints: 0.0015789455, decimals: 10)
    let capped = try #require(share.limitedExpectation(486_000))
    expect(capped / 1000, prints: 320.6557245917, decimals: 10)
  }

  /// Two groups with chances 0.0005 and 0.004, who share equally.
  @Test
  func `two groups that share equally have the exact law of the share`() throws {
    let groups = try [
      BinomialGroup(members: 6_000, probability: 0.0005, amount: 300_000),
      BinomialGroup(members: 4_000, probability: 0.004, amount: 100_000),
    ]
    let share = try LatticeLaw.sum(of: groups).mapped { $0 / 10_000 }
    expect(share.mean, prints: 250, decimals: 9)
    expect(share.standardDeviation, prints: 65.51526540, decimals: 8)
    let quantiles = [
      (0.5, 250), (0.9, 340), (0.95, 360), (0.99, 420), (0.995, 440), (0.999, 480),
    ]
    for (level, value) in quantiles { #expect(share.quantile(level) == value) }
    expect(share.survival(400), prints: 0.0151942341, decimals: 10)
    expect(share.survival(500), prints: 0.0004190246, decimals: 10)
    // What a share in proportion to the means deviates by, and what a member alone would.
    // The second is 104.824424635; 1.6 times the deviation as printed above would be …464.
    let deviation = try #require(share.standardDeviation)
    expect(deviation * 150 / 250, prints: 39.30915924, decimals: 8)
    expect(deviation * 400 / 250, prints: 104.82442463, decimals: 8)
    let alone = groups.map(\.cumulantsOfMember.standardDeviation)
    expect(alone[0], prints: 6_706.526672, decimals: 6)
    expect(alone[1], prints: 6_311.893535, decimals: 6)
  }

  /// A fund of (1 + θ) times the mean: the chance that it does not suffice.
  @Test(arguments: [
    (1_000, [10, 11, 12, 13, 15], 10),
    (10_000, [100, 110, 120, 130, 150], 10),
  ])
  func `a prefunded pool has the exact chance of ruin`(
    members: Int, funds: [Int], decimals: Int
  ) throws {
    // The last of the first row is 0.04787058576, which is sometimes seen cut to …857.
    let expected = [
      1_000: [0.4169591967, 0.3026499139, 0.2074883981, 0.1344351133, 0.0478705858],
      10_000: [0.4734374659, 0.1459600214, 0.0221144878, 0.0016218184, 1.0789475e-06],
    ]
    let law = try LatticeLaw.sum(of: [
      BinomialGroup(members: members, probability: 0.01, amount: 1)
    ])
    for (fund, value) in zip(funds, try #require(expected[members])) {
      expect(law.survival(fund), prints: value, decimals: value < 1e-5 ? 13 : decimals)
    }
  }

  /// Three members, with amounts 100, 200, 300 and chances 0.1, 0.05, 0.02.
  @Test
  func `three members by hand have the joint law, the conditional means and the regression`() throws
  {
    let groups = try zip([0.1, 0.05, 0.02], [100, 200, 300]).map {
      try BinomialGroup(members: 1, probability: $0, amount: $1)
    }
    let means = try groups.indices.map { try ConditionalMean(ofMemberOf: $0, in: groups) }
    let total = means[0].total
    let rows: [(Int, Double, [Double], [Double])] = [
      (0, 0.8379, [0, 0, 0], [4.872918, -0.823839, -4.049080]),
      (100, 0.0931, [100, 0, 0], [24.592463, 40.806310, 34.601227]),
      (200, 0.0441, [0, 200, 0], [44.312007, 82.436459, 73.251534]),
      (300, 0.0220, [22.272727, 44.545455, 233.181818], [64.031551, 124.066608, 111.901840]),
      (400, 0.0019, [100, 0, 300], [83.751096, 165.696757, 150.552147]),
      (500, 0.0009, [0, 200, 300], [103.470640, 207.326906, 189.202454]),
      (600, 0.0001, [100, 200, 300], [123.190184, 248.957055, 227.852761]),
    ]
    let variance = try #require(total.variance)
    let mean = try #require(total.mean)
    for (sum, mass, conditional, regression) in rows {
      expect(total.mass(of: sum), prints: mass, decimals: 12)
      for member in groups.indices {
        let found = try #require(means[member](sum))
        expect(found.value, prints: conditional[member], decimals: 6)
        #expect(found.error < 1e-6)
        let own = groups[member].cumulants
        let line = own.mean + own.variance / variance * (Double(sum) - mean)
        expect(line, prints: regression[member], decimals: 6)
      }
    }
    #expect(means[0](50) == nil)
    #expect(means[0](700) == nil)
  }
}
