@testable import MutualAid

extension Scenario {
  /// The parts that the engine simulates, one small pool each.
  static let simulatedParts: [Scenario] = [
    .small("a path that rises and falls", members: [150, 300, 180]),
    .small("a waiting period, and accidents in it", members: [150, 300]).with {
      $0.membership.waiting = WaitingPeriod(days: 45, coversAccidents: true)
      $0.claims.classes[1].isAccident = true
    },
    .small("a waiting period without pay", members: [150, 300, 200]).with {
      $0.membership.waiting = WaitingPeriod(days: 30, pays: false)
    },
    .small("birthdays at which the benefit changes", months: 8).aged([38, 39, 40]).with {
      $0.claims.classes[0].benefits = [
        .init(bands: [
          .init(from: 0, to: 39, value: 30_000_000), .init(from: 40, to: 90, value: 10_000_000),
        ])
      ]
      $0.claims.classes[0].share = .init(bands: [
        .init(from: 0, to: 39, value: 0.4), .init(from: 40, to: 90, value: 0.8),
      ])
      $0.claims.classes[1].share = .init(bands: [
        .init(from: 0, to: 39, value: 0.6), .init(from: 40, to: 90, value: 0.2),
      ])
    },
    .small("hazards that come and go with a birthday", months: 12).turning(at: 40),
    .small("an upper age", members: [240, 300], months: 8).aged([57, 58, 59], upTo: 59),
    .small("deaths", members: [200, 300, 220], months: 7).aged([20, 45, 66], deaths: true),
    .small("two segments of unequal weight").inTwoSegments(.weighted),
    .small("two segments that share equally", members: [100, 300]).inTwoSegments(.equal),
    .small("long delays", months: 8).with {
      $0.claims.reporting = .gamma(mean: 35, cv: 0.8)
      $0.claims.processing = .lognormal(mean: 20, cv: 1.2)
    },
    .small("delays by table", months: 7).with {
      $0.claims.reporting = .table([
        .init(days: 0, weight: 1), .init(days: 17, weight: 2), .init(days: 64, weight: 1),
      ])
      $0.claims.processing = .weibull(mean: 11, cv: 0.7)
    },
    .small("factors by date").with {
      $0.claims.calendar = [
        CalendarFactor(from: day(2019, 11, 10), to: day(2019, 12, 5), factor: 2.5),
        CalendarFactor(from: day(2019, 12, 1), to: day(2020, 1, 31), factor: 0.4),
      ]
      $0.calendar = SettlementCalendar(rule: .everyDays(33), publication: .daysBefore(4))
    },
    .small("claimants who stay", members: [200, 300, 150]).aged([30, 60], deaths: true).with {
      $0.membership.claimants = .stay
    },
    .small("a cap per claim, above it the platform", members: [150, 300])
      .capped(perClaim: 110_000, .platform),
    .small("a cap per claim, above it cuts", members: [150, 300])
      .capped(perClaim: 110_000, .proRata),
    .small("a cap per claim, above it a queue", members: [150, 300])
      .capped(perClaim: 110_000, .carry),
    .small("a cap per year, above it the platform", members: [150, 250])
      .capped(perYear: [2019: 900_000, 2020: 1_700_000], .platform),
    .small("a cap per year, above it cuts", members: [150, 250])
      .capped(perYear: [2019: 900_000, 2020: 1_700_000], .proRata),
    .small("a cap per year, above it a queue", members: [150, 250])
      .capped(perYear: [2019: 900_000, 2020: 1_700_000], .carry),
    .small("a shutdown, its tail paid by the platform", months: 8).shut(paidBy: .platform),
    .small("a shutdown, its tail paid by members", months: 8).shut(paidBy: .members),
    .small("a shutdown, its tail paid by members under caps", months: 8)
      .shut(paidBy: .members).with {
        $0.apportionment.capPerClaim = 110_000
        $0.apportionment.capPerYear = [2020: 1_500_000]
      },
    .small("a shutdown, its tail paid by nobody", months: 8)
      .shut(paidBy: .nobody, filing: .date(day(2020, 2, 20))),
    .small("a shutdown of a pool with everything on", members: [150, 300, 200], months: 8)
      .aged([38, 39, 58, 59], upTo: 59, deaths: true).inTwoSegments(.weighted)
      .shut(paidBy: .platform).with {
        $0.membership.waiting = WaitingPeriod(days: 40, coversAccidents: true)
        $0.claims.classes[1].isAccident = true
        $0.segments[1].incidence = $0.segments[0].incidence
        $0.membership.mixes[0] = DatedMix(
          from: $0.launch,
          parts: [38, 39, 58, 59].flatMap { age in
            [
              .init(segment: 0, age: age, sex: .male, share: 2),
              .init(segment: 1, age: age, sex: .female, share: 1),
            ]
          })
      },
  ]
}
