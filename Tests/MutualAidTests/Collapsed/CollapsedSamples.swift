@testable import MutualAid

extension Scenario {
  /// A pool whose settlements are independent: it grows, has two classes, a waiting period, and a fee
  /// and shares that need rounding.
  static func independent(members: Int = 400) -> Scenario {
    var scenario = Scenario.oneYear(
      members: members, rate: 0.2, benefit: 12_500, fee: Rate(millionths: 73_100))
    scenario.horizon = day(2023, 12, 31)
    scenario.calendar = SettlementCalendar(rule: .quarterly)
    scenario.membership.waiting = WaitingPeriod(days: 30)
    scenario.membership.path = MembershipPath(points: [
      .init(day: day(2022, 1, 1), members: members),
      .init(day: day(2022, 12, 31), members: members + 37),
    ])
    scenario.claims.classes = [
      ClaimClass(name: "severe", share: .init(0.4), benefits: [.init(12_500)]),
      ClaimClass(name: "mild", share: .init(0.6), benefits: [.init(2_500)]),
    ]
    return scenario
  }

  /// The same with two segments of different weight and risk.
  static var weightedIndependent: Scenario {
    var scenario = Scenario.independent()
    scenario.segments = [
      Segment(name: "young", incidence: RateTable(flat: 0.1)),
      Segment(name: "old", weight: 2_700_000, incidence: RateTable(flat: 0.5)),
    ]
    scenario.membership.mixes = [
      DatedMix(
        from: scenario.launch,
        parts: [.init(segment: 0, share: 0.6), .init(segment: 1, share: 0.4)])
    ]
    scenario.claims.classes = [
      ClaimClass(name: "severe", share: .init(0.4), benefits: [.init(12_500), .init(7_500)]),
      ClaimClass(name: "mild", share: .init(0.6), benefits: [.init(2_500), .init(5_000)]),
    ]
    scenario.apportionment.sharing = .weighted
    return scenario
  }
}
