/// A figure that has no exact law, and what stands in its way.
public struct NoExactLaw: Equatable, Sendable {
  /// What stands in the way of an exact law, in words that name the scenario's key.
  public enum Reason: Hashable, CaseIterable, Sendable, CustomStringConvertible {
    /// Members die.
    case deaths
    /// Claimants leave once their claim is paid.
    case claimants
    /// Members reach the upper age.
    case upperAge
    /// Members leave because the path falls.
    case fallingPath
    /// Debits fail.
    case failedDebits
    /// A common factor makes all claims depend on one another.
    case systemic
    /// Members leave by choice.
    case lapse
    /// Members who wait and do not pay become payers by a claim.
    case waitingClaimants
    /// A member's payments of a year have a cap.
    case yearlyCap
    /// What a cap leaves unpaid waits for later settlements.
    case carried
    /// The number of payers changes within the year.
    case changingPayers
    /// Members of different weight pay more than once in the year.
    case weights
    /// The amounts have no common step that a computer's memory allows.
    case amounts
    /// Settlements can decide only so many cases.
    case capacity
    /// The platform's money for the tail can end.
    case budget
    /// Each replication may end at another settlement.
    case triggers
    /// Benefits are drawn claim by claim.
    case randomBenefits
    /// Shares go by cohort.
    case fairShares
    /// A fund pays, not its members after the fact.
    case fund
    /// Members pay from balances.
    case prepaid

    /// The key of the scenario, and why it leaves no exact law.
    public var description: String {
      switch self {
      case .deaths: "members.deaths: deaths make the number of members random"
      case .claimants:
        "members.claimants: claimants leave once they are paid, which makes the number of members random"
      case .upperAge:
        "members.ages: who reaches the upper age in a period makes the number of members random"
      case .fallingPath: "members.path: it falls, and who leaves is random"
      case .failedDebits: "members.failed_debits: whose debit fails is random"
      case .systemic: "claims.systemic: a common random factor ties all claims together"
      case .lapse: "members.lapse: who leaves by choice is random"
      case .waitingClaimants:
        "members.waiting: claimants who still wait pay, which makes the number of payers random"
      case .yearlyCap:
        "apportionment.cap_per_year: what a member has paid before in the year is random"
      case .carried:
        "apportionment.above_cap: what is carried over ties each settlement to all before it"
      case .changingPayers:
        "members.path: the number of payers changes within the year, and so what one claim costs each"
      case .weights:
        "apportionment.share: shares of different weight are rounded up each for itself"
      case .amounts: "claims.classes: the amounts have too small a common step"
      case .capacity:
        "claims.processing.capacity: what a settlement decides depends on all cases before it"
      case .budget:
        "shutdown.budget: whether money is left for a claim depends on all of the tail before it"
      case .triggers: "shutdown.triggers: when the pool ends is random"
      case .randomBenefits: "claims.classes: a benefit is drawn claim by claim"
      case .fund: "funding: what a fund pays depends on all settlements before"
      case .prepaid: "funding: what is left in each balance depends on all settlements before"
      case .fairShares:
        "apportionment.share: shares by cohort are means over payers, and each is rounded up for itself"
      }
    }
  }

  /// The figure.
  public let measure: Measure
  /// What stands in its way, at least one reason.
  public let reasons: [Reason]
}
