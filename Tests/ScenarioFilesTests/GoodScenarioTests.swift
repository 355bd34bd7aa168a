import MutualAid
import ScenarioFiles
import Testing

struct GoodScenarioTests {
  /// A pool that uses nearly every setting, in the manner of Xiang Hu Bao.
  static let whole = """
    # yaml-language-server: $schema=scenario-1.json
    fentan: 1
    name: 相互宝 main plan
    description: |
      A pool with every section.
    currency: CNY
    time_zone: Asia/Shanghai
    launch: 2018-10-16
    horizon: 2022-07-31
    settlement: { days: [14, 28], publication: [7, 21] }
    segments: { standard: { weight: 1 }, entry: { weight: 0.5 } }
    members:
      path: { file: members.csv, source: platform reports }
      ages: 0..59
      mix: { file: mix.csv, assumed: age bands of 2018 and 2019 }
      waiting: { days: 90, accidents: covered, pays: no }
      deaths: { table: CL-2010-2013/health, factor: 0.9 }
      claimants: stay
    claims:
      incidence: { table: CI-2020/28-diseases, factor: 0.42, assumed: so that 2020 comes out }
      segment_factors: { entry: 1.5 }
      calendar:
        - { from: 2020-02-01, to: 2020-04-30, factor: 0.6 }
        - { from: 2021-01-01, to: 2021-12-31, factor: 1.1 }
      classes:
        critical:
          share: { 0..39: 0.9, 40..59: 0.8 }
          benefit: { 0..39: 300000, 40..59: 100000 }
        mild:
          share: { 0..39: 0.08, 40..59: 0.18 }
          benefit: { segments: { standard: 50000, entry: { 0..39: 25000, 40..59: 12500.05 } } }
        accident: { share: 0.02, benefit: 100000, accident: yes }
      reporting: { delay: { law: gamma, mean: 60 days, cv: 1.2 } }
      processing: { delay: { table: [{ days: 20, weight: 1 }, { days: 40, weight: 3 }] } }
    apportionment:
      share: weighted
      fee: 0.08
      minimum: 0.01
      cap_per_claim: 0.10
      cap_per_year: { 2019: 188, 2020: 188.5 }
      above_cap: pro_rata
    funding: postpaid
    shutdown:
      announced: 2021-12-28
      cover_ends: 2022-01-28T18:30
      file_within: 180 days of diagnosis
      tail: members
      refunds: none
    observed: { file: observed.csv }

    """

  static let files = [
    "members.csv":
      "date,members,source\n2018-10-16,330000,day 1\n2018-11-27,20000000,\"day, 41\"\n",
    "mix.csv": """
    from,segment,sex,age_from,age_to,share
    ,standard,male,20,21,0.5
    ,entry,female,30,30,0.5
    2020-01-01,standard,,40,40,1
    """,
    "observed.csv": """
    quantity,date,segment,value,source
    share,2020-12-28,entry,4.5,report
    year_cost,2020-12-31,,90.56,"report, 2021"
    members,2020-12-28,,102190000,press
    """,
  ]

  static func document() throws -> ScenarioDocument { try read(whole, files: files) }

  @Test func `dates, calendar and segments have the written values`() throws {
    let scenario = try Self.document().scenario
    #expect(scenario.name == "相互宝 main plan")
    #expect(scenario.currency == .yuan)
    #expect(scenario.launch == Day(year: 2018, month: 10, day: 16))
    #expect(scenario.horizon == Day(year: 2022, month: 7, day: 31))
    #expect(
      scenario.calendar
        == SettlementCalendar(rule: .daysOfMonth([14, 28]), publication: .daysOfMonth([7, 21])))
    #expect(scenario.segments.map(\.name) == ["standard", "entry"])
    #expect(scenario.segments.map(\.weight) == [1_000_000, 500_000])
    #expect(scenario.segments.map(\.incidenceFactor) == [0.42, 0.42 * 1.5])
    #expect(scenario.segments[0].incidence.ages == 0...105)
  }

  @Test func `the membership has the written values`() throws {
    let membership = try Self.document().scenario.membership
    #expect(membership.path.points.map(\.members) == [330_000, 20_000_000])
    #expect(membership.ages == 0...59)
    #expect(membership.waiting == WaitingPeriod(days: 90, coversAccidents: true, pays: false))
    #expect(membership.mortality?.rate(age: 0, sex: .male) == 0.000867)
    #expect(membership.mortalityFactor == 0.9)
    #expect(membership.claimants == .stay)
    #expect(membership.mixes.map(\.from.description) == ["2018-10-16", "2020-01-01"])
    #expect(
      membership.mixes[0].parts == [
        .init(segment: 0, age: 20, sex: .male, share: 0.25),
        .init(segment: 0, age: 21, sex: .male, share: 0.25),
        .init(segment: 1, age: 30, sex: .female, share: 0.5),
      ])
    #expect(
      membership.mixes[1].parts == [
        .init(segment: 0, age: 40, sex: .male, share: 0.5),
        .init(segment: 0, age: 40, sex: .female, share: 0.5),
      ])
  }

  @Test func `the claims have the written values`() throws {
    let claims = try Self.document().scenario.claims
    #expect(claims.calendar.map(\.factor) == [0.6, 1.1])
    #expect(claims.classes.map(\.name) == ["critical", "mild", "accident"])
    #expect(claims.classes.map(\.isAccident) == [false, false, true])
    #expect([39, 40].map { claims.classes[0].share[$0] } == [0.9, 0.8])
    #expect([39, 40].map { claims.classes[0].benefits[1][$0] } == [30_000_000, 10_000_000])
    #expect(claims.classes[1].benefits.map { $0[50] } == [5_000_000, 1_250_005])
    #expect(claims.reporting == .gamma(mean: 60, cv: 1.2))
    #expect(
      claims.processing
        == .table([DelayWeight(days: 20, weight: 1), DelayWeight(days: 40, weight: 3)]))
  }

  @Test func `money and shutdown have the written values`() throws {
    let scenario = try Self.document().scenario
    #expect(
      scenario.apportionment
        == ApportionmentRule(
          sharing: .weighted, fee: Rate(millionths: 80_000), minimumShare: 1, capPerClaim: 10,
          capPerYear: [2019: 18_800, 2020: 18_850], aboveCap: .proRata))
    let announced = try #require(Day(year: 2021, month: 12, day: 28))
    let ends = try #require(Day(year: 2022, month: 1, day: 28))
    #expect(
      scenario.shutdown
        == Shutdown(
          announced: announced, contributionsEnd: announced,
          coverEnds: Moment(day: ends, minute: 18 * 60 + 30), filing: .daysFromDiagnosis(180),
          tail: .members))
    #expect(scenario.observations.map(\.value) == [450, 9056, 102_190_000])
    #expect(scenario.observations.map(\.segment) == ["entry", nil, nil])
    #expect(scenario.observations[1].source == "report, 2021")
  }

  @Test func `a budget and replacement cover have the written values`() throws {
    let text = smallPool + Self.end(tail: "platform") + "  budget: 1000000.5\n"
    let offered = text + "  replacement: { offered: yes, taken: 0.16, price: 12.50 }\n"
    let document = try read(offered)
    let shutdown = try #require(document.scenario.shutdown)
    #expect(shutdown.budget == 100_000_050)
    #expect(
      shutdown.replacement == ReplacementCover(price: 1250, taken: Rate(millionths: 160_000)))
    #expect(shutdown.refunds == .none)
    #expect(
      try read(text + "  refunds: all_shares\n").scenario.shutdown?.refunds == .allPastShares)
    let none = try read(text + "  replacement: { offered: no, taken: 0.16 }\n").scenario.shutdown
    #expect(none?.replacement == nil)
  }

  @Test func `refunds have a date`() throws {
    let text = smallPool + Self.end(tail: "platform") + "  refunds: all_shares\n"
    #expect(try read(text).scenario.shutdown?.refundDate == nil)
    let dated = try read(text + "  refund_date: 2022-02-05\n").scenario.shutdown
    #expect(dated?.refundDate == Day(year: 2022, month: 2, day: 5))
  }

  @Test func `triggers have the written values, with a date or without one`() throws {
    let triggers = """
        triggers: { members_below: 5000, grace: 3 months, share_above: 9.50, rate_per_year: 0.02,
          platform_default_per_year: 0.01, contributions_end_after: 2 days, cover_ends_after: 30 days,
          refund_after: 40 days }
        file_within: 180 days of diagnosis
        refunds: all_shares

      """
    let alone = try read(smallPool + "shutdown:\n  tail: members\n" + triggers).scenario
    #expect(alone.shutdown == nil)
    let terms = ShutdownTriggers.Terms(
      contributionsEndAfter: 2, coverEndsAfter: 30, filing: .daysFromDiagnosis(180),
      tail: .members, refunds: .allPastShares, refundsAfter: 40)
    let expected = ShutdownTriggers(
      floor: .init(members: 5000, graceMonths: 3), ceiling: 950, regulatorPerYear: 0.02,
      defaultPerYear: 0.01, terms: terms)
    #expect(alone.triggers == expected)
    let both = try read(smallPool + Self.end(tail: "members") + triggers).scenario
    #expect(both.triggers == expected)
    #expect(both.shutdown?.filing == .daysFromDiagnosis(180))
    let short = "shutdown:\n  tail: nobody\n  triggers: { share_above: 1, file_until: 7 days }\n"
    let filed = try read(smallPool + short).scenario.triggers
    #expect(
      filed
        == ShutdownTriggers(
          ceiling: 100, terms: .init(filing: .daysFromAnnouncement(7), tail: .nobody)))
    #expect(try read(smallPool + Self.end(tail: "members")).scenario.triggers == nil)
  }

  private static func end(tail: String) -> String {
    "shutdown:\n  announced: 2021-12-28\n  cover_ends: 2022-01-28\n  tail: \(tail)\n"
  }

  @Test func `sources and assumptions are kept with their paths`() throws {
    let provenance = try Self.document().scenario.provenance
    #expect(
      provenance == [
        Provenance(key: "members.path", kind: .source, text: "platform reports"),
        Provenance(key: "members.path", kind: .source, text: "day 1"),
        Provenance(key: "members.path", kind: .source, text: "day, 41"),
        Provenance(key: "members.mix", kind: .assumed, text: "age bands of 2018 and 2019"),
        Provenance(key: "claims.incidence", kind: .assumed, text: "so that 2020 comes out"),
      ])
  }

  @Test func `what is not written has its default, marked as such`() throws {
    let document = try read(smallPool)
    let scenario = document.scenario
    #expect(scenario.segments.map(\.name) == ["all"])
    #expect(scenario.membership.waiting == WaitingPeriod())
    #expect(scenario.membership.mortality == nil)
    #expect(scenario.claims.reporting == .days(0))
    #expect(scenario.shutdown == nil)
    let currency = document.entries.first { $0.keyPath == "currency" }
    #expect(currency?.value == "CNY")
    #expect(currency?.origin == .standard)
    let fee = document.entries.first { $0.keyPath == "apportionment.fee" }
    #expect(fee?.value == "0.08")
    #expect(fee?.origin == .file("pool.yaml", line: 15))
  }

  @Test func `a pool without ages has one cell`() throws {
    let text = """
      fentan: 1
      name: Ten thousand alike
      launch: 2020-01-01
      horizon: 2020-12-31
      settlement: { every: year }
      members: { path: 10000, claimants: stay }
      claims: { incidence: { per_year: 0.001 }, classes: { any: { benefit: 300000 } } }
      apportionment: { fee: 0.08 }
      """
    let scenario = try read(text).scenario
    #expect(scenario.membership.mixes.map(\.parts) == [[.init(segment: 0, share: 1)]])
    #expect(scenario.membership.ages == nil)
    #expect(scenario.segments[0].incidence == RateTable(flat: 0.001))
    #expect(scenario.claims.classes[0].share[50] == 1)
    #expect(scenario.periods.count == 1)
  }

  @Test func `two segments can have rates of their own`() throws {
    let text = """
      fentan: 1
      name: Young and old
      launch: 2020-01-01
      horizon: 2020-12-31
      settlement: { every: 30 days, publication: 3 days before }
      segments: { young: {}, old: {} }
      members:
        path: [{ date: 2020-01-01, members: 10000, source: report }]
        mix: { parts: [{ segment: young, share: 0.6 }, { segment: old, share: 0.4 }] }
      claims:
        incidence: { per_year: { young: 0.0005, old: 0.004 } }
        classes: { any: { benefit: { segments: { young: 300000, old: 100000 } } } }
      apportionment: { fee: 0, cap_per_year: 100, above_cap: carry }
      """
    let scenario = try read(text).scenario
    #expect(scenario.segments.map { $0.incidence.male } == [[0.0005], [0.004]])
    #expect(scenario.membership.mixes[0].parts.map(\.share) == [0.6, 0.4])
    #expect(scenario.claims.classes[0].benefits.map { $0[40] } == [30_000_000, 10_000_000])
    #expect(scenario.apportionment.capPerYear == [2020: 10_000])
    #expect(
      scenario.calendar == SettlementCalendar(rule: .everyDays(30), publication: .daysBefore(3)))
    let missing = text.replacing("young: 0.0005, ", with: "")
    #expect(
      problems(missing) == [
        "pool.yaml:11:26: claims.incidence.per_year.young: is missing; "
          + "expected a value for this segment"
      ])
  }

  @Test func `JSON is read with the same keys`() throws {
    let json = """
      {
        "fentan": 1,
        "name": "Small pool",
        "launch": "2020-01-01", "horizon": "2022-12-31",
        "settlement": { "every": "month" },
        "members": { "path": 10000, "ages": "20..59", "mix": { "20..39": 0.5, "40..59": 0.5 } },
        "claims": {
          "incidence": { "table": "CI-2020/28-diseases" },
          "classes": {
            "severe": { "share": 0.9, "benefit": 300000 },
            "mild": { "share": 0.1, "benefit": 50000, "accident": false }
          }
        },
        "apportionment": { "fee": 8e-2 }
      }
      """
    #expect(
      problems(json) == [
        "pool.yaml:14:29: apportionment.fee: expected a fraction from 0 to 1 with at most 6 "
          + "decimals, but found 8e-2"
      ])
    let right = json.replacing("8e-2", with: "0.08")
    #expect(try read(right).scenario == read(smallPool).scenario)
  }

  @Test func `line ends, a byte order mark and comments make no difference`() throws {
    let plain = try read(smallPool)
    let windows = "\u{FEFF}" + smallPool.replacing("\n", with: "\r\n") + "# the end\r\n"
    let other = try read(windows)
    #expect(other.scenario == plain.scenario)
    #expect(other.entries == plain.entries)
    #expect(other.text == plain.text)
    let csv = Self.files.mapValues { "\u{FEFF}" + $0.replacing("\n", with: "\r\n") }
    let document = try Self.document()
    let crlf = try read(Self.whole.replacing("\n", with: "\r\n"), files: csv)
    #expect(crlf.scenario == document.scenario)
    #expect(crlf.text == document.text)
  }

  @Test func `a census gives ages and sexes`() throws {
    let text = smallPool.replacing("{ 20..39: 0.5, 40..59: 0.5 }", with: "{ table: census-2020 }")
    let parts = try read(text).scenario.membership.mixes[0].parts
    #expect(parts.count == 80)
    #expect(abs(parts.reduce(0) { $0 + $1.share } - 1) < 1e-12)
    // Men of 20 to 24 in 2020: 39,675,995, a fifth of them at each age.
    let men = try #require(parts.first { $0.age == 20 && $0.sex == .male })
    let women = try #require(parts.first { $0.age == 20 && $0.sex == .female })
    #expect(abs(men.share / women.share - 39_675_995 / 35_265_680) < 1e-12)
  }

  @Test func `a band can be spread as in the census`() throws {
    let text = smallPool.replacing(
      "40..59: 0.5 }", with: "40..59: 0.5, spread: { table: census-2020 } }")
    let parts = try read(text).scenario.membership.mixes[0].parts
    let young = parts.filter { (20...39).contains($0.age ?? 0) }.reduce(0) { $0 + $1.share }
    #expect(abs(young - 0.5) < 1e-12)
    let at24 = try #require(parts.first { $0.age == 24 && $0.sex == .male }).share
    let at30 = try #require(parts.first { $0.age == 30 && $0.sex == .male }).share
    #expect(abs(at30 / at24 - 124_145_190 / 74_941_675) < 1e-12)
  }

  @Test func `the hash text names every file`() throws {
    let text = try Self.document().text
    #expect(text.contains("apportionment.fee: 0.08\n"))
    #expect(text.contains("file members.csv: 74 bytes, fnv1a64 "))
    var changed = Self.files
    changed["members.csv"]?.append("2020-01-01,5,\n")
    #expect(try read(Self.whole, files: changed).text != text)
  }

  /// What the format's description promises for later is refused by name, and nothing else happens.
  @Test(
    arguments: [
      "fit"
    ])
  func `a reserved setting is refused by its name`(path: String) {
    let message = "is part of the format, but this version of fentan does not simulate it yet"
    let found = problems(Self.whole, files: Self.files, set: [(path, "{ x: 1 }")])
    #expect(found.contains("--set: \(path): \(message)"))
  }
}
