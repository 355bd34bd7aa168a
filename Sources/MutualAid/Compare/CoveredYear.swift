public import Probability

/// The members of one group in one calendar year, and what their diagnoses of that year are worth.
///
/// The figures are those of an exact law, with a standard error of 0, or simulated. Benefits are
/// those of diagnoses in the year that are approved, whenever they are paid, so that the run-off is
/// in them; members in their waiting period count as members.
public struct CoveredGroup: Hashable, Sendable {
  /// Whose figures these are.
  public var group: MemberGroup
  /// The expected years of membership; one member all year is 1.
  public var years: Double
  /// The expected approved benefits of the year's diagnoses, in fen.
  public var benefits: Estimate

  /// A group's figures of a year.
  ///
  /// - Precondition: Years and benefits are finite and not negative.
  public init(_ group: MemberGroup, years: Double, benefits: Estimate) {
    precondition(0 <= years && years < .infinity, "a group has \(years) years of membership")
    precondition(
      0 <= benefits.value && benefits.value < .infinity, "a group has benefits of \(benefits.value)"
    )
    self.group = group
    self.years = years
    self.benefits = benefits
  }

  /// A group's figures of a year from an exact law.
  public init(_ group: MemberGroup, years: Double, benefits: Double) {
    self.init(group, years: years, benefits: Estimate(value: benefits, standardError: 0))
  }

  /// The pure premium, the expected benefits of a year of membership in fen, or `nil` without any.
  public var purePremium: Estimate? {
    guard years > 0 else { return nil }
    return Estimate(value: benefits.value / years, standardError: benefits.standardError / years)
  }
}

/// All members of a calendar year, by group.
public struct CoveredYear: Hashable, Sendable {
  /// The calendar year.
  public var year: Int
  /// Groups that have no member in common.
  public var groups: [CoveredGroup]

  /// A calendar year with its groups.
  public init(_ year: Int, groups: [CoveredGroup]) {
    self.year = year
    self.groups = groups
  }

  /// All groups of one kind as one, in order of their first appearance.
  ///
  /// Benefits of groups may move together, as by a common factor, and nobody told how much. The
  /// standard error of a sum is therefore the sum of standard errors, which no dependence exceeds.
  func classed<Failure>(
    by label: (MemberGroup) throws(Failure) -> MemberGroup
  ) throws(Failure) -> [CoveredGroup] {
    var classes: [CoveredGroup] = []
    for part in groups {
      let group = try label(part.group)
      if let at = classes.firstIndex(where: { $0.group == group }) {
        classes[at].years += part.years
        let sum = classes[at].benefits
        classes[at].benefits = Estimate(
          value: sum.value + part.benefits.value,
          standardError: sum.standardError + part.benefits.standardError)
      } else {
        classes.append(CoveredGroup(group, years: part.years, benefits: part.benefits))
      }
    }
    return classes
  }
}
