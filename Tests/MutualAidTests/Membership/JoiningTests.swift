import RealModule
import Testing

@testable import MutualAid

struct JoiningTests {
  private func joined(_ flow: JoiningFlow, until horizon: Day = day(2023, 12, 31)) throws -> [Int] {
    var scenario = Scenario.oneYear(members: 0, rate: 0.001, benefit: 100)
    scenario.horizon = horizon
    scenario.calendar = SettlementCalendar(rule: .monthly)
    scenario.membership.flow = flow
    let simulation = Simulation(of: scenario, seed: 1)
    let layout = RecordLayout(of: scenario, periods: simulation.periods)
    let record = try simulation.record(of: 0)
    return simulation.periods.map { record[layout.place(.joined, period: $0.index)] }
  }

  @Test func `a flow brings its number in every period`() throws {
    #expect(try joined(.perPeriod(17)) == Array(repeating: 17, count: 24))
  }

  @Test func `dated joins come in the period of their day`() throws {
    let flow = JoiningFlow.dated([
      DatedJoins(day: day(2022, 1, 1), joins: 5), DatedJoins(day: day(2022, 1, 31), joins: 6),
      DatedJoins(day: day(2022, 2, 1), joins: 7), DatedJoins(day: day(2025, 1, 1), joins: 99),
    ])
    #expect(try joined(flow, until: day(2022, 3, 31)) == [11, 7, 0])
  }

  @Test func `logistic growth has half of its limit on its middle day`() throws {
    let flow = JoiningFlow.logistic(
      LogisticGrowth(limit: 100_000, ratePerYear: 8, middle: day(2022, 12, 31)))
    let joins = try joined(flow)
    #expect(joins[..<12].reduce(0, +) == 50_000)
    // N(t) = L / (1 + e^(−8 t)) one year later and after the first month
    #expect(joins.reduce(0, +) == Int((100_000 / (1 + Double.exp(-8))).rounded()))
    #expect(joins[0] == Int((100_000 / (1 + Double.exp(8 * 334.0 / 365))).rounded()))
  }

  @Test func `Bass growth follows its closed form`() throws {
    let growth = BassGrowth(limit: 1_000_000, innovationPerYear: 0.03, imitationPerYear: 1.2)
    let joins = try joined(.bass(growth))
    let rest = Double.exp(-1.23 * 2)
    #expect(joins.reduce(0, +) == Int((1_000_000 * (1 - rest) / (1 + 40 * rest)).rounded()))
    #expect(joins.allSatisfy { $0 > 0 })
  }

  @Test func `each class of risk has its part of those who join, and its risk`() throws {
    var scenario = Scenario.oneYear(members: 1000, rate: 0.19, benefit: 100)
    scenario.membership.riskClasses = [
      RiskClass(name: "low", share: 0.75, risk: 0.5), RiskClass(name: "high", share: 0.25, risk: 3),
    ]
    let timetable = Timetable(of: scenario)
    #expect(timetable.cohorts.map(\.riskClass) == [0, 1])
    var parts = [0, 0]
    timetable.plans[0].joining.split(1000) { parts[$0] += $1 }
    #expect(parts == [750, 250])
    let chances = timetable.plans[0].slots[0].cover.probabilities
    #expect(abs(chances[0] - (1 - Double.pow(0.81, 0.5))) < 1e-14)
    #expect(abs(chances[1] - (1 - Double.pow(0.81, 3))) < 1e-14)
  }

  @Test func `a factor by time since joining holds from its day on, and then is the last`() {
    var scenario = Scenario.oneYear(members: 1000, rate: 0.19, benefit: 100)
    scenario.horizon = day(2023, 12, 31)
    scenario.calendar = SettlementCalendar(rule: .monthly)
    scenario.claims.durationFactors = [
      DurationFactor(days: 0, factor: 0.5), DurationFactor(days: 59, factor: 1),
      DurationFactor(days: 365, factor: 2),
    ]
    let timetable = Timetable(of: scenario)
    // The members of the launch: two months at one half, ten at one, then twice the hazard.
    let hazards = timetable.plans.map { plan -> Double in
      let slot = plan.slots.first { $0.number == 1 } ?? plan.slots[0]
      return -Double.log(1 - slot.cover.probabilities[0]) / -Double.log(0.81) * 365
        / Double(plan.period.length)
    }
    #expect(hazards[..<2].allSatisfy { abs($0 - 0.5) < 1e-12 })
    #expect(hazards[2..<12].allSatisfy { abs($0 - 1) < 1e-12 })
    #expect(hazards[12...].allSatisfy { abs($0 - 2) < 1e-12 })
    #expect(timetable.plans[13].slots.count == 1 + 12)
  }
}
