import Probability
import Testing

@testable import MutualAid

/// Room for money that is used from settlement to settlement.
struct ChargeAgainTests {
  private func payers(_ stream: inout Stream) -> Payers {
    let (segments, generations) = (1 + stream.below(3), 1 + stream.below(4))
    let none = ByGeneration(segments: segments, generations: generations)
    var payers = Payers(counts: none, paidThisYear: none, areApart: generations > 1)
    if stream.below(2) == 0 { payers.failing = none }
    if stream.below(3) == 0 { payers.balances = none }
    for segment in 0..<segments {
      for generation in 0..<generations {
        let count = stream.below(50)
        payers.counts[segment, generation] = count
        payers.paidThisYear[segment, generation] = stream.below(300)
        if !payers.failing.isEmpty {
          payers.failing[segment, generation] = stream.below(count + 1)
        }
        payers.balances?[segment, generation] = stream.below(500)
      }
    }
    return payers
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `a charge that is made again is that of fresh room`(seed: UInt64) {
    var stream = Stream(seed: seed, replication: 0, purpose: .incidence)
    var again = Charge()
    for _ in 0..<50 {
      let payers = payers(&stream)
      let due = (0..<stream.below(5)).map {
        DueClaims(line: $0, owed: stream.below(3000), count: 1 + stream.below(3))
      }
      let weights = (0..<payers.counts.segments).map { _ in stream.below(4) }
      let rule = ApportionmentRule(
        fee: Rate(millionths: stream.below(100_000)), minimumShare: stream.below(3),
        capPerClaim: stream.below(2) == 0 ? stream.below(100) : nil)
      let aboveCap = ApportionmentRule.AboveCap.allCases[stream.below(3)]
      let (surplus, cap) = (stream.below(500), stream.below(2) == 0 ? stream.below(400) : nil)
      again.make(
        for: due, of: payers, weights: weights, surplus: surplus, rule: rule, aboveCap: aboveCap,
        yearlyCap: cap)
      let fresh = Charge(
        for: due, of: payers, weights: weights, surplus: surplus, rule: rule, aboveCap: aboveCap,
        yearlyCap: cap)
      #expect(again == fresh)
    }
  }

  @Test func `numbers by generation stand in one row`() {
    var table: ByGeneration = [[1, 2, 3], [4, 5, 6]]
    #expect(table.segments == 2 && table.generations == 3)
    #expect(table[1, 0] == 4 && table[0] == [1, 2, 3])
    table[0, 2] = 7
    #expect(table.values == [1, 2, 7, 4, 5, 6])
    var other = ByGeneration(segments: 3, generations: 2)
    other.copy(table)
    #expect(other == table)
    other.copy([[9]])
    #expect(other == [[9]])
    table.clear()
    #expect(table == ByGeneration(segments: 2, generations: 3))
    #expect(ByGeneration([]).isEmpty)
  }
}
