/// Why there is no premium.
public enum PremiumError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Nobody is covered, so that nobody can be charged.
  case nobodyCovered(MemberGroup)
  /// A group lies in none of the classes of the rating, or in more than one.
  case notInOneClass(MemberGroup)
  /// The target loss ratio is 0.
  case noLossRatio
  /// Expenses and profit take the whole premium, or more.
  case nothingLeft(share: Rate)
  /// More benefits than the risk allows lie beyond what is known of their law.
  case lawTooShort(beyond: Double, error: Double)
  /// There are benefits to be paid, but no class has any expected.
  case nothingExpected(level: Int)
  /// A premium, or all of a year together, is more than can be added up.
  case tooLarge(Double)
  /// The tariff has no rate for a group.
  case noRate(MemberGroup, tariff: String)

  /// The error as one sentence.
  public var description: String {
    switch self {
    case .nobodyCovered(let group): "there is no year of membership to be charged for (\(group))"
    case .notInOneClass(let group): "the rating has no single class for \(group)"
    case .noLossRatio: "a target loss ratio of 0 has no premium"
    case .nothingLeft(let share):
      "expenses and profit take \(share.fraction) of the premium, which leaves nothing for benefits"
    case .lawTooShort(let beyond, let error):
      "the law of the benefits leaves \(beyond) beyond its last point, with an error of \(error)"
    case .nothingExpected(let level):
      "benefits up to \(level) fen are to be met, but no group has any expected"
    case .tooLarge(let premium): "\(premium) fen are more than premiums can come to"
    case .noRate(let group, let tariff): "the tariff \(tariff) has no rate for \(group)"
    }
  }
}
