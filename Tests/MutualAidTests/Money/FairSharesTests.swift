import Probability
import Testing

@testable import MutualAid

/// The fair rules in real numbers and in fen.
struct FairSharesTests {
  private func three() throws -> [BinomialGroup] {
    try zip([0.1, 0.05, 0.02], [100, 200, 300]).map {
      try BinomialGroup(members: 1, probability: $0, amount: $1)
    }
  }

  /// Every row of the table of three members by hand.
  @Test(
    arguments: [
      (0, [0, 0, 0], [0, 0, 0], [4.872918, -0.823839, -4.049080]),
      (100, [100, 0, 0], [38.461538, 38.461538, 23.076923], [24.592463, 40.806310, 34.601227]),
      (200, [0, 200, 0], [76.923077, 76.923077, 46.153846], [44.312007, 82.436459, 73.251534]),
      (
        300, [22.272727, 44.545455, 233.181818], [115.384615, 115.384615, 69.230769],
        [64.031551, 124.066608, 111.901840]
      ),
      (
        400, [100, 0, 300], [153.846154, 153.846154, 92.307692],
        [83.751096, 165.696757, 150.552147]
      ),
      (
        500, [0, 200, 300], [192.307692, 192.307692, 115.384615],
        [103.470640, 207.326906, 189.202454]
      ),
      (
        600, [100, 200, 300], [230.769231, 230.769231, 138.461538],
        [123.190184, 248.957055, 227.852761]
      ),
    ] as [(Int, [Double], [Double], [Double])])
  func `three members by hand share as printed`(
    total: Int, conditional: [Double], proportional: [Double], regression: [Double]
  ) throws {
    let printed: [FairSharing: [Double]] = [
      .conditionalMean: conditional, .riskProportional: proportional,
      .linearRegression: regression,
    ]
    for rule in FairSharing.allCases {
      let shares = try #require(try FairShares(rule, of: three()).shares(of: total))
      for (share, value) in zip(shares, try #require(printed[rule])) {
        #expect(abs(share - value) <= 0.501e-6, "\(rule)")
      }
      #expect(abs(shares.reduce(0, +) - Double(total)) < 1e-9)
    }
  }

  @Test func `shares are rounded up to the fen, and whole ones are left as they are`() throws {
    func charged(_ rule: FairSharing, _ total: Int) throws -> [Int] {
      let weights = try FairShares(rule, of: three()).weights(of: total, over: [1, 1, 1])
      return Apportionment(of: total, over: [1, 1, 1], weights: weights, minimum: 0).shares
    }
    #expect(try charged(.conditionalMean, 200) == [0, 200, 0])
    #expect(try charged(.conditionalMean, 300) == [23, 45, 234])
    #expect(try charged(.conditionalMean, 600) == [100, 200, 300])
    #expect(try charged(.riskProportional, 300) == [116, 116, 70])
    #expect(try charged(.linearRegression, 300) == [65, 125, 112])
  }

  @Test func `a total paid in part lies between its neighbours`() throws {
    let shares = try FairShares(.conditionalMean, of: three())
    for (share, value) in zip(try #require(try shares.shares(of: 150)), [50, 100, 0.0]) {
      #expect(abs(share - value) < 1e-9)
    }
    #expect(try shares.shares(of: 700) == nil)
    // No conditional mean: in proportion to 10, 10 and 6.
    let weights = try shares.weights(of: 700, over: [1, 1, 1])
    #expect(weights[0] == weights[1])
    #expect(abs(Double(weights[2]) / Double(weights[0]) - 0.6) < 1e-11)
  }

  @Test func `where those who owe by the rule do not pay, others do`() throws {
    // Only the second member can have claimed 200, and is gone.
    let weights = try FairShares(.conditionalMean, of: three()).weights(of: 200, over: [1, 0, 2])
    #expect(weights[0] > 0 && weights[1] == 0 && weights[2] > 0)
    let idle = try BinomialGroup(members: 5, probability: 0, amount: 1)
    #expect(
      try FairShares(.riskProportional, of: [idle, idle]).weights(of: 9, over: [5, 5]) == [1, 1])
  }

  @Test func `two groups are charged their fair cost, with the exact deviation`() throws {
    // 6,000 members with 0.0005 and 300,000; 4,000 with 0.004 and 100,000: 150 and 400 a head.
    let groups = [
      try BinomialGroup(members: 6000, probability: 0.0005, amount: 300_000),
      try BinomialGroup(members: 4000, probability: 0.004, amount: 100_000),
    ]
    let law = try LatticeLaw.sum(of: groups)
    let printed: [FairSharing: [Double]] = [.riskProportional: [39.30915924, 104.82442464]]
    for rule in FairSharing.allCases {
      let fair = try FairShares(rule, of: groups)
      var (first, second) = ([0.0, 0.0], [0.0, 0.0])
      // Beyond this total lies less than 10⁻¹⁵.
      for total in stride(from: 0, through: 9_000_000, by: 100_000) {
        let shares = try #require(try fair.shares(of: total))
        for (cohort, share) in shares.enumerated() {
          first[cohort] += law.mass(of: total) * share
          second[cohort] += law.mass(of: total) * share * share
        }
      }
      for (cohort, mean) in [150.0, 400].enumerated() {
        #expect(abs(first[cohort] - mean) < 1e-7, "\(rule)")
        guard let deviation = printed[rule]?[cohort] else { continue }
        #expect(abs((second[cohort] - mean * mean).squareRoot() - deviation) < 1e-6)
      }
    }
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `every random need is met by every rule, with less than a fen a payer to spare`(
    seed: UInt64
  ) throws {
    var stream = Stream(seed: seed, replication: 0, purpose: .incidence)
    let cohorts = try (0..<(1 + stream.below(5))).map { _ in
      try BinomialGroup(
        members: 1 + stream.below(500), probability: 1e-4 * Double(1 + stream.below(300)),
        amount: 100 * (1 + stream.below(6)))
    }
    // The payers are not those that the rule was prepared for.
    let payers = cohorts.map { max(0, $0.members - stream.below(20)) }
    let total = stream.below(40) * 100
    let need = total + stream.below(1 + total / 5)
    for rule in FairSharing.allCases {
      let weights = try FairShares(rule, of: cohorts).weights(of: total, over: payers)
      #expect(weights.allSatisfy { $0 >= 0 })
      let shares = Apportionment(of: need, over: payers, weights: weights, minimum: 0).shares
      let collected = zip(payers, shares).reduce(0) { $0 + $1.0 * $1.1 }
      let all = payers.reduce(0, +)
      guard all > 0 else { continue }
      #expect(need...(need + max(0, all - 1)) ~= collected)

      // A larger fee scales all shares and moves none against another.
      let twice = Apportionment(of: 2 * need, over: payers, weights: weights, minimum: 0).shares
      #expect(zip(shares, twice).allSatisfy { 2 * $0 - 1...2 * $0 ~= $1 })
      // Cohorts in another order have the same shares.
      let turned = try FairShares(rule, of: cohorts.reversed())
        .weights(of: total, over: payers.reversed())
      for (one, other) in zip(weights, turned.reversed()) { #expect(abs(one - other) <= 1 << 20) }
    }
  }
}
