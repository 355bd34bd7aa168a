import MutualAid

/// What a scenario lets the rows of its roster say.
struct RosterRules {
  let launch: Day
  let horizon: Day
  /// By day from launch to horizon: the period that contains it, or -1 after the last settlement.
  let periodOfDay: [Int32]
  /// By day likewise: the calendar year.
  let yearOfDay: [Int32]
  /// The first days of the periods.
  let firsts: [Day]
  /// The ages that may be members, or `nil` where age is not modelled.
  let ages: ClosedRange<Int>?
  /// The names of the segments.
  let segments: [String]
  /// The names of the classes of risk; none where the scenario writes none.
  let riskClasses: [String]
  /// Whether rates go by sex, so that every row must.
  let needsSex: Bool
  /// The most groups that are kept.
  let mostGroups: Int

  init(
    launch: Day, horizon: Day, periods: [Period], ages: ClosedRange<Int>?, segments: [String],
    riskClasses: [String], needsSex: Bool, mostGroups: Int = Limit.cells
  ) {
    self.launch = launch
    self.horizon = horizon
    self.ages = ages
    self.segments = segments
    self.riskClasses = riskClasses
    self.needsSex = needsSex
    self.mostGroups = mostGroups
    firsts = periods.map(\.first)
    var number = 0
    var ofDays: [Int32] = []
    var years: [Int32] = []
    for day in launch.number...horizon.number {
      while number < periods.count, periods[number].settlement.number < day { number += 1 }
      ofDays.append(number < periods.count ? Int32(number) : -1)
      years.append(Int32(Day(number: day).year))
    }
    periodOfDay = ofDays
    yearOfDay = years
  }
}

/// The columns that a roster may have.
enum RosterColumn: String, CaseIterable {
  case id
  case joined
  case left
  case birthDate = "birth_date"
  case birthYear = "birth_year"
  case age
  case sex
  case segment
  case riskClass = "risk_class"
  case risk
  case count

  /// The three ways to say when a member was born.
  static let births: [RosterColumn] = [.birthDate, .birthYear, .age]
}

/// One thing that is wrong with a roster.
struct RosterFault {
  let reason: ScenarioProblem.Reason
  let column: String
  /// From 1.
  let line: Int
  /// From 1, in Unicode scalars.
  let place: Int
  let text: String
}
