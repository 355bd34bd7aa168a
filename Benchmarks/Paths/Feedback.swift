import MutualAid

/// A closed pool whose members leave the faster, the more the last settlement cost.
enum Feedback {
  /// The scenario with all members of its path's first day joining then, and nobody later.
  static func closed(_ scenario: Scenario) -> Scenario {
    var closed = scenario
    closed.membership.flow = .dated([
      DatedJoins(day: scenario.launch, joins: scenario.membership.path.points[0].members)
    ])
    return closed
  }

  /// The same with one in ten leaving a year at a share of 5 yuan, and in proportion to the share.
  static func lapsing(_ scenario: Scenario) -> Scenario {
    var lapsing = closed(scenario)
    lapsing.membership.lapse = Lapse(
      perYear: AgeBands(0.1), response: .elasticity(Elasticity(power: 1, reference: 500)))
    return lapsing
  }
}
