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
  var pools: [ClaimPool]
  /// The claims of several pools whose fates are drawn together.
  var groups: [ClaimGroup]
  /// For each pool, the largest part of a cohort's claims that its common law does not describe.
  var excessParts: [Double]
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

  /// The plan with tables for the draws of about so many members, those of lane 0.
  func prepared(for members: Headcount) -> PeriodPlan {
    var plan = self
    for (number, slot) in slots.enumerated() {
      plan.slots[number].diagnoses = CohortDraws(
        slot.diagnoses.probabilities,
        members: slot.cover.cohorts.map { members[slot.place, $0] })
      let deaths = slot.deaths.probabilities
      plan.slots[number].deaths = CohortDraws(
        deaths, members: deaths.indices.map { members[slot.place, $0] })
    }
    return plan
  }
}
