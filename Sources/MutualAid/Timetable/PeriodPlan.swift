/// One period, as far as no replication can change it.
struct PeriodPlan: Sendable {
  /// Members who are covered alike: those of slot 0, or the joining generations that wait through
  /// the same of the period's days.
  ///
  /// They share their risks, so what befalls a cohort of them is one draw, and whom of them it
  /// befalls is another.
  struct Group: Sendable {
    /// Their plan.
    let cover: CoverPlan
    /// Where their counts are kept; slot 0 is for all whose cover began before the period.
    var slots: [Int]
    /// How many of each of the plan's cohorts are diagnosed.
    var diagnoses: CohortDraws
    /// The group's own number in the names of its streams.
    var number: Int { cover.waitingDays }
  }

  /// A cohort whose members reach the upper age in the period.
  struct Leaving: Sendable {
    let cohort: Int
    /// The probability of reaching it by the publication day.
    let byPublication: Double
    /// The probability of reaching it by the settlement, for those who had not by the publication.
    let later: Double
  }

  /// Deaths of members in some slots.
  struct Deaths: Sendable {
    let slots: [Int]
    /// How many of each cohort die.
    var draws: CohortDraws
  }

  let period: Period
  /// Whether there is any membership left: cover has not ended before the period.
  let hasMembers: Bool
  /// The number of payers that the path asks for.
  let target: Int
  /// Whether members may join.
  let mayJoin: Bool
  /// Whether members may leave because the path falls.
  let mayLeave: Bool
  let joining: JoiningPlan
  /// The slot of those who join in the period.
  let joiningSlot: Int
  /// Slots whose waiting ended before the period, with the year's label of their generation.
  let maturing: [Int]
  var groups: [Group]
  /// The slots of all groups, slot 0 first.
  let slots: [Int]
  /// The slots of those who are asked to pay at the period's settlement.
  let payingSlots: [Int]
  let pools: [ClaimPool]
  /// Deaths among those of slot 0, and among those who wait.
  ///
  /// Two draws a cohort, because it takes a third to tell who of all was in slot 0.
  var deaths: [Deaths]
  let leaving: [Leaving]

  /// The plan with tables for the draws of about so many members.
  func prepared(for members: Headcount) -> PeriodPlan {
    var plan = self
    for place in groups.indices {
      let group = groups[place]
      plan.groups[place].diagnoses = CohortDraws(
        group.diagnoses.probabilities,
        members: group.cover.cohorts.map { members.members(slots: group.slots, cohort: $0) })
    }
    for (place, deaths) in deaths.enumerated() {
      let probabilities = deaths.draws.probabilities
      plan.deaths[place].draws = CohortDraws(
        probabilities,
        members: probabilities.indices.map { members.members(slots: deaths.slots, cohort: $0) })
    }
    return plan
  }
}
