/// What a tariff is asked to insure, in fen, by segment and age.
public struct SumsInsured: Equatable, Sendable {
  private struct Schedule: Equatable {
    let segment: String
    let sums: AgeBands<Int>
  }

  /// What is insured by age, for each segment.
  private let schedules: [Schedule]

  /// The same for everybody.
  public init(_ sums: AgeBands<Int>) { schedules = [Schedule(segment: "", sums: sums)] }

  /// What the dearest class of each segment promises at each age.
  ///
  /// - Precondition: There is a class of claims.
  public init(of scenario: Scenario) {
    schedules = scenario.segments.enumerated().map { place, segment in
      let classes = scenario.claims.classes.map { $0.benefits[place] }
      return Schedule(
        segment: segment.name, sums: classes.dropFirst().reduce(classes[0]) { $0.greater(of: $1) })
    }
  }

  /// What is insured of a group, by age: that of its segment, or the first where segments are not told
  /// apart.
  func schedule(of group: MemberGroup) -> AgeBands<Int> {
    (schedules.first { $0.segment == group.segment } ?? schedules[0]).sums
  }
}
