/// A part of a scenario that the path of individuals does not follow.
public enum IndividualObstacle: String, CaseIterable, Hashable, Sendable, CustomStringConvertible {
  /// There is no roster.
  case noRoster
  /// More members than are kept one by one.
  case tooManyMembers
  /// More combinations of what members have in common than there is room for.
  case tooManyKinds
  /// More claims than the streams of a section give.
  case tooManyClaims
  /// Members of whom the birth date is not known reach the upper age.
  case upperAge
  /// Members who wait do not pay.
  case waiting
  /// Members die.
  case deaths
  /// Members leave by choice.
  case lapse
  /// Debits fail.
  case failedDebits
  /// A common factor on all hazards.
  case systemic
  /// Settlements can decide only so many cases.
  case capacity
  /// Benefits are drawn claim by claim.
  case randomBenefits
  /// Shares go by cohort.
  case fairShares
  /// Members of some segment do not pay.
  case weights
  /// A member's payments of a year have a cap.
  case yearlyCap
  /// What a cap leaves unpaid waits.
  case carried
  /// Claims may be decided when nobody pays.
  case nobodyPays
  /// A fund pays.
  case fund
  /// Members pay from balances.
  case prepaid
  /// The pool ends before the horizon.
  case shutdown

  /// The key of the scenario, and why it stands in the way.
  public var description: String {
    switch self {
    case .noRoster: "members.roster: there is none, and the path takes members one by one"
    case .tooManyMembers:
      "members.roster: it has more than \(MemberRoll.mostMembers) members, who are kept one by one"
    case .tooManyKinds:
      "members.roster: segments, sexes, classes of risk and births have too many combinations; write "
        + "birth_year instead of birth_date"
    case .tooManyClaims: "members.roster: members have too many claims to draw one by one"
    case .upperAge:
      "members.ages: some reach the upper age on a birthday that the roster does not tell; write "
        + "birth_date"
    case .waiting: "members.waiting.pays: who pays goes by the time since joining"
    case .deaths: "members.deaths: deaths are not drawn one by one"
    case .lapse: "members.lapse: leaving by choice is not drawn one by one"
    case .failedDebits: "members.failed_debits: debits are not drawn one by one"
    case .systemic: "claims.systemic: hazards follow no common factor"
    case .capacity: "claims.processing.capacity: claims do not queue"
    case .randomBenefits: "claims.classes: benefits are not drawn"
    case .fairShares: "apportionment.share: shares do not go by cohort"
    case .weights: "segments: a segment of weight 0 may leave nobody to pay"
    case .yearlyCap: "apportionment.cap_per_year: what each has paid in a year is not kept"
    case .carried: "apportionment.above_cap: claims are not carried over"
    case .nobodyPays: "members.roster: there may be claims to pay when nobody pays"
    case .fund: "funding: there is no fund"
    case .prepaid: "funding: there are no balances"
    case .shutdown: "shutdown: the pool does not end before the horizon"
    }
  }
}

/// Why a scenario cannot be run by individuals.
public struct IndividualError: Error, Equatable, CustomStringConvertible {
  /// All that stands in the way.
  public let obstacles: [IndividualObstacle]

  /// All that stands in the way, a line each.
  public var description: String {
    "What members do one by one does not have:" + obstacles.map { "\n- \($0)" }.joined()
  }
}

extension Scenario {
  /// What stands in the way of a run by individuals, but for what the members themselves bring.
  var individualObstacles: [IndividualObstacle] {
    let last = periods.last?.settlement ?? horizon
    let found: [(IndividualObstacle, Bool)] = [
      (.noRoster, membership.enrolment == nil),
      (.tooManyMembers, (membership.enrolment?.members ?? 0) > MemberRoll.mostMembers),
      (.waiting, membership.waiting.sparesSome),
      (.deaths, membership.mortality != nil),
      (.lapse, membership.lapse != nil),
      (.failedDebits, membership.failedDebits != nil),
      (.systemic, claims.systemic != nil),
      (
        .capacity,
        periods.contains { claims.processingCapacity.cases(on: $0.settlement) != nil }
      ),
      (
        .randomBenefits,
        claims.classes.contains { kind in
          kind.severities.contains { if case .random = $0 { true } else { false } }
        }
      ),
      (.fairShares, apportionment.sharing.fair != nil),
      (.weights, apportionment.sharing == .weighted && segments.contains { $0.weight == 0 }),
      (.yearlyCap, periods.contains { apportionment.capPerYear[$0.year] != nil }),
      (.carried, apportionment.capPerClaim != nil && apportionment.aboveCap == .carry),
      (.fund, funding.fundRule != nil),
      (.prepaid, funding.prepaidRule != nil),
      (
        .shutdown,
        triggers != nil
          || shutdown.map { $0.announced <= last || $0.contributionsEnd <= last } ?? false
          || shutdown.map { $0.coverEnds < Moment.end(of: last) } ?? false
      ),
    ]
    return found.filter(\.1).map(\.0)
  }
}
