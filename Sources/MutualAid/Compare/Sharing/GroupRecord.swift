internal import Probability

/// What groups of members pay and are worth in some replications, period by period.
///
/// Benefits are expectations given who is a member, members × probability × expected benefit, and
/// not the claims that are drawn. They have the same mean and hardly any error (conditioning, or the
/// Rao–Blackwell theorem); in a pool whose membership is known they have none.
///
/// > P. Glasserman. *Monte Carlo Methods in Financial Engineering.* Springer, 2003, section 4.5.
struct GroupRecord {
  /// The figures of one replication, by year and group.
  struct Figures {
    /// Days of membership.
    var exposures: [[Int]]
    /// What members paid, in fen.
    var costs: [[Int]]
    /// Expected benefits, in fen.
    var benefits: [[Int]]
    /// Expected claims of each line, in millionths, by year.
    var claims: [[Int]]
    /// The benefits of the claims that were drawn, approved ones alone, in fen, by year.
    var incurred: [Int]
    /// Those left without cover, where an insurer goes on.
    var after: After?

    /// What an insurer's cover of those would be whom the pool's end leaves without any.
    struct After: Equatable {
      /// How many they are.
      var left: Int
      /// Their exposure in parts of a year, by year and group.
      var exposures: [[Int]]
      /// Their expected benefits, in fen.
      var benefits: [[Int]]
    }
  }

  let plan: GroupPlan
  private let lanes: Int
  /// The expected share of each period and segment, in fen, in place of drawn ones; `nil` to simulate.
  private let expectedShares: [[Double]]?
  private var exposures: [[Double]]
  private var costs: [[Double]]
  private var benefits: [[Double]]
  private var claims: [[Double]]
  private var incurred: [[Int]]
  /// Members with an open claim that are expected in each cohort, at `cohort · lanes + lane`.
  private var open: [Double]
  /// The payers of the last settlement that asked members, as `open`.
  private var payers: [Double]
  /// For each lane, the claims of each line so far.
  private var noted: [[Int]]
  /// The members whom the end of cover leaves without any, as `open`.
  private var left: [Double]

  /// Nothing so far.
  ///
  /// With expected shares, costs are expectations too; the membership must then be known, and payers
  /// are those at risk, whoever is diagnosed among them.
  init(_ plan: GroupPlan, lanes: Int, expectedShares: [[Double]]? = nil) {
    self.plan = plan
    self.expectedShares = expectedShares
    self.lanes = lanes
    exposures = plan.groups.map { [Double](repeating: 0, count: $0.count * lanes) }
    costs = exposures
    benefits = exposures
    let lines = plan.timetable.lines.count
    claims = plan.years.map { _ in [Double](repeating: 0, count: lines * lanes) }
    incurred = plan.years.map { _ in [Int](repeating: 0, count: lanes) }
    open = [Double](repeating: 0, count: plan.timetable.cohorts.count * lanes)
    payers = open
    left = open
    noted = [[Int]](repeating: [Int](repeating: 0, count: lines), count: lanes)
  }

  /// Before diagnoses: who is at risk, and what that is worth.
  ///
  /// The factors multiply all hazards, lane by lane.
  mutating func expect(_ period: PeriodPlan, _ members: Headcount, factors: [Double]) {
    guard period.hasMembers else { return }
    let index = period.period.index
    let year = plan.yearOfPeriod[index]
    let groups = plan.groupOfCohort[year]
    for cohort in groups.indices {
      for lane in 0..<lanes {
        exposures[year][groups[cohort] * lanes + lane] +=
          plan.days[index] * open[cohort * lanes + lane]
      }
    }
    for (number, slot) in period.slots.enumerated() where !members.isEmpty(slot: slot.place) {
      for cohort in groups.indices {
        for lane in 0..<lanes {
          exposures[year][groups[cohort] * lanes + lane] +=
            plan.days[index] * Double(members[slot.place, cohort, lane])
        }
      }
      for place in slot.cover.cohorts.indices {
        expect(slot, place, lines: plan.lines[index][number][place], year, members, factors)
      }
    }
    if expectedShares != nil { count(period, members) }
  }

  private mutating func expect(
    _ slot: PeriodPlan.Slot, _ place: Int, lines: [Double], _ year: Int, _ members: Headcount,
    _ factors: [Double]
  ) {
    let cohort = slot.cover.cohorts[place]
    let group = plan.groupOfCohort[year][cohort]
    let mean = zip(lines, plan.means).reduce(0) { $0 + $1.0 * $1.1 }
    for lane in 0..<lanes {
      let count = members[slot.place, cohort, lane]
      guard count > 0 else { continue }
      let probability =
        slot.cover.laws.isEmpty
        ? slot.cover.probabilities[place]
        : slot.cover.laws[place].chance.probability(factor: factors[lane])
      let expected = Double(count) * probability
      benefits[year][group * lanes + lane] += expected * mean
      for (line, chance) in lines.enumerated() where chance > 0 {
        claims[year][line * lanes + lane] += expected * chance
      }
      if countsOpen { open[cohort * lanes + lane] += expected }
    }
  }

  /// On the publication day: who is asked to pay, where members are.
  mutating func countPayers(_ period: PeriodPlan, _ members: Headcount) {
    if expectedShares == nil { count(period, members) }
  }

  /// Whether members with an open claim are counted apart.
  private var countsOpen: Bool { plan.claimantsLeave && expectedShares == nil }

  private mutating func count(_ period: PeriodPlan, _ members: Headcount) {
    guard plan.timetable.phases[period.period.index] == .members else { return }
    payers = open
    for slot in period.payingSlots {
      for cohort in plan.timetable.cohorts.indices {
        for lane in 0..<lanes {
          payers[cohort * lanes + lane] += Double(members[slot, cohort, lane])
        }
      }
    }
  }

  /// After the settlement: what each group paid of it, and which claims the period brought.
  mutating func settle(_ period: PeriodPlan, _ replications: [Replication]) {
    let index = period.period.index
    if let expectedShares { return charge(expectedShares[index], in: period) }
    for (lane, replication) in replications.enumerated() {
      let contributions =
        replication.record[replication.layout.place(.contributions, period: index)]
      if contributions > 0 {
        let cohorts = plan.timetable.cohorts
        share(out: contributions, in: period, lane: lane) { cohort in
          if let byCohort = replication.byCohort { return byCohort.shares[index][cohort] }
          return replication.record[
            replication.layout.placeOfShare(period: index, segment: cohorts[cohort].segment)]
        }
      }
      noteClaims(of: replication, in: period, lane: lane)
      if countsOpen { countOpen(of: replication, lane: lane) }
    }
  }

  /// Charges every payer an expected share.
  private mutating func charge(_ shares: [Double], in period: PeriodPlan) {
    let phase = plan.timetable.phases[period.period.index]
    guard phase == .members || phase == .lastApportionment else { return }
    let year = plan.yearOfSettlement[period.period.index]
    for (cohort, group) in plan.groupOfCohort[year].enumerated() {
      let share = shares[plan.timetable.cohorts[cohort].segment]
      for lane in 0..<lanes {
        costs[year][group * lanes + lane] += payers[cohort * lanes + lane] * share
      }
    }
  }

  /// Splits what members paid over the groups, in proportion to payers and their share.
  ///
  /// Where a yearly cap asks less of some, or debits fail, the payers of a segment bear it alike.
  private mutating func share(
    out contributions: Int, in period: PeriodPlan, lane: Int, shares: (_ cohort: Int) -> Int
  ) {
    let year = plan.yearOfSettlement[period.period.index]
    let cohorts = plan.timetable.cohorts.indices
    var weights = cohorts.map { payers[$0 * lanes + lane] * Double(shares($0)) }
    var total = weights.reduce(0, +)
    if total == 0 {
      weights = cohorts.map { payers[$0 * lanes + lane] }
      total = weights.reduce(0, +)
    }
    guard total > 0 else { return }
    for (cohort, weight) in weights.enumerated() where weight > 0 {
      costs[year][plan.groupOfCohort[year][cohort] * lanes + lane] +=
        Double(contributions) * (weight / total)
    }
  }

  private mutating func noteClaims(of replication: Replication, in period: PeriodPlan, lane: Int) {
    let year = plan.yearOfPeriod[period.period.index]
    for (line, count) in replication.claims.byLine.enumerated() {
      let new = count - noted[lane][line]
      guard new > 0 else { continue }
      noted[lane][line] = count
      guard let law = plan.timetable.severities[line] else {
        incurred[year][lane] += new * plan.timetable.lines[line].amount
        continue
      }
      var draws = replication.stream(
        .insured, period, cohort: plan.timetable.lineNumbers[line])
      for _ in 0..<new { incurred[year][lane] += law.sample(using: &draws) }
    }
  }

  /// Whose open claims were settled is not known, and as likely anybody's of the segment.
  private mutating func countOpen(of replication: Replication, lane: Int) {
    let cohorts = plan.timetable.cohorts
    var expected = [Double](repeating: 0, count: plan.timetable.scenario.segments.count)
    for cohort in cohorts.indices {
      expected[cohorts[cohort].segment] += open[cohort * lanes + lane]
    }
    let factors = expected.enumerated().map { segment, sum in
      sum > 0 ? Double(replication.claims.claimants(segment: segment)) / sum : 0
    }
    for cohort in cohorts.indices {
      open[cohort * lanes + lane] *= factors[cohorts[cohort].segment]
    }
  }

  /// After the last settlement before the end of cover: who is going to be without any.
  ///
  /// `all` are the members of each lane, those with an open claim among them.
  mutating func noteLeft(_ period: PeriodPlan, _ members: Headcount, of all: [Int]) {
    guard let after = plan.after else { return }
    for (lane, count) in all.enumerated() {
      let part = after.uncoveredPart(of: count)
      for cohort in plan.timetable.cohorts.indices {
        let count = period.slots.reduce(0) { $0 + members[$1.place, cohort, lane] }
        left[cohort * lanes + lane] = part * Double(count)
      }
    }
  }

  private func figures(of after: AfterPool, lane: Int) -> Figures.After {
    let left = plan.timetable.cohorts.indices.map { self.left[$0 * lanes + lane] }
    func sums(_ year: AfterPool.Year, _ each: [Double]) -> [Int] {
      var sums = year.groups.map { _ in 0.0 }
      for (cohort, group) in year.groupOfCohort.enumerated() {
        sums[group] += left[cohort] * each[cohort]
      }
      return sums.map { Int($0.rounded()) }
    }
    let unit = Double(GroupYear.exposurePerYear)
    return Figures.After(
      left: Int(left.reduce(0, +).rounded()),
      exposures: after.years.map { sums($0, $0.exposures.map { $0 * unit }) },
      benefits: after.years.map { sums($0, $0.benefits) })
  }

  /// The figures of each replication, to the nearest day, fen and millionth.
  func finished() -> [Figures] {
    (0..<lanes).map { lane in
      func whole(_ figures: [[Double]], _ unit: Double = 1) -> [[Int]] {
        figures.map { year in
          stride(from: lane, to: year.count, by: lanes).map { Int((year[$0] * unit).rounded()) }
        }
      }
      return Figures(
        exposures: whole(exposures), costs: whole(costs), benefits: whole(benefits),
        claims: whole(claims, 1e6), incurred: incurred.map { $0[lane] },
        after: plan.after.map { self.figures(of: $0, lane: lane) })
    }
  }
}
