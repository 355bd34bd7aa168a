import MutualAid
import Probability
import Reports

/// Outcomes made by hand, small enough to check by eye.
enum SampleOutcomes {
  /// A tally of outcomes.
  static func tally(_ values: [Int]) -> Tally {
    var tally = Tally()
    for value in values { tally.add(value) }
    return tally
  }

  static func day(_ year: Int, _ month: Int, _ day: Int) -> Day {
    guard let day = Day(year: year, month: month, day: day) else {
      preconditionFailure("no such date")
    }
    return day
  }

  /// A pool of one segment, or of the named ones, that settles at the end of each month.
  static func scenario(
    name: String = "Village pool", months: Int = 3, segments: [String] = ["main"],
    shutdown: Shutdown? = nil, observations: [Observation] = [], provenance: [Provenance] = []
  ) -> Scenario {
    let launch = day(2020, 1, 1)
    return Scenario(
      name: name, launch: launch,
      horizon: day(2020 + (months - 1) / 12, (months - 1) % 12 + 1, 28).advanced(by: 3),
      calendar: SettlementCalendar(rule: .monthly, publication: .daysBefore(7)),
      segments: segments.map { Segment(name: $0, incidence: RateTable(flat: 0.001)) },
      membership: Membership(
        path: MembershipPath(points: [.init(day: launch, members: 1000)]),
        mixes: [DatedMix(from: launch, parts: [.init(segment: 0, share: 1)])]),
      claims: ClaimRules(classes: []),
      apportionment: ApportionmentRule(capPerYear: [2020: 18_800]),
      shutdown: shutdown, observations: observations, provenance: provenance)
  }

  /// An outcome whose measures have values by a rule, the same at every call.
  static func outcome(
    _ scenario: Scenario, replications: Int = 20, seed: UInt64 = 7,
    value: (Measure, Int) -> Int = SampleOutcomes.value
  ) -> Outcome {
    let periods = scenario.periods
    let segments = scenario.segments.indices
    var measures: [Measure] = []
    for period in periods {
      measures += segments.map { Measure(.share, .period(period.index), segment: $0) }
      measures += ofPeriods.map { Measure($0, .period(period.index)) }
    }
    for year in Set(periods.map(\.year)).sorted() {
      measures += segments.map { Measure(.yearCost, .year(year), segment: $0) }
    }
    if scenario.shutdown != nil {
      measures += ofShutdown.map { Measure($0, .run) }
      measures += segments.map { Measure(.lastShare, .run, segment: $0) }
    }
    return Outcome(
      scenario: scenario, periods: periods, seed: seed, replications: replications,
      measures: measures,
      tallies: measures.map { measure in tally((0..<replications).map { value(measure, $0) }) })
  }

  private static let ofPeriods: [Measure.Quantity] = [
    .members, .joined, .died, .left, .agedOut, .diagnosed, .cases, .benefits, .fee, .contributions,
    .platform, .surplus, .incurredNotReported, .reportedNotSettled, .capBinds,
  ]
  private static let ofShutdown: [Measure.Quantity] = [
    .leftWithoutCover, .expectedClaims, .expectedBenefits, .tailCases, .tailBenefits,
    .tailPlatform, .tailLastPeriods, .closingCost, .tailContributions, .lostLate, .lostUnpaid,
    .lostRights, .cutClaims, .benefitsUnpaid, .tailPaidPart, .openAtHorizon,
  ]

  /// Numbers that look like a pool's, without chance.
  static func value(of measure: Measure, in replication: Int) -> Int {
    let segment = measure.segment ?? 0
    let wave = (replication * 7 + 3) % 20  // 0...19, each once in 20 replications
    let time =
      switch measure.scope {
      case .period(let index): index
      case .year(let year): year - 2020
      case .run: 0
      }
    switch measure.quantity {
    case .share: return 2790 + 150 * time + 10 * wave + 1000 * segment
    case .yearCost: return 17_900 + 2_000 * time + 100 * wave + 6_000 * segment
    case .members: return 1_000_000 - 1_500 * time
    case .joined, .left, .agedOut, .lapsed, .expelled: return 1_200 + time
    case .systemicFactor: return 1_000_000 + wave
    case .died: return 40 + wave / 4
    case .diagnosed, .cases: return 130 + 3 * time + wave
    case .benefits, .contributions: return (130 + 3 * time + wave) * 10_000_000
    case .fee: return (130 + 3 * time + wave) * 800_000
    case .platform, .tailContributions, .replaced, .replacementCost, .refunds: return 0
    case .surplus: return 500_000 + 10_000 * wave
    case .incurredNotReported, .reportedNotSettled: return 200 + 5 * time + wave
    case .refused, .lostRights, .cutClaims: return 0
    case .fund, .qard, .wakala, .benefitsCut, .fundShort, .everShort: return 0
    case .float, .deposits, .topUps, .tailFloat, .balanceRefunds, .floatKept, .floatLost: return 0
    case .shut, .shutByFloor, .shutByCeiling, .shutByRegulator, .shutByDefault:
      return wave < 3 ? 1 : 0
    case .expectedClaims: return 1_900
    case .expectedBenefits: return 1_900 * 10_000_000
    case .tailLastPeriods: return (130 + wave) * 10_000_000
    case .capBinds: return wave == 0 ? 1 : 0
    case .leftWithoutCover: return 995_500
    case .tailCases: return 390 + wave
    case .tailBenefits, .tailPlatform, .closingCost: return (390 + wave) * 10_000_000
    case .lastShare: return 0
    case .lostLate, .lostUnpaid, .openAtHorizon: return wave / 5
    case .benefitsUnpaid: return wave / 5 * 10_000_000
    case .tailPaidPart: return 1_000_000 - 2_500 * (wave / 5)
    }
  }

  /// A pool that ends, with published figures of every kind and one without a simulated figure.
  static let village = outcome(
    scenario(
      name: "Village pool 村",
      shutdown: Shutdown(
        announced: day(2020, 3, 1), contributionsEnd: day(2020, 3, 1),
        coverEnds: .end(of: day(2020, 3, 31)), filing: .daysFromDiagnosis(180), tail: .platform),
      observations: [
        Observation(
          quantity: .share, day: day(2020, 2, 29), segment: nil, value: 2_950,
          source: "notice of the second settlement"),
        Observation(
          quantity: .yearCost, day: day(2020, 12, 31), segment: nil, value: 19_000,
          source: "yearly report, page 3"),
        Observation(
          quantity: .members, day: day(2020, 1, 31), segment: nil, value: 1_001_000,
          source: "notice, \"first\""),
        Observation(
          quantity: .cases, day: day(2020, 2, 14), segment: nil, value: 12,
          source: "a day without settlement"),
      ],
      provenance: [
        Provenance(key: "members.path", kind: .source, text: "village office"),
        Provenance(
          key: "claims.incidence", kind: .assumed,
          text: "nobody counted; set so that the first year comes out at what the office remembers"),
      ]))

  /// A pool of two plans over more than a year.
  static let plans = outcome(
    scenario(name: "Two plans", months: 14, segments: ["adults", "elders, 60+"]))

  /// A manifest like that of a run.
  static let manifest = Manifest(
    programVersion: "0.0.0", scenarioText: "fentan: 1\nname: \"<b>\"\n",
    scenarioHash: Fingerprint.of("scenario"), seed: 7, replications: 20, threads: 2,
    machine: "test", wallSeconds: 1.5, peakMemoryBytes: 1_000_000,
    commandLine: ["fentan", "run", "a pool.yaml"])
}
