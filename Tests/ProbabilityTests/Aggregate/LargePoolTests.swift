import Probability
import Testing

/// Pools as large as real ones: 240 cells whose chances and severe shares all differ.
struct LargePoolTests {
  /// The cells of one settlement: 10 ages, 2 sexes, 12 regions; half-monthly chances from 3·10⁻⁶ to
  /// 10⁻⁴; a severe claim pays 300,000 yuan below the fifth age and 100,000 above, a mild one 50,000.
  static func cells(members: Int, period: Int) throws -> [BinomialGroup] {
    var groups: [BinomialGroup] = []
    for age in 0..<10 {
      for sex in 0..<2 {
        for region in 0..<12 {
          let growth = Double(1 << age) / 32
          let tilt = 1 + 0.02 * Double(region) - 0.1 * Double(sex) + 0.001 * Double(period)
          let severe = 0.6 + 0.03 * Double(age) - 0.01 * Double(region)
          groups.append(
            try BinomialGroup(
              members: members / 240 + 37 * region + period, probability: 6e-6 * growth * tilt,
              amounts: [
                .init(age < 5 ? 30_000_000 : 10_000_000, probability: severe),
                .init(5_000_000, probability: 1 - severe),
              ]))
        }
      }
    }
    return groups
  }

  @Test(arguments: [1_000_000, 150_000_000])
  func `a large pool's law has the closed moments and a negligible error`(members: Int) throws {
    let law = try LatticeLaw.sum(of: Self.cells(members: members, period: 0))
    #expect(law.error < 1e-11)
    let masses = law.masses.reduce(0, +)
    #expect(abs(masses - 1) < law.error)
    let known = try #require(law.cumulants)
    // The same moments from the points, through a map that changes nothing.
    let found = try #require(law.mapped { $0 }.cumulants)
    #expect(abs(found.mean / known.mean - 1) < 1e-12)
    #expect(abs(found.variance / known.variance - 1) < 1e-9)
    #expect(abs(found.skewness / known.skewness - 1) < 1e-7)
  }

  @Test
  func `a year of shares, each rounded up to the cent, adds on the lattice of cents`() throws {
    let shares = try (0..<24).map { period in
      let groups = try Self.cells(members: 1_000_000, period: period)
      let members = groups.reduce(0) { $0 + $1.members }
      // A fee of 8 %, the share rounded up to a whole cent.
      return try LatticeLaw.sum(of: groups).mapped {
        ($0 * 108 + 100 * members - 1) / (100 * members)
      }
    }
    let year = try LatticeLaw.sum(of: shares.map { try $0.onLattice() })
    #expect(year.error < 1e-10)
    let mean = try shares.reduce(0) { try $0 + #require($1.mean) }
    let variance = try shares.reduce(0) { try $0 + #require($1.variance) }
    let found = try #require(year.mapped { $0 }.cumulants)
    #expect(abs(found.mean / mean - 1) < 1e-11)
    #expect(abs(found.variance / variance - 1) < 1e-7)
    #expect(year.quantile(0.995) != nil)
  }

  @Test
  func `amounts without a common step are bracketed on a coarse one`() throws {
    let groups = try [
      BinomialGroup(members: 3_000, probability: 0.001, amount: 12_345_678_901),
      BinomialGroup(members: 2_000, probability: 0.002, amount: 10_000_000_007),
    ]
    #expect(throws: AggregateError.self) { try LatticeLaw.sum(of: groups) }
    let (lower, upper) = try LatticeLaw.bracket(of: groups, step: 100_000_000)
    // Three claims of the first kind and five of the second, counted directly.
    let threshold = 3 * 12_345_678_901 + 5 * 10_000_000_007
    let (first, second) = (
      binomialMasses(3_000, 0.001, upTo: 40), binomialMasses(2_000, 0.002, upTo: 40)
    )
    var exact = 0.0
    for (j, p) in first.enumerated() {
      for (k, q) in second.enumerated()
      where j * 12_345_678_901 + k * 10_000_000_007 <= threshold { exact += p * q }
    }
    #expect(lower.cumulative(threshold) <= exact && exact <= upper.cumulative(threshold))
    #expect(lower.survival(threshold) - upper.survival(threshold) < 0.2)
  }
}
