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

  /// P(K ≤ k) and P(K = k) for K ~ Bin(n, q).
  private static func law(_ k: Int, _ n: Double, _ q: Double) -> (atMost: Double, mass: Double) {
    var (mass, sum) = (exp(n * log1p(-q)), 0.0)
    for i in 0...max(k, 0) {
      if i > 0 { mass *= (n - Double(i) + 1) / Double(i) * q / (1 - q) }
      sum += mass
    }
    return k < 0 ? (0, 0) : (sum, mass)
  }

  private static let sizes = [
    v22, "--set", "compare.premium={ rating: community, loading: 0.4 }",
    "--break-even", "members.path=1000..1000000", "--by", "q95",
  ]

  @Test
  func `by a quantile, the pool's size is where the binomial quantile jumps past the premium`()
    throws
  {
    let found = try breakEven(Self.sizes + ["--method", "exact"])
    #expect(found.error == 0)
    // 324,000 K / n against 420 yuan, to a fen; the search ends a member away from the jump.
    let sides = stride(from: -2.0, through: 2, by: 1).map { step in
      let n = (found.value + step).rounded()
      return 324_000 * Double(Self.quantile(0.95, Int(n), 0.001)) / n > 420
    }
    #expect(Set(sides).count == 2, "\(found.value)")
  }

  @Test func `of drawn futures, as many are at most the premium at the size that is found`() throws
  {
    let found = try breakEven(Self.sizes + ["-n", "1000"])
    // At the root 950 of the 1,000 futures have at most this number of claims, but for those that have
    // just as many. Beyond 4.9 standard deviations of that share with a risk of 1e-6.
    let claims = Int(420 * found.value / 324_000)
    let law = Self.law(claims, found.value.rounded(), 0.001)
    let reach = 4.9 * (0.95 * 0.05 / 1_000).squareRoot()
    #expect(law.atMost - law.mass - reach < 0.95 && 0.95 < law.atMost + reach, "\(found.value)")
    #expect(found.error > 0)
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
    // Beyond 4.9 standard deviations of the share of 2,000 futures with a risk of 1e-6.
    let reach = 4.9 * (0.95 * 0.05 / 2_000).squareRoot()
    #expect(abs(Self.twoYears(atMost: 71.328, elasticity: found.value) - 0.95) < reach)
    #expect(found.error > 0)
    expectInterval(found)
  }

  /// The probability that two years cost at most so many yuan: 3,240 yuan for each of K₁ ~ Bin(n, q)
  /// claims by n = 20,000 members, and of K₂ ~ Bin(m, q) by those m who stay, 0.7 to the power of
  /// (first share / 16.20)^e of them.
  private static func twoYears(atMost cost: Double, elasticity: Double) -> Double {
    let (n, q) = (20_000.0, 0.01)
    return (120...300).reduce(0) { sum, claims in
      let first = 3_240 * Double(claims) / n
      let members = (n * pow(0.7, pow(first / 16.2, elasticity))).rounded()
      let rest = Int(((cost - first) * members / 3_240).rounded(.down))
      return sum + law(claims, n, q).mass * law(rest, members, q).atMost
    }
  }
}
