import Probability
import RealModule

/// What becomes of the members whom a pool's end leaves without cover, up to the horizon.
///
/// Expectations for one member of each cohort who is there after the last settlement before the end of
/// cover, without an open claim. Day by day from that end, with S the part that is still insured:
///
///     exposure += S u        benefits += S (1 − e^(−h u)) b        u the part of the day after the end
///
/// Who is diagnosed with an approved claim leaves where claimants leave; then deaths, and on 1 January
/// the renewals that the premium's rule says do not happen, without their response to the premium. Who
/// reaches the upper age leaves. Hazards are those of the day and age, dated factors and the last factor
/// by time since joining in them, and the common factor at its mean of 1. Nobody waits again. Birthdays
/// of a cohort are even over the year, and on each day it has its mean hazard.
struct AfterPool: Equatable, Sendable {
  /// A calendar year of that time.
  struct Year: Equatable, Sendable {
    let year: Int
    /// The years of membership that a member of each cohort has.
    var exposures: [Double]
    /// The benefits that a member of each cohort is expected to have, in fen.
    var benefits: [Double]
    /// Who the members are in that year.
    var groups: [MemberGroup] = []
    /// For each cohort, the place of its group.
    var groupOfCohort: [Int] = []
  }

  /// The calendar years with days after the end of cover, ascending.
  private(set) var years: [Year] = []
  /// What the pool offers instead, or `nil`; who takes it is not without cover.
  private let replacement: ReplacementCover?

  /// The time after a dated end, or `nil` where the premium's rule asks for none or the pool has no end
  /// before the horizon.
  ///
  /// - Complexity: O(*days* · *cohorts* · *classes*).
  init?(of timetable: Timetable, labels: (_ cohort: Cohort, _ year: Int) -> MemberGroup) {
    let scenario = timetable.scenario
    guard scenario.comparison?.premium?.atShutdown == .goesOn, let shutdown = scenario.shutdown
    else { return nil }
    replacement = shutdown.replacement
    let renewing = 1 - (scenario.comparison?.premium?.lapse?.rate.fraction ?? 0)
    let people = Self.people(timetable)
    var insured = timetable.cohorts.map { _ in 1.0 }
    var day = max(shutdown.coverEnds.day, scenario.launch)
    while day <= scenario.horizon {
      let uncovered = 1 - shutdown.coverEnds.part(of: day)
      if uncovered > 0 {
        if years.last?.year != day.year {
          if !years.isEmpty { for place in insured.indices { insured[place] *= renewing } }
          open(day.year, timetable, labels)
        }
        for place in insured.indices {
          live(place, people[place], on: day, uncovered, timetable, &insured[place])
        }
      }
      day = day.advanced(by: 1)
    }
    guard !years.isEmpty else { return nil }
  }

  private mutating func open(
    _ year: Int, _ timetable: Timetable, _ labels: (Cohort, Int) -> MemberGroup
  ) {
    let none = timetable.cohorts.map { _ in 0.0 }
    var next = Year(year: year, exposures: none, benefits: none)
    var places: [MemberGroup: Int] = [:]
    for cohort in timetable.cohorts {
      let group = labels(cohort, year)
      if places[group] == nil {
        places[group] = next.groups.count
        next.groups.append(group)
      }
      next.groupOfCohort.append(places[group] ?? 0)
    }
    years.append(next)
  }

  /// One day of a cohort's members.
  private mutating func live(
    _ place: Int, _ person: Person, on day: Day, _ part: Double, _ timetable: Timetable,
    _ insured: inout Double
  ) {
    let last = years.count - 1
    let ages = person.ages(on: day)
    // Of those who could be below the upper age at the end, the part that still is.
    let present = insured * min(1, ages.reduce(0) { $0 + $1.weight } / person.presentAtEnd)
    guard present > 0 else { return }
    years[last].exposures[place] += present * part / Double(Day.count(in: day.year))
    let total = ages.reduce(0) { $0 + $1.weight }
    var (leaving, dying) = (0.0, 0.0)
    for (age, weight) in ages {
      let risk = person.risk(at: age, on: day)
      let chance = -Double.expMinusOne(-risk.diagnosis * part) * weight / total
      years[last].benefits[place] += present * chance * risk.benefit
      leaving += chance * risk.leaving
      dying += -Double.expMinusOne(-risk.death * part) * weight / total
    }
    insured *= (1 - leaving) * (1 - dying)
  }

  /// Whom nothing covers any more, of all members of the pool.
  func uncoveredPart(of members: Int) -> Double {
    guard let replacement, members > 0 else { return 1 }
    return Double(replacement.uncovered(of: members)) / Double(members)
  }
}

extension AfterPool {
  /// The hazards of a cohort's members.
  private struct Person {
    let cohort: Cohort
    let scenario: Scenario
    let hazards: Hazards
    let factor: Double
    /// The part that is below the upper age when cover ends.
    var presentAtEnd = 1.0

    /// The ages on a day and how many have them, without those who have reached the upper age.
    func ages(on day: Day) -> [(age: Int, weight: Double)] {
      guard let birthYear = cohort.birthYear else { return [(0, 1)] }
      let upperAge = scenario.membership.ages.map { $0.upperBound + 1 } ?? .max
      if let born = cohort.born {
        let age = max(0, born.age(on: day))
        return age < upperAge ? [(age, 1)] : []
      }
      let passed = Double(day.dayOfYear) / Double(Day.count(in: day.year))
      let age = day.year - birthYear
      return [(max(0, age), passed), (max(0, age - 1), 1 - passed)].filter {
        $0.0 < upperAge && $0.1 > 0
      }
    }

    func risk(
      at age: Int, on day: Day
    ) -> (diagnosis: Double, death: Double, leaving: Double, benefit: Double) {
      let kinds = scenario.claims.classes.map {
        (share: $0.share[age] * $0.approval[cohort.segment], $0.severities[cohort.segment])
      }
      return (
        hazards.diagnosis(segment: cohort.segment, sex: cohort.sex, age: age, on: day) * factor,
        hazards.death(sex: cohort.sex, age: age, on: day),
        scenario.membership.claimants == .leave ? kinds.reduce(0) { $0 + $1.share } : 0,
        kinds.reduce(0) { $0 + $1.share * $1.1.mean(atAge: age) }
      )
    }
  }

  private static func people(_ timetable: Timetable) -> [Person] {
    let scenario = timetable.scenario
    let hazards = Hazards(of: scenario)
    return timetable.cohorts.map { cohort in
      var person = Person(
        cohort: cohort, scenario: scenario, hazards: hazards,
        factor: scenario.membership.riskClasses[cohort.riskClass].risk * cohort.risk
          * (scenario.claims.durationFactors.last?.factor ?? 1))
      let end = scenario.shutdown?.coverEnds.lastCoveredDay ?? scenario.horizon
      let present = person.ages(on: end).reduce(0) { $0 + $1.weight }
      if present > 0 { person.presentAtEnd = present }
      return person
    }
  }
}

/// What a run tells of those whom the pool's end leaves without cover.
struct AfterPoolFigures: Sendable {
  /// Their number, in each replication.
  var left = Tally()
  /// Their years of membership with an insurer, and the benefits that they could expect.
  var years: [GroupYear]

  init(_ plan: AfterPool) {
    years = plan.years.map {
      GroupYear($0.year, groups: $0.groups, bands: [], dimensions: [], lines: 0)
    }
  }

  /// Adds a replication.
  mutating func add(_ figures: GroupRecord.Figures.After) {
    left.add(figures.left)
    for place in years.indices {
      years[place].add(
        costs: figures.benefits[place].map { _ in 0 }, benefits: figures.benefits[place],
        exposures: figures.exposures[place], claims: [], incurred: 0)
    }
  }

  /// Adds the replications of another.
  mutating func merge(_ other: AfterPoolFigures) {
    left.merge(other.left)
    for place in years.indices { years[place].merge(other.years[place]) }
  }
}
