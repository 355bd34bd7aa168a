import Probability

/// One life of a pool: its claims and its money between settlements, and what was measured.
///
/// Its members are counted beside those of other replications, in a `Batch`.
struct Replication {
  private(set) var shared: Shared<Timetable>
  let layout: RecordLayout
  let seed: UInt64
  let number: Int

  var claims: OpenClaims
  var ledger = Ledger()
  /// The surplus carried from the last settlement, in fen.
  var surplus = 0
  /// What the platform will still pay for the tail, in fen, or `nil` for all that it takes.
  var budget: Int?
  /// Approved claims that wait for money, oldest first.
  var waiting: [DueClaims] = []
  /// What members have paid in the calendar year, by segment and generation of the year.
  var paidThisYear: ByGeneration
  /// What members have paid since they joined, likewise; only where it may be given back.
  var paidSinceJoining: ByGeneration
  /// The members after the last settlement, where cover may end before the next.
  var lastMembers = LastMembers()
  /// What the platform has still to give back, in fen.
  var refundDue = 0
  /// What each payer paid at the last settlement, by segment and generation of the year.
  var payments: ByGeneration
  /// The payers of the last settlement that asked members, where they may be asked once more.
  var lastPayers: Payers?
  /// The fund, where members pay in advance into one.
  var fund: Fund?
  /// The balances, where members pay from them.
  var prepaid: PrepaidBalances?
  /// What shares by cohort need, or `nil` where shares go by segment.
  var byCohort: CohortAccount?
  /// The claimants that the last settlement has refused, on their way back into the headcount.
  var returning: [RefusedClaim] = []
  /// The first of the settlements that have left members below the floor, without one between that
  /// did not.
  var belowFloorSince: Day?
  /// What was approved in the tail and will never be paid, in fen.
  var tailUnpaid = 0
  /// Claims settled for good so far.
  var ended = 0
  /// Claims reported so far.
  var reported = 0
  /// Claims lost so far because they were filed too late.
  var lost = 0
  /// What the replication has measured, in the order of the layout.
  var record: [Int]
  /// The common factor on all hazards, where the scenario has one.
  var systemic: SystemicFactor?
  /// What members pay over their membership, where that is asked for.
  var memberCosts: MemberCosts?
  /// Whether a yearly cap may bind while generations are not told apart; what follows is void then.
  var needsGenerations = false

  /// A pool before its launch.
  init(
    _ number: Int, of shared: Shared<Timetable>, layout: RecordLayout, seed: UInt64,
    generations: Int
  ) {
    self.shared = shared
    let timetable = shared.value
    self.layout = layout
    self.seed = seed
    self.number = number
    let segments = timetable.scenario.segments.count
    claims = OpenClaims(of: timetable, generations: generations)
    paidThisYear = ByGeneration(segments: segments, generations: generations)
    paidSinceJoining = paidThisYear
    payments = paidThisYear
    budget = timetable.scenario.shutdown?.budget
    record = [Int](repeating: 0, count: layout.measures.count)
    systemic = timetable.scenario.claims.systemic.map { SystemicFactor($0) }
    fund = timetable.scenario.funding.fundRule.map { Fund($0) }
    prepaid = timetable.scenario.funding.prepaidRule.map {
      PrepaidBalances($0, segments: segments, generations: generations)
    }
    byCohort = CohortAccount(of: timetable, groups: layout.groups)
  }

  /// What the scenario decides before chance.
  var timetable: Timetable {
    // Lent, because a copy would count references to all of its tables.
    _read { yield shared.value }
  }

  /// Goes on under another timetable.
  mutating func goOn(under timetable: Shared<Timetable>) { shared = timetable }

  /// The common factor goes on to a period's step.
  mutating func advanceSystemicFactor(to plan: PeriodPlan) {
    guard let risk = timetable.scenario.claims.systemic else { return }
    let step =
      switch risk.step {
      case .period: plan.period.index
      case .year: plan.period.first.year - timetable.scenario.launch.year
      }
    systemic?.advance(to: step, correlation: risk.autocorrelation) { [seed, number] step in
      Stream(seed: seed, replication: number, purpose: .systemic, period: step)
    }
    note(Int(((systemic?.value ?? 1) * 1e6).rounded()), .systemicFactor, plan)
  }

  /// Whether joining generations of the year are told apart.
  var tellsGenerationsApart: Bool { paidThisYear.generations > 1 }

  /// Members with an open claim, who are not in the headcount.
  var openClaimants: Int {
    timetable.scenario.membership.claimants == .leave ? claims.total : 0
  }

  /// The calendar year of a settlement begins with its period.
  mutating func beginYear() {
    if !timetable.keepsGenerations {
      claims.beginYear()
      waiting = waiting.map {
        var claims = $0
        claims.generation = 0
        return claims
      }
    }
    byCohort?.beginYear()
    paidThisYear.clear()
  }

  /// Adds to a figure of the period.
  mutating func note(_ value: Int, _ quantity: Measure.Quantity, _ plan: PeriodPlan) {
    guard value != 0 else { return }
    record[layout.place(quantity, period: plan.period.index)] += value
  }

  /// Adds to what was approved and will never be paid.
  mutating func noteUnpaid(_ amount: Int, _ plan: PeriodPlan) {
    guard amount != 0 else { return }
    note(amount, ofRun: .benefitsUnpaid)
    if timetable.phases[plan.period.index].isTail { tailUnpaid += amount }
  }

  /// Adds to a figure of the run, if the scenario has it.
  mutating func note(_ value: Int, ofRun quantity: Measure.Quantity, segment: Int = 0) {
    guard value != 0, let place = layout.place(ofRun: quantity, segment: segment) else { return }
    record[place] += value
  }
}
