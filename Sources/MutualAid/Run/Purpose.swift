import Probability

/// The purposes of the engine's random streams. A number once given is never used for another;
/// numbers from 64 on follow from those below.
extension Stream.Purpose {
  /// How many of a cohort are diagnosed in a period.
  static let incidence = Stream.Purpose(rawValue: 1)
  /// How many of a cohort die.
  static let death = Stream.Purpose(rawValue: 2)
  /// What becomes of a pool's claims.
  static let course = Stream.Purpose(rawValue: 3)
  /// The days of claims that a pool's common law does not describe.
  static let excess = Stream.Purpose(rawValue: 4)
  /// How many of a cohort reach the upper age by the publication day.
  static let birthday = Stream.Purpose(rawValue: 5)
  /// How many of a cohort reach it after that.
  static let lateBirthday = Stream.Purpose(rawValue: 6)
  /// Who leaves when the path falls.
  static let departure = Stream.Purpose(rawValue: 7)
  /// The order in which claims of one settlement are paid.
  static let turn = Stream.Purpose(rawValue: 8)
  /// Which members' claims are refused.
  static let refusal = Stream.Purpose(rawValue: 16)
  /// Whether those whose claims are refused have reached the upper age meanwhile.
  static let homecoming = Stream.Purpose(rawValue: 17)
  /// The days of a group's claims, application and readiness, where they are drawn claim by claim.
  static let delays = Stream.Purpose(rawValue: 18)
  /// The same of a pool's claims that no group takes; a pool and a group can have the same number.
  static let ownDelays = Stream.Purpose(rawValue: 46)
  /// How long it takes until a line's cases are ready, where decisions queue.
  static let processing = Stream.Purpose(rawValue: 45)
  /// Which of the cases that were ready on the same day are decided first.
  static let queue = Stream.Purpose(rawValue: 19)
  /// What a claim is worth.
  static let severity = Stream.Purpose(rawValue: 20)

  /// How many of a cohort leave by choice.
  static let lapse = Stream.Purpose(rawValue: 23)
  /// How many of a cohort's debits fail.
  static let failedDebit = Stream.Purpose(rawValue: 21)
  /// What becomes of a group's claims.
  static let fates = Stream.Purpose(rawValue: 40)
  /// What becomes of a pool's claims that no group takes, where groups take others.
  static let ownFates = Stream.Purpose(rawValue: 44)
  /// Whether as many of a cohort leave as the purpose `departure` proposes, and how many else.
  static let departureTaken = Stream.Purpose(rawValue: 42)
  /// Which claims their pools' common laws do not describe, of all pools together.
  static let excessHits = Stream.Purpose(rawValue: 43)
  /// What becomes of the claims that a pool's common law does not describe.
  static let excessRest = Stream.Purpose(rawValue: 60)
  /// The common factor on all hazards.
  static let systemic = Stream.Purpose(rawValue: 22)

  /// Whether a regulator shuts the pool.
  static let regulator = Stream.Purpose(rawValue: 24)
  /// Whether the platform defaults.
  static let platformDefault = Stream.Purpose(rawValue: 25)
  /// How many of a cohort would not top up their balance.
  static let topUp = Stream.Purpose(rawValue: 51)
  /// What claims are worth to an insurer of the same cover.
  static let insured = Stream.Purpose(rawValue: 48)
  /// What all claims of a settlement come to.
  static let collapsed = Stream.Purpose(rawValue: 49)
  /// The common factors of a block of replications of which shares alone are wanted.
  static let collapsedFactor = Stream.Purpose(rawValue: 53)
  /// How many of every cohort have claims of a settlement, by the block of replications.
  static let cohorts = Stream.Purpose(rawValue: 52)
  /// Whose claims a settlement pays, of those who would pay an insurer differently.
  static let membership = Stream.Purpose(rawValue: 54)
  /// Which members of a roster have a claim, and when.
  static let individual = Stream.Purpose(rawValue: 50)

  /// Whom something befalls of all cohorts of a segment in which it is rare.
  var rare: Stream.Purpose { Stream.Purpose(rawValue: 64 | rawValue) }
  /// The days of the claims that a decision picks out, where they are drawn.
  var delays: Stream.Purpose { Stream.Purpose(rawValue: 64 | rawValue) }
  /// To which generations of the year those belong whom a decision takes out of a slot.
  var generations: Stream.Purpose { Stream.Purpose(rawValue: 128 | rawValue) }
}
