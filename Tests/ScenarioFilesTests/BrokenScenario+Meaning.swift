extension BrokenScenario {
  /// Dates, ages, shares and segments.
  static let meaning: [BrokenScenario] = [
    BrokenScenario(
      "a date that does not exist",
      "horizon: 2022-12-31", to: "horizon: 2022-02-29",
      ["pool.yaml:4:10: horizon: expected a date such as 2018-10-16, but found 2022-02-29"]),
    BrokenScenario(
      "a date written otherwise",
      "launch: 2020-01-01", to: "launch: 1/1/2020",
      ["pool.yaml:3:9: launch: expected a date such as 2018-10-16, but found 1/1/2020"]),
    BrokenScenario(
      "a launch before the calendar",
      "launch: 2020-01-01", to: "launch: 0100-01-01",
      ["pool.yaml:3:9: launch: expected a year from 1583 to 3800, but found 0100-01-01"]),
    BrokenScenario(
      "a horizon before the launch",
      "horizon: 2022-12-31", to: "horizon: 2019-12-31",
      [
        "pool.yaml:4:10: horizon: expected a date after the launch, 2020-01-01, but found 2019-12-31"
      ]),
    BrokenScenario(
      "a horizon beyond two centuries",
      "horizon: 2022-12-31", to: "horizon: 2222-12-31",
      [
        "pool.yaml:4:10: horizon: expected a date at most 200 years after the launch, 2020-01-01, but found 2222-12-31"
      ]),
    BrokenScenario(
      "more than 5,000 settlements",
      "horizon: 2022-12-31\nsettlement: { every: month }",
      to: "horizon: 2042-12-31\nsettlement: { every: 1 day }",
      [
        "pool.yaml:5:13: settlement: expected at most 5000 settlements from launch to horizon, but found 8401"
      ]),
    BrokenScenario(
      "settlement days out of order",
      "every: month", to: "days: [28, 14]",
      ["pool.yaml:5:21: settlement.days: expected days in ascending order, but found [28, 14]"]),
    BrokenScenario(
      "settlement days that meet in February",
      "every: month", to: "days: [28, 30]",
      [
        "pool.yaml:5:21: settlement.days: expected at most one day after the 27th, because February ends on the 28th, but found [28, 30]"
      ]),
    BrokenScenario(
      "publication days that do not match",
      "{ every: month }", to: "{ days: [14, 28], publication: [7] }",
      [
        "pool.yaml:5:44: settlement.publication: expected 2 days, one for each settlement day, but found 1"
      ]),
    BrokenScenario(
      "two ways to settle",
      "every: month", to: "every: month, days: [1]",
      ["pool.yaml:5:13: settlement: expected one of days or every, but found days and every"]),
    BrokenScenario(
      "no way to settle",
      "{ every: month }", to: "{ publication: 3 days before }",
      ["pool.yaml:5:13: settlement: expected one of days or every, but found none"]),
    BrokenScenario(
      "a delay without unit",
      "  classes:", to: "  reporting: { delay: 30 }\n  classes:",
      [
        "pool.yaml:12:23: claims.reporting.delay: expected a number of days such as 90 days, but found 30"
      ]),
    BrokenScenario(
      "a delay in months",
      "  classes:", to: "  reporting: { delay: 1 month }\n  classes:",
      [
        "pool.yaml:12:23: claims.reporting.delay: expected a number of days such as 90 days, but found 1 month"
      ]),
    BrokenScenario(
      "a law without its spread",
      "  classes:", to: "  reporting: { delay: { law: gamma, mean: 60 days } }\n  classes:",
      [
        "pool.yaml:12:23: claims.reporting.delay.cv: is missing; expected a coefficient of variation from 0.01 to 10"
      ]),
    BrokenScenario(
      "an unknown law",
      "  classes:", to: "  reporting: { delay: { law: normal, mean: 60 days, cv: 1 } }\n  classes:",
      [
        "pool.yaml:12:30: claims.reporting.delay.law: expected gamma, lognormal, weibull or exponential, but found normal"
      ]),
    BrokenScenario(
      "a calendar that runs backward",
      "  classes:", to: "  calendar: [{ from: 2021-01-01, to: 2020-12-31, factor: 2 }]\n  classes:",
      [
        "pool.yaml:12:38: claims.calendar.0.to: expected a date from 2021-01-01 on, but found 2020-12-31"
      ]),
    BrokenScenario(
      "a shutdown before the launch",
      "fee: 0.08 }",
      to:
        "fee: 0.08 }\nshutdown:\n  announced: 2019-06-30\n  cover_ends: 2021-12-31\n  tail: platform",
      [
        "pool.yaml:17:14: shutdown.announced: expected a date after the launch, 2020-01-01, but found 2019-06-30"
      ]),
    BrokenScenario(
      "cover that ends before the announcement",
      "fee: 0.08 }",
      to:
        "fee: 0.08 }\nshutdown:\n  announced: 2021-12-28\n  cover_ends: 2021-11-28\n  tail: platform",
      [
        "pool.yaml:18:15: shutdown.cover_ends: expected a date on or after the announcement, 2021-12-28, but found 2021-11-28"
      ]),
    BrokenScenario(
      "cover that ends after the horizon",
      "fee: 0.08 }",
      to:
        "fee: 0.08 }\nshutdown:\n  announced: 2021-12-28\n  cover_ends: 2023-01-28\n  tail: platform",
      [
        "pool.yaml:18:15: shutdown.cover_ends: expected a date on or before the horizon, 2022-12-31, but found 2023-01-28"
      ]),
    BrokenScenario(
      "an hour that does not exist",
      "fee: 0.08 }",
      to:
        "fee: 0.08 }\nshutdown:\n  announced: 2021-12-28\n  cover_ends: 2022-01-28T25:00\n  tail: platform",
      [
        "pool.yaml:18:15: shutdown.cover_ends: expected a date such as 2022-01-28, or a date and hour such as 2021-03-31T18:00, but found 2022-01-28T25:00"
      ]),
    BrokenScenario(
      "two limits for filing",
      "fee: 0.08 }",
      to:
        "fee: 0.08 }\nshutdown:\n  announced: 2021-12-28\n  cover_ends: 2022-01-28\n  tail: platform\n  file_within: 180 days of diagnosis\n  file_by: 2022-06-30",
      ["pool.yaml:17:3: shutdown: expected one of file_within or file_by, but found both"]),
    BrokenScenario(
      "a budget of a tail that members pay",
      "fee: 0.08 }",
      to:
        "fee: 0.08 }\nshutdown:\n  announced: 2021-12-28\n  cover_ends: 2022-01-28\n  tail: members\n  budget: 1000",
      [
        "pool.yaml:17:3: shutdown: expected no budget where the tail is not paid by the platform, but found budget"
      ]),
    BrokenScenario(
      "replacement cover without takers",
      "fee: 0.08 }",
      to:
        "fee: 0.08 }\nshutdown:\n  announced: 2021-12-28\n  cover_ends: 2022-01-28\n  tail: platform\n  replacement: { offered: yes }",
      [
        "pool.yaml:20:16: shutdown.replacement.taken: is missing; expected a fraction from 0 to 1 with at most 6 decimals"
      ]),
    BrokenScenario(
      "replacement cover that more take than there are",
      "fee: 0.08 }",
      to:
        "fee: 0.08 }\nshutdown:\n  announced: 2021-12-28\n  cover_ends: 2022-01-28\n  tail: platform\n  replacement: { taken: 1.6 }",
      [
        "pool.yaml:20:25: shutdown.replacement.taken: expected a fraction from 0 to 1 with at most 6 decimals, but found 1.6"
      ]),
    BrokenScenario(
      "a shutdown without a date or a trigger",
      "fee: 0.08 }",
      to:
        "fee: 0.08 }\nshutdown:\n  tail: platform\n  budget: 5",
      [
        "pool.yaml:17:3: shutdown.announced: is missing; expected a date such as 2018-10-16",
        "pool.yaml:17:3: shutdown.cover_ends: is missing; expected a date such as 2022-01-28, or a date and hour such as 2021-03-31T18:00",
      ]),
    BrokenScenario(
      "triggers without a trigger",
      "fee: 0.08 }",
      to:
        "fee: 0.08 }\nshutdown:\n  tail: platform\n  triggers: { cover_ends_after: 30 days }",
      [
        "pool.yaml:18:13: shutdown.triggers: expected at least one of members_below, share_above, rate_per_year and platform_default_per_year, but found none"
      ]),
    BrokenScenario(
      "grace without a floor",
      "fee: 0.08 }",
      to:
        "fee: 0.08 }\nshutdown:\n  tail: platform\n  triggers: { grace: 3 months, share_above: 1 }",
      [
        "pool.yaml:18:13: shutdown.triggers: expected no grace without members_below, but found grace"
      ]),
    BrokenScenario(
      "a rate that leaves no pool",
      "fee: 0.08 }",
      to:
        "fee: 0.08 }\nshutdown:\n  tail: platform\n  triggers: { rate_per_year: 1 }",
      [
        "pool.yaml:18:30: shutdown.triggers.rate_per_year: expected a yearly probability from 0 to 0.999999, but found 1"
      ]),
    BrokenScenario(
      "a date of refunds where triggers alone shut the pool",
      "fee: 0.08 }",
      to:
        "fee: 0.08 }\nshutdown:\n  tail: platform\n  refunds: all_shares\n  refund_date: 2021-01-01\n  triggers: { share_above: 1 }",
      [
        "pool.yaml:17:3: shutdown: expected no refund_date where triggers alone shut the pool, but found refund_date"
      ]),
    BrokenScenario(
      "a date of refunds without refunds",
      "fee: 0.08 }",
      to:
        "fee: 0.08 }\nshutdown:\n  tail: platform\n  announced: 2021-12-28\n  cover_ends: 2022-01-28\n  refund_date: 2022-01-01",
      [
        "pool.yaml:17:3: shutdown: expected no refund_date where nothing is refunded, but found refund_date"
      ]),
    BrokenScenario(
      "past shares given back by a fund",
      "name: Small pool",
      to:
        "name: Small pool\nfunding: { fund: { contribution: 9, surplus: kept } }\nshutdown:\n  tail: platform\n  announced: 2021-12-28\n  contributions_end: 2021-12-28\n  cover_ends: 2022-01-28\n  refunds: all_shares",
      [
        "pool.yaml:9:12: shutdown.refunds: expected no shutdown.refunds beside funding: fund, but found all_shares"
      ]),
    BrokenScenario(
      "past shares given back where each pays by its own risk",
      "fee: 0.08 }",
      to:
        "fee: 0.08, share: risk_proportional }\nshutdown:\n  tail: platform\n  announced: 2021-12-28\n  contributions_end: 2021-12-28\n  cover_ends: 2022-01-28\n  refunds: all_shares",
      [
        "pool.yaml:21:12: shutdown.refunds: expected no shutdown.refunds beside share: risk_proportional, but found all_shares"
      ]),
    BrokenScenario(
      "balances that must not fall short, and a default without a word on what is recovered",
      "name: Small pool",
      to:
        "name: Small pool\nfunding:\n  prepaid: { deposit: 9, minimum: 10 }\nshutdown: { tail: nobody, refunds: { fraction: 2 }, triggers: { rate_per_year: 0.1 } }",
      [
        "pool.yaml:4:35: funding.prepaid.minimum: expected at most the deposit, but found 10",
        "pool.yaml:5:48: shutdown.refunds.fraction: expected a fraction from 0 to 1 with at most 6 decimals, but found 2",
      ]),
    BrokenScenario(
      "balances with all that does not go together with them",
      "fee: 0.08 }",
      to:
        "fee: 0.08, share: risk_proportional }\nfunding: { prepaid: { deposit: 9, minimum: 5 } }\nshutdown:\n  tail: platform\n  announced: 2021-12-28\n  contributions_end: 2022-02-28\n  cover_ends: 2022-01-28\n  triggers: { platform_default_per_year: 0.1 }",
      [
        "pool.yaml:15:16: apportionment.above_cap: is missing; expected platform, pro_rata or carry, because a balance may be less than the share",
        "pool.yaml:15:36: apportionment.share: expected equal or weighted, beside funding: prepaid, but found risk_proportional",
        "pool.yaml:16:21: funding.prepaid.recovery: is missing; expected a fraction from 0 to 1, because the platform may default",
        "pool.yaml:20:22: shutdown.contributions_end: expected a date by the end of cover, beside funding: prepaid, but found 2022-02-28",
      ]),
    BrokenScenario(
      "ages the wrong way round",
      "ages: 20..59", to: "ages: 59..20",
      ["pool.yaml:8:9: members.ages: expected ages such as 0..59, at most 120, but found 59..20"]),
    BrokenScenario(
      "shares of a mix that do not sum to 1",
      "40..59: 0.5", to: "40..59: 0.4",
      ["pool.yaml:9:8: members.mix: expected shares that sum to 1, but found 0.9"]),
    BrokenScenario(
      "a mix outside the ages",
      "40..59: 0.5", to: "40..64: 0.5",
      [
        "pool.yaml:9:23: members.mix.40..64: expected ages within those of the members, 20..59, but found 40..64"
      ]),
    BrokenScenario(
      "a mix missing where ages are modelled",
      "  mix: { 20..39: 0.5, 40..59: 0.5 }\n", to: "",
      [
        "pool.yaml:7:3: members.mix: is missing; expected shares by ages, parts, a file or a census, because ages are modelled"
      ]),
    BrokenScenario(
      "ages missing where a table needs them",
      "  ages: 20..59\n  mix: { 20..39: 0.5, 40..59: 0.5 }\n", to: "",
      [
        "pool.yaml:7:3: members.ages: is missing; expected ages such as 0..59, because claims.incidence goes by age"
      ]),
    BrokenScenario(
      "shares of classes that do not sum to 1",
      "share: 0.1", to: "share: 0.2",
      ["pool.yaml:13:5: claims.classes: expected shares that sum to 1, but found 1.1"]),
    BrokenScenario(
      "shares that fail at some ages",
      "share: 0.1", to: "share: { 20..49: 0.1, 50..59: 0.2 }",
      ["pool.yaml:13:5: claims.classes: expected shares that sum to 1, but found 1.1 at age 50"]),
    BrokenScenario(
      "a class without share",
      "mild: { share: 0.1, benefit", to: "mild: { benefit",
      [
        "pool.yaml:14:5: claims.classes.mild.share: is missing; expected a fraction from 0 to 1, because there are several classes"
      ]),
    BrokenScenario(
      "a gap between ages",
      "benefit: 300000", to: "benefit: { 20..39: 300000, 45..59: 100000 }",
      [
        "pool.yaml:13:54: claims.classes.severe.benefit: expected ages that follow 20..39 from 40 on, without gap or overlap, but found 45..59"
      ]),
    BrokenScenario(
      "an overlap of ages",
      "benefit: 300000", to: "benefit: { 20..39: 300000, 35..59: 100000 }",
      [
        "pool.yaml:13:54: claims.classes.severe.benefit: expected ages that follow 20..39 from 40 on, without gap or overlap, but found 35..59"
      ]),
    BrokenScenario(
      "a benefit that leaves ages out",
      "benefit: 300000", to: "benefit: { 20..39: 300000, 40..49: 100000 }",
      [
        "pool.yaml:13:36: claims.classes.severe.benefit: expected values for the members' ages 20..59, but found ages 20..49"
      ]),
    BrokenScenario(
      "a factor of an unknown segment",
      "  classes:", to: "  segment_factors: { young: 2 }\n  classes:",
      [
        "pool.yaml:12:22: claims.segment_factors.young: expected the name of a segment, but found young"
      ]),
    BrokenScenario(
      "segments without a mix by segment",
      "name: Small pool", to: "name: Small pool\nsegments: { young: {}, old: {} }",
      [
        "pool.yaml:10:8: members.mix: expected parts or a file that name the segments, because there are several, but found shares by ages alone"
      ]),
    BrokenScenario(
      "a cap without its rule",
      "fee: 0.08", to: "fee: 0.08, cap_per_year: 188",
      [
        "pool.yaml:15:16: apportionment.above_cap: is missing; expected platform, pro_rata or carry, because there is a cap"
      ]),
    BrokenScenario(
      "a cap of a year that is none",
      "fee: 0.08", to: "fee: 0.08, above_cap: carry, cap_per_year: { last: 188 }",
      [
        "pool.yaml:15:63: apportionment.cap_per_year.last: expected a year such as 2019, but found last"
      ]),
    BrokenScenario(
      "a rate that leaves a segment out",
      "table: CI-2020/28-diseases", to: "per_year: { all: 0.001, young: 0.002 }",
      [
        "pool.yaml:11:40: claims.incidence.per_year.young: expected the name of a segment, but found young"
      ]),
    BrokenScenario(
      "a weight of nothing",
      "name: Small pool", to: "name: Small pool\nsegments: { all: { weight: 0 } }",
      ["pool.yaml:3:28: segments.all.weight: expected a weight above 0, but found 0"]),
    BrokenScenario(
      "a currency that is none",
      "name: Small pool", to: "name: Small pool\ncurrency: yuan",
      [
        "pool.yaml:3:11: currency: expected a currency code such as CNY, or { code: CNY, minor_digits: 2 }, but found yuan"
      ]),
    BrokenScenario(
      "an amount in yen with decimals",
      "fee: 0.08 }", to: "fee: 0.08, minimum: 0.5 }\ncurrency: JPY",
      ["pool.yaml:15:38: apportionment.minimum: expected a whole amount in JPY, but found 0.5"]),
  ]
}
