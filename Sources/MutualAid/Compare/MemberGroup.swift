/// Whom a figure of a comparison is about: members of some ages, sex, segment and tier.
///
/// What is `nil` is not told apart, so that a group of four `nil`s is the whole membership.
public struct MemberGroup: Hashable, Sendable, CustomStringConvertible {
  /// What groups are told apart by.
  public enum Dimension: CaseIterable, Hashable, Sendable {
    /// The ages in whole years.
    case ages
    /// Men and women.
    case sex
    /// The plan, region or occupation.
    case segment
    /// The tier of shares.
    case tier
  }

  /// The ages in whole years.
  public var ages: ClosedRange<Int>?
  /// Men or women.
  public var sex: Sex?
  /// The name of the segment.
  public var segment: String?
  /// The name of the tier.
  public var tier: String?

  /// The members of these ages, sex, segment and tier.
  public init(
    ages: ClosedRange<Int>? = nil, sex: Sex? = nil, segment: String? = nil, tier: String? = nil
  ) {
    self.ages = ages
    self.sex = sex
    self.segment = segment
    self.tier = tier
  }

  /// The whole membership.
  public static let everybody = MemberGroup()

  /// The group that is left when only these dimensions are told apart.
  public func keeping(_ dimensions: Set<Dimension>) -> MemberGroup {
    MemberGroup(
      ages: dimensions.contains(.ages) ? ages : nil, sex: dimensions.contains(.sex) ? sex : nil,
      segment: dimensions.contains(.segment) ? segment : nil,
      tier: dimensions.contains(.tier) ? tier : nil)
  }

  /// The group in a few words, such as "men of 18 to 39, standard".
  public var description: String {
    var people =
      switch sex {
      case .male: "men"
      case .female: "women"
      case nil: "members"
      }
    if let ages {
      people +=
        ages.count == 1 ? " of \(ages.lowerBound)" : " of \(ages.lowerBound) to \(ages.upperBound)"
    }
    if self == .everybody { people = "everybody" }
    return ([people] + [segment, tier].compactMap { $0 }).joined(separator: ", ")
  }
}
