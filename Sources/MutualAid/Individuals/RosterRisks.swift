/// The hazards of a roster's members, person by person, and how far each is in the pool.
///
/// A member's hazard on a day is the own risk times what the member's person has of it: the incidence at
/// the day's age, the class of risk, the calendar, the time since joining. Claims are proposed at a bound,
/// the person's largest hazard at the ages of a period, and kept with the probability of the day's hazard
/// over it (thinning), which is exact whatever the bound.
struct RosterRisks: Sendable {
  /// The scenario's periods.
  let periods: [Period]
  /// By person and period, the bound on the hazard of all periods before: `person · (periods + 1) +
  /// period`, at a risk of 1.
  let clocks: [Double]
  /// By period and its days, the calendar's weight of all days before, from 0.
  let days: [[Double]]
  /// The age at which a member leaves.
  let upperAge: Int
  /// By person, the period in which the upper age is reached; beyond the last where it is not.
  let agedOut: [Int]
  /// By person, the first period whose payers the upper age takes the member out of.
  let agedOutOfPayers: [Int]

  private let persons: [Cohort]
  private let hazards: Hazards
  private let riskClasses: [Double]
  private let launch: Day
  private let waiting: WaitingPeriod
  /// By joining period and period.
  private let durationFactors: [[Double]]
  private let terms: TermsTable

  /// The most entries of the clocks.
  private static let mostEntries = 1 << 25

  /// The hazards of some persons.
  ///
  /// - Throws: `IndividualError` where there are too many.
  /// - Complexity: O(*persons* · *periods*).
  init(of persons: [Cohort], in scenario: Scenario, terms: TermsTable) throws(IndividualError) {
    let periods = scenario.periods
    guard persons.count * (periods.count + 1) <= Self.mostEntries else {
      throw IndividualError(obstacles: [.tooManyKinds])
    }
    let hazards = Hazards(of: scenario)
    let upperAge = scenario.membership.ages.map { $0.upperBound + 1 } ?? Int.max / 2
    self.periods = periods
    self.persons = persons
    self.hazards = hazards
    self.upperAge = upperAge
    self.terms = terms
    launch = scenario.launch
    waiting = scenario.membership.waiting
    let risks = scenario.membership.riskClasses.map(\.risk)
    riskClasses = risks
    let generations = Generations(of: scenario, periods: periods)
    durationFactors = periods.indices.map { joins in
      periods.map { $0.index < joins ? 0 : generations.durationFactor(of: joins, in: $0) }
    }
    let most = durationFactors.joined().max() ?? 1
    let days = periods.map { period in
      (0..<period.length).reduce(into: [0.0]) { sums, day in
        sums.append(
          sums[sums.count - 1]
            + hazards.calendarWeight(of: period.first.advanced(by: day)))
      }
    }
    self.days = days
    clocks = persons.flatMap { person in
      periods.reduce(into: [0.0]) { clock, period in
        let ages = Self.ages(of: person, in: period).filter { $0 < upperAge }
        let rate =
          ages.map { hazards.yearly(segment: person.segment, sex: person.sex, age: $0) }.max() ?? 0
        let weight = days[period.index].last ?? 0
        clock.append(clock[clock.count - 1] + rate * risks[person.riskClass] * most * weight)
      }
    }
    let ends = persons.map { Self.end(of: $0, upperAge: upperAge, in: periods) }
    agedOut = ends.map(\.period)
    agedOutOfPayers = ends.map(\.payers)
  }

  /// The ages that a person can have in a period.
  private static func ages(of person: Cohort, in period: Period) -> ClosedRange<Int> {
    if let born = person.born {
      let first = max(0, born.age(on: period.first))
      return first...max(first, born.age(on: period.settlement))
    }
    guard let year = person.birthYear else { return 0...0 }
    let first = max(0, period.first.year - year - 1)
    return first...max(first, period.settlement.year - year)
  }

  /// The period in which a person reaches the upper age, and the first whose payers that changes.
  private static func end(
    of person: Cohort, upperAge: Int, in periods: [Period]
  ) -> (period: Int, payers: Int) {
    guard let year = person.birthYear, upperAge < Int.max / 2 else {
      return (periods.count, periods.count)
    }
    guard let born = person.born else {
      // The first period in which a birthday may be.
      let period =
        periods.firstIndex { $0.settlement.year >= year + upperAge } ?? periods.count
      return (period, period)
    }
    let birthday = born.birthday(in: year + upperAge)
    guard let period = periods.first(where: { birthday <= $0.settlement }) else {
      return (periods.count, periods.count)
    }
    return (period.index, period.index + (birthday <= period.publication ? 0 : 1))
  }

  /// The length of a member on the axis of claims, at a risk of 1.
  @inline(__always)
  func length(
    _ person: Int, _ stay: RosterMembers.Stay, _ clocks: UnsafeBufferPointer<Double>
  ) -> Double {
    let row = person * (periods.count + 1)
    return clocks[row + stay.leaves] - clocks[row + stay.joins]
  }

  /// The period of a place in a member's length, and the place in the calendar's weight of its days.
  func time(_ place: Double, person: Int, _ stay: RosterMembers.Stay) -> (period: Int, part: Double)
  {
    let row = person * (periods.count + 1)
    let end = clocks[row + stay.joins] + place
    var (low, high) = (stay.joins, stay.leaves - 1)
    while low < high {
      let middle = (low + high) / 2
      if clocks[row + middle + 1] <= end { low = middle + 1 } else { high = middle }
    }
    let (before, after) = (clocks[row + low], clocks[row + low + 1])
    let part = after > before ? (end - before) / (after - before) : 0
    return (low, min(max(part, 0), 1) * (days[low].last ?? 0))
  }

  /// The day of a period, from 0, at a place in the calendar's weight of its days.
  func day(of part: Double, in period: Int) -> Int {
    let sums = days[period]
    var (low, high) = (0, sums.count - 2)
    while low < high {
      let middle = (low + high) / 2
      if sums[middle + 1] <= part { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The age of a person on a day.
  ///
  /// - Parameters:
  ///   - person: The person.
  ///   - day: The day.
  ///   - birthday: Where the birthday is in the year, as a part of it; matters where the date of birth is
  ///     not known.
  /// - Returns: The age last birthday.
  func age(of person: Int, on day: Day, birthday: Double) -> Int {
    let cohort = persons[person]
    if let born = cohort.born { return max(0, born.age(on: day)) }
    guard let year = cohort.birthYear else { return 0 }
    let part = Double(day.dayOfYear) / Double(Day.count(in: day.year))
    return max(0, day.year - year - (birthday > part ? 1 : 0))
  }

  /// What is left of a claim that is proposed at the bound.
  struct Chance {
    /// The probability that it is one.
    let probability: Double
    /// Whether the member waits, so that only accidents are covered.
    let waits: Bool
  }

  /// The hazard of a person on a day over the bound on it.
  func chance(of person: Int, age: Int, on day: Day, in period: Int, joined: Int) -> Chance {
    let cohort = persons[person]
    guard age < upperAge else { return Chance(probability: 0, waits: false) }
    let waits = day < periods[joined].first.advanced(by: waiting.days)
    let cover =
      !waits ? 1 : waiting.coversAccidents ? terms[cohort.segment, age].accidentShare : 0
    let hazard =
      hazards.yearly(segment: cohort.segment, sex: cohort.sex, age: age)
      * riskClasses[cohort.riskClass] * durationFactors[joined][period] * cover
    let row = person * (periods.count + 1) + period
    let bound = (clocks[row + 1] - clocks[row]) / (days[period].last ?? 1)
    return Chance(probability: bound > 0 ? hazard / bound : 0, waits: waits)
  }

  /// When a member is no payer any more, and no member after a settlement, if there is no claim.
  func end(of person: Int, _ stay: RosterMembers.Stay) -> (payers: Int, members: Int) {
    (
      max(stay.joins, min(agedOutOfPayers[person], stay.leaves)),
      max(stay.joins, min(agedOut[person], stay.leaves))
    )
  }

  /// The same for a member whose claim a settlement refuses: such a member pays until then, and leaves
  /// then where it is due.
  func end(of person: Int, _ stay: RosterMembers.Stay, refusedIn settlement: Int) -> (
    payers: Int, members: Int
  ) {
    let leaves = max(stay.leaves, settlement + 1)
    let members = agedOut[person] <= settlement ? settlement : min(agedOut[person], leaves)
    return (
      max(min(agedOutOfPayers[person], stay.leaves), min(settlement + 1, periods.count)),
      min(members, periods.count)
    )
  }
}
