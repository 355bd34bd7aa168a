/// Members who are exchangeable: one segment, one sex, one birth year.
///
/// Within a cohort the engine keeps apart only those who joined so lately that they still wait for
/// cover. Counts per cohort are an exact description of the membership, not an approximation.
public struct Cohort: Hashable, Sendable {
  /// The segment's place in the scenario.
  public let segment: Int
  /// The sex, or `nil` where the scenario does not model it.
  public let sex: Sex?
  /// The year of birth, or `nil` where the scenario does not model age.
  public let birthYear: Int?

  /// The cohort's own number in the names of its random streams: bits 0–15 the birth year, 16–17
  /// the sex, 18–31 the segment.
  ///
  /// It stays when other cohorts come or go.
  var streamNumber: Int {
    segment << 18 | (sex.map { $0.rawValue + 1 } ?? 0) << 16 | (birthYear ?? 0)
  }
}

/// The cohorts that a scenario can ever have, in order of segment, sex and birth year.
struct CohortList: Sendable {
  let cohorts: [Cohort]
  private let places: [Cohort: Int]

  init(of scenario: Scenario) {
    let membership = scenario.membership
    var found: Set<Cohort> = []
    for mix in membership.mixes {
      for part in mix.parts where part.share > 0 {
        guard let age = part.age else {
          found.insert(Cohort(segment: part.segment, sex: part.sex, birthYear: nil))
          continue
        }
        for year in scenario.launch.year...scenario.horizon.year {
          for birthYear in [year - age - 1, year - age] {
            found.insert(Cohort(segment: part.segment, sex: part.sex, birthYear: birthYear))
          }
        }
      }
    }
    cohorts = found.sorted {
      ($0.segment, $0.sex?.rawValue ?? 0, $0.birthYear ?? 0)
        < ($1.segment, $1.sex?.rawValue ?? 0, $1.birthYear ?? 0)
    }
    places = Dictionary(uniqueKeysWithValues: zip(cohorts, cohorts.indices))
  }

  /// Where a cohort stands, if anybody can ever be in it.
  func place(segment: Int, sex: Sex?, birthYear: Int?) -> Int? {
    places[Cohort(segment: segment, sex: sex, birthYear: birthYear)]
  }
}
