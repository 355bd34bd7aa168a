internal import Probability

/// What a member of each cohort pays an insurer for any time of membership.
///
/// A premium is level for the calendar year and known before it, and part of a year pays that part of
/// it: a day of cover costs the year's premium over the days of the year. A day whose year has no
/// premium of its own, because most days of its period lie in another, costs what the nearest year says.
struct PremiumSchedule: Sendable {
  /// The kind of each cohort; those of a kind are of one segment and pay the same at all times.
  let kindOfCohort: [Int]
  /// The segment of each kind.
  let segmentOfKind: [Int]
  /// By kind: the premiums of a member since launch up to the start of each period, to the end of the
  /// last, and to the horizon, in fen.
  private let sums: [[Double]]
  /// Likewise, their Monte Carlo error.
  private let errors: [[Double]]

  /// A premium and its error for each of some years.
  private struct Level: Hashable {
    let segment: Int
    var premiums: [Double] = []
    var errors: [Double] = []
  }

  /// The premiums of a pool's cohorts; without any, cohorts of a segment are of one kind.
  init(_ premiums: [FlatPremium], over timetable: Timetable, confidence: Double) {
    let spans = Self.spans(of: timetable)
    let years = Set(spans.flatMap(\.keys)).sorted()
    let levels = timetable.cohorts.map { cohort in
      years.reduce(into: Level(segment: cohort.segment)) { level, year in
        let kind = Self.rate(of: cohort, in: year, premiums, timetable.scenario)
        level.premiums.append(Double(kind?.premium ?? 0))
        level.errors.append(kind?.standardError(confidence: confidence) ?? 0)
      }
    }
    var places: [Level: Int] = [:]
    var kinds: [Level] = []
    kindOfCohort = levels.map { level in
      if let place = places[level] { return place }
      places[level] = kinds.count
      kinds.append(level)
      return kinds.count - 1
    }
    segmentOfKind = kinds.map(\.segment)
    func sums(_ levels: [Double]) -> [Double] {
      spans.reduce(into: [0]) { sums, span in
        let cost = zip(years, levels).reduce(0) { $0 + (span[$1.0] ?? 0) * $1.1 }
        sums.append(sums[sums.count - 1] + cost)
      }
    }
    self.sums = kinds.map { sums($0.premiums) }
    errors = kinds.map { sums($0.errors) }
  }

  /// The parts of calendar years with cover in each period, and after the last one to the horizon.
  private static func spans(of timetable: Timetable) -> [[Int: Double]] {
    let scenario = timetable.scenario
    func parts(from first: Day, to last: Day) -> [Int: Double] {
      guard first <= last else { return [:] }
      return (0...first.distance(to: last)).reduce(into: [:]) { parts, number in
        let day = first.advanced(by: number)
        let cover = scenario.shutdown?.coverEnds.part(of: day) ?? 1
        parts[day.year, default: 0] += cover / Double(Day.count(in: day.year))
      }
    }
    let end = timetable.periods.last?.settlement.advanced(by: 1) ?? scenario.launch
    return timetable.periods.map { parts(from: $0.first, to: $0.settlement) }
      + [parts(from: end, to: scenario.horizon)]
  }

  /// The class of a cohort in a year, or in the nearest that has one.
  private static func rate(
    of cohort: Cohort, in year: Int, _ premiums: [FlatPremium], _ scenario: Scenario
  ) -> FlatPremium.Class? {
    let ages = scenario.membership.ages ?? 0...0
    let nearest = premiums.sorted { abs($0.year - year) < abs($1.year - year) }
    for premium in nearest {
      let age = cohort.birthYear.map { premium.year - 1 - $0 } ?? ages.lowerBound
      let found = premium.rate(
        age: min(max(age, ages.lowerBound), ages.upperBound), sex: cohort.sex ?? .male,
        segment: scenario.segments[cohort.segment].name)
      if let found { return found }
    }
    return nil
  }

  /// The number of kinds.
  var kinds: Int { segmentOfKind.count }

  /// The place in `premium(of:from:through:)` that stands for the horizon.
  var horizon: Int { (sums.first?.count ?? 2) - 2 }

  /// What a member of a kind pays from the start of a period to the end of another, in fen.
  func premium(of kind: Int, from first: Int, through last: Int) -> Int {
    Int((sums[kind][last + 1] - sums[kind][first]).rounded())
  }

  /// The Monte Carlo error of that, in thousandths of a fen.
  func error(of kind: Int, from first: Int, through last: Int) -> Int {
    Int(((errors[kind][last + 1] - errors[kind][first]) * 1_000).rounded())
  }
}

extension FlatPremium.Class {
  /// The Monte Carlo error of the premium, by its interval.
  func standardError(confidence: Double) -> Double {
    guard let lower, let upper, upper > lower else { return 0 }
    let unit = Estimate(value: 0, standardError: 1).interval(confidence: confidence)
    return Double(upper - lower) / (unit.upperBound - unit.lowerBound)
  }
}
