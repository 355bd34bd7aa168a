@testable import MutualAid

/// Small pools that each exercise one part of the model.
///
/// They are so small and so ill that every part shows within a few periods.
extension Scenario {
  /// A pool of a few hundred without ages: settled on the 28th, counted on the 21st, and running
  /// over the end of a year.
  static func small(_ name: String, members: [Int] = [240], months: Int = 6) -> Scenario {
    let launch = day(2019, 10, 20)
    let points = members.enumerated().map { number, members in
      MembershipPath.Point(day: launch.advanced(by: number * 50), members: members)
    }
    return Scenario(
      name: name, launch: launch,
      horizon: day(2019 + (9 + months) / 12, (9 + months) % 12 + 1, 28),
      calendar: SettlementCalendar(rule: .daysOfMonth([28]), publication: .daysOfMonth([21])),
      segments: [Segment(name: "all", incidence: RateTable(flat: 0.3))],
      membership: Membership(
        path: MembershipPath(points: points),
        mixes: [DatedMix(from: launch, parts: [.init(segment: 0, share: 1)])]),
      claims: ClaimRules(
        classes: [
          ClaimClass(name: "severe", share: .init(0.7), benefits: [.init(30_000_000)]),
          ClaimClass(name: "mild", share: .init(0.3), benefits: [.init(5_000_000)]),
        ],
        reporting: .exponential(mean: 12), processing: .days(6)),
      apportionment: ApportionmentRule(fee: Rate(millionths: 80_000), minimumShare: 1))
  }

  /// The same, changed.
  func with(_ change: (inout Scenario) -> Void) -> Scenario {
    var scenario = self
    change(&scenario)
    return scenario
  }

  /// The same with ages and sexes: joiners of some ages, a table that climbs steeply, and deaths.
  func aged(_ ages: [Int], upTo oldest: Int = 70, deaths: Bool = false) -> Scenario {
    with { scenario in
      let rates = (0...100).map { 0.1 + 0.005 * Double($0) }
      scenario.segments[0].incidence = RateTable(
        firstAge: 0, male: rates, female: rates.map { 0.6 * $0 })
      scenario.membership.ages = 0...oldest
      scenario.membership.mixes = [
        DatedMix(
          from: scenario.launch,
          parts: ages.flatMap { age in
            Sex.allCases.map { .init(segment: 0, age: age, sex: $0, share: $0 == .male ? 2 : 1) }
          })
      ]
      guard deaths else { return }
      let mortality = (0...100).map { 0.05 + 0.004 * Double($0) }
      scenario.membership.mortality = RateTable(
        firstAge: 0, male: mortality, female: mortality.map { 0.5 * $0 })
    }
  }

  /// The same with long periods, and an age from which men alone fall ill, where before it was women alone:
  /// so the days of a cohort's claims are not at all those of another's.
  func turning(at age: Int) -> Scenario {
    with { scenario in
      scenario.calendar = SettlementCalendar(rule: .everyDays(90), publication: .daysBefore(4))
      scenario.segments[0].incidence = RateTable(
        firstAge: 0, male: (0...100).map { $0 < age ? 0.02 : 0.7 },
        female: (0...100).map { $0 < age ? 0.7 : 0.02 })
      scenario.membership.ages = 0...70
      scenario.membership.mixes = [
        DatedMix(
          from: scenario.launch,
          parts: [age - 2, age - 1, age].flatMap { age in
            Sex.allCases.map { .init(segment: 0, age: age, sex: $0, share: 1) }
          })
      ]
      scenario.claims.reporting = .days(25)
    }
  }

  /// The same with a second segment, half as numerous and heavier.
  func inTwoSegments(_ sharing: ApportionmentRule.Sharing) -> Scenario {
    with { scenario in
      scenario.segments.append(
        Segment(
          name: "heavy", weight: 2_500_000, incidence: RateTable(flat: 0.15), incidenceFactor: 1.4))
      scenario.membership.mixes = [
        DatedMix(
          from: scenario.launch,
          parts: [.init(segment: 0, share: 2), .init(segment: 1, share: 1)])
      ]
      for kind in scenario.claims.classes.indices {
        scenario.claims.classes[kind].benefits.append(.init(11_000_001))
      }
      scenario.apportionment.sharing = sharing
    }
  }

  /// The same, shut down in its fourth month.
  func shut(
    paidBy tail: Shutdown.Tail, filing: Shutdown.FilingLimit? = .daysFromDiagnosis(25)
  ) -> Scenario {
    with {
      $0.shutdown = Shutdown(
        announced: day(2019, 12, 31), contributionsEnd: day(2020, 1, 28),
        coverEnds: Moment(day: day(2020, 2, 10), minute: 1080), filing: filing, tail: tail)
      $0.claims.reporting = .exponential(mean: 18)
    }
  }

  /// The same with a cap and a rule above it.
  func capped(
    perClaim: Int? = nil, perYear: [Int: Int] = [:], _ above: ApportionmentRule.AboveCap
  ) -> Scenario {
    with {
      $0.apportionment.capPerClaim = perClaim
      $0.apportionment.capPerYear = perYear
      $0.apportionment.aboveCap = above
      // One amount, so that which of two claims is older decides nothing that is reported.
      for kind in $0.claims.classes.indices {
        $0.claims.classes[kind].benefits = [.init(30_000_000)]
      }
    }
  }
}
