import Probability
import Testing

/// The exact law of a sum of groups, against published and independently computed cases.
struct BinomialGroupsLawTests {
  /// Loss Data Analytics (OpenActTexts), examples 5.2.1 and 5.2.3: 100 policies that pay 400 with
  /// chance 0.05 and 200 that pay 300 with chance 0.06.
  static func twoGroups() throws -> LatticeLaw {
    try .sum(of: [
      BinomialGroup(members: 100, probability: 0.05, amount: 400),
      BinomialGroup(members: 200, probability: 0.06, amount: 300),
    ])
  }

  @Test
  func `the two groups of Loss Data Analytics have the published moments`() throws {
    let law = try Self.twoGroups()
    #expect(abs(try #require(law.mean) - 5_600) < 1e-9)
    #expect(abs(try #require(law.variance) - 1_775_200) < 1e-6)
  }

  @Test(arguments: [
    (0.5, 5_500, 0.50030209), (0.9, 7_300, 0.90126035), (0.95, 7_900, 0.95494096),
    (0.99, 8_900, 0.99062007), (0.995, 9_300, 0.99541676), (0.999, 10_100, 0.99905341),
  ])
  func `the two groups of Loss Data Analytics have the exact quantiles`(
    level: Double, quantile: Int, cumulative: Double
  ) throws {
    let law = try Self.twoGroups()
    #expect(law.quantile(level) == quantile)
    #expect(abs(law.cumulative(quantile) - cumulative) < 0.5e-8)
  }

  @Test
  func `the two groups of Loss Data Analytics have the exact tail`() throws {
    let law = try Self.twoGroups()
    #expect(abs(law.survival(7_000) - 0.1396741862) < 0.5e-10)
    #expect(abs(law.survival(8_000) - 0.0390792662) < 0.5e-10)
    #expect(abs(law.mass(of: 0) - 2.49994957e-8) < 0.5e-16)
    #expect(law.error < 1e-13)
  }
}
