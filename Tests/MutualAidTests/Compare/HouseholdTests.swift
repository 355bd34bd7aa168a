import MutualAid
import Probability
import Testing

struct HouseholdTests {
  @Test func `capacity is what income leaves of subsistence, and 40 % of it is the limit`() {
    let household = Household(
      size: 3, incomePerHead: 2_000_000, subsistencePerHead: 1_000_000)
    #expect(household.capacityToPay == 3_000_000)
    #expect(!household.isCatastrophic(1_200_000))
    #expect(household.isCatastrophic(1_200_001))
    let poor = Household(size: 3, incomePerHead: 500_000, subsistencePerHead: 1_000_000)
    #expect(poor.capacityToPay == 0)
    #expect(poor.isCatastrophic(1) && !poor.isCatastrophic(0))
  }

  @Test func `insurance pays above a deductible, of what is eligible, up to a ceiling`() {
    let insurance = SocialInsurance(
      eligible: Rate(millionths: 800_000), reimbursement: Rate(millionths: 500_000),
      deductible: 1_000, ceiling: 2_000)
    #expect(insurance.outOfPocket(0) == 0)
    #expect(insurance.outOfPocket(1_250) == 1_250)
    #expect(near(insurance.outOfPocket(2_250), 1_850))  // 0.5 · (0.8 · 2250 − 1000) = 400
    #expect(near(insurance.outOfPocket(6_250), 4_250))
    #expect(near(insurance.outOfPocket(10_000), 8_000))
    #expect(SocialInsurance.none.outOfPocket(77) == 77)
    let all = SocialInsurance(reimbursement: Rate(millionths: 1_000_000), deductible: 300)
    #expect(all.outOfPocket(1e9) == 300)
    #expect(all.greatestCost(payingAtMost: 299) == 299)
    #expect(all.greatestCost(payingAtMost: 300) == .infinity)
  }

  @Test(arguments: 0..<50)
  func `the greatest cost that is paid with an amount turns the insurance round`(seed: Int) {
    var random = inputs(seed)
    let insurance = SocialInsurance(
      eligible: Rate(millionths: random.below(1_000_001)),
      reimbursement: Rate(millionths: random.below(999_999)), deductible: random.below(5_000),
      ceiling: random.uniform() < 0.5 ? nil : random.below(20_000))
    for _ in 0..<20 {
      let amount = random.uniform() * 30_000
      let cost = insurance.greatestCost(payingAtMost: amount)
      #expect(near(insurance.outOfPocket(cost), amount, within: 1e-9))
      let (eligible, rate) = (insurance.eligible.fraction, insurance.reimbursement.fraction)
      let paid = min(
        Double(insurance.ceiling ?? .max),
        rate * max(0, eligible * cost - Double(insurance.deductible)))
      #expect(near(cost - paid, amount, within: 1e-9))
    }
  }

  @Test func `an exponential cost has its closed forms`() throws {
    let cost = IllnessCost(try Exponential(mean: 10_000))
    #expect(near(cost.probability(above: 20_000), 0.135_335_283_236_612_69))
    #expect(near(cost.probability(above: 10_000, benefit: 10_000), 0.135_335_283_236_612_69))
    #expect(near(cost.expectedOutOfPocket(), 10_000))
    #expect(near(cost.expectedOutOfPocket(benefit: 20_000), 1_353.352_832_366_126_9))
    let half = IllnessCost(
      try Exponential(mean: 10_000),
      insurance: SocialInsurance(
        reimbursement: Rate(millionths: 500_000), deductible: 10_000))
    // What is above the deductible has a mean of 10,000 e⁻¹, and half is paid.
    #expect(near(half.expectedOutOfPocket(), 10_000 - 5_000 * 0.367_879_441_171_442_33))
    #expect(near(half.probability(above: 15_000), 0.135_335_283_236_612_69))
  }

  @Test(arguments: 0..<20)
  func `expected costs are the integral of their tails`(seed: Int) throws {
    var random = inputs(seed)
    let law = try LogNormal(
      mean: 1_000, coefficientOfVariation: 0.3 + random.uniform())
    let cost = IllnessCost(
      law,
      insurance: SocialInsurance(
        eligible: Rate(millionths: 900_000),
        reimbursement: Rate(millionths: random.below(1_000_000)),
        deductible: random.below(1_000), ceiling: 200 + random.below(1_000)))
    let benefit = random.below(1_500)
    let step = 2.0
    let integral = (0..<40_000).reduce(0.0) {
      $0 + step * cost.probability(above: (Double($1) + 0.5) * step, benefit: benefit)
    }
    #expect(abs(integral - cost.expectedOutOfPocket(benefit: benefit)) < 0.05)
  }

  @Test func `catastrophic households are counted by hand`() throws {
    let cost = IllnessCost(try Uniform(from: 0, to: 100_000))
    let classes = [
      HouseholdClass(
        name: "poor", share: 0.25,
        household: Household(size: 2, incomePerHead: 50_000, subsistencePerHead: 25_000),
        diagnosis: 0.01),
      HouseholdClass(
        name: "rich", share: 0.75,
        household: Household(size: 2, incomePerHead: 125_000, subsistencePerHead: 25_000),
        diagnosis: 0.02),
    ]
    // Limits of 20,000 and 80,000: 10⁶ (0.25 · 0.01 · 0.8 + 0.75 · 0.02 · 0.2)
    #expect(near(try cost.catastrophicPerMillion(of: classes), 5_000))
    #expect(near(try cost.catastrophicPerMillion(of: classes, benefit: 30_000), 1_250))
    #expect(try cost.catastrophicPerMillion(of: classes, benefit: 90_000) == 0)
    #expect(throws: HouseholdError.sharesDoNotSumToOne(0.75)) {
      try cost.catastrophicPerMillion(of: [classes[1]])
    }
  }

  @Test func `bounds on costs beyond wealth hold the integral and lie 1/n apart`() throws {
    // P(W < C) for W and C uniform on 0...1 and 0...2: 3/4.
    let cost = IllnessCost(try Uniform(from: 0, to: 2_000_000))
    let wealth = try Uniform(from: 0, to: 1_000_000)
    let bounds = cost.beyondWealth(wealth)
    #expect(bounds.contains(0.75))
    #expect(bounds.upperBound - bounds.lowerBound <= 1 / 4_096.0 + 1e-12)
    // A benefit of 1,000,000 leaves a cost in half of the cases, uniform on 0...1: ½ · ½.
    #expect(cost.beyondWealth(wealth, benefit: 1_000_000, steps: 999).contains(0.25))
    #expect(cost.beyondWealth(wealth, steps: 1) == 0...1)
    let pareto = IllnessCost(try Pareto(shape: 1.5, minimum: 100))
    #expect(pareto.beyondWealth(wealth).upperBound < 0.01)
  }

  @Test func `published wealth is fitted, and its third figure shows the fit`() throws {
    let bank = WealthShare.merchantsBank2020
    let pareto = try #require(try bank.pareto())
    let normal = try #require(try bank.logNormal())
    for law in [pareto, normal] as [any ContinuousLaw] {
      #expect(near(law.mean, 5_659_339.87, within: 1e-8))
    }
    #expect(near(pareto.topShare(0.0196), 0.8215))
    #expect(near(normal.topShare(0.0196), 0.8215))
    // Of both, the lognormal law has nearer to 1.96 % above 500,000 yuan.
    #expect(abs(pareto.survival(50_000_000) - 0.004_31) < 5e-5)
    #expect(abs(normal.survival(50_000_000) - 0.013_14) < 5e-5)
    #expect(near(try #require(try WealthShare.merchantsBank2019.pareto()).survival(5e7), 0.0184))
  }

  @Test(arguments: [(0.1, 0.475), (0.0196, 0.8215), (0.5, 0.6)])
  func `a law fitted to a median has it, and the stated share`(top: Double, share: Double) throws {
    let stated = WealthShare(
      topFraction: top, share: share, median: 1_234_500, scope: "", source: "")
    let (pareto, normal) = (
      try #require(try stated.pareto()), try #require(try stated.logNormal())
    )
    #expect(near(pareto.topShare(top), share, within: 1e-9))
    #expect(near(normal.topShare(top), share, within: 1e-9))
    for law in [pareto, normal] as [any ContinuousLaw] {
      #expect(near(law.cumulative(1_234_500), 0.5, within: 1e-9))
    }
    // α = log t / log(t/s), median = m 2^(1/α) and mean = m α/(α − 1), in closed form for a tenth.
    if top == 0.1 {
      let shape = 1.477_773_671_6
      #expect(near(pareto.mean, 1_234_500 * 0.625_597_386_3 * shape / (shape - 1), within: 1e-8))
    }
  }

  @Test func `published incomes and costs are at hand`() throws {
    let incomes = try #require(IncomeQuintiles.of(2023))
    #expect(incomes.means == [921_500, 2_044_200, 3_219_500, 5_022_000, 9_505_500])
    #expect(IncomeQuintiles.of(2020) == nil)
    #expect(IncomeQuintiles.all.allSatisfy { $0.means == $0.means.sorted() && $0.means.count == 5 })
    let households = incomes.households(size: 3, subsistencePerHead: 500_000, diagnosis: 0.01)
    let cost = IllnessCost(try MedicalCost.sixCancers.law(coefficientOfVariation: 1))
    let without = try cost.catastrophicPerMillion(of: households)
    let with = try cost.catastrophicPerMillion(of: households, benefit: 10_000_000)
    #expect(without < 10_000 && without > 5 * with && with > 0)
  }
}
