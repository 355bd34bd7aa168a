import RealModule

/// What a member left without cover at the end of a pool would have had in the year that follows.
///
/// The expected approved claims and benefits of 12 months of full cover from a day on, with the
/// hazards of that day: nobody dies and nobody grows older meanwhile. Dated factors and the common
/// factor of a replication are not in it; the class of risk and the last factor by time since
/// joining are.
struct YearAhead: Equatable, Sendable {
  /// The expected approved claims of a member of each cohort.
  let claims: [Double]
  /// The expected benefits of a member of each cohort, in fen.
  let benefits: [Double]

  /// The year that follows a day.
  ///
  /// - Complexity: O(*c* · *k*) for *c* cohorts and *k* classes of claims.
  init(after day: Day, sources: PlanSources) {
    let figures = sources.cohorts.cohorts.map { cohort in
      Self.ages(of: cohort, on: day, below: sources.upperAge).reduce((claims: 0.0, benefits: 0.0)) {
        let one = Self.figures(of: cohort, age: $1.age, sources)
        return ($0.claims + $1.weight * one.claims, $0.benefits + $1.weight * one.benefits)
      }
    }
    claims = figures.map(\.claims)
    benefits = figures.map(\.benefits)
  }

  /// The ages that a cohort's members have on a day, birthdays being even over the year.
  private static func ages(
    of cohort: Cohort, on day: Day, below upperAge: Int
  ) -> [(age: Int, weight: Double)] {
    guard let birthYear = cohort.birthYear else { return [(0, 1)] }
    if let born = cohort.born {
      let age = max(0, born.age(on: day))
      return age < upperAge ? [(age, 1)] : []
    }
    let passed = Double(day.dayOfYear) / Double(Day.count(in: day.year))
    let age = day.year - birthYear
    let ages = [(age: max(0, age), weight: passed), (age: max(0, age - 1), weight: 1 - passed)]
      .filter { $0.age < upperAge }
    let total = ages.reduce(0) { $0 + $1.weight }
    return total > 0 ? ages.map { ($0.age, $0.weight / total) } : []
  }

  private static func figures(
    of cohort: Cohort, age: Int, _ sources: PlanSources
  ) -> (claims: Double, benefits: Double) {
    let scenario = sources.scenario
    let hazard =
      sources.hazards.yearly(segment: cohort.segment, sex: cohort.sex, age: age)
      * scenario.membership.riskClasses[cohort.riskClass].risk * cohort.risk
      * (scenario.claims.durationFactors.last?.factor ?? 1)
    let chance = -Double.expMinusOne(-hazard)
    return scenario.claims.classes.reduce((0.0, 0.0)) { sum, kind in
      let claims = chance * kind.share[age] * kind.approval[cohort.segment]
      return (sum.0 + claims, sum.1 + claims * kind.severities[cohort.segment].mean(atAge: age))
    }
  }
}
