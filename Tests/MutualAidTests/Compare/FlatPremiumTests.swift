@testable import MutualAid
import Probability
import Testing

struct FlatPremiumTests {
  private let percent = { (value: Int) in Rate(millionths: value * 10_000) }

  /// 1,000 members with a yearly chance of 0.001 of 300,000 yuan: a pure premium of 300 yuan.
  private let thousand = CoveredYear(
    2020, groups: [CoveredGroup(.everybody, years: 1_000, benefits: 30_000_000)])

  private func premium(
    _ basis: PremiumTerms.Basis, expenses: Int = 0, profit: Int = 0
  ) throws -> FlatPremium {
    try FlatPremium(
      for: thousand,
      on: PremiumTerms(
        rating: .community, basis: basis, expenses: percent(expenses), profit: percent(profit)))
  }

  @Test func `a loss ratio divides the pure premium`() throws {
    let premium = try premium(.lossRatio(percent(38)), expenses: 35)
    #expect(premium.classes.map(\.premium) == [78_948])  // 300 / 0.38 = 789.4737 yuan
    #expect(premium.premiums == 78_948_000)
    #expect(near(try #require(premium.lossRatio).value, 30_000 / 78_948.0))
    #expect(near(premium.expenses, 0.35 * 78_948_000))
    #expect(near(premium.profit.value, 0.65 * 78_948_000 - 30_000_000))
    #expect(try self.premium(.lossRatio(percent(100))).classes[0].premium == 30_000)
    #expect(try self.premium(.lossRatio(percent(50))).classes[0].premium == 60_000)
  }

  @Test func `a loading, expenses and profit stack up`() throws {
    #expect(try premium(.loading(percent(8))).classes[0].premium == 32_400)
    // 300 · 1.1 / (1 − 0.25 − 0.05) = 471.4286
    let stacked = try premium(.loading(percent(10)), expenses: 25, profit: 5)
    #expect(stacked.classes[0].premium == 47_143)
    #expect(try premium(.loading(.zero), expenses: 20).classes[0].premium == 37_500)
  }

  // P(K > 4) = 0.0037 and P(K > 3) = 0.019 of K ~ Bin(1000, 0.001).
  @Test(arguments: [
    (0, 0, 120_000), (0, 60_000_000, 60_000), (25, 0, 160_000), (0, 120_000_000, 0),
  ])
  func `a solvency level of four claims is met to the fen`(
    expenses: Int, capital: Int, expected: Int
  ) throws {
    let law = try claims(1_000, 0.001, amount: 30_000_000)
    let level = try SolvencyLevel(of: law, risk: Rate(millionths: 5_000))
    #expect(level.amount == 120_000_000)
    #expect(level.lower == level.upper)
    let premium = try premium(.solvency(level, capital: capital), expenses: expenses)
    #expect(premium.classes[0].premium == expected)
    #expect(premium.classes[0].lower == expected)
  }

  @Test func `a profit that is asked for is a floor below the solvency premium`() throws {
    let law = try claims(1_000, 0.001, amount: 30_000_000)
    let level = try SolvencyLevel(of: law, risk: Rate(millionths: 5_000))
    let rich = PremiumTerms.Basis.solvency(level, capital: 200_000_000)
    #expect(try premium(rich).classes[0].premium == 0)
    #expect(try premium(rich, profit: 5).classes[0].premium == 31_579)  // 300 / 0.95
    let poor = PremiumTerms.Basis.solvency(level, capital: 0)
    #expect(try premium(poor, profit: 5).classes[0].premium == 120_000)
  }

  @Test(arguments: 0..<40)
  func `a solvency premium is the smallest that keeps the risk`(seed: Int) throws {
    var random = inputs(seed)
    let members = 50 + random.below(3_000)
    let law = try claims(members, random.uniform() * 0.05, amount: 1 + random.below(50_000_000))
    let risk = Rate(millionths: 1 + random.below(100_000))
    let expenses = Rate(millionths: random.below(900_000))
    let capital = random.below(40_000_000)
    let level = try SolvencyLevel(of: law, risk: risk)
    let year = CoveredYear(
      2020, groups: [CoveredGroup(.everybody, years: Double(members), benefits: law.mean ?? 0)])
    let premium = try FlatPremium(
      for: year,
      on: PremiumTerms(
        rating: .community, basis: .solvency(level, capital: capital), expenses: expenses)
    ).classes[0].premium
    func isRuined(at premium: Int) -> Double {
      let money = Int128(members) * Int128(premium) * Int128(1_000_000 - expenses.millionths)
      return law.survival(Int(money / 1_000_000) + capital)
    }
    #expect(isRuined(at: premium) <= risk.fraction)
    #expect(premium == 0 || isRuined(at: premium - 1) > risk.fraction)
  }

  @Test(arguments: 0..<30)
  func `classes reach the level together, in proportion and to a fen a member`(
    seed: Int
  ) throws {
    var random = inputs(seed)
    let groups = (0..<5).map { band in
      CoveredGroup(
        MemberGroup(ages: (band * 10)...(band * 10 + 9)), years: Double(1 + random.below(900)),
        benefits: random.uniform() * 1e8)
    }
    let amount = 1 + random.below(2_000_000_000)
    let level = try SolvencyLevel(of: LatticeLaw.constant(amount), risk: Rate(millionths: 5_000))
    let rating = PremiumTerms.Rating.classes(
      ages: groups.compactMap(\.group.ages), bySex: false, bySegment: false)
    let premium = try FlatPremium(
      for: CoveredYear(2021, groups: groups),
      on: PremiumTerms(rating: rating, basis: .solvency(level, capital: 0), expenses: percent(30)))
    let members = groups.reduce(0) { $0 + $1.years }
    let surplus = premium.premiums - premium.expenses - Double(amount)
    #expect(surplus > -1e-6 && surplus <= members)
    let factors = premium.classes.map { ($0.cover.purePremium?.value ?? 0, $0.premium) }
    let factor = Double(amount) / 0.7 / groups.reduce(0) { $0 + $1.benefits.value }
    for (pure, premium) in factors {
      #expect((0..<1.001).contains(Double(premium) - factor * pure))
    }
  }

  @Test func `a sample's level has the interval of its order statistics`() throws {
    var totals = Tally()
    for total in 1...1_000 { totals.add(total * 1_000) }
    let level = try #require(SolvencyLevel(of: totals, risk: Rate(millionths: 5_000)))
    #expect(level.amount == 995_000)
    let ranks = QuantileInterval(count: 1_000, p: 0.995)
    #expect(level.lower == ranks.lower.map { $0 * 1_000 })
    #expect(level.upper == ranks.upper.map { $0 * 1_000 })
    let terms = PremiumTerms(rating: .community, basis: .solvency(level, capital: 0))
    let rate = try FlatPremium(for: thousand, on: terms).classes[0]
    #expect(rate.premium == 995)
    #expect(rate.lower == ranks.lower)
    #expect(rate.upper == ranks.upper)
    // A hundred replications say nothing of an upper end.
    var few = Tally()
    for total in 1...100 { few.add(total) }
    #expect(try #require(SolvencyLevel(of: few, risk: Rate(millionths: 5_000))).upper == nil)
    #expect(SolvencyLevel(of: Tally(), risk: Rate(millionths: 5_000)) == nil)
  }

  @Test func `rating by age and sex charges each class its own cost, and the pool the same`() throws
  {
    let groups = [
      CoveredGroup(MemberGroup(ages: 20...39, sex: .male), years: 600, benefits: 9_000_000),
      CoveredGroup(MemberGroup(ages: 25...30, sex: .female), years: 300, benefits: 6_000_000),
      CoveredGroup(MemberGroup(ages: 40...59, sex: .male), years: 400, benefits: 16_000_000),
      CoveredGroup(MemberGroup(ages: 31...39, sex: .male), years: 100, benefits: 1_500_000),
    ]
    let terms = PremiumTerms(
      rating: .classes(ages: [0...39, 40...59], bySex: true, bySegment: false),
      basis: .lossRatio(percent(50)))
    let premium = try FlatPremium(for: CoveredYear(2020, groups: groups), on: terms)
    #expect(premium.classes.map(\.premium) == [30_000, 40_000, 80_000])
    #expect(premium.rate(age: 33, sex: .male)?.cover.years == 700)
    #expect(premium.rate(age: 55, sex: .male)?.premium == 80_000)
    #expect(premium.rate(age: 55, sex: .female) == nil)
    #expect(premium.lossRatio?.value == 0.5)
  }

  @Test func `a simulated pure premium gives an interval`() throws {
    let benefits = Estimate(value: 30_000_000, standardError: 1_000_000)
    let year = CoveredYear(
      2020, groups: [CoveredGroup(.everybody, years: 1_000, benefits: benefits)])
    let terms = PremiumTerms(rating: .community, basis: .lossRatio(percent(50)))
    let rate = try FlatPremium(for: year, on: terms).classes[0]
    #expect(rate.premium == 60_000)
    #expect(rate.lower == 56_081)  // 2 · (30,000 − 1.959964 · 1,000), rounded up
    #expect(rate.upper == 63_920)
  }

  @Test func `a tariff charges by its table`() throws {
    let tariff = PremiumTariff.lianCancerRider
    // 12.3 yuan for 10,000 yuan, 300,000 yuan insured.
    #expect(tariff.premium(age: 28, sex: .male, sumInsured: 30_000_000) == 36_900)
    #expect(tariff.premium(age: 61, sex: .male, sumInsured: 30_000_000) == nil)
    let sums = AgeBands(bands: [
      .init(from: 0, to: 39, value: 30_000_000), .init(from: 40, to: 59, value: 10_000_000),
    ])
    let terms = PremiumTerms(
      rating: .community, basis: .tariff(tariff, sumsInsured: SumsInsured(sums)))
    func price(_ ages: ClosedRange<Int>, _ sex: Sex?) throws -> Int {
      let group = CoveredGroup(MemberGroup(ages: ages, sex: sex), years: 1, benefits: 10_000)
      return try FlatPremium(for: CoveredYear(2020, groups: [group]), on: terms).classes[0].premium
    }
    #expect(try price(41...45, .female) == 31_200)
    #expect(try price(36...39, .female) == 73_800)
    #expect(throws: PremiumError.self) { try price(36...40, .female) }
    #expect(throws: PremiumError.self) { try price(41...45, nil) }
  }

  @Test func `a tariff insures what the dearest class of a segment promises at each age`() {
    var scenario = Scenario.oneYear(members: 10, rate: 0.1, benefit: 1, fee: .zero)
    scenario.segments = ["small", "large"].map {
      Segment(name: $0, incidence: RateTable(flat: 0.1))
    }
    let steep = AgeBands(bands: [
      .init(from: 20, to: 39, value: 50_000), .init(from: 40, to: 59, value: 300_000),
    ])
    scenario.claims.classes = [
      ClaimClass(name: "steep", share: .init(0.5), benefits: [steep, steep]),
      ClaimClass(name: "level", share: .init(0.5), benefits: [.init(100_000), .init(40_000)]),
    ]
    let sums = SumsInsured(of: scenario)
    func sum(_ age: Int, _ segment: String) -> Int {
      sums.schedule(of: MemberGroup(ages: age...age, segment: segment))[age]
    }
    #expect(
      [0, 25, 39, 40, 59, 80].map { sum($0, "small") }
        == [100_000, 100_000, 100_000, 300_000, 300_000, 300_000])
    #expect([25, 39, 40].map { sum($0, "large") } == [50_000, 50_000, 300_000])
  }

  @Test func `premiums that cannot be added up are refused`() throws {
    #expect(throws: PremiumError.tooLarge(0x1p51)) {
      let group = CoveredGroup(.everybody, years: 1, benefits: 0x1p51)
      return try FlatPremium(
        for: CoveredYear(2020, groups: [group]),
        on: PremiumTerms(rating: .community, basis: .loading(.zero)))
    }
    #expect(throws: PremiumError.tooLarge(0x1p55)) {
      let group = CoveredGroup(.everybody, years: 0x1p35, benefits: 0x1p55)
      return try FlatPremium(
        for: CoveredYear(2020, groups: [group]),
        on: PremiumTerms(rating: .community, basis: .loading(.zero)))
    }
    let one = CoveredGroup(.everybody, years: 0x1p-10, benefits: 1)
    #expect(throws: PremiumError.tooLarge(0x1p51)) {
      try SolventSpread(of: [one], free: percent(100)).premiums(for: 1 << 41)
    }
    #expect(throws: PremiumError.tooLarge(0x1p55)) {
      try SolventSpread(of: [one, one], free: percent(100)).premiums(for: 1 << 55)
    }
  }

  @Test func `what has no premium is refused with its reason`() throws {
    let nobody = CoveredYear(2020, groups: [CoveredGroup(.everybody, years: 0, benefits: 0)])
    let flat = PremiumTerms(rating: .community, basis: .loading(.zero))
    #expect(throws: PremiumError.nobodyCovered(.everybody)) {
      try FlatPremium(for: nobody, on: flat)
    }
    #expect(throws: PremiumError.noLossRatio) { try premium(.lossRatio(.zero)) }
    #expect(throws: PremiumError.nothingLeft(share: percent(100))) {
      try premium(.loading(.zero), expenses: 60, profit: 40)
    }
    let banded = PremiumTerms(
      rating: .classes(ages: [0...39, 40...59], bySex: false, bySegment: false),
      basis: .loading(.zero))
    let across = MemberGroup(ages: 35...44)
    #expect(throws: PremiumError.notInOneClass(across)) {
      try FlatPremium(
        for: CoveredYear(2020, groups: [CoveredGroup(across, years: 1, benefits: 1)]), on: banded)
    }
    #expect(throws: PremiumError.notInOneClass(.everybody)) {
      try FlatPremium(for: thousand, on: banded)
    }
    #expect(PremiumError.noLossRatio.description == "a target loss ratio of 0 has no premium")
  }

  @Test func `published figures are found by name, and each has its source`() {
    #expect(MarketFigure.named("industry-2020")?.value == percent(38))
    #expect(MarketFigure.named("loading-cap-individual")?.value == percent(35))
    #expect(MarketFigure.named("nobody") == nil)
    #expect(Set(MarketFigure.all.map(\.name)).count == MarketFigure.all.count)
    #expect(MarketFigure.all.allSatisfy { !$0.source.isEmpty && Rate.zero < $0.value })
  }
}
