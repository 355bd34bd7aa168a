@testable import MutualAid

/// A day of the calendar, for tests.
func day(_ year: Int, _ month: Int, _ day: Int) -> Day {
  Day(year: year, month: month, dayOrLast: day)
}

extension Scenario {
  /// A pool without ages, of one year and one settlement: K ~ Bin(n, q), and claimants pay too.
  static func oneYear(
    members: Int, rate: Double, benefit: Int, fee: Rate = Rate(millionths: 80_000)
  ) -> Scenario {
    Scenario(
      name: "One year", launch: day(2022, 1, 1), horizon: day(2022, 12, 31),
      calendar: SettlementCalendar(rule: .yearly),
      segments: [Segment(name: "all", incidence: RateTable(flat: rate))],
      membership: Membership(
        path: MembershipPath(points: [.init(day: day(2022, 1, 1), members: members)]),
        mixes: [DatedMix(from: day(2022, 1, 1), parts: [.init(segment: 0, share: 1)])],
        claimants: .stay),
      claims: ClaimRules(
        classes: [ClaimClass(name: "illness", share: .init(1), benefits: [.init(benefit)])]),
      apportionment: ApportionmentRule(fee: fee))
  }

  /// A small pool with everything on: ages, waiting, deaths, delays, classes, caps, a shutdown.
  static func living(members: Int = 20_000, factor: Double = 3) -> Scenario {
    let rates = (0...80).map { 0.0005 + 0.00004 * Double($0) }
    let deaths = (0...80).map { 0.0004 + 0.00003 * Double($0) }
    let parts = [8, 39, 59].flatMap { age in
      Sex.allCases.map { DatedMix.Part(segment: 0, age: age, sex: $0, share: 1) }
    }
    return Scenario(
      name: "Living", launch: day(2019, 3, 10), horizon: day(2020, 12, 31),
      calendar: SettlementCalendar(
        rule: .daysOfMonth([28]), publication: .daysOfMonth([21])),
      segments: [
        Segment(
          name: "all", incidence: RateTable(firstAge: 0, male: rates, female: rates.reversed()),
          incidenceFactor: factor)
      ],
      membership: Membership(
        path: MembershipPath(points: [
          .init(day: day(2019, 3, 10), members: members / 4),
          .init(day: day(2019, 11, 1), members: members),
          .init(day: day(2020, 6, 1), members: members * 3 / 4),
        ]),
        mixes: [DatedMix(from: day(2019, 3, 10), parts: parts)], ages: 0...59,
        waiting: WaitingPeriod(days: 40, coversAccidents: true),
        mortality: RateTable(firstAge: 0, male: deaths, female: deaths)),
      claims: ClaimRules(
        classes: [
          ClaimClass(
            name: "severe", share: .init(0.8),
            benefits: [
              .init(bands: [
                .init(from: 0, to: 39, value: 30_000_000),
                .init(from: 40, to: 59, value: 10_000_000),
              ])
            ]),
          ClaimClass(
            name: "accident", share: .init(0.2), benefits: [.init(5_000_000)], isAccident: true),
        ],
        reporting: .gamma(mean: 20, cv: 1), processing: .days(12)),
      apportionment: ApportionmentRule(fee: Rate(millionths: 80_000), minimumShare: 1),
      shutdown: Shutdown(
        announced: day(2020, 6, 14), contributionsEnd: day(2020, 7, 1),
        coverEnds: Moment(day: day(2020, 7, 20), minute: 1080),
        filing: .daysFromDiagnosis(60), tail: .platform))
  }
}
