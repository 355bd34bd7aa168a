extension BrokenScenario {
  private static func members(
    _ name: String, _ line: String, files: [String: String] = [:], _ messages: [String]
  ) -> BrokenScenario {
    BrokenScenario(
      name, "  ages: 20..59", to: "  \(line)\n  ages: 20..59", files: files, messages)
  }

  private static func flows(
    _ name: String, _ value: String, files: [String: String] = [:], _ messages: [String]
  ) -> BrokenScenario {
    BrokenScenario(name, "path: 10000", to: "flows: \(value)", files: files, messages)
  }

  /// Who joins and leaves.
  static let membership: [BrokenScenario] = [
    BrokenScenario(
      "neither a path nor flows",
      "  path: 10000\n", to: "",
      ["pool.yaml:7:3: members: expected one of path, flows or roster, but found none"]),
    members(
      "a path and flows", "flows: { per_period: 5 }",
      ["pool.yaml:7:3: members: expected one of path, flows or roster, but found path and flows"]),
    flows(
      "flows of two forms", "{ per_period: 5, law: bass }",
      [
        "pool.yaml:7:10: members.flows: expected one of per_period, law or file, but found per_period and law"
      ]),
    flows(
      "flows of nobody", "{ per_period: 0 }",
      ["pool.yaml:7:10: members.flows: expected at least one who joins, but found nobody"]),
    flows(
      "flows of too many", "{ per_period: 1099511627776 }",
      [
        "pool.yaml:7:10: members.flows: expected at most 1099511627776 who join in all settlements, but found 39582418599936"
      ]),
    flows(
      "a limit beside a number", "{ per_period: 5, limit: 9 }",
      ["pool.yaml:7:10: members.flows: expected no limit beside per_period, but found limit"]),
    flows(
      "a logistic curve without its numbers", "{ law: logistic }",
      [
        "pool.yaml:7:10: members.flows.limit: is missing; expected a whole number of members up to 1099511627776",
        "pool.yaml:7:10: members.flows.rate_per_year: is missing; expected a rate a year above 0, at most 1000",
        "pool.yaml:7:10: members.flows.middle: is missing; expected a date such as 2018-10-16",
      ]),
    flows(
      "a logistic curve with a number of Bass",
      "{ law: logistic, limit: 9, rate_per_year: 1, middle: 2020-01-01, imitation_per_year: 1 }",
      [
        "pool.yaml:7:10: members.flows: expected no imitation_per_year beside logistic, but found imitation_per_year"
      ]),
    flows(
      "Bass without innovation",
      "{ law: bass, limit: 9, innovation_per_year: 0, imitation_per_year: 1 }",
      [
        "pool.yaml:7:54: members.flows.innovation_per_year: expected a rate a year above 0, at most 1000, but found 0"
      ]),
    flows(
      "joins out of order", "{ file: j.csv }",
      files: ["j.csv": "date,joins\n2020-02-01,5\n2020-01-01,5\n"],
      ["j.csv:3:1: date: expected a date after 2020-02-01, but found 2020-01-01"]),
    flows(
      "joins before the launch", "{ file: j.csv }",
      files: ["j.csv": "date,joins\n2019-02-01,5\n2020-01-01,5\n"],
      ["j.csv:2:1: date: expected a date from 2020-01-01 to 2022-12-31, but found 2019-02-01"]),
    members(
      "a response without lapse", "lapse: { response: { willingness: 1 } }",
      [
        "pool.yaml:8:10: members.lapse.per_year: is missing; expected a yearly probability from 0 to 1, or values by age such as { 0..39: ... }"
      ]),
    members(
      "a lapse that lacks ages", "lapse: { per_year: { 20..39: 0.1 } }",
      [
        "pool.yaml:8:22: members.lapse.per_year: expected values for the members' ages 20..59, but found ages 20..39"
      ]),
    members(
      "an elasticity without reference", "lapse: { per_year: 0.1, response: { elasticity: 1 } }",
      [
        "pool.yaml:8:37: members.lapse.response.reference: is missing; expected an amount of money"
      ]),
    members(
      "a reference of nothing",
      "lapse: { per_year: 0.1, response: { elasticity: 1, reference: 0 } }",
      [
        "pool.yaml:8:65: members.lapse.response.reference: expected an amount above 0, but found 0"
      ]),
    members(
      "two responses",
      "lapse: { per_year: 0.1, response: { elasticity: 1, reference: 1, willingness: 1 } }",
      [
        "pool.yaml:8:37: members.lapse.response: expected one of elasticity or willingness, but found elasticity and willingness"
      ]),
    members(
      "bounds beside willingness",
      "lapse: { per_year: 0.1, response: { willingness: 1, bounds: [1, 2] } }",
      [
        "pool.yaml:8:37: members.lapse.response: expected no bounds beside willingness, but found bounds"
      ]),
    members(
      "bounds that fall",
      "lapse: { per_year: 0.1, response: { elasticity: 1, reference: 1, bounds: [4, 1] } }",
      [
        "pool.yaml:8:76: members.lapse.response.bounds: expected two factors in ascending order such as [0.25, 4], but found [4, 1]"
      ]),
    members(
      "a cost of another time",
      "lapse: { per_year: 0.1, response: { elasticity: 1, reference: 1, cost: year } }",
      [
        "pool.yaml:8:74: members.lapse.response.cost: expected share or last_12_months, but found year"
      ]),
    members(
      "risk classes that do not sum to 1",
      "risk_classes: { low: { share: 0.8, risk: 1 }, high: { share: 0.1, risk: 2 } }",
      ["pool.yaml:8:17: members.risk_classes: expected shares that sum to 1, but found 0.9"]),
    members(
      "a risk class without risk", "risk_classes: { low: { share: 1 } }",
      [
        "pool.yaml:8:24: members.risk_classes.low.risk: is missing; expected a factor from 0 to 1000"
      ]),
    members(
      "a risk class that leaves where nobody does",
      "risk_classes: { low: { share: 1, risk: 1, lapse_factor: 2, elasticity: 1 } }",
      [
        "pool.yaml:8:19: members.risk_classes.low: expected no elasticity without members.lapse.response.elasticity, but found 1.0",
        "pool.yaml:8:19: members.risk_classes.low: expected no lapse_factor without members.lapse, but found 2.0",
      ]),
    BrokenScenario(
      "a risk class of another response",
      "  ages: 20..59",
      to: """
          ages: 20..59
          lapse: { per_year: 0.1, response: { elasticity: 1, reference: 1 } }
          risk_classes: { low: { share: 1, risk: 1, willingness: 2 } }
        """,
      [
        "pool.yaml:10:19: members.risk_classes.low: expected no willingness without members.lapse.response.willingness, but found 2.0"
      ]),
    members(
      "failed debits whose shortfall nobody bears", "failed_debits: { share: 0.01 }",
      [
        "pool.yaml:16:16: apportionment.above_cap: is missing; expected platform, pro_rata or carry, because members.failed_debits leave a shortfall"
      ]),
    BrokenScenario(
      "retries without unit", "  ages: 20..59",
      to: "  ages: 20..59\n  failed_debits: { share: 0.01, retries: 5 }",
      [
        "pool.yaml:9:42: members.failed_debits.retries: expected a number of days such as 90 days, but found 5",
        "pool.yaml:16:16: apportionment.above_cap: is missing; expected platform, pro_rata or carry, because members.failed_debits leave a shortfall",
      ]),
  ]
}
