/// One figure that every replication yields, such as the share of the third settlement.
public struct Measure: Hashable, Sendable {
  /// What is measured.
  public enum Quantity: String, CaseIterable, Sendable {
    // Of a period, at its settlement.

    /// What one payer of the segment owes at the settlement; where shares go by cohort, the mean over
    /// the payers of the segment or group, rounded half up.
    case share
    /// The members after the settlement, those with an open claim among them.
    case members
    /// Those who joined in the period.
    case joined
    /// Those who died in the period, undiagnosed.
    case died
    /// Those who left in the period because the path falls.
    case left
    /// Those who reached the upper age in the period.
    case agedOut = "aged_out"
    /// Those who left because their debit failed, or because they did not top up their balance.
    case expelled
    /// Those who left by choice at the settlement.
    case lapsed
    /// The common factor on all hazards, in millionths.
    case systemicFactor = "systemic_factor"
    /// Claims diagnosed under cover in the period.
    case diagnosed
    /// Claims paid at the settlement, whole or cut.
    case cases
    /// Benefits paid at the settlement.
    case benefits
    /// The platform's fee.
    case fee
    /// What members paid at the settlement.
    case contributions
    /// What the platform paid at the settlement.
    case platform
    /// The surplus carried into the next period.
    case surplus
    /// Claims incurred but not reported on the settlement day.
    case incurredNotReported = "ibnr"
    /// Claims reported but not settled after the settlement.
    case reportedNotSettled = "backlog"
    /// 1 where a cap bound at the settlement, else 0.
    case capBinds = "cap_binds"
    /// Claims refused at the settlement; measured where applications may be refused.
    case refused
    /// What a fund holds after the settlement.
    case fund
    /// What a fund owes the platform after the settlement.
    case qard
    /// The operator's part of the period's contributions.
    case wakala
    /// What members were given back: of a period, out of a fund at the settlement, or of their balances;
    /// of the run, by the platform at a shutdown.
    case refunds
    /// What was approved at the settlement and is cut for good.
    case benefitsCut = "benefits_cut"
    /// 1 where a fund could not pay the settlement's claims by itself, else 0.
    case fundShort = "fund_short"
    /// The float of a prepaid pool after the settlement: all balances, and what is left of them after
    /// the end.
    case float
    /// First deposits of those who joined in the period.
    case deposits
    /// What members paid in at the settlement because their balance was below the minimum.
    case topUps = "top_ups"

    // Of the whole run.

    /// 1 where a fund could not pay some settlement's claims by itself, else 0.
    case everShort = "ever_short"

    /// 1 where a trigger has shut the pool by the settlement, else 0; measured where there are
    /// triggers.
    case shut

    // Of a calendar year.

    /// What a member of the segment paid who paid at every settlement of the year; where shares go by
    /// cohort, the mean over those whose cover began before the year, rounded half up.
    case yearCost = "year_cost"

    // Of a shutdown.

    /// 1 where members below the floor shut the pool, else 0; like those that follow, measured where
    /// the scenario has the trigger.
    case shutByFloor = "shut_by_floor"
    /// 1 where a share above the ceiling shut it.
    case shutByCeiling = "shut_by_ceiling"
    /// 1 where a regulator shut it.
    case shutByRegulator = "shut_by_regulator"
    /// 1 where the platform's default shut it.
    case shutByDefault = "shut_by_default"
    /// Members after the last settlement before the end of cover, less those who take
    /// replacement cover: they are left without any.
    case leftWithoutCover = "left_without_cover"
    /// Those of the same members who take replacement cover; measured where it is offered.
    case replaced
    /// What replacement cover costs the platform, outside the books of the pool; measured where it
    /// is offered.
    case replacementCost = "replacement_cost"
    /// What the end costs the platform: claims of the tail, refunds and replacement cover.
    case closingCost = "closing_cost"
    /// Claims paid in the tail, from the end of contributions on.
    case tailCases = "tail_cases"
    /// Benefits paid in the tail.
    case tailBenefits = "tail_benefits"
    /// What the platform paid for claims in the tail.
    case tailPlatform = "tail_platform"
    /// The part of that which it paid at settlements before the end of cover.
    case tailLastPeriods = "tail_last_periods"
    /// What members paid in the tail, by the last apportionment.
    case tailContributions = "tail_contributions"
    /// What the float paid of the tail that nobody gets back.
    case tailFloat = "tail_float"
    /// What members were given back of their balances after the end of cover.
    case balanceRefunds = "balance_refunds"
    /// What they were not given back of them: it pays the tail, and then goes to the platform.
    case floatKept = "float_kept"
    /// What was lost of balances when the platform defaulted.
    case floatLost = "float_lost"
    /// What one payer of the segment owed at the last apportionment.
    case lastShare = "last_share"
    /// Claims lost because they were filed too late.
    case lostLate = "lost_late"
    /// Claims approved and never paid.
    case lostUnpaid = "lost_unpaid"
    /// Those of them that nobody had to pay any more, because rights had ended.
    case lostRights = "lost_rights"
    /// Claims of the tail that were paid in part only, for good.
    case cutClaims = "cut_claims"
    /// Benefits promised to approved claims and not paid, cuts included.
    case benefitsUnpaid = "benefits_unpaid"
    /// The approved claims that those left without cover would be expected to have in the 12 months
    /// that follow.
    case expectedClaims = "expected_claims"
    /// The benefits of these.
    case expectedBenefits = "expected_benefits"
    /// The part of the approved benefits of the tail that was paid, in millionths.
    case tailPaidPart = "tail_paid_part"
    /// Claims that no settlement up to the horizon decided.
    case openAtHorizon = "open_at_horizon"

    /// What a value of the quantity is.
    public var unit: Unit {
      switch self {
      case .share, .benefits, .fee, .contributions, .platform, .surplus, .yearCost, .tailBenefits,
        .tailPlatform, .tailContributions, .lastShare, .benefitsUnpaid, .replacementCost,
        .refunds, .closingCost, .tailLastPeriods, .expectedBenefits, .fund, .qard, .wakala,
        .benefitsCut, .float, .deposits, .topUps, .tailFloat, .balanceRefunds, .floatKept,
        .floatLost:
        .money
      case .members, .joined, .died, .left, .agedOut, .lapsed, .expelled, .leftWithoutCover,
        .replaced:
        .members
      case .diagnosed, .cases, .incurredNotReported, .reportedNotSettled, .tailCases, .lostLate,
        .lostUnpaid, .lostRights, .cutClaims, .expectedClaims, .openAtHorizon, .refused:
        .claims
      case .capBinds, .shut, .shutByFloor, .shutByCeiling, .shutByRegulator, .shutByDefault,
        .fundShort, .everShort:
        .indicator
      case .tailPaidPart: .millionths
      case .systemicFactor: .factor
      }
    }
  }

  /// What a value is.
  public enum Unit: String, Sendable {
    /// Whole fen.
    case money
    /// Whole members.
    case members
    /// Whole claims.
    case claims
    /// 1 where something happened, else 0; its mean is a probability.
    case indicator
    /// A part, in millionths.
    case millionths
    /// What multiplies, in millionths.
    case factor
  }

  /// What a value is about.
  public enum Scope: Hashable, Sendable {
    /// A period, by its index.
    case period(Int)
    /// A calendar year.
    case year(Int)
    /// The whole run.
    case run
  }

  /// What is measured.
  public let quantity: Quantity
  /// The period, year or run that it is measured in.
  public let scope: Scope
  /// The segment, by its place in the scenario, or `nil` where it is of all members.
  public let segment: Int?
  /// The members whom it is about, where shares go by cohort, or `nil`.
  public let group: CohortGroup?

  /// A figure of one quantity.
  public init(
    _ quantity: Quantity, _ scope: Scope, segment: Int? = nil, group: CohortGroup? = nil
  ) {
    self.quantity = quantity
    self.scope = scope
    self.segment = segment
    self.group = group
  }
}
