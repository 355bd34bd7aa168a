import Probability
import RealModule

/// The triggers of a scenario as its settlements test them.
struct TriggerTest: Sendable {
  let triggers: ShutdownTriggers
  /// For each period, the chance that a hazard of one a year ends in it: −ln of what it leaves.
  private let exposures: [Double]
  private let regulatorHazard: Double
  private let defaultHazard: Double
  /// The settlements after which a trigger still comes before a date that is given.
  private let isOpen: [Bool]

  init(_ triggers: ShutdownTriggers, periods: [Period], shutdown: Shutdown?) {
    self.triggers = triggers
    exposures = periods.map { period in
      (0..<period.length).reduce(0) {
        $0 + 1 / Double(Day.count(in: period.first.advanced(by: $1).year))
      }
    }
    regulatorHazard = -Double.log(onePlus: -triggers.regulatorPerYear)
    defaultHazard = -Double.log(onePlus: -triggers.defaultPerYear)
    isOpen = periods.map { period in
      shutdown.map { period.settlement.advanced(by: 1) < $0.announced } ?? true
    }
  }

  /// Whether a settlement can shut a pool.
  func isOpen(at period: Int) -> Bool { isOpen[period] }

  /// The probability that a regulator shuts a pool in a period.
  func regulatorChance(in period: Int) -> Double {
    -Double.expMinusOne(-regulatorHazard * exposures[period])
  }

  /// The probability that a platform defaults in a period.
  func defaultChance(in period: Int) -> Double {
    -Double.expMinusOne(-defaultHazard * exposures[period])
  }
}

extension Batch {
  /// Step 12.
  ///
  /// Tests the triggers of replications that no trigger has shut.
  ///
  /// - Returns: For each lane, why it is shut, or `nil` if it goes on.
  mutating func testTriggers(_ plan: PeriodPlan, _ test: TriggerTest) -> [ShutdownTriggers.Cause?] {
    lanes.indices.map { lanes[$0].fire(plan, test) }
  }
}

extension Replication {
  /// The first cause that shuts the pool after a settlement.
  fileprivate mutating func fire(
    _ plan: PeriodPlan, _ test: TriggerTest
  ) -> ShutdownTriggers.Cause? {
    let index = plan.period.index
    // Whoever is to be run again with generations apart is shut then.
    guard test.isOpen(at: index), !needsGenerations else { return nil }
    if isBelowFloor(plan, test.triggers.floor) { return .floor }
    if let ceiling = test.triggers.ceiling,
      timetable.scenario.segments.indices.contains(where: {
        record[layout.placeOfShare(period: index, segment: $0)] > ceiling
      })
    {
      return .ceiling
    }
    // Each cause has a stream of its own, so that one leaves the other's draws as they were.
    if happens(test.regulatorChance(in: index), .regulator, plan) { return .regulator }
    if happens(test.defaultChance(in: index), .platformDefault, plan) { return .platform }
    return nil
  }

  /// Whether members have been too few for as long as the grace lasts.
  private mutating func isBelowFloor(
    _ plan: PeriodPlan, _ floor: ShutdownTriggers.Floor?
  ) -> Bool {
    guard let floor else { return false }
    guard record[layout.place(.members, period: plan.period.index)] < floor.members else {
      belowFloorSince = nil
      return false
    }
    let since = belowFloorSince ?? plan.period.settlement
    belowFloorSince = since
    return plan.period.settlement >= since.advanced(byMonths: floor.graceMonths)
  }

  private func happens(
    _ chance: Double, _ purpose: Stream.Purpose, _ plan: PeriodPlan
  ) -> Bool {
    guard chance > 0 else { return false }
    var draws = stream(purpose, plan)
    return draws.uniform() < chance
  }

  /// A trigger has shut the pool: what follows goes by another timetable.
  ///
  /// Claims that have not been reported go by the filing limit from now on.
  mutating func shut(by timetable: Shared<Timetable>, after index: Int) {
    claims.refile(after: index, from: self.timetable.course, to: timetable.value.course)
    goOn(under: timetable)
    budget = timetable.value.scenario.shutdown?.budget
  }

  /// Notes why and from when on a pool is shut.
  mutating func note(_ cause: ShutdownTriggers.Cause, after index: Int) {
    note(1, ofRun: cause.quantity)
    for period in index..<timetable.periods.count {
      record[layout.place(.shut, period: period)] = 1
    }
  }
}

extension ShutdownTriggers.Cause {
  /// The figure that counts the pools which it shuts.
  var quantity: Measure.Quantity {
    switch self {
    case .floor: .shutByFloor
    case .ceiling: .shutByCeiling
    case .regulator: .shutByRegulator
    case .platform: .shutByDefault
    }
  }
}

extension Day {
  /// The same day so many months later, or the month's last one.
  func advanced(byMonths months: Int) -> Day {
    let (year, month, day) = date
    let number = year * 12 + month - 1 + months
    return Day(year: number / 12, month: number % 12 + 1, dayOrLast: day)
  }
}
