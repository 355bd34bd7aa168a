import Synchronization

/// The timetables of pools that a trigger has shut: one for each settlement and kind of end.
///
/// They are made when they are first asked for, and shared by all replications. Each follows from the
/// scenario, the settlement and the cause alone, so it does not matter who asks first.
final class TriggeredTimetables: Sendable {
  private struct Key: Hashable {
    let settlement: Int
    let isDefault: Bool
  }

  private let base: Timetable
  private let triggers: ShutdownTriggers
  private let made = Mutex<[Key: Timetable]>([:])

  init(of base: Timetable, triggers: ShutdownTriggers) {
    self.base = base
    self.triggers = triggers
  }

  /// The timetable of pools that are shut by a trigger after a settlement.
  func timetable(after settlement: Int, cause: ShutdownTriggers.Cause) -> Timetable {
    made.withLock { made in
      let key = Key(settlement: settlement, isDefault: cause == .platform)
      if let timetable = made[key] { return timetable }
      let day = base.periods[settlement].settlement.advanced(by: 1)
      let timetable = base.shut(
        by: triggers.shutdown(announced: day, cause: cause), after: settlement)
      made[key] = timetable
      return timetable
    }
  }
}

extension PeriodPlan {
  /// The plan of a period that a shutdown leaves fully covered.
  func shut(by shutdown: Shutdown) -> PeriodPlan {
    var plan = self
    plan.allow(under: shutdown)
    return plan
  }

  /// The plan of a period after the end of cover.
  func afterCover(by shutdown: Shutdown) -> PeriodPlan {
    var plan = shut(by: shutdown)
    plan.hasMembers = false
    plan.slots = []
    plan.payingSlots = []
    plan.pools = []
    plan.groups = []
    plan.excessParts = []
    plan.bounds = []
    return plan
  }
}
