import RealModule

/// Leaving by choice in one period, as far as no replication can change it.
struct LapsePlan: Sendable {
  /// For each cohort, the chance of leaving, given what multiplies its hazard.
  let chances: [HazardMixture]
  /// For each cohort, how its hazard answers to the cost; `nil` where it does not.
  let responses: [Elasticity?]
  /// For each cohort, the first one of its segment with the same chance and response.
  ///
  /// Where shares go by segment, both leave with the same chance in every replication.
  let alike: [Int]
  /// For each cohort, the cost of the calendar year in fen above which all leave who were members all
  /// year; `nil` where nobody judges at this settlement.
  let ceilings: [Double?]
  /// The first settlement of which the cost counts, where it is that of the last 12 months.
  let firstOf12Months: Day
}

extension LapsePlan {
  /// The chance that a member of a cohort leaves.
  ///
  /// - Parameters:
  ///   - cohort: The cohort.
  ///   - cost: What membership has cost its members, in fen; asked only where leaving answers to it.
  /// - Returns: The probability.
  func chance(of cohort: Int, cost: (Elasticity.Cost) -> Int) -> Double {
    guard let response = responses[cohort] else { return chances[cohort].probability(factor: 1) }
    return chances[cohort].probability(factor: response.factor(at: cost(response.cost)))
  }
}

extension Timetable {
  /// A cost that leaving answers to, in fen.
  ///
  /// - Parameters:
  ///   - kind: Which cost.
  ///   - period: The period after whose settlement members may leave.
  ///   - lapse: The plan of that.
  ///   - share: What a member was charged at the settlement of a period.
  /// - Returns: The cost.
  func cost(
    _ kind: Elasticity.Cost, at period: Int, _ lapse: LapsePlan, share: (_ period: Int) -> Int
  ) -> Int {
    switch kind {
    case .share: share(period)
    case .last12Months:
      periods[...period].reversed().prefix { $0.settlement >= lapse.firstOf12Months }
        .reduce(0) { $0 + share($1.index) }
    }
  }
}

extension Elasticity {
  /// What multiplies the hazard of leaving at a cost in fen.
  func factor(at cost: Int) -> Double {
    guard power != 0 else { return min(max(1, bounds.lowerBound), bounds.upperBound) }
    // A cost of 0 is infinitely far from the reference, on either side.
    guard cost > 0 else { return power > 0 ? bounds.lowerBound : bounds.upperBound }
    let factor = Double.pow(Double(cost) / Double(reference), power)
    return min(max(factor, bounds.lowerBound), bounds.upperBound)
  }
}

/// Makes the plan of leaving by choice in one period.
struct LapsePlanner {
  let sources: PlanSources
  let period: Period

  private var membership: Membership { sources.scenario.membership }

  func plan(_ birthdays: [Birthdays]) -> LapsePlan? {
    guard let lapse = membership.lapse else { return nil }
    let cohorts = sources.cohorts.cohorts
    let days = (0..<period.length).map { period.first.advanced(by: $0) }
    let weights = days.map { day in
      lapse.calendar.reduce(1 / Double(Day.count(in: day.year))) {
        $1.from <= day && day <= $1.to ? $0 * $1.factor : $0
      }
    }
    let judges = sources.isLastOfYear[period.index]
    let chances = zip(cohorts, birthdays).map { cohort, birthdays in
      let factor = membership.riskClasses[cohort.riskClass].lapseFactor
      return HazardMixture(
        birthdays.groups.map { group in
          (
            group.weight,
            zip(group.ages, weights).reduce(0) {
              $0 + Self.hazard(of: lapse.perYear[$1.0]) * $1.1 * factor
            }
          )
        })
    }
    let responses = cohorts.map { response(of: membership.riskClasses[$0.riskClass]) }
    return LapsePlan(
      chances: chances, responses: responses, alike: alike(chances, responses),
      ceilings: cohorts.map { judges ? ceiling(of: $0) : nil },
      firstOf12Months: period.settlement.aYearBefore.advanced(by: 1))
  }

  private func alike(_ chances: [HazardMixture], _ responses: [Elasticity?]) -> [Int] {
    let cohorts = sources.cohorts.cohorts
    var firsts: [Int] = []
    return cohorts.indices.map { cohort in
      let first = firsts.last {
        cohorts[$0].segment == cohorts[cohort].segment && chances[$0] == chances[cohort]
          && responses[$0] == responses[cohort]
      }
      if let first { return first }
      firsts.append(cohort)
      return cohort
    }
  }

  private func response(of kind: RiskClass) -> Elasticity? {
    guard case .elasticity(let all) = membership.lapse?.response else { return nil }
    return Elasticity(
      power: kind.elasticity ?? all.power, reference: all.reference, bounds: all.bounds,
      cost: all.cost)
  }

  /// What a year may cost members of a cohort: their willingness times their own fair cost, which is
  /// their yearly probability times their benefit, at the age they have on the year's last day.
  ///
  /// The probability is that of their class of risk and segment, without the calendar's, the
  /// systemic and the duration's factors, and without fee.
  private func ceiling(of cohort: Cohort) -> Double? {
    guard case .willingness(let all) = membership.lapse?.response else { return nil }
    let kind = membership.riskClasses[cohort.riskClass]
    let age = min(
      cohort.birthYear.map { max(0, period.year - $0) } ?? 0, sources.upperAge - 1)
    let hazard =
      sources.hazards.yearly(segment: cohort.segment, sex: cohort.sex, age: age) * kind.risk
      * cohort.risk
    let benefit = sources.scenario.claims.classes.reduce(0) {
      $0 + $1.share[age] * $1.severities[cohort.segment].mean(atAge: age)
    }
    return (kind.willingness ?? all) * -Double.expMinusOne(-hazard) * benefit
  }

  private static func hazard(of rate: Double) -> Double {
    rate < 1 ? -Double.log(onePlus: -rate) : 1000
  }
}

extension Day {
  /// The same date a year before; 28 February for 29 February.
  var aYearBefore: Day {
    let (year, month, day) = date
    return Day(year: year - 1, month: month, dayOrLast: day)
  }
}
