/// What the replications of a batch have in common at one settlement, and room for the money of one of
/// them after the other.
///
/// A settlement of one replication takes less than a microsecond, so nothing is looked up or allocated for
/// it that can be for all.
struct SettlementDesk {
  let phase: MoneyPhase
  let rule: ApportionmentRule
  /// The most that a member pays in the settlement's year, in fen.
  let yearlyCap: Int?
  /// The weight of a payer of each segment.
  let weights: [Int]
  /// What a claim of each line is worth, in fen; the most of it where that is drawn.
  let amounts: [Int]
  /// Whether some line's amounts are drawn claim by claim.
  let drawsAmounts: Bool
  /// Whether a filing limit may have passed.
  let mayLoseClaims: Bool
  /// Whether claimants are counted beside the headcount.
  let claimantsLeave: Bool
  /// Whether those who pay now may be asked once more after the end.
  let keepsPayers: Bool
  /// The generation of those who join in the period.
  let joined: Int
  /// Whether each generation up to theirs is asked for its share: those who wait for cover may not be.
  ///
  /// Claimants who still wait are asked all the same, and what they pay meanwhile counts for nothing: their
  /// generation has not paid it.
  let isAsked: [Bool]
  /// How many generations are told apart, else 1.
  let generations: Int

  /// The claims approved now, at `line · generations + generation`.
  var approvals: [Int]
  /// All claims that wait for money, oldest first.
  var due: [DueClaims] = []
  /// Those who are asked to pay.
  var payers: Payers
  var charge = Charge()

  init(of timetable: Timetable, _ plan: PeriodPlan, generations: Int) {
    let scenario = timetable.scenario
    phase = timetable.phases[plan.period.index]
    let rule = scenario.apportionment
    self.rule = rule
    yearlyCap = rule.capPerYear[plan.period.year]
    weights = scenario.segments.map { rule.sharing == .weighted ? $0.weight : 1 }
    amounts = timetable.lines.map(\.amount)
    drawsAmounts = timetable.lines.contains(where: \.isDrawn)
    mayLoseClaims =
      scenario.shutdown.map { $0.filing != nil && plan.period.settlement > $0.announced } ?? false
    claimantsLeave = scenario.membership.claimants == .leave
    keepsPayers =
      scenario.shutdown?.tail == .members || scenario.triggers?.terms.tail == .members
    joined = timetable.generation(joiningIn: plan.period.index)
    var isAsked = [Bool](repeating: true, count: joined + 1)
    if timetable.keepsGenerations {
      for slot in plan.slots where !plan.payingSlots.contains(slot.place) {
        isAsked[slot.number] = false
      }
    }
    self.isAsked = isAsked
    self.generations = generations
    approvals = [Int](repeating: 0, count: timetable.lines.count * generations)
    let none = ByGeneration(segments: scenario.segments.count, generations: generations)
    payers = Payers(counts: none, paidThisYear: none, areApart: generations > 1)
  }
}
