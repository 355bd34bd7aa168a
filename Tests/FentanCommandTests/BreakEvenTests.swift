import Foundation
import Testing

/// `fentan compare FILE --break-even`, against closed forms.
struct BreakEvenTests {
  private let program: Program

  init() throws { program = try Program() }

  /// V22: claims K ~ Bin(100,000, 0.001), each of 300,000 yuan and a fee of 8%, so that a member pays
  /// 3.24 yuan a claim and the pure premium is 300.
  private static let v22 = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Scenarios/validation/v22.yaml").path

  private struct Found {
    let value: Double
    let error: Double
    let lower: Double
    let upper: Double
  }

  private func breakEven(_ arguments: [String]) throws -> Found {
    let ending = try program.run(["compare"] + arguments + ["-q", "-f", "csv"])
    #expect(ending.status == 0, "\(ending.errors)")
    let row = try #require(
      ending.output.split(separator: "\n").first { $0.contains(",break_even,") })
    let cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    return Found(
      value: try #require(Double(cells[7])), error: try #require(Double(cells[8])),
      lower: try #require(Double(cells[9])), upper: try #require(Double(cells[10])))
  }

  /// The smallest k with P(K ≤ k) ≥ p for K ~ Bin(n, q).
  private static func quantile(_ p: Double, _ n: Int, _ q: Double) -> Int {
    var (mass, sum, k) = (exp(Double(n) * log1p(-q)), 0.0, 0)
    while true {
      sum += mass
      if sum >= p { return k }
      mass *= Double(n - k) / Double(k + 1) * q / (1 - q)
      k += 1
    }
  }

  /// The interval must be that of the root's error, at 95%.
  private func expectInterval(_ found: Found) {
    let reach = 1.959964 * found.error
    #expect(abs(found.lower - (found.value - reach)) < 1e-6 * max(1, abs(found.value)))
    #expect(abs(found.upper - (found.value + reach)) < 1e-6 * max(1, abs(found.value)))
  }

  @Test func `by a quantile, the loading is that of the binomial quantile`() throws {
    let found = try breakEven([
      Self.v22, "--method", "exact", "--break-even", "loading", "--by", "q95",
    ])
    let loading = 3.24 * Double(Self.quantile(0.95, 100_000, 0.001)) / 300 - 1
    #expect(abs(found.value - loading) < 1e-7)
    #expect(found.error == 0)
  }

  @Test func `by the certain cost, the loading is that of the binomial's exponential mean`() throws
  {
    let cautious = [
      "--set",
      "compare.no_cover={ incomes: 2021, household: 3, subsistence: 8000, cost: { mean: 60000, cv: 1 } }",
      "--set", "compare.utility={ cara: 0.01 }", "--by", "certain",
    ]
    // log(E exp(0.01 · 3.24 K)) / 0.01 over the pure premium.
    let loading = 100_000 * log1p(0.001 * expm1(0.01 * 3.24)) / 0.01 / 300 - 1
    let exact = try breakEven(
      [Self.v22, "--method", "exact", "--break-even", "loading"] + cautious)
    #expect(abs(exact.value - loading) < 1e-7)
    let drawn = try breakEven(
      [Self.v22, "-n", "2000", "-s", "3", "--break-even", "loading"] + cautious)
    // Beyond 4.9 standard errors with a risk of 1e-6.
    #expect(abs(drawn.value - loading) < 4.9 * drawn.error)
    #expect(0 < drawn.error && drawn.error < 0.01)
    expectInterval(drawn)
  }

  @Test func `by a quantile, the pool's size is where the binomial quantile crosses the premium`()
    throws
  {
    // 1.08 K / n = 1.4 q: below the first size sharing is dearer, above the last it is cheaper.
    let sizes = stride(from: 20_000, through: 50_000, by: 50).filter { n in
      let cost = 1.08 * Double(Self.quantile(0.95, n, 0.001)) / Double(n)
      return abs(cost / 0.0014 - 1) < 0.01
    }
    let (first, last) = (
      Double(try #require(sizes.first)), Double(try #require(sizes.last))
    )
    let found = try breakEven([
      Self.v22, "-n", "1000", "--set", "compare.premium={ rating: community, loading: 0.4 }",
      "--break-even", "members.path=1000..1000000", "--by", "q95",
    ])
    #expect(first - 4.9 * found.error < found.value && found.value < last + 4.9 * found.error)
    #expect(found.error > 0 && found.error < 10_000)
    expectInterval(found)
  }

  @Test func `by a quantile, the response of lapses is where the smaller pool costs the premium`()
    throws
  {
    try program.write("date,joins\n2022-01-01,20000\n", to: "joins.csv")
    try program.write(
      """
      fentan: 1
      name: Two years
      launch: 2022-01-01
      horizon: 2023-12-31
      settlement: { every: year }
      members:
        flows: { file: joins.csv }
        claimants: stay
        lapse: { per_year: 0.3, response: { elasticity: 0, reference: 16.20 } }
      claims:
        incidence: { per_year: 0.01 }
        classes:
          illness: { benefit: 3000 }
      apportionment: { share: equal, fee: 0.08 }
      compare: { premium: { loading: 0.1888 } }

      """, to: "years.yaml")
    let found = try breakEven([
      "years.yaml", "-n", "2000", "--break-even", "members.lapse.response.elasticity=0..2.0",
      "--by", "q95",
    ])
    // A share is twice the reference, so that s = 0.7^(2^e) stay. The two years' cost has the mean
    // 2 · 1.08 bq and the variance (1.08 b)² q(1 − q)/n · (1 + 1/s), about normal, and its quantile is
    // 2 · 1.1888 bq.
    let (q, n) = (0.01, 20_000.0)
    let reach = 2 * 0.1088 * q / (1.08 * 1.644854)
    let stay = 1 / (reach * reach * n / (q * (1 - q)) - 1)
    let elasticity = log2(log(stay) / log(0.7))
    #expect(abs(found.value - elasticity) < 4.9 * found.error + 0.1)
    #expect(found.error > 0 && found.error < 0.3)
    expectInterval(found)
  }
}
