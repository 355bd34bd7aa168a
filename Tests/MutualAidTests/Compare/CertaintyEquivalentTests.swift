import MutualAid
import Probability
import RealModule
import Testing

struct CertaintyEquivalentTests {
  /// A cost of 0 or 20,000 yuan at even chances, out of 100,000 yuan.
  private let coin: LatticeLaw
  private let wealth = 10_000_000

  init() throws { coin = try LatticeLaw(step: 2_000_000, masses: [0.5, 0.5]) }

  @Test func `without aversion it is the mean`() throws {
    for utility in [
      try Utility.constantAbsolute(perYuan: 0), try Utility.constantRelative(0, wealth: wealth),
    ] {
      let found = try CertaintyEquivalent(of: coin, to: utility)
      #expect(near(found.cost.value, 1_000_000))
      #expect(found.cost.standardError == 0)
      #expect(abs(found.riskPremium) < 1e-7)
    }
  }

  // The mean of order 1 − γ of 80,000 and 100,000: geometric at γ = 1, harmonic at 2.
  @Test(arguments: [
    (0.5, 8_972_135.954_999_579), (1, 8_944_271.909_999_159), (2, 8_888_888.888_888_889),
    (3, 8_834_522.085_987_723),
  ])
  func `of relative aversion it leaves a power mean of wealth`(
    aversion: Double, left: Double
  ) throws {
    let utility = try Utility.constantRelative(aversion, wealth: wealth)
    let found = try CertaintyEquivalent(of: coin, to: utility).cost.value
    #expect(abs(found - (10_000_000 - left)) < 1e-7)
  }

  // V20 of an equal share: 324 yuan for each of Bin(1000, 0.001) claims.
  @Test(arguments: [1e-9, 1e-5, 1e-3, 3e-3])
  func `of absolute aversion it is n log(1 − q + q eᵃᵇ) / a of a binomial cost`(
    aversion: Double
  ) throws {
    let law = try claims(1_000, 0.001, amount: 32_400)
    let utility = try Utility.constantAbsolute(perYuan: aversion)
    let found = try CertaintyEquivalent(of: law, to: utility)
    let expected =
      1_000 * .log(onePlus: 0.001 * .expMinusOne(324 * aversion)) / (aversion / 100)
    #expect(abs(found.cost.value - expected) <= found.lawError + 1e-10 * expected)
    #expect(found.lawError < 1)
  }

  // At 0.02 the certain cost rests on 395 claims, far beyond where the law was cut at e⁻⁴².
  @Test(arguments: [0.02, 1])
  func `a law that was cut off has none for an aversion to what lies beyond`(
    aversion: Double
  ) throws {
    let law = try claims(1_000, 0.001, amount: 32_400)
    let utility = try Utility.constantAbsolute(perYuan: aversion)
    let error = #expect(throws: UtilityError.self) {
      try CertaintyEquivalent(of: law, to: utility)
    }
    guard case .restsOnError = error else {
      Issue.record("refused for another reason")
      return
    }
  }

  @Test func `a rounded normal cost has the premium aσ²/2`() throws {
    let law = try Normal(mean: 1_000_000, standardDeviation: 50_000)
    var stream = inputs(1)
    var sample = Tally(limit: 1 << 17)
    for _ in 0..<20_000 { sample.add(Int(law.sample(using: &stream).rounded())) }
    let utility = try Utility.constantAbsolute(perYuan: 0.002)
    let found = try CertaintyEquivalent(of: sample, to: utility)
    let expected = 1_000_000 + 0.002 / 100 * 50_000.0 * 50_000 / 2
    // 4.9 standard errors: a risk of 1e-6.
    #expect(abs(found.cost.value - expected) < 4.9 * found.cost.standardError)
    #expect((200..<1_000).contains(found.cost.standardError))
    #expect(found.heaviest < 0.05)
  }

  @Test func `a lognormal wealth has the factor exp(−γσ²/2) of its mean`() throws {
    // What is left, 10⁷ − cost, is lognormal; the cost may be negative, a gain.
    let law = try LogNormal(logMean: .log(5_000_000), logStandardDeviation: 0.2)
    var stream = inputs(2)
    var sample = Tally(limit: 1 << 17)
    for _ in 0..<20_000 { sample.add(wealth - Int(law.sample(using: &stream).rounded())) }
    for aversion in [0.5, 1, 3] {
      let utility = try Utility.constantRelative(aversion, wealth: wealth)
      let found = try CertaintyEquivalent(of: sample, to: utility)
      let left = law.mean * .exp(-aversion * 0.04 / 2)
      #expect(abs(found.cost.value - (10_000_000 - left)) < 4.9 * found.cost.standardError)
    }
  }

  @Test func `an extreme aversion asks for the largest cost, and says that it rests on it`() throws
  {
    let utility = try Utility.constantAbsolute(perYuan: 1e9)
    let found = try CertaintyEquivalent(of: coin, to: utility)
    #expect(near(found.cost.value, 2_000_000))
    #expect(near(found.heaviest, 1))
  }

  @Test(arguments: 0..<20)
  func `it rises with aversion, and a sample agrees with its law`(seed: Int) throws {
    var random = inputs(seed)
    let raw = (0..<8).map { _ in random.below(50) + 1 }
    let values = raw.indices.map { (value: $0 * 700_000, count: raw[$0]) }
    let sample = try Tally(values: values)
    let total = Double(raw.reduce(0, +))
    let law = try LatticeLaw(step: 700_000, masses: raw.map { Double($0) / total })
    var before = 0.0
    for aversion in [0, 0.5, 1, 1.5, 4, 20] {
      let utility = try Utility.constantRelative(aversion, wealth: wealth)
      let (ofLaw, ofSample) = (
        try CertaintyEquivalent(of: law, to: utility),
        try CertaintyEquivalent(of: sample, to: utility)
      )
      #expect(near(ofLaw.cost.value, ofSample.cost.value, within: 1e-9))
      #expect(ofLaw.cost.value > before)
      #expect(ofSample.cost.standardError > 0)
      before = ofLaw.cost.value
    }
    #expect(before <= 7 * 700_000)
  }

  @Test func `what has no equivalent is refused with its reason`() throws {
    let ruined = try Utility.constantRelative(2, wealth: 2_000_000)
    #expect(throws: UtilityError.beyondWealth(cost: 2_000_000, wealth: 2_000_000)) {
      try CertaintyEquivalent(of: coin, to: ruined)
    }
    let helped = try Utility.constantRelative(2, wealth: 2_000_000, floor: 500_000)
    // 2 / (1/20,000 + 1/5,000) = 8,000 yuan are left.
    #expect(near(try CertaintyEquivalent(of: coin, to: helped).cost.value, 1_200_000))
    #expect(throws: UtilityError.noCosts) { try CertaintyEquivalent(of: Tally(), to: helped) }
    #expect(throws: UtilityError.notAnAversion(-1)) { try Utility.constantAbsolute(perYuan: -1) }
    #expect(throws: UtilityError.self) { try Utility.constantRelative(.nan, wealth: 1) }
    #expect(throws: UtilityError.noWealth(5, floor: 5)) {
      try Utility.constantRelative(1, wealth: 5, floor: 5)
    }
  }

  @Test func `a measure gives the figure it names`() throws {
    let law = try claims(1_000, 0.001, amount: 32_400)
    #expect(near(try CostMeasure.mean.figure(of: law).value, 32_400, within: 1e-11))
    #expect(try CostMeasure.quantile(0.95).figure(of: law).value == 97_200)
    var sample = Tally()
    for cost in 1...1_000 { sample.add(cost) }
    let median = try CostMeasure.quantile(0.5).figure(of: sample)
    #expect(median.value == 500)
    #expect(near(median.standardError, 0.5 * 1_000.0.squareRoot(), within: 0.05))
    #expect(try CostMeasure.quantile(0.999).figure(of: sample).standardError == .infinity)
    #expect(try CostMeasure.mean.figure(of: sample) == sample.mean)
    #expect(throws: UtilityError.noCosts) { try CostMeasure.quantile(0.5).figure(of: Tally()) }
  }
}
