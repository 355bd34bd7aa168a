import Foundation
import Probability
import Testing

/// Aliases, tilting and layers, where a transform without care is wrong by orders of magnitude.
struct HeavyTailTests {
  /// A Poisson number of mean 20 of Lévy amounts, rounded to 1,024 unit buckets.
  ///
  /// Grübel and Hermesmeier, *ASTIN Bulletin* 29 (1999), 197–214, table 1.
  static let severity = Discretisation(
    step: 1, points: 1024, cumulative: { $0 > 0 ? erfc((0.5 / $0).squareRoot()) : 0 }
  ).rounded

  static let columns: [(LatticeLaw.CompoundMethod, [Double])] = [
    (.recursion, [2.462e-07, 3.432e-05, 1.156e-03, 2.012e-04]),
    (.transform(padding: 1, tilt: 0), [2.064e-04, 2.380e-04, 1.321e-03, 2.134e-04]),
    (.transform(padding: 1, tilt: 1.0 / 1024), [7.346e-05, 1.067e-04, 1.215e-03, 2.056e-04]),
    (.transform(padding: 1, tilt: 5.0 / 1024), [1.560e-06, 3.562e-05, 1.157e-03, 2.013e-04]),
    (.transform(padding: 1, tilt: 25.0 / 1024), [2.462e-07, 3.432e-05, 1.156e-03, 2.012e-04]),
    (.automatic, [2.462e-07, 3.432e-05, 1.156e-03, 2.012e-04]),
    (.transform(padding: 4, tilt: 7.5 / 1024), [2.462e-07, 3.432e-05, 1.156e-03, 2.012e-04]),
  ]

  @Test(arguments: columns.indices)
  func `the table of Grübel and Hermesmeier is reproduced, column by column`(column: Int) throws {
    let (method, printed) = Self.columns[column]
    let law = try LatticeLaw.compound(.poisson(mean: 20), of: Self.severity, method: method)
    for (x, mass) in zip([1, 10, 100, 1000], printed) {
      #expect(abs(law.mass(of: x) / mass - 1) < 5e-4, "\(law.mass(of: x)) at \(x)")
    }
  }

  @Test(arguments: columns.indices)
  func `the stated error covers the aliases of every column`(column: Int) throws {
    let truth = try LatticeLaw.compound(.poisson(mean: 20), of: Self.severity, method: .recursion)
    let law = try LatticeLaw.compound(
      .poisson(mean: 20), of: Self.severity, method: Self.columns[column].0)
    #expect(truth.error < 1e-11)
    #expect(distance(law, truth) <= law.error + truth.error)
    #expect(law.beyond == 0 || law.mean == nil)
  }

  @Test
  func `mass beyond the grid is told, and leaves what needs it unknown`() throws {
    let law = try LatticeLaw.compound(.poisson(mean: 20), of: Self.severity)
    // The sum of n Lévy amounts is n² times one, so that this is Σ P(N = n) erf(n/√(2·1023.5)),
    // which rounding the amounts changes a little.
    #expect(abs(law.beyond - 0.4641317) < 1e-4)
    #expect(law.mean == nil)
    #expect(law.stopLoss(100) == nil)
    #expect(law.quantile(0.9) == nil)
    #expect(law.quantileBounds(0.9).upperBound == .max)
    #expect(law.quantile(0.2) != nil)
  }

  /// GEMAct's manuscript notebook: Poisson(4), gamma amounts of shape 5, each cut to 20 above 5.
  @Test
  func `the layer of GEMAct has its pure premium`() throws {
    let unit = 100.0
    @Sendable func survival(_ x: Double, _ shape: Int) -> Double {
      var (term, sum) = (1.0, 1.0)
      for j in 1..<shape {
        term *= x / Double(j)
        sum += term
      }
      return exp(-x) * sum
    }
    @Sendable func limited(_ x: Double) -> Double {
      5 * (1 - survival(x, 6)) + x * survival(x, 5)
    }
    let severity = Discretisation(
      step: 1, points: 2001, cumulative: { $0 < 2000 ? 1 - survival(5 + $0 / unit, 5) : 1 },
      survival: { $0 < 2000 ? survival(5 + $0 / unit, 5) : 0 },
      limitedExpectation: { unit * (limited(5 + min($0, 2000) / unit) - limited(5)) })
    let law = try LatticeLaw.compound(.poisson(mean: 4), of: severity.unbiased())
    expect(try #require(law.mean) / unit, prints: 3.509346, decimals: 6)
    // The mean is also that of the grid, and not only of the closed form.
    expect(try #require(law.stopLoss(0)) / unit, prints: 3.509346, decimals: 6)
  }

  /// The case after Parodi in the same notebook, Poisson(3) and lognormal amounts.
  @Test
  func `the lognormal case of GEMAct has its moments`() throws {
    let (mean, variation) = (84_541.68, 2.1022565437545127)
    let growth = 1 + variation * variation
    let severity = Cumulants(
      first: mean, second: mean * mean * growth,
      third: mean * mean * mean * growth * growth * growth)
    let sum = try FrequencyLaw.poisson(mean: 3).cumulants.compounded(with: severity)
    expect(sum.mean, prints: 253_625.04, decimals: 2)
    expect(sum.coefficientOfVariation, prints: 1.3440588, decimals: 7)
    expect(sum.skewness, prints: 7.2841035, decimals: 7)
  }
}
