import Probability
import Testing

@testable import MutualAid

/// What the collapsed path refuses, and the money of one settlement.
struct CollapsedPlanTests {
  private func obstacles(_ change: (inout Scenario) -> Void) -> [CollapsedObstacle] {
    var scenario = Scenario.independent()
    change(&scenario)
    do {
      _ = try CollapsedSimulation(of: scenario, seed: 1)
      return []
    } catch {
      if case .obstacles(let found) = error { return found }
      return []
    }
  }

  @Test func `what ties settlements together is refused by name`() {
    #expect(obstacles { _ in } == [])
    #expect(obstacles { $0.claims.reporting = .days(20) } == [.spread])
    #expect(obstacles { $0.claims.processing = .exponential(mean: 9) } == [.spread])
    #expect(
      obstacles {
        $0.calendar = SettlementCalendar(rule: .quarterly, publication: .daysBefore(1))
      } == [.spread])
    #expect(obstacles { $0.apportionment.capPerYear = [2023: 900] } == [.yearlyCap])
    #expect(
      obstacles { $0.apportionment.sharing = .riskProportional } == [.noLaw(.fairShares)])
    #expect(obstacles { $0.membership.claimants = .leave }.contains(.noLaw(.claimants)))
    #expect(
      obstacles { $0.membership.mortality = RateTable(flat: 0.001) } == [.noLaw(.deaths)])
    #expect(
      obstacles {
        $0.claims.systemic = SystemicRisk(step: .year, law: .gamma, cv: 0.1)
      } == [])
    #expect(
      obstacles {
        $0.apportionment.capPerClaim = 20
        $0.apportionment.aboveCap = .carry
      } == [.noLaw(.carried)])
    #expect(
      obstacles {
        $0.shutdown = Shutdown(
          announced: day(2023, 2, 1), contributionsEnd: day(2023, 3, 31),
          coverEnds: .end(of: day(2023, 3, 15)), filing: nil, tail: .platform)
      }.contains(.shutdown))
    #expect(
      obstacles {
        $0.segments[0].weight = 0; $0.apportionment.sharing = .weighted
      } == [.nobodyPays])
  }

  @Test func `a refusal names the section of the scenario`() {
    let found = obstacles {
      $0.claims.reporting = .days(20)
      $0.membership.mortality = RateTable(flat: 0.001)
    }
    #expect(
      "\(CollapsedError.obstacles(found))" == """
        Settlements do not have laws that are independent of one another:
        - members.deaths: deaths make the number of members random
        - claims.reporting, claims.processing, settlement.publication: claims of one period are decided \
        by several settlements, which makes these depend on one another
        """)
  }

  @Test(arguments: [(1, 0), (7, 1), (400, 0), (12_345, 1), (999_983, 0), (50, 3)])
  func `a settlement's money is the engine's to the fen`(payers: Int, minimum: Int) throws {
    let law = try LatticeLaw(step: 731, offset: 0, masses: [Double](repeating: 0.05, count: 20))
    let rule = ApportionmentRule(fee: Rate(millionths: 73_000), minimumShare: minimum)
    let settlement = try CollapsedSettlement(
      rule: SharingRule(
        of: rule, segments: [Segment(name: "all", incidence: RateTable(flat: 0))],
        payers: [payers], cap: nil), law: law, carried: payers - 1, year: 0, isLastOfYear: true)
    #expect(settlement.isQuick == (minimum <= 1))
    for total in 0..<20 {
      for carried in Set([0, 1, payers / 2, payers - 1]).filter({ $0 < payers }) {
        let due = total == 0 ? [] : [DueClaims(line: 0, owed: 731, count: total)]
        let charge = Charge(
          for: due, of: Payers(counts: [[payers]], paidThisYear: [[0]], areApart: true),
          weights: [1], surplus: carried, rule: rule, aboveCap: .platform, yearlyCap: nil)
        var surplus = carried
        settlement.shares.share(cost: settlement.cost(of: UInt32(total)), surplus: &surplus) {
          #expect($1 == charge.shares[$0])
        }
        #expect(surplus == charge.entry.surplus)
        guard settlement.isQuick else { continue }
        var (totals, surpluses, paid) = ([UInt32(total)], [carried], [5])
        totals.withUnsafeMutableBufferPointer { totals in
          surpluses.withUnsafeMutableBufferPointer { surpluses in
            paid.withUnsafeMutableBufferPointer {
              settlement.share(inPlace: totals, surplus: surpluses, paid: $0)
            }
          }
        }
        #expect(totals == [UInt32(charge.shares[0])])
        #expect(surpluses == [charge.entry.surplus] && paid == [5 + charge.shares[0]])
      }
    }
  }

  @Test func `values outside a window are counted too`() {
    var (left, right) = (
      CountedValues(upTo: 1 << 40, mean: 1e9), CountedValues(upTo: 1 << 40, mean: 1e9)
    )
    var tally = Tally()
    for value in [0, 1_000_000_000, 1_000_000_000, 1 << 40, 1_000_065_535, 1_000_065_536, 1 << 50] {
      left.add(value)
      tally.add(value)
    }
    right.add([3, 1_000_000_000, 4_000_000_000])
    for value in [3, 1_000_000_000, 4_000_000_000] { tally.add(value) }
    left.merge(right)
    #expect(left.tally == tally)
  }
}
