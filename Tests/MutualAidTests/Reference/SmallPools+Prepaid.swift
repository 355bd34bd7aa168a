@testable import MutualAid

extension Scenario {
  /// Pools whose members pay from balances.
  static let prepaidParts: [Scenario] = [
    .small("balances that all top up", members: [150, 300, 200]).prepaid(),
    .small("balances that some do not top up", members: [150, 300], months: 8)
      .aged([38, 39, 58, 59], upTo: 59, deaths: true).prepaid(topUp: 0.6).with {
        $0.membership.lapse = Lapse(perYear: .init(0.3))
        $0.claims.classes[0].approval = [0.7]
      },
    .small("balances in two segments under a cap per year", members: [150, 250])
      .inTwoSegments(.weighted).prepaid(topUp: 0.8, .proRata).with {
        $0.apportionment.capPerYear = [2019: 900_000, 2020: 1_700_000]
      },
    .small("balances that are too small, and a queue", members: [150, 300])
      .capped(perClaim: 110_000, .carry).prepaid(deposit: 300_000, topUp: 0.9, .carry),
    .small("balances given back in part, the tail paid by the platform", months: 8)
      .shut(paidBy: .platform).prepaid(topUp: 0.7)
      .refunding(.fractionOfBalances(Rate(millionths: 412_345))),
    .small("balances kept, the tail paid by members", months: 8)
      .shut(paidBy: .members).prepaid(deposit: 500_000).refunding(.none),
    .small("balances given back, the tail paid by members", members: [200, 300], months: 9)
      .aged([38, 39, 58, 59], upTo: 59, deaths: true).shut(paidBy: .members)
      .prepaid(deposit: 500_000, topUp: 0.5).refunding(.balances),
    .small("balances given back later, the tail paid by nobody", months: 8)
      .shut(paidBy: .nobody, filing: .date(day(2020, 2, 20))).prepaid()
      .refunding(.fractionOfBalances(Rate(millionths: 900_000))).with {
        $0.shutdown?.refundDate = day(2020, 3, 3)
      },
    .small("balances of claimants who stay", members: [200, 300, 150])
      .aged([30, 60], deaths: true).prepaid(topUp: 0.5).with {
        $0.membership.claimants = .stay
      },
  ]

  /// The same, paid from balances.
  func prepaid(
    deposit: Int = 1_200_000, topUp: Double = 1, _ above: ApportionmentRule.AboveCap = .proRata
  ) -> Scenario {
    with {
      $0.funding = .prepaid(PrepaidRule(deposit: deposit, minimum: deposit / 2, topUp: topUp))
      $0.apportionment.aboveCap = above
    }
  }

  /// The same with refunds at its shutdown.
  func refunding(_ rule: RefundRule) -> Scenario { with { $0.shutdown?.refunds = rule } }
}
