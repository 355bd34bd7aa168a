@testable import MutualAid

extension Scenario {
  /// The pool of `independent` with members who join by a flow and leave by choice, the more of them the
  /// more a share costs.
  static func lapsing(members: Int = 400) -> Scenario {
    var scenario = Scenario.independent(members: members)
    scenario.membership.flow = .dated([
      DatedJoins(day: scenario.launch, joins: members),
      DatedJoins(day: day(2022, 8, 1), joins: members / 3),
      DatedJoins(day: day(2023, 5, 1), joins: members / 7),
    ])
    scenario.membership.lapse = Lapse(
      perYear: AgeBands(0.3),
      response: .elasticity(Elasticity(power: 1.5, reference: 400)))
    return scenario
  }

  /// Pools that reach every way of drawing: few claims and many twins, several rows and segments, small
  /// cohorts and large ones, both costs that leaving answers to, and whole cohorts that leave.
  static let lapsingSamples: [Scenario] = {
    var rare = Scenario.lapsing(members: 30_000)
    rare.segments[0] = Segment(name: "all", incidence: RateTable(flat: 0.004))
    rare.membership.lapse?.response = .elasticity(
      Elasticity(power: 2, reference: 60, cost: .last12Months))

    var ages = Scenario.lapsing(members: 3_000)
    ages.segments = [
      Segment(
        name: "all",
        incidence: RateTable(
          firstAge: 0, male: (0...90).map { 0.004 + 0.001 * Double($0) },
          female: (0...90).map { 0.01 + 0.0002 * Double($0) }))
    ]
    ages.membership.mixes = [
      DatedMix(
        from: ages.launch,
        parts: [
          .init(segment: 0, age: 20, sex: .male, share: 0.5),
          .init(segment: 0, age: 60, sex: .female, share: 0.5),
        ])
    ]
    ages.membership.ages = 0...90
    ages.membership.waiting.coversAccidents = true
    ages.claims.classes[0].isAccident = true
    ages.membership.riskClasses = [
      RiskClass(name: "low", share: 0.7, risk: 0.8, elasticity: 2.5),
      RiskClass(name: "high", share: 0.3, risk: 1.6),
    ]
    ages.apportionment.capPerClaim = 4
    ages.apportionment.aboveCap = .proRata

    var weighted = Scenario.weightedIndependent
    weighted.membership.flow = .perPeriod(90)
    weighted.membership.lapse = Lapse(
      perYear: AgeBands(0.6), response: .elasticity(Elasticity(power: 0.7, reference: 900)))

    var willing = Scenario.lapsing(members: 500)
    willing.horizon = day(2025, 12, 31)
    willing.membership.lapse = Lapse(perYear: AgeBands(0.1), response: .willingness(1.1))
    willing.segments = [
      Segment(name: "low", incidence: RateTable(flat: 0.2)),
      Segment(name: "high", incidence: RateTable(flat: 0.25)),
    ]
    willing.claims.classes = [
      ClaimClass(name: "severe", share: .init(0.4), benefits: [.init(12_500), .init(12_500)]),
      ClaimClass(name: "mild", share: .init(0.6), benefits: [.init(2_500), .init(2_500)]),
    ]
    willing.membership.mixes = [
      DatedMix(
        from: willing.launch,
        parts: [.init(segment: 0, share: 0.5), .init(segment: 1, share: 0.5)])
    ]
    return [.lapsing(), rare, ages, weighted, willing, .lapsing(members: 6)]
  }()
}
