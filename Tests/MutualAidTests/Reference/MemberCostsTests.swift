import Testing

@testable import MutualAid

/// What members paid, against a count member by member.
struct MemberCostsTests {
  private static let risk = 1e-6
  private static let pools = 70
  #if DEBUG
    private static let replications = 20
  #else
    private static let replications = 300
  #endif

  private static let told = (SmallPool.simulated + SmallPool.toCome).filter { pool in
    Simulation.tellsMemberCosts(of: pool.scenario)
  }

  /// Costs with their numbers of members, by replication.
  private typealias Costs = [ReferenceFigures.Group: [[Int: Int]]]

  @Test(arguments: told)
  func `what members paid follows the same law as member by member`(pool: SmallPool) throws {
    let (reference, found) = (counted(pool.scenario), try simulated(pool.scenario))
    let groups = Set(reference.memberships.keys).union(found.memberships.keys)
    let years = Set(reference.years.keys).union(found.years.keys)
    let risk = Self.risk / Double(Self.pools * (groups.count + years.count) * 5 * 3)
    for group in groups {
      expectAgreement(
        reference.memberships[group], found.memberships[group], "membership \(group)", risk)
    }
    for group in years {
      expectAgreement(reference.years[group], found.years[group], "full year \(group)", risk)
    }
  }

  private func expectAgreement(
    _ left: [[Int: Int]]?, _ right: [[Int: Int]]?, _ name: String, _ risk: Double
  ) {
    let none = [[Int: Int]](repeating: [:], count: Self.replications)
    let (left, right) = (left ?? none, right ?? none)
    // Members of one replication share its luck, so the replication is what is compared: how many
    // members there are, what they paid in all, and how many of them paid at most each of three sums.
    let pooled = left.flatMap(\.self).reduce(into: [:]) { $0[$1.key, default: 0] += $1.value }
    let total = pooled.values.reduce(0, +)
    var limits: [Int] = []
    var below = 0
    for (cost, members) in pooled.sorted(by: { $0.key < $1.key }) {
      below += members
      while limits.count < 3, below * 4 >= total * (limits.count + 1) { limits.append(cost) }
    }
    func compare(_ words: String, _ statistic: ([Int: Int]) -> Int) {
      let samples = TwoSamples(left: left.map(statistic), right: right.map(statistic))
      let disagreement = samples.disagreement(risk: risk)
      #expect(
        disagreement == nil, "\(name), \(words): reference and engine: \(disagreement ?? "")")
    }
    compare("members") { $0.values.reduce(0, +) }
    compare("paid in all") { $0.reduce(0) { $0 + $1.key * $1.value } }
    for limit in limits {
      compare("members at most \(limit)") { $0.reduce(0) { $1.key <= limit ? $0 + $1.value : $0 } }
    }
  }

  private func counted(_ scenario: Scenario) -> (memberships: Costs, years: Costs) {
    let reference = ReferenceSimulation(of: scenario)
    var (memberships, years): (Costs, Costs) = ([:], [:])
    let none = [[Int: Int]](repeating: [:], count: Self.replications)
    for number in 0..<Self.replications {
      let figures = reference.run(replications: 1, seed: 7_000 + UInt64(number)).figures
      for (group, costs) in figures.membershipCosts {
        memberships[group, default: none][number] = costs
      }
      for (group, costs) in figures.fullYearCosts { years[group, default: none][number] = costs }
    }
    return (memberships, years)
  }

  private func simulated(_ scenario: Scenario) throws -> (memberships: Costs, years: Costs) {
    let simulation = Simulation(of: scenario, seed: 11, keepsGenerations: true)
    let records = try simulation.memberRecords(of: 0..<Self.replications)
    var (memberships, years): (Costs, Costs) = ([:], [:])
    let none = [[Int: Int]](repeating: [:], count: Self.replications)
    for (number, record) in records.enumerated() {
      func note(_ rows: [[[MemberCosts.Entry]]], _ costs: inout Costs) {
        for (segment, row) in rows.enumerated() {
          for (place, entries) in row.enumerated() where !entries.isEmpty {
            let group = ReferenceFigures.Group(
              segment: segment, year: record.costs.years.lowerBound + place)
            for entry in entries {
              costs[group, default: none][number][entry.value, default: 0] += entry.weight
            }
          }
        }
      }
      note(record.costs.memberships, &memberships)
      note(record.costs.fullYears, &years)
    }
    return (memberships, years)
  }

  @Test(arguments: told)
  func `members pay what the pool takes, and whoever joined is counted once`(pool: SmallPool) throws
  {
    let simulation = Simulation(of: pool.scenario, seed: 3, keepsGenerations: true)
    for (record, costs) in try simulation.memberRecords(of: 0..<20) {
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

  /// Whom a yearly cap spares goes by generations, which are drawn anew where there are more of them;
  /// and so do balances.
  @Test(
    arguments: told.filter {
      $0.scenario.apportionment.capPerYear.isEmpty && $0.scenario.funding == .postpaid
    })
  func `nothing else is drawn where costs of members are asked for`(pool: SmallPool) throws {
    let plain = try Simulation(of: pool.scenario, seed: 3).records(of: 0..<20)
    let simulation = Simulation(of: pool.scenario, seed: 3, keepsGenerations: true)
    for (found, expected) in zip(try simulation.memberRecords(of: 0..<20), plain) {
      let differing = zip(simulation.layout.measures, zip(found.record, expected)).filter {
        $0.1.0 != $0.1.1
      }
      #expect(differing.isEmpty, "\(differing)")
    }
  }

  @Test func `the same costs for any number of threads`() async throws {
    let pool = try #require(Self.told.first).scenario
    let one = try await Simulation.runByMember(pool, seed: 1, replications: 200, threads: 1)
    let three = try await Simulation.runByMember(pool, seed: 1, replications: 200, threads: 3)
    #expect(one.memberships.map(\.costs) == three.memberships.map(\.costs))
    #expect(one.fullYears.map(\.costs) == three.fullYears.map(\.costs))
    #expect(!one.memberships.isEmpty && one.outcome.replications == 200)
  }
}
