extension BrokenScenario {
  /// Keys and types.
  static let keys: [BrokenScenario] = [
    BrokenScenario(
      "an unknown key",
      "fee: 0.08", to: "fees: 0.08",
      ["pool.yaml:15:18: apportionment.fees: is not a setting; did you mean 'fee'?"]),
    BrokenScenario(
      "an unknown key far from all",
      "fee: 0.08", to: "fee: 0.08, colour: red",
      [
        "pool.yaml:15:29: apportionment.colour: is not a setting; the settings here are share, fee, minimum, cap_per_claim, cap_per_year and above_cap"
      ]),
    BrokenScenario(
      "an unknown key at the top",
      "horizon: 2022-12-31", to: "horizon: 2022-12-31\nobservd: { file: x.csv }",
      ["pool.yaml:5:1: observd: is not a setting; did you mean 'observed'?"]),
    BrokenScenario(
      "a missing key",
      "{ fee: 0.08 }", to: "{ share: equal }",
      [
        "pool.yaml:15:16: apportionment.fee: is missing; expected a fraction from 0 to 1 with at most 6 decimals"
      ]),
    BrokenScenario(
      "a missing section",
      "apportionment: { fee: 0.08 }\n", to: "",
      [
        "pool.yaml:1:1: apportionment: is missing; expected a mapping such as { share: equal, fee: 0.08 }"
      ]),
    BrokenScenario(
      "a doubled key, at its own line",
      "launch: 2020-01-01\nhorizon: 2022-12-31",
      to: "launch: 2020-01-01\nhorizon: 2022-12-31\nlaunch: 2021-01-01",
      ["pool.yaml:5:1: launch: is set twice; it was set first in line 3"]),
    BrokenScenario(
      "a doubled key in braces",
      "{ fee: 0.08 }", to: "{ fee: 0.08, minimum: 0, fee: 0.09 }",
      ["pool.yaml:15:41: apportionment.fee: is set twice; it was set first in line 15"]),
    BrokenScenario(
      "two doubled keys and a wrong value",
      "horizon: 2022-12-31", to: "horizon: never\nname: Again\nhorizon: 2023-12-31",
      [
        "pool.yaml:4:10: horizon: expected a date such as 2018-10-16, but found never",
        "pool.yaml:5:1: name: is set twice; it was set first in line 2",
        "pool.yaml:6:1: horizon: is set twice; it was set first in line 4",
      ]),
    BrokenScenario(
      "a version of the future",
      "fentan: 1", to: "fentan: 2",
      [
        "pool.yaml:1:9: fentan: expected 1, the version of the format that this program reads, but found 2"
      ]),
    BrokenScenario(
      "the version not in front",
      "fentan: 1\nname: Small pool", to: "name: Small pool\nfentan: 1",
      ["pool.yaml:2:1: fentan: expected fentan as the first key, but found name"]),
    BrokenScenario(
      "no version",
      "fentan: 1\n", to: "",
      [
        "pool.yaml:1:1: fentan: is missing; expected fentan: 1 as the first key"
      ]),
    BrokenScenario(
      "a setting that this version does not simulate",
      "name: Small pool", to: "name: Small pool\nfit: { claims.incidence.factor: 1..2 }",
      [
        "pool.yaml:3:1: fit: is part of the format, but this version of fentan does not simulate it yet"
      ]),
    BrokenScenario(
      "balances without a minimum",
      "name: Small pool", to: "name: Small pool\nfunding: { prepaid: { deposit: 9 } }",
      [
        "pool.yaml:3:21: funding.prepaid.minimum: is missing; expected an amount of money"
      ]),
    BrokenScenario(
      "a mistyped form",
      "table: CI-2020/28-diseases", to: "tabel: CI-2020/28-diseases",
      ["pool.yaml:11:16: claims.incidence.tabel: is not a setting; did you mean 'table'?"]),
    BrokenScenario(
      "a class without benefit",
      "mild: { share: 0.1, benefit: 50000 }", to: "mild: { share: 0.1 }",
      [
        "pool.yaml:14:11: claims.classes.mild.benefit: is missing; expected an amount of money, amounts by age or segment, or a law of costs"
      ]),
    BrokenScenario(
      "a doubled key in a block",
      "  ages: 20..59", to: "  ages: 20..59\n  # again\n  'path': 5",
      ["pool.yaml:10:3: members.path: is set twice; it was set first in line 7"]),
    BrokenScenario(
      "a mapping where a number stands",
      "fee: 0.08", to: "fee: { rate: 0.08 }",
      [
        "pool.yaml:15:23: apportionment.fee: expected a fraction from 0 to 1 with at most 6 decimals, but found a mapping"
      ]),
    BrokenScenario(
      "a list where a mapping stands",
      "apportionment: { fee: 0.08 }", to: "apportionment: [fee, 0.08]",
      [
        "pool.yaml:15:16: apportionment: expected a mapping such as { share: equal, fee: 0.08 }, but found a list"
      ]),
    BrokenScenario(
      "nothing after a key",
      "fee: 0.08", to: "fee:",
      [
        "pool.yaml:15:23: apportionment.fee: expected a fraction from 0 to 1 with at most 6 decimals, but found nothing"
      ]),
    BrokenScenario(
      "a text where a number stands",
      "path: 10000", to: "path: many",
      [
        "pool.yaml:7:9: members.path: expected a whole number of members up to 1099511627776, but found many"
      ]),
    BrokenScenario(
      "a quoted number",
      "fee: 0.08", to: #"fee: "0.08""#,
      [
        #"pool.yaml:15:23: apportionment.fee: expected a fraction from 0 to 1 with at most 6 decimals, but found the text "0.08" (write it without the quotes)"#
      ]),
    BrokenScenario(
      "a number where yes or no stands",
      "benefit: 50000", to: "benefit: 50000, accident: 1",
      ["pool.yaml:14:51: claims.classes.mild.accident: expected yes or no, but found 1"]),
    BrokenScenario(
      "a quoted yes",
      "benefit: 50000", to: #"benefit: 50000, accident: "yes""#,
      [
        #"pool.yaml:14:51: claims.classes.mild.accident: expected yes or no, but found the text "yes""#
      ]),
    BrokenScenario(
      "a word that is no choice",
      "fee: 0.08", to: "fee: 0.08, share: equally",
      [
        "pool.yaml:15:36: apportionment.share: expected equal, weighted, risk_proportional, linear_regression or conditional_mean, but found equally"
      ]),
  ]
}
