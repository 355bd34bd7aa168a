/// Cohorts that reports show together where shares go by cohort: one segment, one sex, one class of
/// risk, ten years of birth.
///
/// Years of birth, not ages: who belongs to a group stays in it.
public struct CohortGroup: Hashable, Sendable {
  /// The segment's place in the scenario.
  public let segment: Int
  /// The sex, or `nil` where the scenario does not model it.
  public let sex: Sex?
  /// The class of risk's place in the scenario.
  public let riskClass: Int
  /// The years of birth, or `nil` where the scenario does not model age.
  public let born: ClosedRange<Int>?

  /// The group of a cohort.
  init(of cohort: Cohort) {
    segment = cohort.segment
    sex = cohort.sex
    riskClass = cohort.riskClass
    born = cohort.birthYear.map { $0 - $0 % 10...$0 - $0 % 10 + 9 }
  }

  /// The groups whose shares a run reports, in the order of their cohorts.
  ///
  /// There are none where shares go by segment, nor where nothing but the segment tells members
  /// apart.
  static func groups(of scenario: Scenario) -> [CohortGroup] {
    guard scenario.apportionment.sharing.fair != nil else { return [] }
    var groups: [CohortGroup] = []
    var known: Set<CohortGroup> = []
    for cohort in CohortList(of: scenario).cohorts {
      let group = CohortGroup(of: cohort)
      if known.insert(group).inserted { groups.append(group) }
    }
    return groups.count > scenario.segments.count ? groups : []
  }

  /// The group in a few words, such as `women born 1980 to 1989, low`.
  ///
  /// The segment and the class of risk are named where the scenario has several.
  public func words(in scenario: Scenario) -> String {
    var people =
      switch sex {
      case .male: "men"
      case .female: "women"
      case nil: "members"
      }
    if let born { people += " born \(born.lowerBound) to \(born.upperBound)" }
    let classes = scenario.membership.riskClasses
    let names = [
      classes.count > 1 ? classes[riskClass].name : nil,
      scenario.segments.count > 1 ? scenario.segments[segment].name : nil,
    ]
    return ([people] + names.compactMap { $0 }).joined(separator: ", ")
  }
}
