import Testing

@testable import MutualAid

/// Random pools that combine all sections.
struct RandomPoolTests {
  /// The sections that are off unless asked for, and whether a pool has each.
  private static let sections: [(name: String, isOn: @Sendable (Scenario) -> Bool)] = [
    ("changes of the report delay", { !$0.claims.reportingChanges.isEmpty }),
    ("changes of the processing delay", { !$0.claims.processingChanges.isEmpty }),
    ("a capacity", { !$0.claims.processingCapacity.isEmpty }),
    ("approval", { $0.claims.classes.contains { $0.approval.contains { $0 < 1 } } }),
    (
      "random benefits",
      {
        $0.claims.classes.contains {
          $0.severities.contains { if case .random = $0 { true } else { false } }
        }
      }
    ),
    ("systemic risk", { $0.claims.systemic != nil }),
    ("factors by duration", { !$0.claims.durationFactors.isEmpty }),
    ("a flow", { $0.membership.flow != nil }),
    ("a roster", { $0.membership.enrolment != nil }),
    ("lapse", { $0.membership.lapse != nil }),
    (
      "willingness",
      { if case .willingness? = $0.membership.lapse?.response { true } else { false } }
    ),
    (
      "elasticity",
      { if case .elasticity? = $0.membership.lapse?.response { true } else { false } }
    ),
    ("classes of risk", { $0.membership.riskClasses.count > 1 }),
    ("failed debits", { $0.membership.failedDebits != nil }),
    ("deaths", { $0.membership.mortality != nil }),
    ("claimants who stay", { $0.membership.claimants == .stay }),
    ("a fund", { $0.funding != .postpaid }),
    ("weighted shares", { $0.apportionment.sharing == .weighted }),
    ("shares by the own risk", { $0.apportionment.sharing == .riskProportional }),
    ("shares by regression", { $0.apportionment.sharing == .linearRegression }),
    ("a cap per claim", { $0.apportionment.capPerClaim != nil }),
    ("a cap per year", { !$0.apportionment.capPerYear.isEmpty }),
    ("a dated shutdown", { $0.shutdown != nil }),
    ("triggers", { $0.triggers != nil }),
    ("refunds of past shares", { $0.shutdown?.refunds == .allPastShares }),
    ("replacement cover", { $0.shutdown?.replacement != nil }),
  ]

  @Test func `of 200 random pools each section is in ten or more, beside any other`() {
    let pools = (0..<200).map { Scenario.randomClaims(seed: $0) }
    let on = Self.sections.map { section in pools.map(section.isOn) }
    for (section, has) in zip(Self.sections, on) {
      #expect(has.count { $0 } >= 10, "\(section.name)")
    }
    #expect(
      (0..<200).contains { Scenario.random(seed: $0).apportionment.sharing == .conditionalMean })
    // What excludes another by its meaning: two sources of members, two responses, two rules.
    let pairs = on.indices.reduce(0) { sum, left in
      sum
        + on.indices.count { right in
          left < right && zip(on[left], on[right]).contains { $0 && $1 }
        }
    }
    let all = on.count * (on.count - 1) / 2
    #expect(pairs * 10 >= all * 9, "\(pairs) of \(all) pairs")
  }

  @Test(arguments: ClaimsConservationTests.seeds)
  func `in a random pool members pay what the pool takes`(seed: UInt64) throws {
    let pool = Scenario.randomClaims(seed: seed)
    guard Simulation.tellsMemberCosts(of: pool) else { return }
    let simulation = Simulation(of: pool, seed: seed, keepsGenerations: true)
    for (record, costs) in try simulation.memberRecords(of: 0..<2) {
      func sum(_ quantity: Measure.Quantity) -> Int {
        zip(simulation.layout.measures, record).reduce(0) {
          $1.0.quantity == quantity ? $0 + $1.1 : $0
        }
      }
      let entries = costs.memberships.joined().joined()
      #expect(entries.reduce(0) { $0 + $1.weight } == sum(.joined))
      #expect(entries.reduce(0) { $0 + $1.value * $1.weight } == sum(.contributions))
    }
  }

  @Test(arguments: [5, 14, 33, 60, 91] as [UInt64])
  func `with everything on, threads change nothing`(seed: UInt64) async throws {
    let simulation = Simulation(of: .randomClaims(seed: seed), seed: seed)
    let one = try await simulation.run(replications: 70, threads: 1)
    let many = try await simulation.run(replications: 70, threads: 5)
    #expect(one.tallies == many.tallies)
  }
}
