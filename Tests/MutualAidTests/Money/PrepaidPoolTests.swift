import Probability
import Testing

@testable import MutualAid

/// Balances in whole runs, against sums by hand.
struct PrepaidPoolTests {
  /// A pool in which everybody is owed and pays 100 fen every month, from November to March, with so
  /// many who join each month, and which ends on 31 March.
  private func pool(
    joins: Int = 10, deposit: Int = 250, minimum: Int = 100, topUp: Double = 1,
    recovery: Int = 0, refunds: RefundRule = .balances
  ) -> Scenario {
    var scenario = Scenario.oneYear(members: joins, rate: 1, benefit: 100, fee: .zero)
    scenario.launch = day(2021, 11, 1)
    scenario.horizon = day(2022, 5, 31)
    scenario.calendar = SettlementCalendar(rule: .monthly)
    scenario.membership.mixes[0] = DatedMix(
      from: scenario.launch, parts: scenario.membership.mixes[0].parts)
    scenario.membership.flow = .perPeriod(joins)
    scenario.apportionment.aboveCap = .proRata
    scenario.funding = .prepaid(
      PrepaidRule(
        deposit: deposit, minimum: minimum, topUp: topUp, recovery: Rate(millionths: recovery)))
    scenario.shutdown = Shutdown(
      announced: day(2022, 3, 31), contributionsEnd: day(2022, 4, 1),
      coverEnds: .end(of: day(2022, 3, 31)), tail: .platform, refunds: refunds)
    return scenario
  }

  /// The figures of one replication.
  private struct Found {
    let layout: RecordLayout
    let record: [Int]

    func callAsFunction(_ quantity: Measure.Quantity) -> [Int] {
      (0..<7).map { record[layout.place(quantity, period: $0)] }
    }

    func ofRun(_ quantity: Measure.Quantity) -> Int? {
      layout.place(ofRun: quantity).map { record[$0] }
    }
  }

  private func run(_ scenario: Scenario) throws -> Found {
    Found(
      layout: RecordLayout(of: scenario, periods: scenario.periods),
      record: try Simulation(of: scenario, seed: 6).record(of: 0))
  }

  @Test func `balances go from 250 over 150 to 50 and back, each generation in its own turn`()
    throws
  {
    let found = try run(pool())
    #expect(found(.deposits) == [2500, 2500, 2500, 2500, 2500, 0, 0])
    #expect(found(.contributions) == [1000, 2000, 3000, 4000, 5000, 0, 0])
    #expect(found(.topUps) == [0, 2000, 2000, 4000, 4000, 0, 0])
    #expect(found(.float) == [1500, 4000, 5500, 8000, 0, 0, 0])
    #expect(found(.refunds) == [0, 0, 0, 0, 9500, 0, 0])
    #expect(found.ofRun(.balanceRefunds) == 9500)
    #expect(found.ofRun(.floatKept) == 0 && found.ofRun(.closingCost) == 0)
  }

  @Test func `a part of each balance goes back, rounded down, and none where the rule says so`()
    throws
  {
    // At the end three generations have 150 each and two 250: 49 and 83 of them.
    let part = try run(pool(refunds: .fractionOfBalances(Rate(millionths: 333_333))))
    #expect(part.ofRun(.balanceRefunds) == 10 * (3 * 49 + 2 * 83))
    #expect(part.ofRun(.floatKept) == 9500 - 3130)
    #expect(part(.float)[4...] == [0, 0, 0])
    let none = try run(pool(refunds: .none))
    #expect(none.ofRun(.balanceRefunds) == 0 && none.ofRun(.floatKept) == 9500)
    // Past shares come from the platform, and the balances are the members' own.
    let all = try run(pool(refunds: .allPastShares))
    #expect(all.ofRun(.balanceRefunds) == 9500)
    #expect(all.ofRun(.refunds) == 10 * 100 * (5 + 4 + 3 + 2 + 1))
  }

  @Test
  func `a refund is paid on its date, and balances that nobody gets back stay where nobody pays`()
    throws
  {
    var scenario = pool(refunds: .fractionOfBalances(Rate(millionths: 500_000)))
    scenario.shutdown?.refundDate = day(2022, 4, 15)
    scenario.shutdown?.tail = .nobody
    let found = try run(scenario)
    #expect(found(.float) == [1500, 4000, 5500, 8000, 9500, 4750, 4750])
    #expect(found(.refunds) == [0, 0, 0, 0, 0, 4750, 0])
  }

  @Test func `a member pays at most the balance, and what is missing follows the rule`() throws {
    // 60 of 100, from a balance that is then empty and topped up.
    let cut = try run(pool(deposit: 60, minimum: 1))
    #expect(cut(.contributions)[..<2] == [600, 1200])
    #expect(cut(.benefits)[..<2] == [600, 1200] && cut(.benefitsCut)[..<2] == [400, 800])
    #expect(cut(.topUps)[..<2] == [600, 1200])
    var scenario = pool(deposit: 60, minimum: 1)
    scenario.apportionment.aboveCap = .platform
    let paid = try run(scenario)
    #expect(paid(.benefits)[..<2] == [1000, 2000] && paid(.platform)[..<2] == [400, 800])
    // What is asked is reported, and what a year costs who can pay it.
    #expect(paid.record[paid.layout.placeOfShare(period: 1, segment: 0)] == 100)
    #expect(paid.record[paid.layout.placeOfCost(year: 2021, segment: 0)] == 200)
  }

  @Test func `nobody tops up, and all below the minimum leave with what they have`() throws {
    let found = try run(pool(topUp: 0))
    #expect(found(.expelled) == [0, 10, 10, 10, 10, 0, 0])
    #expect(found(.refunds)[..<4] == [0, 500, 500, 500])
    #expect(found(.topUps) == [0, 0, 0, 0, 0, 0, 0])
    #expect(found(.members)[..<5] == [10, 10, 10, 10, 10])
    #expect(found(.float)[..<4] == [1500, 1500, 1500, 1500])
  }

  @Test func `each of those below the minimum decides alone`() throws {
    let found = try run(pool(joins: 100_000, topUp: 0.3))
    // Nearly normal: 5 deviations have a risk below 1e-6.
    let (mean, variance) = (70_000.0, 100_000 * 0.3 * 0.7)
    #expect(abs(Double(found(.expelled)[1]) - mean) < 5 * variance.squareRoot())
    #expect(found(.topUps)[1] == (100_000 - found(.expelled)[1]) * 200)
  }

  @Test func `paid claimants leave with what the share has left them`() throws {
    var scenario = pool()
    scenario.membership.claimants = .leave
    let found = try run(scenario)
    #expect(found(.refunds)[..<4] == [1500, 1500, 1500, 1500])
    #expect(found(.float)[..<4] == [0, 0, 0, 0] && found(.topUps)[..<4] == [0, 0, 0, 0])
  }

  @Test func `who dies before the charge gets the whole balance back`() throws {
    var scenario = pool()
    // Nobody falls ill, and all die in the first period.
    scenario.segments[0].incidence = RateTable(flat: 0)
    scenario.membership.mortality = RateTable(flat: 1)
    let found = try run(scenario)
    #expect(found(.died)[0] == 10)
    #expect(found(.refunds)[0] == 2500 && found(.float)[0] == 0)
  }

  @Test func `who leaves by choice gets the topped-up balance back`() throws {
    var scenario = pool()
    scenario.membership.lapse = Lapse(
      perYear: AgeBands(0.9999),
      calendar: [
        CalendarFactor(from: day(2021, 11, 1), to: day(2021, 11, 30), factor: 0),
        CalendarFactor(from: day(2021, 12, 1), to: day(2021, 12, 31), factor: 1000),
      ])
    let found = try run(scenario)
    #expect(found(.lapsed)[..<2] == [0, 20])
    #expect(found(.topUps)[1] == 2000)
    #expect(found(.refunds)[1] == 10 * 250 + 10 * 150 && found(.float)[1] == 0)
  }

  @Test func `of a platform that fails each balance recovers its part, by whichever settlement`()
    throws
  {
    var scenario = pool(recovery: 333_333, refunds: .none)
    scenario.shutdown = nil
    scenario.triggers = ShutdownTriggers(
      defaultPerYear: 0.99, terms: .init(tail: .platform, refunds: .none))
    // After each settlement: the balances of 10 members each, and what is recovered of each.
    let recovered = [150: 49, 250: 83]
    let balances = [[150], [250, 150], [150, 250, 150], [250, 150, 250, 150]]
    var seen = Set<Int>()
    let layout = RecordLayout(of: scenario, periods: scenario.periods)
    for record in try Simulation(of: scenario, seed: 6).records(of: 0..<200) {
      let found = Found(layout: layout, record: record)
      guard let last = found(.shut).firstIndex(of: 1), last < balances.count else { continue }
      seen.insert(last)
      let held = balances[last].reduce(0) { $0 + 10 * $1 }
      let left = balances[last].reduce(0) { $0 + 10 * (recovered[$1] ?? 0) }
      #expect(found.ofRun(.floatLost) == held - left)
      #expect(found(.float)[last] == left)
      // It is given back after the one day of cover that follows, whatever the terms say, and with it
      // the deposits of those who join on that day.
      #expect(found.ofRun(.balanceRefunds) == left + 10 * 250 && found.ofRun(.floatKept) == 0)
      #expect(found(.float)[last + 1] == 0 && found.ofRun(.tailPlatform) == 0)
    }
    #expect(seen == [0, 1, 2, 3])
  }

  @Test func `the free float pays the tail before the platform does`() throws {
    var scenario = pool(refunds: .fractionOfBalances(Rate(millionths: 900_000)))
    scenario.claims.processing = .days(40)
    var sides = Set<Bool>()
    for joins in [3, 10, 40] {
      scenario.membership.flow = .perPeriod(joins)
      for deposit in [250, 2000] {
        scenario.funding = .prepaid(PrepaidRule(deposit: deposit, minimum: 100))
        let found = try run(scenario)
        let (kept, tail) = (found.ofRun(.floatKept) ?? 0, found.ofRun(.tailBenefits) ?? 0)
        let surplus = found(.surplus)[4]
        #expect(kept > 0 && found.ofRun(.tailFloat) == min(kept, tail - surplus))
        #expect(found.ofRun(.tailPlatform) == max(0, tail - surplus - kept))
        #expect(found(.float)[6] == 0 || found.ofRun(.openAtHorizon) ?? 0 > 0)
        sides.insert(kept < tail)
      }
    }
    #expect(sides == [true, false])
  }

  @Test func `a last apportionment takes at most what members hold`() throws {
    // Claims of the last months wait for it: 100 fen each.
    var scenario = pool(deposit: 150, minimum: 100, refunds: .balances)
    scenario.claims.processing = .days(45)
    scenario.shutdown?.tail = .members
    let found = try run(scenario)
    let (paid, left) = (found.ofRun(.tailContributions) ?? 0, found.ofRun(.balanceRefunds) ?? 0)
    // The balances at the end of cover, all of which is taken or given back.
    #expect(paid > 0 && paid + left == found(.float)[4])
    #expect(found.ofRun(.tailBenefits) == paid + found(.surplus)[4] - found(.surplus)[6])
  }

  @Test(arguments: [1, 2, 5])
  func `threads change nothing`(threads: Int) async throws {
    let scenario = pool(joins: 1000, topUp: 0.5)
    let simulation = Simulation(of: scenario, seed: 9)
    let one = try await simulation.run(replications: 300, threads: 1)
    let many = try await simulation.run(replications: 300, threads: threads)
    #expect(one.measures == many.measures && one.tallies == many.tallies)
  }
}
