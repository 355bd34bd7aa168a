/// How an insurer sets a level yearly premium, paid in advance.
public struct PremiumTerms: Equatable, Sendable {
  /// Who pays the same.
  public enum Rating: Hashable, Sendable {
    /// Everybody.
    case community
    /// Those of the same class, by age band and, if told, by sex and segment.
    case classes(ages: [ClosedRange<Int>], bySex: Bool, bySegment: Bool)
  }

  /// What the level of the premium follows from.
  public enum Basis: Equatable, Sendable {
    /// The share of premiums that is to be paid as benefits: premium = pure premium / ratio.
    ///
    /// Expenses come out of the rest, and what they leave of it, even if negative, is profit.
    case lossRatio(Rate)

    /// A loading θ for safety on the pure premium, before expenses and profit:
    /// premium = pure premium (1 + θ) / (1 − expenses − profit).
    case loading(Rate)

    /// The smallest premium with P(S > premiums · (1 − expenses) + capital) ≤ risk.
    ///
    /// If a profit is asked for, the premium is at least pure premium / (1 − expenses − profit).
    case solvency(SolvencyLevel, capital: Int)

    /// A published tariff, for these sums insured. Each group is then a class of its own.
    case tariff(PremiumTariff, sumsInsured: SumsInsured)
  }

  /// Who pays the same.
  public var rating: Rating
  /// What the level follows from.
  public var basis: Basis
  /// Expenses, as a share of the premium.
  public var expenses: Rate
  /// The profit that is asked for, as a share of the premium.
  public var profit: Rate

  /// Terms of a premium.
  public init(rating: Rating, basis: Basis, expenses: Rate = .zero, profit: Rate = .zero) {
    self.rating = rating
    self.basis = basis
    self.expenses = expenses
    self.profit = profit
  }

  /// What expenses and profit leave of the premium.
  ///
  /// - Throws: `PremiumError.nothingLeft` if they take all of it.
  func remainder() throws(PremiumError) -> Rate {
    let taken = expenses.millionths + profit.millionths
    guard taken < 1_000_000 else {
      throw .nothingLeft(share: Rate(millionths: min(taken, 1_000_000_000)))
    }
    return Rate(millionths: 1_000_000 - taken)
  }
}

extension PremiumTerms.Rating {
  /// The class that a group is in.
  ///
  /// - Throws: `PremiumError.notInOneClass` if its ages lie in no band or in several, or if it has
  ///   no sex or segment and these are told apart.
  func label(of group: MemberGroup) throws(PremiumError) -> MemberGroup {
    guard case .classes(let bands, let bySex, let bySegment) = self else { return .everybody }
    var label = MemberGroup.everybody
    guard let ages = group.ages,
      let band = bands.first(where: { $0.contains(ages.lowerBound) && $0.contains(ages.upperBound) }
      ),
      !bySex || group.sex != nil, !bySegment || group.segment != nil
    else { throw .notInOneClass(group) }
    label.ages = band
    if bySex { label.sex = group.sex }
    if bySegment { label.segment = group.segment }
    return label
  }
}
