import Foundation

@testable import MutualAid

/// One replication of a small pool, member by member, as a person would work it out by hand.
///
/// It follows the conventions of `docs/model.md` and shares nothing with the engine but the values
/// that say what a scenario is: neither its random numbers, nor its grouping of members, nor its
/// money. It is an oracle, so each step is written the plain way, not the fast one.
///
/// Order in a period: 1 joins, 3 diagnoses, 4 deaths, 5 payers counted on the publication day,
/// 6 claims decided, 7 charge and pay, 8 failed debits leave, 9 paid claimants leave, 10 lapse,
/// 11 upper age.
struct ReferencePool {
  let scenario: Scenario
  let hazards: [ReferenceHazards]
  var dice: ReferenceDice
  var members: [ReferenceMember] = []
  var claims: [ReferenceClaim] = []
  var everJoined = 0
  var surplus = 0
  /// The factor on all hazards and the normal score that it comes from.
  var systemic = 1.0
  var score = 0.0
  var systemicYear: Int?
  /// What a payer of each segment owed at the last settlement.
  var shares: [Int]
  /// The shares of all settlements so far.
  var history: [(settlement: Day, shares: [Int])] = []
  /// The payers counted at the last settlement before contributions ended, by their places.
  var lastPayers: [Int] = []
  var record: [Measure: Int] = [:]
  var figures = ReferenceFigures()
  /// What becomes of balances after the end of cover.
  var float = ReferenceFloat()
  /// What the tail paid and what it owed, in fen.
  var tail = (paid: 0, approved: 0)

  init(of scenario: Scenario, hazards: [ReferenceHazards], seed: UInt64) {
    self.scenario = scenario
    self.hazards = hazards
    dice = ReferenceDice(seed: seed)
    shares = scenario.segments.map { _ in 0 }
  }

  /// Runs all periods.
  mutating func run() {
    for (number, hazards) in hazards.enumerated() {
      let isLastOfYear =
        number + 1 == self.hazards.count
        || self.hazards[number + 1].period.year != hazards.period.year
      let isFirstOfYear =
        number == 0 || self.hazards[number - 1].period.year != hazards.period.year
      run(hazards, isFirstOfYear: isFirstOfYear, isLastOfYear: isLastOfYear)
    }
    noteRun()
    noteMemberships()
  }

  private mutating func run(
    _ hazards: ReferenceHazards, isFirstOfYear: Bool, isLastOfYear: Bool
  ) {
    let period = hazards.period
    if isFirstOfYear {
      for place in members.indices {
        members[place].paidThisYear = 0
        members[place].askedThisYear = 0
      }
    }
    drawSystemicFactor(of: period)
    note(.systemicFactor, Int((systemic * 1_000_000).rounded()), in: period)
    note(.joined, joinOrLeave(period), in: period)
    for place in members.indices where members[place].isPresent {
      members[place].lastDay = period.settlement
    }
    payDeposits(in: period)
    drawBirthdays(hazards)
    note(.diagnosed, diagnose(hazards), in: period)
    note(.died, die(hazards), in: period)
    countPayers(hazards)
    let end = scenario.shutdown?.coverEnds
    let isOver = end.map { $0 < .end(of: period.settlement) } ?? false
    returnBalances(in: period, coverHasEnded: isOver)
    decide(in: period)
    settle(period)
    noteYearCosts(period, isLastOfYear: isLastOfYear)
    loseUnfiled(in: period)
    noteOpenClaims(period)
    failedDebitsLeave(period)
    paidClaimantsLeave()
    topUp(in: period)
    lapse(hazards, isLastOfYear: isLastOfYear)
    note(.agedOut, reachUpperAge(period), in: period)
    let endsNow = end.map { $0 <= .end(of: period.settlement) } ?? false
    returnBalances(in: period, coverHasEnded: endsNow)
    endFloat(in: period)
    noteMembers(period)
    noteThoseLeftWithoutCover(period)
  }

  /// Members after the settlement; once cover has ended, those alone who wait for a claim.
  private mutating func noteMembers(_ period: Period) {
    let isOver = scenario.shutdown.map { $0.coverEnds <= .end(of: period.settlement) } ?? false
    let count = members.count { $0.isPresent && (!isOver || $0.hasOpenClaim) }
    note(.members, count, in: period)
  }

  /// Whether cover has ended, so that nobody is a member any more.
  func coverHasEnded(by day: Day) -> Bool {
    guard let shutdown = scenario.shutdown else { return false }
    return shutdown.coverEnds.part(of: day) == 0
  }

  mutating func note(_ quantity: Measure.Quantity, _ value: Int, in period: Period) {
    record[Measure(quantity, .period(period.index)), default: 0] += value
  }

  mutating func note(ofRun quantity: Measure.Quantity, _ value: Int) {
    record[Measure(quantity, .run), default: 0] += value
  }

  private mutating func noteOpenClaims(_ period: Period) {
    let open = claims.filter { $0.isOpen }
    let unreported = open.count { $0.applied > period.settlement || $0.missed != nil }
    note(.incurredNotReported, unreported, in: period)
    note(.reportedNotSettled, open.count - unreported, in: period)
  }

  private mutating func noteThoseLeftWithoutCover(_ period: Period) {
    guard let shutdown = scenario.shutdown, Moment.end(of: period.settlement) < shutdown.coverEnds
    else { return }
    record[Measure(.leftWithoutCover, .run)] = members.count { $0.isPresent }
  }

  private mutating func noteRun() {
    note(ofRun: .openAtHorizon, claims.count { $0.isOpen })
    noteFloat()
    guard scenario.shutdown != nil else { return }
    note(ofRun: .lostLate, claims.count { $0.state == .lostLate })
    note(ofRun: .lostUnpaid, claims.count { $0.state == .lostUnpaid })
    note(
      ofRun: .tailPaidPart,
      tail.approved == 0 ? 1_000_000 : tail.paid * 1_000_000 / tail.approved)
  }
}
