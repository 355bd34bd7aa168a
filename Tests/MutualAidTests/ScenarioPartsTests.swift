import MutualAid
import Testing

struct ScenarioPartsTests {
  private let day = Day.first(of: 2020)

  @Test(
    arguments: [
      (0.0, 1000), (0.99, 1000), (1.0, 1001), (2.99, 1001), (3.0, 1002), (3_997.0, 2999),
      (3_999.0, 3000), (1e300, 3000), (Double.infinity, 3000),
    ])
  func `a random benefit is rounded half up, and never above its maximum`(cost: Double, fen: Int) {
    let benefit = RandomBenefit(
      cost: .gamma(mean: 1, cv: 1), fixed: 1000, reimbursed: 0.5, maximum: 3000)
    #expect(benefit.amount(forCost: cost) == fen)
  }

  @Test func `nothing reimbursed is nothing, whatever the cost`() {
    let benefit = RandomBenefit(
      cost: .gamma(mean: 1, cv: 1), fixed: 7, reimbursed: 0, maximum: 3000)
    #expect(benefit.amount(forCost: .infinity) == 7)
  }

  @Test func `approval follows the number of segments`() {
    var kind = ClaimClass(
      name: "any", share: .init(1), benefits: [.init(10), .init(20)], approval: [0.9])
    #expect(kind.approval == [0.9, 1])
    kind.benefits += [.init(30)]
    #expect(kind.approval == [0.9, 1, 1])
    #expect(kind.severities.map { $0.most(atAge: 40) } == [10, 20, 30])
    kind.severities = [
      .random(RandomBenefit(cost: .empirical([.init(amount: 1, weight: 1)]), maximum: 5))
    ]
    #expect(kind.approval == [0.9])
    #expect(kind.benefits == [.init(5)])
  }

  @Test func `a duration factor holds from its day on`() {
    let factors = [DurationFactor(days: 0, factor: 0.2), DurationFactor(days: 365, factor: 1.5)]
    #expect([0, 364, 365, 9999].map { factors.factor(afterDays: $0) } == [0.2, 0.2, 1.5, 1.5])
    #expect([DurationFactor]().factor(afterDays: 5) == 1)
  }

  @Test func `dated delays and capacities hold on their first and last day`() {
    let last = day.advanced(by: 9)
    let after = day.advanced(by: 10)
    let delays = [DatedDelay(from: day, to: last, delay: .days(5))]
    #expect([day, last].map { delays.delay(startingOn: $0) } == [.days(5), .days(5)])
    #expect(delays.delay(startingOn: after) == nil)
    let capacity = [DatedCapacity(from: day, to: last, cases: 3)]
    #expect([day, last, after].map { capacity.cases(on: $0) } == [3, 3, nil])
  }

  @Test func `what is not said is off`() {
    let membership = Membership(
      path: MembershipPath(points: [.init(day: day, members: 1)]),
      mixes: [DatedMix(from: day, parts: [.init(segment: 0, share: 1)])])
    #expect(membership.flow == nil && membership.lapse == nil && membership.failedDebits == nil)
    #expect(membership.riskClasses == [.all])
    let claims = ClaimRules(classes: [])
    #expect(claims.durationFactors.isEmpty && claims.systemic == nil)
    #expect(claims.processingCapacity.isEmpty)
  }
}
