internal import Probability

/// What a scenario says sharing is to be compared with.
///
/// It decides nothing about the pool.
public struct ComparisonRule: Equatable, Sendable {
  /// The insurer's premium, or `nil` if there is none to compare with.
  public var premium: PremiumRule?
  /// The household without cover, or `nil`.
  public var household: HouseholdRule?
  /// How households value an uncertain cost; empty if certain costs are not asked for.
  public var utilities: [UtilityRule]
  /// The age bands that members are told apart by; empty for tens of years.
  public var ages: [ClosedRange<Int>]

  /// What to compare with.
  public init(
    premium: PremiumRule? = nil, household: HouseholdRule? = nil, utilities: [UtilityRule] = [],
    ages: [ClosedRange<Int>] = []
  ) {
    self.premium = premium
    self.household = household
    self.utilities = utilities
    self.ages = ages
  }
}

/// How an insurer would set the premium of the pool's cover.
public struct PremiumRule: Equatable, Sendable {
  /// What the level of the premium follows from.
  public enum Basis: Equatable, Sendable {
    /// Benefits over premiums.
    case lossRatio(Rate)
    /// The loading θ on the pure premium.
    case loading(Rate)
    /// The probability that a year's benefits exceed premiums less expenses, and capital in fen.
    case solvency(risk: Rate, capital: Int)
    /// Published rates by age and sex.
    case tariff(PremiumTariff)
  }

  /// What the insurer does when the pool ends.
  public enum AtShutdown: Equatable, Sendable {
    /// It leaves with the pool: nobody pays or is covered after that.
    case leaves
    /// It goes on to the horizon with the members whom the pool leaves without cover.
    case goesOn
  }

  /// Who pays the same.
  public var rating: PremiumTerms.Rating
  /// What the level follows from.
  public var basis: Basis
  /// Expenses, as a share of the premium.
  public var expenses: Rate
  /// The profit that is asked for, as a share of the premium.
  public var profit: Rate
  /// What the insurer can lose in a year beyond its premiums, in fen.
  public var capital: Int
  /// Who does not renew, or `nil` if all do.
  public var lapse: RenewalLapse?
  /// The name of the market figure that the level is taken from, if it is one.
  public var preset: String?
  /// What the insurer does when the pool ends.
  public var atShutdown: AtShutdown

  /// How a premium is set.
  public init(
    rating: PremiumTerms.Rating = .community, basis: Basis, expenses: Rate = .zero,
    profit: Rate = .zero, capital: Int = 0, lapse: RenewalLapse? = nil, preset: String? = nil,
    atShutdown: AtShutdown = .leaves
  ) {
    self.rating = rating
    self.basis = basis
    self.expenses = expenses
    self.profit = profit
    self.capital = capital
    self.lapse = lapse
    self.preset = preset
    self.atShutdown = atShutdown
  }
}

/// The households of a pool's members, and what an illness costs them.
public struct HouseholdRule: Equatable, Sendable {
  /// The incomes of the fifths of households.
  public var incomes: IncomeQuintiles
  /// The people of a household.
  public var size: Int
  /// How many of them are members.
  public var members: Int
  /// What one of them needs to live, in fen a year.
  public var subsistencePerHead: Int
  /// The mean cost of treating an illness, in fen.
  public var meanCost: Int
  /// The coefficient of variation of that cost, which is lognormal.
  public var costVariation: Double
  /// What basic insurance pays of it.
  public var insurance: SocialInsurance
  /// The law of a household's wealth, or `nil` if it is not asked about.
  public var wealth: WealthRule?

  /// Households and their costs.
  public init(
    incomes: IncomeQuintiles, size: Int, members: Int = 1, subsistencePerHead: Int, meanCost: Int,
    costVariation: Double, insurance: SocialInsurance = .none, wealth: WealthRule? = nil
  ) {
    self.incomes = incomes
    self.size = size
    self.members = members
    self.subsistencePerHead = subsistencePerHead
    self.meanCost = meanCost
    self.costVariation = costVariation
    self.insurance = insurance
    self.wealth = wealth
  }
}

/// A law of wealth fitted to a share of the richest.
public struct WealthRule: Equatable, Sendable {
  /// The kind of law.
  public enum Law: String, CaseIterable, Sendable {
    /// Pareto's law.
    case pareto
    /// The lognormal law.
    case lognormal
  }

  /// The share that it is fitted to.
  public var share: WealthShare
  /// The kind of law.
  public var law: Law

  /// A law of wealth.
  public init(share: WealthShare, law: Law) {
    self.share = share
    self.law = law
  }

  /// The law in fen, or `nil` if the share has no level to fit it to.
  ///
  /// - Throws: `ParameterError`.
  func fitted() throws(ParameterError) -> (any ContinuousLaw)? {
    switch law {
    case .pareto: try share.pareto()
    case .lognormal: try share.logNormal()
    }
  }
}

/// A utility of wealth, with the aversion as the scenario states it.
public struct UtilityRule: Equatable, Sendable {
  /// The utility.
  public var utility: Utility
  /// What it is called in reports, such as `CRRA 2`.
  public var name: String

  /// A utility and its name.
  public init(_ utility: Utility, name: String) {
    self.utility = utility
    self.name = name
  }
}
