import Probability
import Testing

@testable import MutualAid

/// What holds in every prepaid pool.
struct RandomPrepaidTests {
  /// Fewer pools without optimisation, where the timetable of each takes a second.
  #if DEBUG
    private static let seeds: Range<UInt64> = 0..<8
  #else
    private static let seeds: Range<UInt64> = 0..<200
  #endif

  @Test(arguments: Self.seeds)
  func `in a random prepaid pool no fen is lost`(seed: UInt64) throws {
    let scenario = Scenario.randomPrepaid(seed: seed)
    let layout = RecordLayout(of: scenario, periods: scenario.periods)
    // A breach of the ledger throws.
    for record in try Simulation(of: scenario, seed: seed).records(of: 0..<3) {
      func sum(_ quantity: Measure.Quantity) -> Int {
        scenario.periods.reduce(0) { $0 + record[layout.place(quantity, period: $1.index)] }
      }
      func run(_ quantity: Measure.Quantity) -> Int {
        layout.place(ofRun: quantity).map { record[$0] } ?? 0
      }
      let last = scenario.periods.count - 1
      #expect(record.allSatisfy { $0 >= 0 })
      #expect(
        sum(.contributions) + sum(.platform) + run(.tailFloat)
          == sum(.benefits) + sum(.fee) + record[layout.place(.surplus, period: last)])
      let left =
        sum(.deposits) + sum(.topUps) - sum(.contributions) - sum(.refunds) - run(.floatLost)
        - record[layout.place(.float, period: last)]
      // What is left has paid the tail, or all that is not given back has gone to the platform.
      #expect(left == run(.tailFloat) || left == run(.floatKept))
      #expect(run(.tailFloat) <= run(.floatKept))
      #expect(
        sum(.diagnosed) == sum(.cases) + run(.lostLate) + run(.lostUnpaid) + run(.openAtHorizon))
    }
  }

  @Test(arguments: Self.seeds)
  func `balances are those of the members, period by period`(seed: UInt64) throws {
    var scenario = Scenario.randomPrepaid(seed: seed)
    scenario.triggers = nil
    let simulation = Simulation(of: scenario, seed: seed)
    let timetable = simulation.timetable
    var batch = Batch(
      [0, 1], of: timetable, layout: simulation.layout, seed: seed, tellsGenerationsApart: true)
    let deposit = scenario.funding.prepaidRule?.deposit ?? 0
    var joined = [0, 0]
    for plan in timetable.plans {
      try batch.run(plan)
      for lane in batch.lanes.indices {
        let prepaid = try #require(batch.lanes[lane].prepaid)
        let held = zip(prepaid.members.values, prepaid.balances.values).reduce(0) {
          $0 + $1.0 * $1.1
        }
        #expect(held == prepaid.held && batch.lanes[lane].ledger[.float] == prepaid.float)
        #expect(prepaid.balances.values.allSatisfy { 0...deposit ~= $0 })
        let record = batch.lanes[lane].record
        func value(_ quantity: Measure.Quantity) -> Int {
          record[simulation.layout.place(quantity, period: plan.period.index)]
        }
        joined[lane] += value(.joined)
        guard !prepaid.isFinal else { continue }
        #expect(prepaid.members == batch.present(plan)[lane])
        #expect(prepaid.members.values.reduce(0, +) == value(.members))
      }
    }
    for (lane, count) in joined.enumerated() {
      let paid = timetable.periods.reduce(0) {
        $0 + batch.lanes[lane].record[simulation.layout.place(.deposits, period: $1.index)]
      }
      #expect(paid == count * deposit)
    }
  }

  /// Money changes no draw where all top up, nothing is asked of the share, and no claim waits for it.
  @Test(arguments: Self.seeds)
  func `the same members and claims as after the fact, where all top up`(seed: UInt64) throws {
    var scenario = Scenario.randomPrepaid(seed: seed)
    scenario.triggers = nil
    scenario.membership.lapse?.response = nil
    scenario.apportionment.aboveCap = .proRata
    // A claim of which a budget leaves nothing is not counted as paid, and the float adds to the budget.
    scenario.shutdown?.budget = nil
    guard let rule = scenario.funding.prepaidRule else { return }
    scenario.funding = .prepaid(PrepaidRule(deposit: rule.deposit, minimum: rule.minimum))
    if scenario.shutdown?.refunds != RefundRule.none { scenario.shutdown?.refunds = .balances }
    let record = try Simulation(of: scenario, seed: seed).record(of: 0)
    let layout = RecordLayout(of: scenario, periods: scenario.periods)
    var postpaid = scenario
    postpaid.funding = .postpaid
    postpaid.shutdown?.refunds = .none
    let plain = RecordLayout(of: postpaid, periods: postpaid.periods)
    let other = try Simulation(of: postpaid, seed: seed).record(of: 0)
    for period in scenario.periods {
      for quantity: Measure.Quantity in [.members, .joined, .died, .agedOut, .diagnosed, .cases] {
        let (left, right) = (
          record[layout.place(quantity, period: period.index)],
          other[plain.place(quantity, period: period.index)]
        )
        #expect(left == right, "\(quantity) of \(period.settlement)")
      }
    }
  }
}

extension Scenario {
  /// A small prepaid pool drawn from all that goes together with balances.
  static func randomPrepaid(seed: UInt64) -> Scenario {
    var draws = Stream(seed: seed, replication: 1, purpose: .incidence)
    var scenario = Scenario.random(seed: seed)
    let deposit = 1 + draws.below([50, 500, 20_000][draws.below(3)])
    scenario.membership.failedDebits = nil
    scenario.membership.waiting.pays = true
    if scenario.apportionment.sharing.fair != nil { scenario.apportionment.sharing = .equal }
    scenario.funding = .prepaid(
      PrepaidRule(
        deposit: deposit, minimum: draws.below(deposit + 1),
        topUp: [1, 0, 0.7][draws.below(3)], recovery: Rate(millionths: draws.below(1_000_001))))
    func refunds() -> RefundRule {
      [
        .none, .balances, .fractionOfBalances(Rate(millionths: draws.below(1_000_001))),
        .allPastShares,
      ][draws.below(4)]
    }
    scenario.shutdown?.refunds = refunds()
    if draws.below(3) == 0 { scenario.shutdown?.refundDate = day(2020, 9, 1 + draws.below(30)) }
    guard var terms = scenario.triggers?.terms else { return scenario }
    terms.contributionsEndAfter = min(terms.contributionsEndAfter, terms.coverEndsAfter)
    terms.refunds = refunds()
    scenario.triggers?.terms = terms
    return scenario
  }
}
