import TestSupport
import Testing

@testable import Probability

struct PreparedMultinomialTests {
  private func streams(_ lanes: Int, from first: Int = 0) -> LaneStreams {
    LaneStreams(
      seed: 1993, replications: (0..<lanes).map { UInt32($0 + first) },
      purpose: .init(rawValue: 3), period: 5, cohort: 7)
  }

  private func split(
    _ law: PreparedMultinomial, _ totals: [Int], using streams: LaneStreams
  ) -> [[Int]] {
    let lanes = totals.count
    var counts = [UInt32](repeating: 99, count: law.count * lanes)
    counts.withUnsafeMutableBufferPointer { counts in
      totals.withUnsafeBufferPointer { law.split($0, using: streams, into: counts) }
    }
    return (0..<lanes).map { lane in (0..<law.count).map { Int(counts[$0 * lanes + lane]) } }
  }

  // Outcomes with tables of their own, others without, and one that cannot be.
  private let weights = [5, 3, 1.5, 0.4, 0.05, 0.03, 0.02, 0]

  // The fewest and the most that the tables serve, so that trials are added and taken out.
  @Test(arguments: [200, 170, 100, 215, 400])
  func `each outcome's count is binomial, and the counts add up`(total: Int) throws {
    let law = try #require(PreparedMultinomial(probabilities: weights, usual: 200))
    #expect(law.totals == 100...400)
    var tallies = weights.map { _ in [Int: Int]() }
    var pairs: [Int: Int] = [:]
    for block in 0..<400 {
      for counts in split(
        law, [Int](repeating: total, count: 250), using: streams(250, from: block * 250))
      {
        #expect(counts.reduce(0, +) == total)
        for (outcome, count) in counts.enumerated() { tallies[outcome][count, default: 0] += 1 }
        pairs[counts[0] + counts[3], default: 0] += 1
      }
    }
    for (outcome, weight) in weights.enumerated() where weight > 0 {
      expectTally(tallies[outcome], match: try Binomial(trials: total, probability: weight / 10))
    }
    #expect(tallies[7] == [0: 100_000])
    // Two outcomes together are one: so their dependence is right.
    expectTally(pairs, match: try Binomial(trials: total, probability: 0.54))
  }

  @Test func `a lane's counts do not depend on its neighbours`() throws {
    let law = try #require(PreparedMultinomial(probabilities: weights, usual: 200))
    let totals = (0..<37).map { 150 + 3 * $0 }
    let together = split(law, totals, using: streams(37))
    for lane in totals.indices {
      #expect(split(law, [totals[lane]], using: streams(1, from: lane))[0] == together[lane])
    }
    // Nor on whether they have totals that the tables do not serve.
    var others = totals
    others[3] = 0
    others[4] = 100_000
    let beside = split(law, others, using: streams(37))
    #expect(beside[5...] == together[5...])
  }

  @Test func `tables are made where they pay`() {
    #expect(PreparedMultinomial(probabilities: weights, usual: 31) == nil)
    #expect(PreparedMultinomial(probabilities: weights, usual: 1e7) == nil)
    #expect(PreparedMultinomial(probabilities: [0, 0], usual: 100) == nil)
    #expect(PreparedMultinomial(probabilities: [1], usual: 100)?.count == 1)
  }
}
