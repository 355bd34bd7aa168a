extension BrokenScenario {
  private static func claims(_ name: String, _ line: String, _ messages: [String])
    -> BrokenScenario
  {
    BrokenScenario(name, "  classes:", to: "  \(line)\n  classes:", messages)
  }

  private static func benefit(
    _ name: String, _ value: String, files: [String: String] = [:], _ messages: [String]
  ) -> BrokenScenario {
    BrokenScenario(name, "benefit: 50000", to: "benefit: \(value)", files: files, messages)
  }

  /// What befalls a claim.
  static let course: [BrokenScenario] = [
    claims(
      "selection that does not start", "selection: { by_duration: { 90 days: 1 } }",
      [
        "pool.yaml:12:31: claims.selection.by_duration: expected 0 days as the first time, but found 90 days"
      ]),
    claims(
      "selection out of order",
      "selection: { by_duration: { 0 days: 1, 90 days: 2, 30 days: 3 } }",
      [
        "pool.yaml:12:54: claims.selection.by_duration: expected a time of more than 90 days, but found 30 days"
      ]),
    claims(
      "selection in months", "selection: { by_duration: { 0 months: 1 } }",
      [
        "pool.yaml:12:31: claims.selection.by_duration.0 months: expected a time since joining such as 365 days, but found 0 months"
      ]),
    claims(
      "systemic risk without its settings", "systemic: { law: normal }",
      [
        "pool.yaml:12:13: claims.systemic.per: is missing; expected year or period",
        "pool.yaml:12:13: claims.systemic.cv: is missing; expected a coefficient of variation from 0.001 to 10",
        "pool.yaml:12:20: claims.systemic.law: expected gamma or lognormal, but found normal",
      ]),
    claims(
      "a correlation of 1", "systemic: { per: year, law: gamma, cv: 0.1, ar1: 1 }",
      [
        "pool.yaml:12:52: claims.systemic.ar1: expected a correlation above -1 and below 1, but found 1"
      ]),
    claims(
      "an approval above 1", "approval: 93",
      [
        "pool.yaml:12:13: claims.approval: expected a fraction from 0 to 1, but found 93"
      ]),
    claims(
      "an approval of an unknown segment", "approval: { al: 0.9 }",
      [
        "pool.yaml:12:15: claims.approval.al: expected the name of a segment (the nearest is all), but found al"
      ]),
    BrokenScenario(
      "an approval of a class in a list", "benefit: 50000", to: "benefit: 50000, approval: [1]",
      [
        "pool.yaml:14:51: claims.classes.mild.approval: expected a fraction from 0 to 1, or fractions by segment, but found a list"
      ]),
    claims(
      "changes that overlap",
      "reporting: { delay: 3 days, changes: [{ from: 2020-02-01, to: 2020-04-30, delay: 9 days }, { from: 2020-04-30, to: 2020-05-01, delay: 9 days }] }",
      [
        "pool.yaml:12:94: claims.reporting.changes.1: expected dates after 2020-04-30, because no two spans may overlap, but found 2020-04-30..2020-05-01"
      ]),
    claims(
      "a change that runs backward",
      "processing: { delay: 3 days, changes: [{ from: 2020-02-01, to: 2020-01-30, delay: 9 days }] }",
      [
        "pool.yaml:12:66: claims.processing.changes.0.to: expected a date from 2020-02-01 on, but found 2020-01-30"
      ]),
    claims(
      "a change without delay",
      "processing: { delay: 3 days, changes: [{ from: 2020-02-01, to: 2020-02-30 }] }",
      [
        "pool.yaml:12:42: claims.processing.changes.0.delay: is missing; expected a number of days such as 30 days, a law such as { law: gamma, mean: 60 days, cv: 1.2 }, a table or a file",
        "pool.yaml:12:66: claims.processing.changes.0.to: expected a date such as 2018-10-16, but found 2020-02-30",
      ]),
    claims(
      "a capacity of reporting", "reporting: { delay: 3 days, capacity: 5 }",
      [
        "pool.yaml:12:31: claims.reporting.capacity: is not a setting; the settings here are delay and changes"
      ]),
    claims(
      "a capacity with its unit", "processing: { delay: 3 days, capacity: 5 cases }",
      [
        "pool.yaml:12:42: claims.processing.capacity: expected a whole number of cases up to 1099511627776, but found 5 cases"
      ]),
    claims(
      "capacities that overlap",
      "processing: { delay: 3 days, capacity: { 2020-02-01..2020-04-30: 5, 2020-03-01: 6 } }",
      [
        "pool.yaml:12:71: claims.processing.capacity: expected dates after 2020-04-30, because no two spans may overlap, but found 2020-03-01..2020-03-01"
      ]),
    claims(
      "a capacity of no dates", "processing: { delay: 3 days, capacity: { 2020: 5 } }",
      [
        "pool.yaml:12:44: claims.processing.capacity.2020: expected dates such as 2020-02-01..2020-04-30, but found 2020"
      ]),
    benefit(
      "a law without its numbers", "{ law: gamma }",
      [
        "pool.yaml:14:34: claims.classes.mild.benefit.mean: is missing; expected an amount of money",
        "pool.yaml:14:34: claims.classes.mild.benefit.cv: is missing; expected a coefficient of variation from 0.01 to 10",
        "pool.yaml:14:34: claims.classes.mild.benefit.maximum: is missing; expected an amount of money",
      ]),
    benefit(
      "a law of no cost", "{ law: gamma, mean: 0, cv: 1, maximum: 9 }",
      ["pool.yaml:14:54: claims.classes.mild.benefit.mean: expected an amount above 0, but found 0"]
    ),
    benefit(
      "a fixed part above the maximum", "{ law: gamma, mean: 9, cv: 1, fixed: 10, maximum: 9 }",
      [
        "pool.yaml:14:84: claims.classes.mild.benefit.maximum: expected at least the fixed part, 10, but found 9"
      ]),
    benefit(
      "a law and a file", "{ law: gamma, file: s.csv }",
      [
        "pool.yaml:14:34: claims.classes.mild.benefit: expected one of segments, law, file or ages such as 0..39 or 40, but found law and file"
      ]),
    benefit(
      "a maximum beside ages", "{ 20..59: 5, maximum: 9 }",
      [
        "pool.yaml:14:34: claims.classes.mild.benefit: expected no maximum beside amounts by age, but found maximum"
      ]),
    benefit(
      "a maximum beside segments", "{ segments: { all: 5 }, maximum: 9 }",
      [
        "pool.yaml:14:34: claims.classes.mild.benefit: expected no maximum beside segments, but found maximum"
      ]),
    benefit(
      "a mean beside a file", "{ file: s.csv, mean: 9 }", files: ["s.csv": "amount,weight\n1,1\n"],
      [
        "pool.yaml:14:34: claims.classes.mild.benefit: expected no mean beside file, but found mean"
      ]),
    benefit(
      "a file without weight", "{ file: s.csv }", files: ["s.csv": "amount,weight\n1,0\n"],
      [
        "pool.yaml:14:34: claims.classes.mild.benefit: expected at least one weight above 0, but found none"
      ]),
    benefit(
      "a law inside a law", "{ segments: { all: { segments: { all: 5 } } } }",
      [
        "pool.yaml:14:53: claims.classes.mild.benefit.segments.all: expected one of law, file or ages such as 0..39 or 40, but found none",
        "pool.yaml:14:55: claims.classes.mild.benefit.segments.all.segments: expected ages such as 0..39 or 40, law, mean, cv, file, fixed, reimbursed or maximum, but found segments",
      ]),
    BrokenScenario(
      "more money than 64 bits hold",
      "path: 10000", to: "path: 1000000000000",
      [
        "pool.yaml:7:9: members.path: expected a pool that can move at most 4.6e+16 CNY (members x settlements x greatest benefit with fee, and minimum shares), but found up to 1.17e+19"
      ]),
  ]
}
