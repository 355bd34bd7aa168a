import Probability
import Testing

@testable import MutualAid

struct IllnessLawTests {
  private let cost: LogNormal
  private let insurance = SocialInsurance(reimbursement: Rate(millionths: 400_000))

  init() throws { cost = try LogNormal(mean: 6_000_000, coefficientOfVariation: 1) }

  private func law(benefits: [(amount: Double, chance: Double)] = [(0, 1)]) -> IllnessLaw {
    IllnessLaw(diagnosis: 0.01, benefits: benefits, cost: cost, insurance: insurance)
  }

  @Test func `the cost of a year is that of the law of the illness`() {
    let expected = IllnessCost(cost, insurance: insurance).expectedOutOfPocket()
    #expect(near(law().mean, 0.01 * expected, within: 1e-9))
    #expect(near(law().burdens(covered: 0).reduce(0) { $0 + $1.chance }, 1))
    let covered = law(benefits: [(1_000_000, 0.25), (9_000_000, 0.75)]).burdens(covered: 1)
    let mean = covered.reduce(0) { $0 + $1.cost * $1.chance }
    #expect(near(mean, 0.01 * (expected - 7_000_000), within: 1e-9))
  }

  @Test func `without aversion the certain cost is the mean, and with it more`() throws {
    let costs: [(cost: Double, chance: Double)] = [(10_000, 0.5), (30_000, 0.5)]
    let burdens = law().burdens(covered: 0)
    let mean = 20_000 + law().mean
    let neutral = [
      try Utility.constantAbsolute(perYuan: 0),
      try Utility.constantRelative(0, wealth: 100_000_000_000),
    ]
    for utility in neutral {
      #expect(near(try utility.certainCost(of: costs, and: burdens), mean, within: 1e-6))
    }
    let averse = [
      try Utility.constantAbsolute(perYuan: 1e-5),
      try Utility.constantRelative(2, wealth: 20_000_000, floor: 1_000_000),
    ]
    for utility in averse {
      #expect(try utility.certainCost(of: costs, and: burdens) > mean)
    }
  }

  @Test func `what leaves nothing has no certain cost`() throws {
    let utility = try Utility.constantRelative(2, wealth: 1_000_000)
    #expect(throws: UtilityError.self) {
      try utility.certainCost(of: [(0, 1)], and: law().burdens(covered: 0))
    }
  }
}
