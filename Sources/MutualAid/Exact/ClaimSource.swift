import Probability

/// Members alike in one period, with the law of what their claims become.
///
/// A member has a claim of the period that settlement t decides, on line l, with the probability
/// `probability` · `decided[t][l]`, independently of all others.
struct ClaimSource {
  /// The period of the diagnosis.
  let period: Int
  /// Who they are.
  let group: MembershipCourse.Group
  /// The probability of a claim.
  let probability: Double
  /// Given a claim, the probability of each line at each settlement that may approve it.
  let decided: Decisions

  var members: Int { group.members }

  /// By settlement, then by line.
  typealias Decisions = [Int: [Int: Double]]

  /// The sources of all claims of a timetable.
  static func sources(of timetable: Timetable, course: MembershipCourse) -> [ClaimSource] {
    timetable.plans.flatMap { plan in
      let pools = plan.pools.map { law(of: $0, timetable) }
      return course.atRisk[plan.period.index].map { group in
        let cover = plan.slots[group.slot].cover
        return ClaimSource(
          period: plan.period.index, group: group,
          probability: cover.probabilities[group.place],
          decided: law(
            of: cover, at: group.place, common: pools[cover.pools[group.place]], plan, timetable))
      }
    }
  }

  private static func law(of pool: ClaimPool, _ timetable: Timetable) -> Decisions {
    var law: Decisions = [:]
    // Refused claims are no claims here: approval thins the others.
    for branch in pool.branches where timetable.lines[branch.line].worth != .refused {
      for (fate, given) in zip(branch.fates.fates, branch.fates.chances)
      where fate.kind == .decided && fate.ended < timetable.periods.count {
        law[fate.ended, default: [:]][branch.line, default: 0] += branch.chance * given
      }
    }
    return law
  }

  /// The mixture (1 − ε) q + ε r of the pool's common law and what a cohort has beside it.
  private static func law(
    of cover: CoverPlan, at place: Int, common: Decisions, _ plan: PeriodPlan,
    _ timetable: Timetable
  ) -> Decisions {
    let part = cover.excessParts[place]
    let excess = cover.excesses[place]
    guard part > 0, let total = excess.days.last, total > 0 else { return common }
    var law = common.mapValues { $0.mapValues { $0 * (1 - part) } }
    let first = timetable.scenario.launch.distance(to: plan.period.first)
    var before = 0.0
    for (number, running) in excess.days.enumerated() {
      let chance = part * (running - before) / total
      before = running
      guard chance > 0, let fates = timetable.fates[first + number] else { continue }
      for (line, share) in excess.terms.probabilities(waiting: number < cover.waitingDays)
      where timetable.lines[line].worth != .refused {
        for (fate, given) in zip(fates.fates, fates.chances)
        where fate.kind == .decided && fate.ended < timetable.periods.count {
          law[fate.ended, default: [:]][line, default: 0] += chance * share * given
        }
      }
    }
    return law
  }
}

extension [ClaimSource] {
  /// Members with the chances and amounts of a claim that one of some settlements decides.
  ///
  /// - Parameters:
  ///   - settlements: Those that decide the claim.
  ///   - amount: What a claim of a line counts as.
  /// - Returns: A group for each source that can have such a claim.
  /// - Throws: `AggregateError` where a chance is none, which is a fault of the timetable.
  func groups(
    decidedIn settlements: ClosedRange<Int>, amount: (_ line: Int) -> Int
  ) throws(AggregateError) -> [BinomialGroup] {
    var groups: [BinomialGroup] = []
    for source in self where source.period <= settlements.upperBound {
      var chances: [Int: Double] = [:]
      // A fixed order: a dictionary's own differs from run to run, and with it the last bit.
      for settlement in settlements {
        for (line, chance) in source.decided[settlement, default: [:]].sorted(by: {
          $0.key < $1.key
        }) {
          chances[amount(line), default: 0] += chance
        }
      }
      let sorted = chances.filter { $0.value > 0 }.sorted { $0.key < $1.key }
      let total = sorted.reduce(0) { $0 + $1.value }
      guard total > 0 else { continue }
      groups.append(
        try BinomialGroup(
          members: source.members, probability: Swift.min(1, source.probability * total),
          amounts: sorted.map { .init($0.key, probability: Swift.min(1, $0.value / total)) }))
    }
    return groups
  }

  /// The lines of which a settlement may decide a claim.
  func lines(decidedIn settlements: ClosedRange<Int>) -> Set<Int> {
    var lines: Set<Int> = []
    for source in self {
      for (settlement, chances) in source.decided where settlements ~= settlement {
        lines.formUnion(chances.filter { $0.value > 0 }.keys)
      }
    }
    return lines
  }
}
