import Probability

/// The claims that a period can bring to members covered from the same day of it on.
///
/// Generations of joiners differ only in how many of the period's first days they still wait, so all
/// that wait alike share a plan.
///
/// What the engine's innermost loop reads stands in columns, one entry for each cohort that can have
/// a claim; what it needs for one claim in a thousand stands apart.
struct CoverPlan: Sendable {
  /// The claims of one cohort that its pool's common law does not describe.
  struct Excess: Sendable {
    /// Their part of the cohort's claims.
    let part: Double
    /// The running law of their days.
    let days: [Double]
    /// What they can be.
    let terms: Terms

    /// The day, from the period's first, at a place of their law.
    func day(at place: Double) -> Int {
      let mark = place * (days.last ?? 0)
      var day = 0
      while day < days.count - 1, days[day] < mark { day += 1 }
      return day
    }
  }

  /// How many of the period's first days its members still wait.
  let waitingDays: Int
  /// The cohorts that can have a claim.
  private(set) var cohorts: [Int] = []
  /// The probability that a member is diagnosed in the period with a claim.
  private(set) var probabilities: [Double] = []
  /// The pool of the period that the claims belong to.
  private(set) var pools: [Int] = []
  /// The part of the claims that the pool's common law does not describe.
  private(set) var excessParts: [Double] = []
  /// The rest of what is known of that part.
  private(set) var excesses: [Excess] = []
  /// How diagnoses go by a factor on all hazards; only where a replication has one.
  private(set) var laws: [DiagnosisLaw] = []

  /// Draws the day of a claim of a cohort that its pool's common law does not describe, from the period's
  /// first, and its line.
  func drawExcess(at place: Int, using draws: inout Stream) -> (day: Int, line: Int) {
    let day = excesses[place].day(at: draws.uniform())
    return (
      day, excesses[place].terms.line(at: draws.uniform(), waiting: day < waitingDays)
    )
  }

  init(waitingDays: Int) { self.waitingDays = waitingDays }

  mutating func add(
    cohort: Int, probability: Double, pool: Int, excess: Excess, law: DiagnosisLaw?
  ) {
    if let law { laws.append(law) }
    cohorts.append(cohort)
    probabilities.append(probability)
    pools.append(pool)
    excessParts.append(excess.part)
    excesses.append(excess)
  }
}

/// What the plans of a whole scenario are made from.
struct PlanSources {
  var scenario: Scenario
  let cohorts: CohortList
  let hazards: Hazards
  let terms: TermsTable
  let fates: FateTable  // none after the end of cover
  let isLastOfYear: [Bool]  // by period

  /// The age at which a member leaves.
  var upperAge: Int { scenario.membership.ages.map { $0.upperBound + 1 } ?? Int.max / 2 }

  /// The part of a day that lies before the end of cover.
  func coveredPart(of day: Day) -> Double { scenario.shutdown?.coverEnds.part(of: day) ?? 1 }
}

/// Makes the plans of one period, and gathers its pools.
struct CoverPlanner {
  let sources: PlanSources
  let period: Period
  /// For each cohort, its birthdays in the period.
  let groups: [[Birthdays.Group]]
  /// For each day of the period, the part of it that is covered, and what it weighs for everybody.
  private let days: [(covered: Double, calendar: Double)]
  private(set) var pools: [ClaimPool] = []
  private var groupsOfClaims: ClaimGroups
  /// The number of the slot that is planned for.
  private var number = 0
  private var shared: [PoolKey: Int] = [:]
  /// The common law of the days of a pool that several cohorts share.
  private var commonLaws: [Int: [Double]] = [:]

  /// The part of a cohort's claims that may lie outside its pool's common law.
  private static let mostExcess = 0.01

  private struct PoolKey: Hashable {
    /// The terms' own number.
    let number: Int
    let waitingDays: Int

    /// The pool's own number in the names of its streams.
    var streamNumber: Int { 1 << 47 | waitingDays << 32 | number }
  }

  init(sources: PlanSources, period: Period, groups: [[Birthdays.Group]]) {
    self.sources = sources
    self.period = period
    self.groups = groups
    groupsOfClaims = ClaimGroups(sources: sources, period: period)
    days = (0..<period.length).map { number in
      let day = period.first.advanced(by: number)
      return (sources.coveredPart(of: day), sources.hazards.calendarWeight(of: day))
    }
  }

  /// The groups that the pools' claims form.
  var claimGroups: [ClaimGroup] { groupsOfClaims.groups }

  /// The plan for members who wait through so many of the period's first days.
  ///
  /// - Parameters:
  ///   - waitingDays: How many days they wait.
  ///   - factor: What their time since joining multiplies their hazards by.
  ///   - number: The number of the first slot of such members.
  /// - Returns: The plan.
  mutating func plan(waitingDays: Int, factor: Double, number: Int) -> CoverPlan {
    self.number = number
    var plan = CoverPlan(waitingDays: waitingDays)
    for (place, cohort) in sources.cohorts.cohorts.enumerated() where !groups[place].isEmpty {
      let hazard = { (age: Int, number: Int) in
        self.hazard(of: cohort, age: age, number: number, waiting: waitingDays) * factor
      }
      let risk = CohortRisk(
        groups[place], days: period.length, hasFactor: sources.scenario.claims.systemic != nil,
        hazard: hazard)
      guard risk.probability > 0 else { continue }
      let (pool, excess) = claims(of: cohort, risk: risk, waitingDays: waitingDays)
      plan.add(
        cohort: place, probability: risk.probability, pool: pool, excess: excess,
        law: law(place, risk: risk, pool: pool, hazard))
    }
    return plan
  }

  /// How diagnoses go by a factor on all hazards, where a replication has one.
  private func law(
    _ place: Int, risk: CohortRisk, pool: Int, _ hazard: (_ age: Int, _ number: Int) -> Double
  ) -> DiagnosisLaw? {
    guard sources.scenario.claims.systemic != nil else { return nil }
    let hazards = (0..<period.length).flatMap { number in
      risk.ages.map { hazard($0, number) }
    }
    return DiagnosisLaw(
      groups[place], ages: risk.ages, hazards: hazards,
      common: commonLaws[pool] ?? risk.byDayAndAge)
  }

  /// The hazard of a diagnosis that gives a claim, at an age on the period's so-manyth day.
  private func hazard(of cohort: Cohort, age: Int, number: Int, waiting: Int) -> Double {
    guard age < sources.upperAge else { return 0 }
    let (covered, calendar) = days[number]
    let yearly = sources.hazards.yearly(segment: cohort.segment, sex: cohort.sex, age: age)
    let hazard =
      yearly * calendar * sources.scenario.membership.riskClasses[cohort.riskClass].risk
      * cohort.risk
    guard covered > 0, number < waiting else { return covered * hazard }
    guard sources.scenario.membership.waiting.coversAccidents else { return 0 }
    return covered * sources.terms[cohort.segment, age].accidentShare * hazard
  }

  private mutating func claims(
    of cohort: Cohort, risk: CohortRisk, waitingDays: Int
  ) -> (pool: Int, excess: CoverPlan.Excess) {
    let ages = risk.ages.filter { $0 < sources.upperAge }
    let terms = sources.terms[cohort.segment, ages.first ?? 0]
    let number = sources.terms.number(segment: cohort.segment, age: ages.first ?? 0)
    guard
      ages.allSatisfy({ sources.terms.number(segment: cohort.segment, age: $0) == number })
    else {
      // The terms change with a birthday within the period: the cohort is a pool of its own.
      let pool = ownPool(of: cohort, risk: risk, waitingDays: waitingDays)
      return (pool, .init(part: 0, days: [], terms: terms))
    }
    let key = PoolKey(number: number, waitingDays: waitingDays)
    let pool = sharedPool(key, terms)
    let common = commonLaws[pool] ?? []
    let byDay = risk.byDay
    var ratio: Double?
    for (given, q) in zip(byDay, common) where q > 0 { ratio = min(ratio ?? .infinity, given / q) }
    let excess = max(0, 1 - (ratio ?? 1))
    guard excess < Self.mostExcess else {
      // So little of the law is common that the cohort is better off with a pool of its own.
      let pool = ownPool(of: cohort, risk: risk, waitingDays: waitingDays)
      return (pool, .init(part: 0, days: [], terms: terms))
    }
    var running = 0.0
    let rest = zip(byDay, common).map { given, q in
      running += max(0, given - (1 - excess) * q)
      return running
    }
    return (pool, .init(part: excess, days: rest, terms: terms))
  }

  /// The pool of all cohorts with the same terms; its days weigh as the calendar and the cover do.
  private mutating func sharedPool(_ key: PoolKey, _ terms: Terms) -> Int {
    if let pool = shared[key] { return pool }
    let accidents = terms.accidentShare
    let common = commonLaw { $0 < key.waitingDays ? accidents : 1 }
    let endsWithin = 1..<period.length ~= key.waitingDays
    let group = ClaimGroup.Key(
      segment: key.number >> 18, waitingDays: endsWithin ? key.waitingDays : 0,
      firstAge: endsWithin ? key.number & (1 << 18 - 1) : nil)
    pools.append(
      ClaimPool(
        streamNumber: key.streamNumber,
        branches: groupsOfClaims.branches(
          of: terms, group, waitingDays: key.waitingDays, days: common)))
    shared[key] = pools.count - 1
    commonLaws[pools.count - 1] = common
    return pools.count - 1
  }

  /// A pool of one cohort alone.
  private mutating func ownPool(of cohort: Cohort, risk: CohortRisk, waitingDays: Int) -> Int {
    let none = [Double](repeating: 0, count: period.length)
    var lines = sources.terms.lines.map { _ in none }
    for number in 0..<period.length {
      for age in risk.ages where age < sources.upperAge {
        let terms = sources.terms[cohort.segment, age]
        for (line, part) in terms.probabilities(waiting: number < waitingDays) {
          lines[line][number] += risk.given(day: number, age: age) * part
        }
      }
    }
    // Where the waiting ends within the period, groups go by the terms.
    let key =
      1..<period.length ~= waitingDays
      ? nil : ClaimGroup.Key(segment: cohort.segment, waitingDays: 0, firstAge: nil)
    pools.append(
      ClaimPool(
        streamNumber: number << 32 | sources.cohorts.streamNumber(of: cohort),
        branches: groupsOfClaims.branches(of: lines, key, days: commonLaw { _ in 1 })))
    return pools.count - 1
  }

  /// The law of the day of a diagnosis, in proportion to the calendar, the cover and something else.
  private func commonLaw(_ weight: (_ number: Int) -> Double) -> [Double] {
    let weights = days.enumerated().map { number, day in
      day.calendar * day.covered * weight(number)
    }
    let total = weights.reduce(0, +)
    return weights.map { total > 0 ? $0 / total : 0 }
  }
}
