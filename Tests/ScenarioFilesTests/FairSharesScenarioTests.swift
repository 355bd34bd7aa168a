import Foundation
import Testing

@testable import MutualAid
@testable import ScenarioFiles

/// Three members worked out by hand, from the text of a scenario to the shares.
struct FairSharesScenarioTests {
  /// A unit of the table below is 10,000 yuan, so that a fen is its sixth digit after the point.
  private func scenario(_ share: String) throws -> Scenario {
    try read(
      """
      fentan: 1
      name: Three members
      launch: 2023-01-01
      horizon: 2023-12-31
      settlement: { every: year }
      segments: { a: {}, b: {}, c: {} }
      members:
        path: 3
        mix:
          parts:
            - { segment: a, share: 0.3333334 }
            - { segment: b, share: 0.3333333 }
            - { segment: c, share: 0.3333333 }
        claimants: stay
      claims:
        incidence: { per_year: { a: 0.1, b: 0.05, c: 0.02 } }
        classes:
          illness: { benefit: { segments: { a: 1000000, b: 2000000, c: 3000000 } } }
      apportionment: { share: \(share), fee: 0 }

      """
    ).scenario
  }

  /// For each total, the shares of the three; the probabilities of the totals are below.
  static let printed: [(rule: String, shares: [Int: [Double]])] = [
    (
      "conditional_mean",
      [
        100: [100, 0, 0], 200: [0, 200, 0], 300: [22.272727, 44.545455, 233.181818],
        400: [100, 0, 300], 500: [0, 200, 300],
      ]
    ),
    (
      "risk_proportional",
      [
        100: [38.461538, 38.461538, 23.076923], 200: [76.923077, 76.923077, 46.153846],
        300: [115.384615, 115.384615, 69.230769], 400: [153.846154, 153.846154, 92.307692],
        500: [192.307692, 192.307692, 115.384615],
      ]
    ),
    (
      "linear_regression",
      [
        100: [24.592463, 40.806310, 34.601227], 200: [44.312007, 82.436459, 73.251534],
        300: [64.031551, 124.066608, 111.901840], 400: [83.751096, 165.696757, 150.552147],
        500: [103.470640, 207.326906, 189.202454],
      ]
    ),
  ]

  @Test(arguments: printed)
  func `three members share to the digits of the table`(
    rule: String, shares: [Int: [Double]]
  ) throws {
    let scenario = try scenario(rule)
    let simulation = Simulation(of: scenario, seed: 12)
    let layout = RecordLayout(of: scenario, periods: simulation.periods)
    var seen: [Int: Int] = [:]
    for record in try simulation.records(of: 0..<6000) {
      let total = record[layout.place(.benefits, period: 0)] / 100_000_000
      seen[total, default: 0] += 1
      let found = (0..<3).map { record[layout.placeOfShare(period: 0, segment: $0)] }
      guard let expected = shares[total * 100] else {
        if total == 0 { #expect(found == [0, 0, 0]) }
        continue
      }
      for (share, value) in zip(found, expected) {
        // Printed to six digits, and rounded up to the fen.
        let exact = value * 1e6
        #expect(exact - 0.5...exact + 1.5 ~= Double(share), "\(rule), \(total): \(found)")
      }
    }
    for (total, probability) in [0: 0.8379, 1: 0.0931, 2: 0.0441, 3: 0.0220, 4: 0.0019] {
      let count = 6000.0
      let error = (count * probability * (1 - probability)).squareRoot()
      #expect(abs(Double(seen[total] ?? 0) - count * probability) < 5 * error + 1)
    }
    #expect((seen[5] ?? 0) > 0)
  }

  @Test func `a year's cap and random benefits are refused where no rule allows them`() {
    let text = smallPool.replacingOccurrences(
      of: "{ fee: 0.08 }",
      with: "{ share: conditional_mean, fee: 0.08, cap_per_year: 188, above_cap: platform }")
    #expect(
      problems(text) == [
        "pool.yaml:15:68: apportionment.cap_per_year: expected no cap_per_year beside share: "
          + "conditional_mean, but found one"
      ])
    let random = smallPool.replacingOccurrences(
      of: "benefit: 50000", with: "benefit: { law: gamma, mean: 50000, cv: 1, maximum: 90000 }"
    ).replacingOccurrences(of: "{ fee: 0.08 }", with: "{ share: conditional_mean, fee: 0.08 }")
    #expect(
      problems(random) == [
        "pool.yaml:15:25: apportionment.share: expected a share that random benefits allow, such as "
          + "linear_regression, but found conditional_mean"
      ])
    for rule in ["risk_proportional", "linear_regression"] {
      #expect(problems(random.replacingOccurrences(of: "conditional_mean", with: rule)) == [])
    }
  }
}
