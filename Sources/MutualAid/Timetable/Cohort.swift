/// Members who are exchangeable: one segment, one sex, one class of risk, one birth year.
///
/// Within a cohort the engine keeps apart only those who joined so lately that they still wait for
/// cover. Counts per cohort are an exact description of the membership, not an approximation.
public struct Cohort: Hashable, Sendable {
  /// The segment's place in the scenario.
  public let segment: Int
  /// The sex, or `nil` where the scenario does not model it.
  public let sex: Sex?
  /// The class of risk's place in the scenario.
  public let riskClass: Int
  /// The year of birth, or `nil` where the scenario does not model age.
  public let birthYear: Int?

  /// The most segments and classes of risk that have numbers.
  static let mostSegments = 1 << 13
  static let mostRiskClasses = 1 << 5

  /// The cohort's own number in the names of its random streams: bits 0–11 the birth year, 12–13
  /// the sex, 14–18 the class of risk, 19–31 the segment.
  ///
  /// It stays when other cohorts come or go.
  var streamNumber: Int {
    precondition(
      segment < Self.mostSegments && riskClass < Self.mostRiskClasses,
      "a scenario has at most 8192 segments and 32 classes of risk")
    return segment << 19 | riskClass << 14 | (sex.map { $0.rawValue + 1 } ?? 0) << 12
      | (birthYear ?? 0)
  }
}

/// The cohorts that a scenario can ever have, in order of segment, sex, class of risk and birth year.
struct CohortList: Sendable {
  let cohorts: [Cohort]
  private let places: [Cohort: Int]

  init(of scenario: Scenario) {
    let membership = scenario.membership
    var found: Set<Cohort> = []
    for mix in membership.mixes {
      for part in mix.parts where part.share > 0 {
        for riskClass in membership.riskClasses.indices
        where membership.riskClasses[riskClass].share > 0 {
          for birthYear in Self.birthYears(of: part, in: scenario) {
            found.insert(
              Cohort(
                segment: part.segment, sex: part.sex, riskClass: riskClass, birthYear: birthYear))
          }
        }
      }
    }
    cohorts = found.sorted {
      ($0.segment, $0.sex?.rawValue ?? 0, $0.riskClass, $0.birthYear ?? 0)
        < ($1.segment, $1.sex?.rawValue ?? 0, $1.riskClass, $1.birthYear ?? 0)
    }
    places = Dictionary(uniqueKeysWithValues: zip(cohorts, cohorts.indices))
  }

  private static func birthYears(of part: DatedMix.Part, in scenario: Scenario) -> Set<Int?> {
    guard let age = part.age else { return [nil] }
    return Set(
      (scenario.launch.year...scenario.horizon.year).flatMap { [$0 - age - 1, $0 - age] })
  }

  /// Where a cohort stands, if anybody can ever be in it.
  func place(of cohort: Cohort) -> Int? { places[cohort] }
}
