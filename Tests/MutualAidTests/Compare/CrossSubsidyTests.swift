import MutualAid
import Probability
import Testing

struct CrossSubsidyTests {
  private let young = MemberGroup(ages: 18...39)
  private let old = MemberGroup(ages: 40...59)

  /// 6,000 members with q = 0.0005 of 300,000 yuan and 4,000 with q = 0.004 of 100,000, who pay
  /// 250 yuan each.
  private var twoGroups: [GroupAccount] {
    [
      GroupAccount(
        of: young, exposure: 6_000, expectedCost: 150_000_000, expectedBenefit: 90_000_000),
      GroupAccount(
        of: old, exposure: 4_000, expectedCost: 100_000_000, expectedBenefit: 160_000_000),
    ]
  }

  @Test func `two groups with equal shares subsidise each other by 600,000 yuan`() throws {
    let subsidy = try CrossSubsidy(of: twoGroups, books: .init())
    #expect(subsidy.equalShare == 25_000)
    #expect(subsidy.lines.map(\.fairShare) == [15_000, 40_000])
    #expect(subsidy.lines.map(\.transferPerYear?.value) == [10_000, -15_000])
    #expect(subsidy.lines.map(\.ratio?.standardError) == [0, 0])
    #expect(near(try #require(subsidy.lines[0].ratio).value, 5.0 / 3))
    #expect(subsidy.lines[1].ratio?.value == 0.625)
    #expect(subsidy.lines.map(\.transfer) == [60_000_000, -60_000_000])
    #expect(subsidy.crossing == 60_000_000)
    #expect(subsidy.balance == 0)
    #expect(near(try #require(subsidy.curve).gini, 0.24))
  }

  @Test func `benefits in inverse proportion to the chance of a claim would be fair`() throws {
    let lines = try CrossSubsidy(of: twoGroups).lines
    let fair = zip(lines, [300_000, 100_000.0]).map { ($0.fairBenefitFactor ?? 0) * $1 }
    #expect(near(fair[0], 500_000))
    #expect(near(fair[1], 62_500))
    #expect(near(fair[0] * 0.0005, fair[1] * 0.004))
    // The total that is paid stays as it was.
    #expect(near(6_000 * 0.0005 * fair[0] + 4_000 * 0.004 * fair[1], 2_500_000))
  }

  @Test func `a fee is in the transfers to the fen, and not in the subsidies`() throws {
    let accounts = [
      GroupAccount(
        of: young, exposure: 6_000, expectedCost: 162_000_001, expectedBenefit: 90_000_000),
      GroupAccount(
        of: old, exposure: 4_000, expectedCost: 108_000_002, expectedBenefit: 160_000_000),
    ]
    let books = CrossSubsidy.Books(fees: 20_000_000, carried: 3)
    let subsidy = try CrossSubsidy(of: accounts, books: books)
    #expect(subsidy.balance == 20_000_003)
    #expect(near(subsidy.lines[0].subsidy, 1.08 * 60_000_000, within: 1e-7))
    #expect(abs(subsidy.lines.reduce(0) { $0 + $1.subsidy }) < 1e-6)
    #expect(
      throws: CrossSubsidyError.unbalanced(transfers: 20_000_003, books: 20_000_000)
    ) { try CrossSubsidy(of: accounts, books: .init(fees: 20_000_000)) }
  }

  @Test func `simulated, the two groups agree with their expectations`() throws {
    var accounts = GroupAccounts(cohorts: [young, old], tellingApart: [.ages])
    var stream = inputs(25)
    let (first, second) = (
      try Binomial(trials: 6_000, probability: 0.0005),
      try Binomial(trials: 4_000, probability: 0.004)
    )
    for _ in 0..<4_000 {
      let benefits = [
        30_000_000 * first.sample(using: &stream), 10_000_000 * second.sample(using: &stream),
      ]
      let share = benefits.reduce(0, +) / 10_000
      accounts.add(
        costs: [6_000 * share, 4_000 * share], benefits: benefits,
        exposures: [6_000 * 366, 4_000 * 366])
    }
    let subsidy = try CrossSubsidy(
      of: accounts.accounts, exposurePerYear: 366, books: .init())
    for (line, truth) in zip(subsidy.lines, [5.0 / 3, 0.625]) {
      let ratio = try #require(line.ratio)
      #expect(abs(ratio.value - truth) < 4.9 * ratio.standardError)
      #expect(ratio.standardError < 0.03)
    }
    #expect(subsidy.lines.map(\.years) == [6_000, 4_000])
    // The equal share has a standard deviation of 65.5153 yuan, of which 4,000 show 1.1 %.
    let spread = subsidy.lines[0].cost.standardError * 4_000.0.squareRoot() / 6_000
    #expect(near(spread, 6_551.526_540, within: 0.08))
  }

  @Test(arguments: 0..<30)
  func `transfers sum to the balance, subsidies to nothing, and order does not matter`(
    seed: Int
  ) throws {
    var random = inputs(seed)
    let cohorts = (0..<6).map {
      MemberGroup(
        ages: ($0 / 2 * 20)...($0 / 2 * 20 + 19), sex: $0 % 2 == 0 ? .male : .female)
    }
    var whole = GroupAccounts(cohorts: cohorts, tellingApart: [.ages])
    var parts = [whole, whole]
    var balance = 0
    for replication in 0..<50 {
      let costs = cohorts.map { _ in random.below(1 << 40) }
      let benefits = cohorts.map { _ in random.below(1 << 40) }
      let exposures = cohorts.map { _ in random.below(1_000) }
      whole.add(costs: costs, benefits: benefits, exposures: exposures)
      parts[replication % 2].add(costs: costs, benefits: benefits, exposures: exposures)
      balance += costs.reduce(0, +) - benefits.reduce(0, +)
    }
    parts[1].merge(parts[0])
    #expect(parts[1] == whole)
    let subsidy = try CrossSubsidy(
      of: whole.accounts, books: .init(carried: Int128(balance)))
    #expect(subsidy.lines.count == 3)
    #expect(subsidy.lines.reduce(0) { $0 + $1.transfer } == subsidy.balance)
    #expect(abs(subsidy.lines.reduce(0) { $0 + $1.subsidy }) < 1e-2)
    let gini = try #require(subsidy.curve).gini
    #expect(gini >= 0 && gini < 1)
    let cost = subsidy.lines.reduce(0) { $0 + $1.cost.value }
    // The crossing is the greatest height between diagonal and curve, the index twice its area.
    #expect(gini + 1e-12 >= subsidy.crossing / cost && gini <= 2 * subsidy.crossing / cost)
  }

  @Test func `sums beyond 64 bits have their curve`() throws {
    var accounts = [GroupAccount(of: young), GroupAccount(of: old)]
    for _ in 0..<64 {
      accounts[0].add(cost: 3 << 59, benefit: 1 << 59, exposure: 1)
      accounts[1].add(cost: 1 << 59, benefit: 3 << 59, exposure: 1)
    }
    let subsidy = try CrossSubsidy(of: accounts)
    #expect(subsidy.curve?.gini == 0.5)
    #expect(subsidy.lines[0].transfer == Int128(1) << 66)
  }

  @Test func `groups without members or benefits have no figure for them`() throws {
    let accounts = [
      GroupAccount(of: young, exposure: 0, expectedCost: 0, expectedBenefit: 0),
      GroupAccount(of: old, exposure: 10, expectedCost: 1_000, expectedBenefit: 0),
    ]
    let subsidy = try CrossSubsidy(of: accounts)
    #expect(subsidy.lines[0].share == nil && subsidy.lines[0].fairShare == nil)
    #expect(subsidy.lines[1].ratio == nil && subsidy.lines[1].fairBenefitFactor == nil)
    #expect(subsidy.lines[1].share == 100)
    #expect(subsidy.loading == nil && subsidy.curve == nil)
    #expect(throws: CrossSubsidyError.unequalReplications([])) { try CrossSubsidy(of: []) }
    #expect(throws: CrossSubsidyError.unequalReplications([1, 0])) {
      try CrossSubsidy(of: [accounts[0], GroupAccount(of: old)])
    }
  }

  @Test func `a group says who it is`() {
    #expect(MemberGroup.everybody.description == "everybody")
    let group = MemberGroup(ages: 18...39, sex: .male, segment: "standard", tier: "1")
    #expect(group.description == "men of 18 to 39, standard, 1")
    #expect(group.keeping([.sex]).description == "men")
    #expect(MemberGroup(ages: 7...7).description == "members of 7")
    #expect(group.keeping([]) == .everybody)
  }
}
