import Probability
import TestSupport
import Testing

@testable import MutualAid

/// Claims that their pool's common law does not describe: at most one in a hundred, so that no figure of a pool
/// shows whether there are as many as there should be.
struct OddClaimsTests {
  /// Some replications in their seventh period, with so many times as many claims of each row as the draws are
  /// made ready for.
  private func diagnosed(
    _ numbers: [Int], of simulation: Simulation, times: Int = 1
  ) throws -> (batch: Batch, ill: Diagnosed, plan: PeriodPlan, counts: [Int]) {
    let plan = simulation.timetable.plans[6]
    let ready = try #require(plan.excess)
    let batch = Batch(
      numbers, of: simulation.timetable, layout: simulation.layout, seed: simulation.seed,
      tellsGenerationsApart: false)
    let counts = plan.rows.pools.map { times * ready.mostClaims[$0] }
    var ill = Diagnosed(lanes: numbers.count)
    ill.begin(plan)
    for (row, count) in counts.enumerated() {
      ill.add([Int](repeating: count, count: numbers.count), row: row)
    }
    return (batch, ill, plan, counts)
  }

  /// As many claims of each row as the draws are made ready for, and many more, for which they are not.
  @Test(arguments: [1, 4])
  func `each claim of a row is odd with the row's own probability`(times: Int) throws {
    let lanes = 2_000
    var (batch, ill, plan, counts) = try diagnosed(
      Array(0..<lanes), of: Simulation(of: .living(members: 2_000_000), seed: 4), times: times)
    batch.claimExcess(&ill, plan)
    let parts = plan.slots.flatMap(\.cover.excessParts)
    #expect(parts.contains { $0 > 0.002 })
    for (row, count) in counts.enumerated() {
      var tally: [Int: Int] = [:]
      for lane in 0..<lanes { tally[count - ill.count(row: row, lane: lane), default: 0] += 1 }
      expectTally(tally, match: try Binomial(trials: count, probability: parts[row]))
    }
    for lane in [0, lanes - 1] {
      for pool in plan.pools.indices {
        let rows = plan.rows.ofPool[pool].reduce(0) { $0 + ill.count(row: $1, lane: lane) }
        #expect(ill.count(pool: pool, lane: lane) == rows)
      }
    }
  }

  /// When the odd claims of some replications are reported, of as many of each row as draws are ready for.
  private func reported(_ numbers: [Int], of simulation: Simulation) throws -> [[Int]] {
    var (batch, ill, plan, _) = try diagnosed(numbers, of: simulation)
    batch.claimExcess(&ill, plan)
    return numbers.indices.map { lane in
      (0...simulation.timetable.plans.count).map { batch.awaited.reported(by: $0, lane: lane) }
    }
  }

  @Test func `what becomes of odd claims is the same alone and beside others`() throws {
    let simulation = Simulation(of: .living(members: 2_000_000), seed: 5)
    let numbers = Array(0..<60)
    let together = try reported(numbers, of: simulation)
    #expect(Set(together).count > 2)
    for number in numbers {
      #expect(try reported([number], of: simulation) == [together[number]])
    }
  }

  /// They are settled by a refusal, and no settlement approves them.
  @Test func `odd claims that will be refused are told one by one`() throws {
    var scenario = Scenario.living(members: 2_000_000)
    for place in scenario.claims.classes.indices { scenario.claims.classes[place].approval = [0] }
    let lanes = 200
    var (batch, ill, plan, _) = try diagnosed(
      Array(0..<lanes), of: Simulation(of: scenario, seed: 4))
    let before = ill.totals()
    batch.claimExcess(&ill, plan)
    let found = zip(before, ill.totals()).map { $0 - $1 }
    #expect(found.reduce(0, +) > 100)
    #expect((0..<lanes).map { batch.lanes[$0].claims.refusals(after: 5).count } == found)
    #expect(batch.awaited.tell().allSatisfy { $0 == 0 })
  }

  /// The law of several days is the mean of their laws, fate by fate.
  @Test func `what becomes of claims of several days is the mixture of the days' laws`() throws {
    let timetable = Timetable(of: .living(members: 2_000_000))
    let scenario = timetable.scenario
    let table = FateTable(of: timetable.course, from: scenario.launch, to: scenario.horizon)
    let weights = [0.5, 0, 2, 0.25, 0.25]
    var expected: [ClaimCourse.Fate: Double] = [:]
    for (number, weight) in weights.enumerated() {
      let law = try #require(table.laws[100 + number])
      for (fate, chance) in zip(law.fates, law.chances) {
        expected[fate, default: 0] += weight * chance / 3
      }
    }
    let mixture = table.mixture(from: 100, weights)
    #expect(Set(mixture.fates) == Set(expected.keys) && expected.count > 2)
    for (fate, chance) in zip(mixture.fates, mixture.chances) {
      #expect(abs(chance - (expected[fate] ?? 0)) < 1e-14)
    }
  }

  @Test func `the day of an odd claim is inverted in the running law`() {
    let excess = CoverPlan.Excess(
      part: 0.01, days: [0, 0.25, 0.25, 1, 2], terms: Terms(parts: []))
    let days = [0.0, 0.1, 0.125, 0.126, 0.49, 0.5, 0.51, 1].map { excess.day(at: $0) }
    #expect(days == [0, 1, 1, 3, 3, 3, 4, 4])
  }
}
