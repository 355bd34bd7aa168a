/// One period, as far as no replication can change it.
struct PeriodPlan: Sendable {
  /// Members who are covered alike: those of slot 0, or the joining generations that wait through
  /// the same of the period's days. They share their risks, so what befalls a cohort of them is one
  /// draw, and whom of them it befalls is another.
  struct Group: Sendable {
    /// Their plan.
    let cover: CoverPlan
    /// Where their counts are kept; slot 0 is for all whose cover began before the period.
    var slots: [Int]
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
  let groups: [Group]
  /// The slots of all groups, slot 0 first.
  let slots: [Int]
  /// The same, those who wait apart from slot 0.
  let slotsByWaiting: [[Int]]
  /// The slots of those who are asked to pay at the period's settlement.
  let payingSlots: [Int]
  let pools: [ClaimPool]
  /// For each cohort, the probability of death within the period.
  let deaths: [Double]
  let leaving: [Leaving]
}
