import MutualAid

/// One member of the reference engine's pool.
struct ReferenceMember {
  let segment: Int
  let sex: Sex
  /// `nil` where the scenario does not model age.
  let birthYear: Int?
  let riskClass: Int
  let joined: Day
  /// Where in a year the birthday falls, 0 to 1; drawn again at each period's start.
  var birthday = 0.0
  /// The day of the period, from 0, from which on the member is too old; `Int.max` if none.
  var tooOldFrom = Int.max
  var isPresent = true
  /// The last day of the last period at whose beginning the member was one.
  var lastDay: Day
  /// Whether a claim of the member waits for its decision or its money.
  var hasOpenClaim = false
  /// Whether the member was counted among the payers on the last publication day.
  var isPayer = false
  /// What the member holds in a prepaid pool, in fen.
  var balance = 0
  /// Whether the member had an open claim when payers were last counted.
  var hadClaim = false
  /// When a failed debit has been tried for the last time.
  var failsOn: Day?

  /// What the member paid, in fen, since joining and in each settlement.
  var paid = 0
  var payments: [(settlement: Day, amount: Int)] = []
  var paidThisYear = 0
  /// At how many settlements of the year the member was asked.
  var askedThisYear = 0
}

/// One claim of the reference engine's pool.
struct ReferenceClaim {
  enum State {
    case undecided, due, paid, refused, lostLate, lostUnpaid
  }

  let member: Int
  let diagnosed: Day
  let applied: Day
  /// When it can be decided.
  let ready: Day
  let kind: Int
  let segment: Int
  /// What is still owed, in fen.
  var owed: Int
  /// The last day for filing, if the filing limit binds and is missed.
  let missed: Day?
  var state = State.undecided
  /// A random number that puts claims of one day in order.
  let tie: Double

  var isOpen: Bool { state == .undecided || state == .due }
}
