extension BrokenScenario {
  /// Numbers, and what YAML 1.1 makes of them.
  static let numbers: [BrokenScenario] = [
    BrokenScenario(
      "a percentage",
      "fee: 0.08", to: "fee: 8%",
      [
        "pool.yaml:15:23: apportionment.fee: expected a fraction from 0 to 1 with at most 6 decimals, but found 8% (write 0.08)"
      ]),
    BrokenScenario(
      "a fee above 1",
      "fee: 0.08", to: "fee: 8",
      [
        "pool.yaml:15:23: apportionment.fee: expected a fraction from 0 to 1 with at most 6 decimals, but found 8"
      ]),
    BrokenScenario(
      "a fee with seven decimals",
      "fee: 0.08", to: "fee: 0.0800001",
      [
        "pool.yaml:15:23: apportionment.fee: expected a fraction from 0 to 1 with at most 6 decimals, but found 0.0800001"
      ]),
    BrokenScenario(
      "a negative count",
      "path: 10000", to: "path: -1",
      [
        "pool.yaml:7:9: members.path: expected a whole number of members up to 1099511627776, but found -1"
      ]),
    BrokenScenario(
      "half a member",
      "path: 10000", to: "path: 10000.5",
      [
        "pool.yaml:7:9: members.path: expected a whole number of members up to 1099511627776, but found 10000.5"
      ]),
    BrokenScenario(
      "too many members",
      "path: 10000", to: "path: 1099511627777",
      [
        "pool.yaml:7:9: members.path: expected a whole number of members up to 1099511627776, but found 1099511627777"
      ]),
    BrokenScenario(
      "a number beyond 64 bits",
      "path: 10000", to: "path: 99999999999999999999999",
      [
        "pool.yaml:7:9: members.path: expected a whole number of members up to 1099511627776, but found 99999999999999999999999"
      ]),
    BrokenScenario(
      "an amount finer than fen",
      "benefit: 300000", to: "benefit: 300000.005",
      [
        "pool.yaml:13:36: claims.classes.severe.benefit: expected an amount in CNY with at most 2 digits after the point, but found 300000.005"
      ]),
    BrokenScenario(
      "an amount beyond all money",
      "benefit: 300000", to: "benefit: 100000000000.01",
      [
        "pool.yaml:13:36: claims.classes.severe.benefit: expected an amount in CNY from 0 to 100000000000, but found 100000000000.01"
      ]),
    BrokenScenario(
      "a negative amount",
      "benefit: 300000", to: "benefit: -1",
      [
        "pool.yaml:13:36: claims.classes.severe.benefit: expected an amount in CNY from 0 to 100000000000, but found -1"
      ]),
    BrokenScenario(
      "a yearly probability above 1",
      "table: CI-2020/28-diseases", to: "per_year: 1.5",
      [
        "pool.yaml:11:26: claims.incidence.per_year: expected a yearly probability from 0 to 1, but found 1.5"
      ]),
    BrokenScenario(
      "a sexagesimal number",
      "path: 10000", to: "path: 12:30",
      [
        "pool.yaml:7:9: members.path: expected a whole number of members up to 1099511627776, but found 12:30"
      ]),
    BrokenScenario(
      "an octal number",
      "path: 10000", to: "path: 010",
      [
        "pool.yaml:7:9: members.path: expected a whole number of members up to 1099511627776, but found 010 (write 10, without the leading zero)"
      ]),
    BrokenScenario(
      "a hexadecimal number",
      "path: 10000", to: "path: 0x10",
      [
        "pool.yaml:7:9: members.path: expected a whole number of members up to 1099511627776, but found 0x10"
      ]),
    BrokenScenario(
      "a number with underscores",
      "path: 10000", to: "path: 10_000",
      [
        "pool.yaml:7:9: members.path: expected a whole number of members up to 1099511627776, but found 10_000 (write 10000)"
      ]),
    BrokenScenario(
      "a number with a comma",
      "path: 10000", to: "path: 10,000",
      [
        "pool.yaml:7:9: members.path: expected a whole number of members up to 1099511627776, but found 10,000 (write 10000)"
      ]),
    BrokenScenario(
      "a NaN",
      "fee: 0.08", to: "fee: .NaN",
      [
        "pool.yaml:15:23: apportionment.fee: expected a fraction from 0 to 1 with at most 6 decimals, but found .NaN"
      ]),
    BrokenScenario(
      "an infinity",
      "table: CI-2020/28-diseases", to: "table: CI-2020/28-diseases, factor: .inf",
      ["pool.yaml:11:52: claims.incidence.factor: expected a factor from 0 to 1000, but found .inf"]
    ),
    BrokenScenario(
      "an overflow",
      "table: CI-2020/28-diseases", to: "table: CI-2020/28-diseases, factor: 1e400",
      [
        "pool.yaml:11:52: claims.incidence.factor: expected a factor from 0 to 1000, but found 1e400"
      ]),
    BrokenScenario(
      "a leading point",
      "fee: 0.08", to: "fee: .08",
      [
        "pool.yaml:15:23: apportionment.fee: expected a fraction from 0 to 1 with at most 6 decimals, but found .08 (write 0.08)"
      ]),
    BrokenScenario(
      "a no where a choice stands",
      "fee: 0.08", to: "fee: 0.08, share: no",
      [
        "pool.yaml:15:36: apportionment.share: expected equal, weighted, risk_proportional, linear_regression or conditional_mean, but found no"
      ]),
    BrokenScenario(
      "a merge key",
      "members:", to: "members:\n  <<: { path: 1 }",
      [
        "pool.yaml:7:3: members.<<: is not a setting; the settings here are path, flows, roster, ages, mix, waiting, deaths, claimants, lapse, risk_classes and failed_debits"
      ]),
    BrokenScenario(
      "an explicit tag",
      "fee: 0.08", to: "fee: !!float 0.08",
      [
        "pool.yaml:15:23: apportionment.fee: expected a value without a tag, but found the tag !!float"
      ]),
    BrokenScenario(
      "a second document",
      "fee: 0.08 }", to: "fee: 0.08 }\n---\nfentan: 1",
      ["pool.yaml:16:1: expected one document, but found a second one"]),
  ]
}
