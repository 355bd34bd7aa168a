import RealModule

/// The hazards of diagnosis and of death by day, before what a replication draws.
///
/// A yearly probability q is a hazard of −ln(1 − q) a year. All factors multiply it, and a day has
/// 1/365 or 1/366 of it, so over an exposure of e years p = 1 − exp(−h f e) and a whole calendar
/// year has exactly q. No factor can push p above 1.
struct Hazards {
  private let hazards: [[[Double]]]  // segment, sex, age
  private let death: [[Double]]  // sex, age
  private let launch: Day
  private let calendar: [Double]  // by day from launch: factor / days of the year
  private let plain: [Double]  // by day from launch: 1 / days of the year

  init(of scenario: Scenario) {
    let oldest = (scenario.membership.ages?.upperBound ?? 0) + 1
    let ages = 0...oldest
    hazards = scenario.segments.map { segment in
      Sex.allCases.map { sex in
        ages.map { age in
          segment.incidenceFactor
            * Hazards.hazard(of: Hazards.rate(segment.incidence, age: age, sex: sex))
        }
      }
    }
    death = Sex.allCases.map { sex in
      ages.map { age in
        guard let table = scenario.membership.mortality else { return 0 }
        return scenario.membership.mortalityFactor
          * Hazards.hazard(of: Hazards.rate(table, age: age, sex: sex))
      }
    }
    launch = scenario.launch
    let days = (0...scenario.launch.distance(to: scenario.horizon)).map {
      scenario.launch.advanced(by: $0)
    }
    plain = days.map { 1 / Double(Day.count(in: $0.year)) }
    calendar = zip(days, plain).map { day, part in
      scenario.claims.calendar.reduce(part) {
        $1.from <= day && day <= $1.to ? $0 * $1.factor : $0
      }
    }
  }

  /// The hazard of a diagnosis in a year, before dated factors.
  func yearly(segment: Int, sex: Sex?, age: Int) -> Double {
    mean(hazards[segment], sex: sex, age: age)
  }

  /// The hazard of a diagnosis on one day under full cover.
  func diagnosis(segment: Int, sex: Sex?, age: Int, on day: Day) -> Double {
    yearly(segment: segment, sex: sex, age: age) * calendar[launch.distance(to: day)]
  }

  /// The hazard of death on one day.
  func death(sex: Sex?, age: Int, on day: Day) -> Double {
    mean(death, sex: sex, age: age) * plain[launch.distance(to: day)]
  }

  /// What days weigh for everybody alike: the dated factors, over the days of the year.
  func calendarWeight(of day: Day) -> Double { calendar[launch.distance(to: day)] }

  /// Where a scenario does not model the sex, its table must be the same for both: a mixture of
  /// two hazards would not be one hazard.
  private func mean(_ table: [[Double]], sex: Sex?, age: Int) -> Double {
    table[(sex ?? .male).rawValue][age]
  }

  /// The hazard of a yearly probability.
  ///
  /// A probability of 1 has a hazard that leaves nobody.
  private static func hazard(of rate: Double) -> Double {
    rate < 1 ? -Double.log(onePlus: -rate) : 1000
  }

  /// A table's rate; one year beyond its last age it repeats the last, for the days of a birthday.
  private static func rate(_ table: RateTable, age: Int, sex: Sex) -> Double {
    let ages = table.ages
    return table.rate(age: min(max(age, ages.lowerBound), ages.upperBound), sex: sex)
  }
}
