import Probability

/// The settlements of a pool whose members leave by choice, which may answer to what membership costs.
///
/// Members of each replication are its own, and so are the laws of its claims. But as long as claimants
/// stay and every claim is decided by the settlement of its own period, nothing is left of a period but
/// members and the surplus that is carried on; and whose claims they were, nobody need know.
struct FeedbackPlan: Sendable {
  let timetable: Timetable
  /// The calendar years, ascending.
  let years: [Int]
  /// In the order of time.
  let settlements: [FeedbackSettlement]

  /// The settlements of a scenario.
  ///
  /// - Throws: `CollapsedError` with all that stands in the way.
  init(of timetable: Timetable) throws(CollapsedError) {
    let course = MembershipCourse(of: timetable)
    let obstacles = Self.obstacles(of: timetable, course)
    guard obstacles.isEmpty else {
      // Those that every collapsed path has come first.
      do throws(CollapsedError) {
        _ = try IndependentSettlements(of: timetable, allowing: .lapse)
      } catch .obstacles(let others) {
        throw .obstacles(others + obstacles.filter { !others.contains($0) })
      }
      throw .obstacles(obstacles)
    }
    let found = try IndependentSettlements(of: timetable, allowing: .lapse)
    self.timetable = timetable
    years = found.years
    settlements = timetable.plans.map { plan in
      let index = plan.period.index
      return FeedbackSettlement(
        of: found.decided[index], plan, rule: found.rules[index], timetable,
        year: found.years.firstIndex(of: plan.period.year) ?? 0)
    }
  }

  /// What would leave more of a period than members and surplus, or make members follow more than
  /// their number.
  private static func obstacles(
    of timetable: Timetable, _ course: MembershipCourse
  ) -> [CollapsedObstacle] {
    var found: [CollapsedObstacle] = []
    let scenario = timetable.scenario
    let follows = timetable.plans.allSatisfy { if case .flow = $0.intake { true } else { false } }
    if !follows { found.append(.refilled) }
    if timetable.plans.contains(where: { $0.mayHaveOpenClaims(timetable) }) {
      found.append(.openClaims)
    }
    let mayAge = zip(timetable.plans, course.atRisk).contains { plan, groups in
      groups.contains { group in
        let cohort = plan.slots[group.slot].cover.cohorts[group.place]
        return plan.leaving.contains { $0.cohort == cohort }
      }
    }
    if mayAge { found.append(.noLaw(.upperAge)) }
    let rule = scenario.apportionment
    if rule.capPerClaim != nil, rule.aboveCap == .carry { found.append(.noLaw(.carried)) }
    let isFree = rule.sharing == .weighted && scenario.segments.contains { $0.weight == 0 }
    let waitFree = zip(timetable.plans, course.atRisk).contains { plan, groups in
      groups.contains { !plan.payingSlots.contains(plan.slots[$0.slot].place) }
    }
    if isFree || waitFree { found.append(.nobodyPays) }
    return found
  }
}

extension PeriodPlan {
  /// Whether a claim of the period may still be open after its settlement.
  fileprivate func mayHaveOpenClaims(_ timetable: Timetable) -> Bool {
    let first = timetable.scenario.launch.distance(to: period.first)
    return (0..<period.length).contains { day in
      guard let law = timetable.fates[first + day] else { return false }
      return zip(law.fates, law.chances).contains { fate, chance in
        chance > 0 && (fate.kind != .decided || fate.ended != period.index)
      }
    }
  }
}
