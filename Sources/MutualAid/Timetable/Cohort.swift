/// Members who are exchangeable: one segment, one sex, one class of risk, one birth year.
///
/// Within a cohort the engine keeps apart only those who joined so lately that they still wait for
/// cover. Counts per cohort are an exact description of the membership, not an approximation.
///
/// A roster may tell more of its members than the year of birth: the date of it, when they leave, and
/// a risk of their own.
public struct Cohort: Hashable, Sendable {
  /// The segment's place in the scenario.
  public let segment: Int
  /// The sex, or `nil` where the scenario does not model it.
  public let sex: Sex?
  /// The class of risk's place in the scenario.
  public let riskClass: Int
  /// The year of birth, or `nil` where the scenario does not model age.
  public let birthYear: Int?
  /// The date of birth, where a roster names it; else birthdays are even over the year.
  public let born: Day?
  /// The period on whose first day a roster lets them leave, or `nil` where it does not.
  public let leaves: Int?
  /// What multiplies the hazard of a diagnosis beside the class of risk, where a roster tells it.
  public let risk: Double

  /// Members who are exchangeable.
  init(
    segment: Int, sex: Sex?, riskClass: Int, birthYear: Int?, born: Day? = nil, leaves: Int? = nil,
    risk: Double = 1
  ) {
    self.segment = segment
    self.sex = sex
    self.riskClass = riskClass
    self.birthYear = birthYear
    self.born = born
    self.leaves = leaves
    self.risk = risk
  }

  /// Those alike in all but that they were born a year before.
  var bornYearBefore: Cohort {
    Cohort(
      segment: segment, sex: sex, riskClass: riskClass, birthYear: birthYear.map { $0 - 1 },
      leaves: leaves, risk: risk)
  }

  /// Whether nothing but a roster can tell the cohort from others of its birth year.
  var isOfRoster: Bool { born != nil || leaves != nil || risk != 1 }

  /// The most segments and classes of risk that have numbers.
  static let mostSegments = 1 << 13
  static let mostRiskClasses = 1 << 5

  /// The cohort's own number in the names of its random streams: bits 0–11 the birth year, 12–13
  /// the sex, 14–18 the class of risk, 19–31 the segment.
  ///
  /// It stays when other cohorts come or go. A cohort that is told apart by a date of birth, leaving
  /// or a risk of its own has a number by its rank instead, with a sex of 3, which no other has.
  func streamNumber(rank: Int) -> Int {
    if isOfRoster {
      precondition(rank < 1 << 30, "a roster has at most 2^30 cohorts")
      return (rank >> 12) << 14 | 3 << 12 | rank & 0xFFF
    }
    return plainStreamNumber
  }

  private var plainStreamNumber: Int {
    precondition(
      segment < Self.mostSegments && riskClass < Self.mostRiskClasses,
      "a scenario has at most 8192 segments and 32 classes of risk")
    return segment << 19 | riskClass << 14 | (sex.map { $0.rawValue + 1 } ?? 0) << 12
      | (birthYear ?? 0)
  }
}

extension Cohort: Comparable {
  /// The order of cohorts: segment, sex, class of risk, birth year, date of birth, leaving, risk.
  public static func < (left: Cohort, right: Cohort) -> Bool {
    let (a, b) = (
      (left.segment, left.sex?.rawValue ?? 0, left.riskClass, left.birthYear ?? 0),
      (right.segment, right.sex?.rawValue ?? 0, right.riskClass, right.birthYear ?? 0)
    )
    guard a == b else { return a < b }
    return (left.born?.number ?? Int.min, left.leaves ?? Int.max, left.risk)
      < (right.born?.number ?? Int.min, right.leaves ?? Int.max, right.risk)
  }
}

/// The cohorts that a scenario can ever have, in order of segment, sex, class of risk and birth year.
struct CohortList: Sendable {
  let cohorts: [Cohort]
  /// The cohorts' own numbers in the names of their streams.
  let streamNumbers: [Int]
  /// Who joins by an enrolment, or `nil` where there is none.
  let enrolled: EnrolledJoins?
  private let places: [Cohort: Int]

  init(of scenario: Scenario) {
    let membership = scenario.membership
    enrolled = membership.enrolment.map { EnrolledJoins(of: $0, in: scenario.periods) }
    var found: Set<Cohort> = []
    for period in enrolled?.periods ?? [] {
      for joiners in period { found.insert(joiners.cohort) }
    }
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
    let cohorts = found.sorted()
    self.cohorts = cohorts
    var rank = -1
    streamNumbers = cohorts.map { cohort in
      if cohort.isOfRoster { rank += 1 }
      return cohort.streamNumber(rank: rank)
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

  /// A cohort's own number in the names of its streams.
  func streamNumber(of cohort: Cohort) -> Int { places[cohort].map { streamNumbers[$0] } ?? 0 }
}
