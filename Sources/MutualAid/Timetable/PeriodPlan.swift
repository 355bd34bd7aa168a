/// One period, as far as no replication can change it.
struct PeriodPlan: Sendable {
  /// Members who joined at one time and are covered alike.
  struct Slot: Sendable {
    /// Where their counts are kept; 0 is for all whose cover began before the period.
    let slot: Int
    /// The period in which they joined, plus one, in the names of their streams; 0 for slot 0.
    let generation: Int
    /// Their plan.
    let cover: Int
    /// Whether they are asked to pay at the period's settlement.
    let pays: Bool
  }

  /// A cohort whose members reach the upper age in the period.
  struct Leaving: Sendable {
    let cohort: Int
    /// The probability of reaching it by the publication day.
    let byPublication: Double
    /// The probability of reaching it by the settlement, for those who had not by the publication.
    let later: Double
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
  let slots: [Slot]
  let covers: [CoverPlan]
  let pools: [ClaimPool]
  /// For each cohort, the probability of death within the period.
  let deaths: [Double]
  let leaving: [Leaving]
}
