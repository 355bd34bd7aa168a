import MutualAid
import Testing

@testable import ScenarioFiles

/// Balances as a scenario writes them.
struct PrepaidScenarioTests {
  /// The small pool with balances, a shutdown and what may end it.
  private func pool(
    prepaid: String = "deposit: 30, minimum: 10, top_up: 0.9", shutdown: String = "",
    apportionment: String = "fee: 0.08, above_cap: pro_rata"
  ) -> String {
    let end = shutdown.isEmpty ? "" : "shutdown: { tail: platform, \(shutdown) }\n"
    return smallPool.replacing("fee: 0.08", with: apportionment)
      + "funding: { prepaid: { \(prepaid) } }\n" + end
  }

  private let dates = "announced: 2020-06-01, cover_ends: 2020-06-30"

  @Test func `balances and what members get back of them are read`() throws {
    let scenario = try read(
      pool(shutdown: "\(dates), refunds: { fraction: 0.5 }, refund_date: 2020-07-31")
    ).scenario
    #expect(
      scenario.funding == .prepaid(PrepaidRule(deposit: 3000, minimum: 1000, topUp: 0.9)))
    #expect(scenario.shutdown?.refunds == .fractionOfBalances(Rate(millionths: 500_000)))
    let whole = try read(pool(shutdown: "\(dates), refunds: balances")).scenario
    #expect(whole.shutdown?.refunds == .balances && whole.triggers == nil)
    let all = try read(pool(prepaid: "deposit: 0.05, minimum: 0.05")).scenario
    #expect(all.funding == .prepaid(PrepaidRule(deposit: 5, minimum: 5)))
  }

  @Test func `the platform's default is one thing, wherever it is written`() throws {
    let recovery = "deposit: 30, minimum: 10, recovery: 0.25"
    let ofTriggers = try read(
      pool(
        prepaid: recovery,
        shutdown: "refunds: balances, triggers: { platform_default_per_year: 0.1 }")
    ).scenario
    let ofBalances = try read(
      pool(
        prepaid: recovery + ", platform_default_per_year: 0.1",
        shutdown: "\(dates), refunds: balances")
    ).scenario
    #expect(ofTriggers.triggers == ofBalances.triggers)
    #expect(ofBalances.triggers?.defaultPerYear == 0.1)
    #expect(ofBalances.funding.prepaidRule?.recovery == Rate(millionths: 250_000))
    // Without a word on the end, it ends at once and nobody pays what is open.
    let alone = try read(
      pool(prepaid: recovery + ", platform_default_per_year: 0.1")
    ).scenario
    #expect(alone.triggers?.terms == .init(tail: .nobody) && alone.shutdown == nil)
    // Balances go back whatever the terms say, because they are the members' own.
    let day = try #require(Day(year: 2020, month: 2, day: 1))
    let end = alone.triggers?.shutdown(announced: day, cause: .platform)
    #expect(end?.refunds == .balances)
  }

  /// Problems without their places.
  private func messages(_ text: String) -> [String] {
    problems(text).map { String($0.drop { $0 != " " }.dropFirst()) }
  }

  @Test func `balances need to know who pays what they are short of`() {
    #expect(
      messages(pool(apportionment: "fee: 0.08")) == [
        "apportionment.above_cap: is missing; expected platform, pro_rata or carry, because a balance may be less than the share"
      ])
  }

  @Test(
    arguments: [
      (
        "deposit: 30, minimum: 31",
        "funding.prepaid.minimum: expected at most the deposit, but found 31"
      ),
      (
        "deposit: 30",
        "funding.prepaid.minimum: is missing; expected an amount of money"
      ),
      (
        "deposit: 30, minimum: 5, top_up: 2",
        "funding.prepaid.top_up: expected a fraction from 0 to 1, but found 2"
      ),
      (
        "deposit: 30, minimum: 5, recovery: 0.5",
        "funding.prepaid.recovery: expected no recovery where the platform cannot default, but found one"
      ),
      (
        "deposit: 30, minimum: 5, platform_default_per_year: 0.1",
        "funding.prepaid.recovery: is missing; expected a fraction from 0 to 1, because the platform may default"
      ),
      (
        "deposit: 30, minimum: 5, platform_default_per_year: 1",
        "funding.prepaid.platform_default_per_year: expected a yearly probability from 0 to 0.999999, but found 1"
      ),
    ])
  func `a wrong term of balances is refused`(prepaid: String, message: String) {
    #expect(messages(pool(prepaid: prepaid)) == [message])
  }

  @Test(
    arguments: [
      (
        "claimants: stay", "claimants: stay\n  failed_debits: { share: 0.01 }",
        "members.failed_debits: expected no failed_debits beside funding: prepaid, but found some"
      ),
      (
        "claimants: stay", "claimants: stay\n  waiting: { days: 30, pays: no }",
        "members.waiting.pays: expected yes, beside funding: prepaid, but found no"
      ),
      (
        "fee: 0.08", "share: linear_regression, fee: 0.08",
        "apportionment.share: expected equal or weighted, beside funding: prepaid, but found linear_regression"
      ),
      (
        "every: month", "every: 2 days",
        "funding: expected no balances where there are more than 120 settlements, but found prepaid"
      ),
    ])
  func `what does not go together with balances is refused`(
    right: String, wrong: String, message: String
  ) {
    let text = pool().replacing("members:\n", with: "members:\n  claimants: stay\n")
    #expect(problems(text) == [])
    #expect(messages(text.replacing(right, with: wrong)) == [message])
  }

  @Test func `contributions end by the end of cover`() {
    let late = pool(shutdown: "\(dates), contributions_end: 2020-07-01")
    #expect(
      messages(late) == [
        "shutdown.contributions_end: expected a date by the end of cover, beside funding: prepaid, but found 2020-07-01"
      ])
    let triggers = pool(
      shutdown:
        "triggers: { members_below: 5, contributions_end_after: 9 days, cover_ends_after: 8 days }")
    #expect(
      messages(triggers) == [
        "shutdown.triggers.contributions_end_after: expected at most cover_ends_after, beside funding: prepaid, but found 9 days"
      ])
  }

  @Test func `the platform's default is not written twice`() {
    let text = pool(
      prepaid: "deposit: 30, minimum: 5, platform_default_per_year: 0.1, recovery: 0.2",
      shutdown: "triggers: { platform_default_per_year: 0.1 }")
    #expect(
      messages(text) == [
        "funding.prepaid.platform_default_per_year: expected the platform's default in one place, here or in shutdown.triggers, but found both"
      ])
  }

  @Test(arguments: ["balances", "{ fraction: 0.5 }"])
  func `balances are given back where there are some`(refunds: String) {
    let end = "shutdown: { tail: platform, \(dates), refunds: \(refunds) }\n"
    #expect(
      messages(smallPool + end) == [
        "shutdown.refunds: expected no balances to be given back beside funding: postpaid, but found some"
      ])
  }
}
