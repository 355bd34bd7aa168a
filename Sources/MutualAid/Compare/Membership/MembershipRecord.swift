import Probability

/// How long members of some replications were members, and what they paid meanwhile.
///
/// Members of one kind of cohort who joined in the same period and left after the same one have been
/// members alike. A member is one for all of a period who is one when it begins, as the pure premium
/// counts years of membership: leaving happens between periods. How many of each kind and generation
/// there are is counted when a period begins, when payers are counted, and after debits have failed;
/// who is missing has left. What each had paid by then is what the generation had.
///
/// Whose approved claim a settlement pays is not known. Where a segment has members of several kinds,
/// each of those with an open claim that is not going to be refused is equally likely.
struct MembershipRecord {
  /// So many members who were members alike.
  struct Entry: Equatable {
    let kind: Int
    /// The period of joining.
    let first: Int
    /// The last period of membership, or the number of periods for those who were there to the horizon.
    let last: Int
    /// What each paid, in fen.
    let paid: Int
    let members: Int
  }

  /// One replication.
  ///
  /// Tables go by kind and generation, at `kind · generations + generation`.
  fileprivate struct Lane {
    /// Those in the headcount when it was last looked at.
    var head: [Int]
    /// Those with an open claim, who are not in the headcount.
    var open: [Int]
    /// Those who had not left when members were last counted.
    var present: [Int]
    /// Those who left since the last settlement that asked members.
    ///
    /// A last apportionment asks them once more if they were counted at it.
    var gone: [(place: Int, last: Int, members: Int)] = []
    /// Those whose debit failed at it: what they had paid before, and what the others had after.
    var failed: [(place: Int, last: Int, members: Int, paid: Int, others: Int)] = []
    /// The generation that joined in the period of the last settlement that asked members.
    var asked = 0
    var entries: [Entry] = []
  }

  let schedule: PremiumSchedule
  private let generations: Int
  private let claimantsLeave: Bool
  private var lanes: [Lane]

  /// Nobody so far.
  init(_ schedule: PremiumSchedule, of timetable: Timetable, lanes: Int) {
    self.schedule = schedule
    generations = timetable.generationCount
    claimantsLeave = timetable.scenario.membership.claimants == .leave
    let none = [Int](repeating: 0, count: schedule.kinds * generations)
    self.lanes = [Lane](repeating: Lane(head: none, open: none, present: none), count: lanes)
  }

  private func head(_ members: Headcount, _ lane: Int) -> [Int] {
    members.byKind(schedule.kindOfCohort, kinds: schedule.kinds, lane: lane)
  }

  private func paid(_ replication: Replication, at place: Int) -> Int {
    let (kind, generation) = place.quotientAndRemainder(dividingBy: generations)
    return replication.paidSinceJoining[schedule.segmentOfKind[kind], generation]
  }

  // MARK: - The steps of a period

  /// After joins: who was there before and is no more left with the last period.
  mutating func begin(_ plan: PeriodPlan, _ members: Headcount) {
    for lane in lanes.indices { count(members, lane, last: plan.period.index - 1) }
  }

  /// After diagnoses: those taken out of the headcount have an open claim.
  mutating func noteDiagnosed(_ members: Headcount) {
    guard claimantsLeave else { return }
    for lane in lanes.indices {
      let now = head(members, lane)
      for place in now.indices {
        lanes[lane].open[place] += lanes[lane].head[place] - now[place]
      }
    }
  }

  /// When payers have been counted, and before they are charged.
  mutating func countPayers(
    _ plan: PeriodPlan, _ members: Headcount, _ replications: [Replication]
  ) {
    for lane in lanes.indices {
      count(members, lane, last: plan.period.index)
      let replication = replications[lane]
      let timetable = replication.timetable
      guard timetable.phases[plan.period.index] == .members else { continue }
      close(lane, replication, isOver: false)
      lanes[lane].asked = timetable.generation(joiningIn: plan.period.index)
    }
  }

  /// After those have left whose debit failed.
  mutating func settle(_ plan: PeriodPlan, _ members: Headcount, _ replications: [Replication]) {
    for lane in lanes.indices {
      noteFailed(plan, members, lane, replications[lane])
      if claimantsLeave { endClaims(plan, lane, replications[lane]) }
    }
  }

  private mutating func count(_ members: Headcount, _ lane: Int, last: Int) {
    let now = head(members, lane)
    for place in now.indices {
      let left = lanes[lane].present[place] - now[place] - lanes[lane].open[place]
      if left > 0 { lanes[lane].gone.append((place, last, left)) }
      lanes[lane].present[place] = now[place] + lanes[lane].open[place]
    }
    lanes[lane].head = now
  }

  private mutating func noteFailed(
    _ plan: PeriodPlan, _ members: Headcount, _ lane: Int, _ replication: Replication
  ) {
    let now = head(members, lane)
    for place in now.indices where now[place] < lanes[lane].head[place] {
      let left = lanes[lane].head[place] - now[place]
      let others = paid(replication, at: place)
      let (kind, generation) = place.quotientAndRemainder(dividingBy: generations)
      let payment = replication.payments[schedule.segmentOfKind[kind], generation]
      lanes[lane].failed.append((place, plan.period.index, left, others - payment, others))
      lanes[lane].present[place] -= left
    }
  }

  /// Takes out those whose claims the settlement has paid, refused, or ended otherwise.
  private mutating func endClaims(_ plan: PeriodPlan, _ lane: Int, _ replication: Replication) {
    for claim in replication.returning {
      guard let home = claim.home else { continue }
      lanes[lane].open[place(of: home, claim.generation)] -= 1
    }
    var draws = replication.stream(.membership, plan)
    var waiting: [Int]?
    for segment in replication.timetable.scenario.segments.indices {
      let kinds = schedule.segmentOfKind.indices.filter { schedule.segmentOfKind[$0] == segment }
      for generation in 0..<generations {
        let places = kinds.map { $0 * generations + generation }
        let left =
          places.reduce(0) { $0 + lanes[lane].open[$1] }
          - replication.claims.claimants(segment: segment, generation: generation)
        guard left > 0 else { continue }
        if waiting == nil { waiting = refusals(replication, after: plan.period.index) }
        let counts = places.map { lanes[lane].open[$0] - (waiting?[$0] ?? 0) }
        var taken = counts.map { _ in 0 }
        MultivariateHypergeometric.sample(
          counts: counts, drawn: left, into: &taken, using: &draws)
        for (place, number) in zip(places, taken) { lanes[lane].open[place] -= number }
      }
    }
  }

  private func place(of home: RefusedClaim.Home, _ generation: Int) -> Int {
    schedule.kindOfCohort[home.cohort] * generations + generation
  }

  /// Those whose open claims are going to be refused.
  private func refusals(_ replication: Replication, after period: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: schedule.kinds * generations)
    for claim in replication.claims.refusals(after: period) {
      if let home = claim.home { counts[place(of: home, claim.generation)] += 1 }
    }
    return counts
  }

  // MARK: - What is left at the end

  /// All who were ever members, replication by replication, once the last period has been run.
  mutating func finished(_ members: Headcount, _ replications: [Replication]) -> [[Entry]] {
    let last = schedule.horizon - 1
    return lanes.indices.map { lane in
      count(members, lane, last: last)
      for (place, number) in lanes[lane].present.enumerated() where number > 0 {
        lanes[lane].gone.append((place, last + 1, number))
      }
      close(lane, replications[lane], isOver: true)
      return lanes[lane].entries
    }
  }

  /// Notes those who have left, for whom nothing is going to be asked any more.
  private mutating func close(_ lane: Int, _ replication: Replication, isOver: Bool) {
    let asked = lanes[lane].asked
    for gone in lanes[lane].gone {
      // Who joined after the last settlement that asked members was not counted at it.
      let wasCounted = !isOver || gone.place % generations <= asked
      note(
        lane, gone.place, gone.last, gone.members,
        paid: wasCounted ? paid(replication, at: gone.place) : 0)
    }
    for failed in lanes[lane].failed {
      let more = isOver ? paid(replication, at: failed.place) - failed.others : 0
      note(lane, failed.place, failed.last, failed.members, paid: failed.paid + more)
    }
    lanes[lane].gone = []
    lanes[lane].failed = []
  }

  private mutating func note(_ lane: Int, _ place: Int, _ last: Int, _ members: Int, paid: Int) {
    let (kind, generation) = place.quotientAndRemainder(dividingBy: generations)
    lanes[lane].entries.append(
      Entry(kind: kind, first: generation - 1, last: last, paid: paid, members: members))
  }
}

extension Headcount {
  /// The members of one lane by kind of cohort and generation, at `kind · generations + generation`.
  func byKind(_ kindOfCohort: [Int], kinds: Int, lane: Int) -> [Int] {
    var rows = [Int](repeating: 0, count: kinds * generations)
    for (cohort, kind) in kindOfCohort.enumerated() {
      add(cohort, lane: lane, to: &rows[kind * generations..<(kind + 1) * generations])
    }
    return rows
  }
}
