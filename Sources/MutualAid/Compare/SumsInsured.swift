/// What a tariff is asked to insure, in fen, by segment and age.
public struct SumsInsured: Equatable, Sendable {
  /// For each segment, its name and what is insured by age.
  private let schedules: [(name: String, sums: AgeBands<Int>)]

  /// The same for everybody.
  public init(_ sums: AgeBands<Int>) { schedules = [("", sums)] }

  /// What the dearest class of each segment promises at each age.
  ///
  /// - Precondition: There is a class of claims.
  public init(of scenario: Scenario) {
    schedules = scenario.segments.enumerated().map { place, segment in
      let classes = scenario.claims.classes.map { $0.benefits[place] }
      return (segment.name, classes.dropFirst().reduce(classes[0]) { $0.greater(of: $1) })
    }
  }

  /// What is insured of a group, by age: that of its segment, or the first where segments are not told
  /// apart.
  func schedule(of group: MemberGroup) -> AgeBands<Int> {
    (schedules.first { $0.name == group.segment } ?? schedules[0]).sums
  }

  /// Whether the same is insured.
  public static func == (left: SumsInsured, right: SumsInsured) -> Bool {
    left.schedules.elementsEqual(right.schedules, by: ==)
  }
}
