import Foundation
import Probability
import Testing

/// What the literature prints beside exact laws: approximations, moments, shares.
struct PublishedApproximationTests {
  /// Loss Data Analytics (OpenActTexts), examples 5.2.1 and 5.2.3: claims uniform up to a maximum.
  @Test func `two groups with uniform claims have the moments and the normal tail`() throws {
    var total = Cumulants.zero
    for (members, chance, maximum) in [(100.0, 0.05, 400.0), (200, 0.06, 300)] {
      let number = try FrequencyLaw.binomial(trials: Int(members), probability: chance).cumulants
      total =
        total
        + number.compounded(
          with: Cumulants(mean: maximum / 2, variance: maximum * maximum / 12, third: 0))
    }
    expect(total.mean, prints: 2_800, decimals: 9)
    expect(total.variance, prints: 600_466.67, decimals: 2)
    let normal = try Normal(mean: total.mean, standardDeviation: total.standardDeviation)
    // 0.18317; the book prints 0.1832.
    expect(normal.survival(3_500), prints: 0.1832, decimals: 4)
  }

  /// *Loss Models*, examples 9.16 and 9.17.
  @Test func `a normal and a lognormal law are far from the group life case`() throws {
    let groups = try PublishedPortfolioTests.employees.map {
      try BinomialGroup(members: 1, probability: $0.1, amount: $0.0)
    }
    let law = try LatticeLaw.sum(of: groups)
    let (mean, deviation) = (try #require(law.mean), try #require(law.standardDeviation))
    expect(1.45 * mean, prints: 2.9788945, decimals: 7)
    expect(
      try Normal(mean: mean, standardDeviation: deviation).survival(1.45 * mean),
      prints: 0.4636274569, decimals: 10)
    expect(
      try LogNormal(mean: mean, coefficientOfVariation: deviation / mean).survival(1.45 * mean),
      prints: 0.1344904303, decimals: 10)
  }

  /// *Loss Models*, exercise 9.40.
  @Test func `the normal approximation of exercise 9_40 of Loss Models`() throws {
    let severity = Cumulants(first: 2.9e6 / 140, second: 7.7e10 / 140, third: 0)
    let sum = try FrequencyLaw.poisson(mean: 140).cumulants.compounded(with: severity)
    let normal = try Normal(mean: sum.mean, standardDeviation: sum.standardDeviation)
    expect(normal.survival(3e6), prints: 0.3592834, decimals: 7)
  }

  /// Grübel and Hermesmeier, *ASTIN Bulletin* 29 (1999), 197–214, table 1, the column of true masses.
  ///
  /// A sum of n Lévy amounts is n² times one. The table prints 1.156·10⁻³ at 100, where the mass is
  /// 1.15548·10⁻³; the other three agree to all digits.
  @Test(arguments: [(1.0, 1.078e-07), (10, 3.075e-05), (100, 1.15548e-03), (1_000, 2.013e-04)])
  func `the true masses of Grübel and Hermesmeier`(x: Double, printed: Double) {
    var mass = 0.0
    var chance = exp(-20.0)
    for n in 1..<200 {
      chance *= 20 / Double(n)
      let size = Double(n)
      mass +=
        chance
        * (erfc(size * (0.5 / (x + 0.5)).squareRoot())
          - erfc(size * (0.5 / (x - 0.5)).squareRoot()))
    }
    #expect(abs(mass / printed - 1) < (x == 100 ? 5e-6 : 4e-4), "\(mass)")
  }

  /// Three members, with amounts 100, 200, 300 and chances 0.1, 0.05, 0.02.
  @Test func `three members share each total alike, and in proportion to their means`() throws {
    let members = try zip([0.1, 0.05, 0.02], [100, 200, 300]).map {
      try BinomialGroup(members: 1, probability: $0, amount: $1).cumulants
    }
    let mean = members.reduce(0) { $0 + $1.mean }
    for (member, variance) in zip(members, [900.0, 1_900, 1_764]) {
      expect(member.variance, prints: variance, decimals: 9)
    }
    let rows: [(Double, Double, [Double])] = [
      (0, 0, [0, 0, 0]), (100, 33.3333, [38.461538, 38.461538, 23.076923]),
      (200, 66.6667, [76.923077, 76.923077, 46.153846]),
      (300, 100, [115.384615, 115.384615, 69.230769]),
      (400, 133.3333, [153.846154, 153.846154, 92.307692]),
      (500, 166.6667, [192.307692, 192.307692, 115.384615]),
      (600, 200, [230.769231, 230.769231, 138.461538]),
    ]
    for (total, alike, proportional) in rows {
      expect(total / 3, prints: alike, decimals: 4)
      for (member, share) in zip(members, proportional) {
        expect(total * member.mean / mean, prints: share, decimals: 6)
      }
    }
  }

  /// Coefficients of variation of equal shares, √((1 − q)/(nq)).
  @Test(arguments: zip(SharedCostTests.pools.indices, [0.999500, 0.316070, 0.099950, 0.040813]))
  func `equal shares have the printed coefficients of variation`(
    index: Int, printed: Double
  ) throws {
    let pool = SharedCostTests.pools[index]
    let group = try BinomialGroup(
      members: pool.members, probability: pool.probability, amount: pool.benefit)
    expect(group.cumulants.coefficientOfVariation, prints: printed, decimals: 6)
  }

  /// 6,000 members with chance 0.0005 of 300,000 and 4,000 with 0.004 of 100,000, who share alike.
  @Test func `equal shares move 150 and 400 yuan of fair cost to 250`() throws {
    let groups = try [
      BinomialGroup(members: 6_000, probability: 0.0005, amount: 300_000),
      BinomialGroup(members: 4_000, probability: 0.004, amount: 100_000),
    ]
    let fair = groups.map(\.cumulantsOfMember.mean)
    let share = groups.reduce(0) { $0 + $1.cumulants.mean } / 10_000
    expect(fair[0], prints: 150, decimals: 9)
    expect(fair[1], prints: 400, decimals: 9)
    expect(share, prints: 250, decimals: 9)
    expect(share / fair[0], prints: 1.6667, decimals: 4)
    expect(share / fair[1], prints: 0.625, decimals: 9)
    expect(6_000 * (share - fair[0]), prints: 600_000, decimals: 6)
    expect(4_000 * (fair[1] - share), prints: 600_000, decimals: 6)
  }
}
