public import Probability

/// What one group of members paid and was worth, over replications.
///
/// Sums are integers, so that adding and merging in any order gives the same bits.
public struct GroupAccount: Hashable, Sendable {
  /// Whose account it is.
  public let group: MemberGroup
  /// The exposure over all replications, in members all year, or days of membership.
  public private(set) var exposure: Int128 = 0
  /// Cost and benefit of each replication, in fen.
  public private(set) var pairs = PairedDifference()
  /// Whether the figures are expectations of a law and not a sample.
  public let isExact: Bool

  /// An account without replications.
  public init(of group: MemberGroup) {
    self.group = group
    isExact = false
  }

  /// The expectations of a law, to the nearest fen.
  ///
  /// - Precondition: The exposure is not negative.
  public init(of group: MemberGroup, exposure: Int, expectedCost: Int, expectedBenefit: Int) {
    precondition(exposure >= 0, "an exposure should not be negative, but is \(exposure)")
    self.group = group
    self.exposure = Int128(exposure)
    pairs.add(expectedCost, expectedBenefit)
    isExact = true
  }

  /// Adds a replication.
  ///
  /// - Parameters:
  ///   - cost: What the group's members paid, in fen.
  ///   - benefit: The benefits of the group's diagnoses, in fen.
  ///   - exposure: The members all year, or days of membership.
  /// - Precondition: The exposure is not negative, and the account not that of a law.
  public mutating func add(cost: Int, benefit: Int, exposure: Int) {
    precondition(!isExact, "a replication was added to the expectations of a law")
    precondition(exposure >= 0, "an exposure should not be negative, but is \(exposure)")
    self.exposure += Int128(exposure)
    pairs.add(cost, benefit)
  }

  /// Adds the replications of another account.
  ///
  /// - Precondition: It is of the same group, and neither is that of a law.
  public mutating func merge(_ other: GroupAccount) {
    precondition(group == other.group, "accounts of \(group) and \(other.group) do not merge")
    precondition(!isExact && !other.isExact, "expectations of a law do not merge")
    exposure += other.exposure
    pairs.merge(other.pairs)
  }

  /// An estimate of the pairs, without error where it is an expectation.
  func figure(_ estimate: Estimate?) -> Estimate? {
    guard let estimate, isExact else { return estimate }
    return Estimate(value: estimate.value, standardError: 0)
  }
}

/// The accounts of all groups, which puts cohorts together by what is to be told apart.
///
/// Cohorts of one group are summed within each replication, before any square is taken: their claims
/// may move together, and the standard error of a sum holds that only so.
public struct GroupAccounts: Hashable, Sendable {
  /// The account of each group, in order of first appearance among the cohorts.
  public private(set) var accounts: [GroupAccount] = []
  private var places: [Int] = []

  /// Accounts without replications.
  ///
  /// - Parameters:
  ///   - cohorts: Who each cohort is, in the order of the figures to come.
  ///   - dimensions: What is told apart.
  public init(cohorts: [MemberGroup], tellingApart dimensions: Set<MemberGroup.Dimension>) {
    for cohort in cohorts {
      let group = cohort.keeping(dimensions)
      let place = accounts.firstIndex { $0.group == group }
      if place == nil { accounts.append(GroupAccount(of: group)) }
      places.append(place ?? accounts.count - 1)
    }
  }

  /// Adds a replication, with one figure for each cohort.
  ///
  /// - Precondition: There are as many of each as cohorts, and sums over cohorts fit an `Int`.
  /// - Complexity: O(*n*), where *n* is the number of cohorts.
  public mutating func add(costs: [Int], benefits: [Int], exposures: [Int]) {
    precondition(
      costs.count == places.count && benefits.count == places.count
        && exposures.count == places.count, "each cohort has a cost, a benefit and an exposure")
    var sums = [(cost: Int, benefit: Int, exposure: Int)](
      repeating: (0, 0, 0), count: accounts.count)
    for (cohort, place) in places.enumerated() {
      sums[place].cost += costs[cohort]
      sums[place].benefit += benefits[cohort]
      sums[place].exposure += exposures[cohort]
    }
    for (place, sum) in sums.enumerated() {
      accounts[place].add(cost: sum.cost, benefit: sum.benefit, exposure: sum.exposure)
    }
  }

  /// Adds the replications of the same cohorts.
  ///
  /// - Precondition: The groups are the same, in the same order.
  public mutating func merge(_ other: GroupAccounts) {
    precondition(places == other.places, "accounts of other cohorts do not merge")
    for place in accounts.indices { accounts[place].merge(other.accounts[place]) }
  }

  /// The accounts of a single replication that had expectations in place of draws.
  ///
  /// - Precondition: There is one replication.
  var expectations: GroupAccounts {
    var copy = self
    copy.accounts = accounts.map { account in
      precondition(account.pairs.count == 1, "expectations are added once")
      return GroupAccount(
        of: account.group, exposure: Int(account.exposure),
        expectedCost: Int(account.pairs.firstSum), expectedBenefit: Int(account.pairs.secondSum))
    }
    return copy
  }
}
