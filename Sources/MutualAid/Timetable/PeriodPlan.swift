/// One period, as far as no replication can change it.
struct PeriodPlan: Sendable {
  /// The members that are counted in one slot, and what can befall them.
  struct Slot: Sendable {
    /// Where they are counted; slot 0 is for all whose cover began before the period.
    let place: Int
    /// Their own number in the names of streams: 0 for slot 0, else one more than the period in
    /// which they joined.
    let number: Int
    /// Whether they were members on the first day of the period's calendar year; known only where
    /// members judge the year's cost.
    let isMemberAllYear: Bool
    /// The claims they can have.
    let cover: CoverPlan
    /// How many of each of the cover plan's cohorts are diagnosed.
    var diagnoses: CohortDraws
    /// How many of each cohort die.
    var deaths: CohortDraws

    /// Where its members are counted, and what their draws are named by.
    var name: (place: Int, number: Int) { (place, number) }
  }

  /// A cohort whose members reach the upper age in the period.
  struct Leaving: Sendable {
    let cohort: Int
    /// The probability of reaching it by the publication day.
    let byPublication: Double
    /// The probability of reaching it by the settlement, for those who had not by the publication.
    let later: Double
  }

  /// What decides how many join.
  enum Intake: Equatable, Sendable {
    /// As many as a number of payers asks for; where there are more, members leave.
    case path(target: Int)
    /// So many, whatever the number of members.
    case flow(joins: Int)
  }

  let period: Period
  /// Whether there is any membership left: cover has not ended before the period.
  var hasMembers: Bool
  let intake: Intake
  /// Whether members may join.
  private(set) var mayJoin = true
  /// Whether members may leave because the path falls.
  private(set) var mayLeave = true
  /// Whether members may leave by choice.
  private(set) var mayLapse = true
  let joining: JoiningPlan
  /// The slot of those who join in the period.
  let joiningSlot: Int
  /// Slots whose waiting ended before the period, with the year's label of their generation.
  let maturing: [Int]
  /// Those who can have members, slot 0 first; none after the end of cover.
  var slots: [Slot]
  /// The slots of those who are asked to pay at the period's settlement.
  var payingSlots: [Int]
  /// Diagnoses and deaths that are drawn together over slots and cohorts, by segment; known only once
  /// the draws have been made ready.
  private(set) var rareDiagnoses: [RareDraws] = []
  private(set) var rareDeaths: [RareDraws] = []
  var pools: [ClaimPool]
  /// The claims of several pools whose fates are drawn together.
  var groups: [ClaimGroup]
  /// For each pool, the largest part of a cohort's claims that its common law does not describe.
  var excessParts: [Double]
  /// Where claims come from.
  let rows: ClaimRows
  /// The draws of the claims that the pools' common laws do not describe, where these have been made
  /// ready.
  private(set) var excess: ExcessDraws?
  /// For each pool, the most that its cohorts' hazards come to; only where a replication has a
  /// factor on them.
  var bounds: [DiagnosisLaw.Bound]
  let leaving: [Leaving]
  /// The cohorts whose members an enrolment has let leave by the period's first day.
  let ended: [Int]
  /// Leaving by choice, or `nil` where nobody does.
  let lapse: LapsePlan?
  /// What members can expect of the period's cover, by place of the slot and by cohort; empty where
  /// shares go by segment.
  var risks: [[MemberRisk]] = []

  /// Sets what members may do under a shutdown, or without one.
  mutating func allow(under shutdown: Shutdown?) {
    mayJoin = shutdown.map { period.first <= $0.announced } ?? true
    mayLeave = shutdown.map { period.first < $0.contributionsEnd } ?? true
    mayLapse = shutdown.map { period.settlement < $0.contributionsEnd } ?? true
  }

  /// The plan with its draws made ready for about so many members, those of lane 0.
  ///
  /// - Parameters:
  ///   - members: The members once all have joined or left.
  ///   - segments: The segment of each cohort.
  ///   - course: The course of claims.
  /// - Returns: The plan.
  func prepared(for members: Headcount, segments: [Int], _ course: ClaimCourse) -> PeriodPlan {
    var plan = self
    let count = { (slot: Int, cohort: Int) in members[self.slots[slot].place, cohort] }
    var diagnoses = slots.map(\.diagnoses)
    var deaths = slots.map(\.deaths)
    // Where a replication has a factor on the hazards, every draw has its own probability.
    if !slots.contains(where: { !$0.cover.laws.isEmpty }) {
      plan.rareDiagnoses = RareDraws.sortedOut(
        of: &diagnoses, cohort: { slots[$0].cover.cohorts[$1] }, segments: segments, members: count)
    }
    plan.rareDeaths = RareDraws.sortedOut(
      of: &deaths, cohort: { $1 }, segments: segments, members: count)
    for (slot, cover) in slots.map(\.cover).enumerated() {
      if cover.laws.isEmpty { diagnoses[slot].prepare { count(slot, cover.cohorts[$0]) } }
      deaths[slot].prepare { count(slot, $0) }
      plan.slots[slot].diagnoses = diagnoses[slot]
      plan.slots[slot].deaths = deaths[slot]
    }
    plan.excess = excessDraws(count)
    let claims = claimsByGroup(count)
    // Groups have the laws of their keys in common.
    var applied: [ObjectIdentifier: FateLaw] = [:]
    for (group, claims) in claims.enumerated() {
      plan.groups[group] = groups[group].prepared(forAbout: claims) { fates in
        let law = applied[ObjectIdentifier(fates)] ?? course.applied(fates)
        applied[ObjectIdentifier(fates)] = law
        return law
      }
    }
    return plan
  }

  private func excessDraws(_ members: (_ slot: Int, _ cohort: Int) -> Int) -> ExcessDraws? {
    guard !slots.contains(where: { !$0.cover.laws.isEmpty }) else { return nil }
    let expected = slots.map(\.cover).enumerated().flatMap { slot, cover in
      zip(cover.cohorts, cover.probabilities).map { Double(members(slot, $0)) * $1 }
    }
    return ExcessDraws(
      of: rows, pools: pools.count, parts: slots.flatMap(\.cover.excessParts), expected: expected)
  }

  /// How many claims each group can expect of so many members.
  private func claimsByGroup(_ members: (_ slot: Int, _ cohort: Int) -> Int) -> [Double] {
    var claims = groups.map { _ in 0.0 }
    for (slot, cover) in slots.map(\.cover).enumerated() {
      for (place, cohort) in cover.cohorts.enumerated() {
        let expected = Double(members(slot, cohort)) * cover.probabilities[place]
        let pool = pools[cover.pools[place]]
        for branch in pool.branches {
          if let group = branch.group { claims[group] += expected * branch.chance / pool.chance }
        }
      }
    }
    return claims
  }
}
