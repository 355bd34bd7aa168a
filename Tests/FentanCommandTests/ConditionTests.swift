import MutualAid
import Testing

@testable import FentanCommand

struct ConditionTests {
  @Test func `a condition is read in all its parts`() throws {
    let condition = try Condition("q99.5( share , 2020-03-14, Plan A, over 40 ) >= 5.00")
    #expect(condition.figure == .quantile(0.995))
    #expect(condition.quantity == .share)
    #expect(condition.when == Day(year: 2020, month: 3, day: 14).map { .settlement($0) })
    #expect(condition.segment == "Plan A, over 40")
    #expect(condition.comparison == .atLeast)
    #expect(condition.number == 5)
  }

  @Test(arguments: [
    ("mean(year_cost, 2020) > 188", Condition.Comparison.above, 188.0),
    ("sd(share)<0.1", .below, 0.1), ("max(cap_binds)<=0", .atMost, 0),
    ("min(surplus) < -0.5", .below, -0.5),
  ])
  func `comparisons and numbers are read`(
    text: String, comparison: Condition.Comparison, number: Double
  ) throws {
    let condition = try Condition(text)
    #expect(condition.comparison == comparison)
    #expect(condition.number == number)
    #expect(condition.segment == nil)
  }

  @Test(arguments: [
    ("mean(share)", "Expected one of > >= < <= and a number."),
    ("share > 5", "Expected FIGURE(QUANTITY), such as mean(share), before >."),
    ("mean(share > 5", "Expected FIGURE(QUANTITY), such as mean(share), before >."),
    ("mean(share) > ", "Expected a number, but found ''."),
    ("mean(share) > 5 and more", "Expected a number, but found '5 and more'."),
    ("mean(share) > 1e3", "Expected a number, but found '1e3'."),
    ("mean(share) > nan", "Expected a number, but found 'nan'."),
    ("mean(share) => 5", "Expected FIGURE(QUANTITY), such as mean(share), before >."),
    (
      "median(share) > 5",
      "'median' is no figure; there are mean, sd, min, max, and q99 and its like."
    ),
    ("q101(share) > 5", "'q101' is no figure; there are mean, sd, min, max, and q99 and its like."),
    (
      "mean(share, March) > 5",
      "'March' is neither a year nor a settlement day, such as 2020 or 2020-03-14."
    ),
    (
      "mean(share, 2021-02-29) > 5",
      "'2021-02-29' is neither a year nor a settlement day, such as 2020 or 2020-03-14."
    ),
  ])
  func `what is no condition is refused with a reason`(text: String, reason: String) {
    #expect(throws: ConditionProblem(description: reason)) { try Condition(text) }
  }

  @Test func `an unknown quantity is refused with the list of those that there are`() {
    #expect {
      try Condition("mean(cost) > 5")
    } throws: { error in
      "\(error)".hasPrefix("'cost' is no quantity; there are share, members, joined,")
    }
  }
}
