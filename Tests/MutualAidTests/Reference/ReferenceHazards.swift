import Foundation
import MutualAid

/// The hazards of one period day by day, added up from its first day.
///
/// Nothing in it is random, so that all replications of a pool share it.
final class ReferenceHazards {
  /// A day of the period and its calendar.
  struct DayOfYear {
    let day: Day
    let year: Int
    let number: Int
    let length: Int
  }

  let scenario: Scenario
  let period: Period
  let days: [DayOfYear]
  private let cover: [Double]
  private let lapsing: [Double]
  private var diagnosis: [[Double]?]
  private var death: [[Double]?]
  private var lapse: [[Double]?] = Array(repeating: nil, count: 200)

  init(of scenario: Scenario, in period: Period) {
    self.scenario = scenario
    self.period = period
    days = (0..<period.length).map { offset in
      let day = period.first.advanced(by: offset)
      return DayOfYear(
        day: day, year: day.year, number: day.dayOfYear, length: Day.count(in: day.year))
    }
    func product(_ factors: [CalendarFactor], _ day: Day) -> Double {
      factors.reduce(1) { $1.from <= day && day <= $1.to ? $0 * $1.factor : $0 }
    }
    cover = days.map {
      product(scenario.claims.calendar, $0.day) / Double($0.length)
        * (scenario.shutdown?.coverEnds.part(of: $0.day) ?? 1)
    }
    lapsing = days.map {
      product(scenario.membership.lapse?.calendar ?? [], $0.day) / Double($0.length)
    }
    diagnosis = Array(repeating: nil, count: scenario.segments.count * 400)
    death = Array(repeating: nil, count: 400)
  }

  /// The hazard of a diagnosis of a covered member from the first day to each day, without the
  /// random factor and those of duration and risk class.
  func diagnosis(_ segment: Int, _ sex: Sex, age: Int) -> [Double] {
    let place = (segment * 2 + sex.rawValue) * 200 + age
    if let known = diagnosis[place] { return known }
    let terms = scenario.segments[segment]
    let yearly = -log(1 - terms.incidence.rate(age: age, sex: sex)) * terms.incidenceFactor
    let sums = added(cover, times: yearly)
    diagnosis[place] = sums
    return sums
  }

  /// The hazard of death from the first day to each day; `nil` where nobody dies.
  func death(_ sex: Sex, age: Int) -> [Double]? {
    guard let table = scenario.membership.mortality else { return nil }
    let place = sex.rawValue * 200 + age
    if let known = death[place] { return known }
    let yearly = -log(1 - table.rate(age: age, sex: sex)) * scenario.membership.mortalityFactor
    let sums = added(days.map { 1 / Double($0.length) }, times: yearly)
    death[place] = sums
    return sums
  }

  /// The hazard of leaving by choice from the first day to each day, before the response to cost.
  func lapse(age: Int) -> [Double]? {
    guard let rules = scenario.membership.lapse else { return nil }
    if let known = lapse[age] { return known }
    let sums = added(lapsing, times: -log(1 - rules.perYear[age]))
    lapse[age] = sums
    return sums
  }

  private func added(_ parts: [Double], times factor: Double) -> [Double] {
    var sums = [0.0]
    for part in parts { sums.append(sums[sums.count - 1] + part * factor) }
    return sums
  }

  /// The ages that a member has in the period, each with its days.
  ///
  /// Ends where the member becomes too old.
  func ages(of member: ReferenceMember) -> [(days: Range<Int>, age: Int)] {
    let end = min(days.count, member.tooOldFrom)
    guard let born = member.birthYear else { return [(0..<end, 0)] }
    var spans: [(days: Range<Int>, age: Int)] = []
    var start = 0
    while start < end {
      let first = days[start]
      let birthday = Int(member.birthday * Double(first.length)) + 1
      let hadIt = first.number >= birthday
      let next = start + (hadIt ? first.length + 1 : birthday) - first.number
      let stop = min(end, next, start + first.length + 1 - first.number)
      spans.append((start..<stop, max(0, first.year - born - (hadIt ? 0 : 1))))
      start = stop
    }
    return spans
  }
}
