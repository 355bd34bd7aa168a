public import Probability

/// Sharing against a flat premium and against no cover, in the same futures.
///
/// The members, their illnesses and the benefits promised are the same on all sides. A premium is
/// known before any claim, so that the difference of a member's cost, share − premium, varies as the
/// share alone does: the pairing is complete.
public struct SharingComparison: Sendable {
  /// What a member of a segment pays under both, who pays all the time.
  public struct Cost: Sendable {
    /// The name of the segment.
    public let segment: String
    /// What sharing costs, in fen.
    public let share: CostDistribution
    /// The premiums of the segment's classes, for the same time.
    public let premiums: [Premium]

    /// The part of members for whom sharing is cheaper on average, or `nil` without a premium.
    public var cheaperFor: Double? {
      let all = premiums.reduce(0) { $0 + $1.part }
      guard all > 0 else { return nil }
      return premiums.filter { ($0.difference?.value ?? 0) < 0 }.reduce(0) { $0 + $1.part } / all
    }
  }

  /// What a class of members pays an insurer, beside what it pays by sharing.
  public struct Premium: Hashable, Sendable {
    /// Who pays it.
    public let group: MemberGroup
    /// The part of all years of membership that are the class's.
    public let part: Double
    /// The premium, with the Monte Carlo error of what it follows from, in fen.
    public let amount: Estimate
    /// Share − premium, with its own error, in fen.
    public let difference: Estimate?
    /// The part of futures in which the share is less.
    public let sharingIsCheaper: CostDistribution.Share?
    /// The part of futures in which the premium is less.
    public let premiumIsCheaper: CostDistribution.Share?
  }

  /// What the insurer collects and risks in a year.
  public struct Insurer: Sendable {
    /// The expected years of membership that it covers.
    public let years: Double
    /// The expected premiums, in fen.
    ///
    /// Errors of classes are added.
    public let premiums: Estimate
    /// The expected benefits, in fen.
    public let benefits: Estimate
    /// The expenses, in fen.
    public let expenses: Estimate
    /// The benefits of the year's diagnoses over futures, in fen.
    public let claims: CostDistribution
    /// The part of futures in which these exceed premiums less expenses, and capital.
    public let ruin: CostDistribution.Share?
    /// The standard deviation of the insurer's result for a year of membership, in fen.
    public let deviation: Double?
    /// The part of the first year's policies that are in force, after those not renewed.
    public let inForce: Double
  }

  /// What a household's year of illness is worth to the cautious, and whom it ruins.
  public struct Households: Sendable {
    /// The probability that a member is diagnosed in the year.
    public let diagnosis: Double
    /// The expected benefit that is promised for a member's year, in fen.
    public let benefit: Double
    /// What illness does to them.
    public let borne: Burdens
    /// What it would do without social insurance, or `nil` where they have none.
    public let uninsured: Burdens?
    /// The certain costs by utility.
    public let certain: [Certain]
  }

  /// What a year's illness does to households that pay for it in one way.
  public struct Burdens: Hashable, Sendable {
    /// The expected out-of-pocket cost of a member's illness without cover, in fen.
    public let burden: Double
    /// Households per million for which the year's illness is catastrophic, without cover.
    public let catastrophicUncovered: Double
    /// The same with the benefit, be it shared or insured.
    public let catastrophicCovered: Double
    /// The probability that a diagnosis cannot be paid out of wealth without cover, between bounds.
    public let beyondWealthUncovered: ClosedRange<Double>?
    /// The same with the mean benefit.
    public let beyondWealthCovered: ClosedRange<Double>?
  }

  /// The certain yearly cost that is as bad as each way, in fen, or why there is none.
  public struct Certain: Sendable {
    /// What the utility is called.
    public let name: String
    /// Without cover.
    public let uncovered: Result<Double, UtilityError>
    /// By sharing, with the Monte Carlo error of the share.
    public let sharing: Result<Estimate, UtilityError>
    /// With the premium and its error, or `nil` without one.
    public let premium: Result<Estimate, UtilityError>?
  }

  /// A calendar year.
  public struct Year: Sendable {
    /// The year.
    public let year: Int
    /// The part of it in which the pool gave cover.
    public let part: Double
    /// The expected years of membership.
    public let members: Double
    /// What members pay, by segment.
    public let costs: [Cost]
    /// The premium, or why there is none; `nil` if none is asked for or nobody is covered.
    public let premium: Result<FlatPremium, PremiumError>?
    /// The insurer's side, where there is a premium.
    public let insurer: Insurer?
    /// Households, where they are asked about.
    public let households: Households?
    /// Who pays for whom, by what is told apart.
    public let fairness: [Fairness]
  }

  /// Who pays for whom, by one dimension.
  public struct Fairness: Sendable {
    /// What is told apart, or `nil` for nothing.
    public let dimension: MemberGroup.Dimension?
    /// The groups.
    public let subsidy: CrossSubsidy
  }

  /// What those lose whom the pool's end leaves without cover, where an insurer goes on.
  public struct Exit: Sendable {
    /// The members without an open claim after the last settlement before the end, less those who take
    /// what is offered instead.
    public let members: Estimate
    /// The calendar years up to the horizon.
    public let years: [Year]

    /// A calendar year of that time.
    public struct Year: Hashable, Sendable {
      /// The year, or `nil` for all.
      public let year: Int?
      /// The expected years of membership without the pool's cover.
      public let memberYears: Double
      /// The expected benefits that the insurer would pay and the pool does not, in fen.
      public let benefits: Estimate
      /// What that costs in premiums, in fen, or `nil` where there is none.
      public let premium: Estimate?
    }
  }

  /// What the pool promised and paid over the run, in fen.
  public struct Benefits: Hashable, Sendable {
    /// The benefits of all approved diagnoses, which an insurer pays.
    public let promised: Estimate
    /// What was paid of them.
    public let paid: Estimate
    /// What was not: filed too late, cut, unpaid at the end, or still open.
    public let lost: Estimate
  }

  /// The scenario.
  public let scenario: Scenario
  /// What was compared.
  public let rule: ComparisonRule
  /// The number that every draw follows from.
  public let seed: UInt64
  /// The number of replications, or `nil` where the figures are exact.
  public let replications: Int?
  /// The calendar years with members or costs.
  public let years: [Year]
  /// What a member pays in the whole run; empty where that has no law.
  public let wholeCosts: [Cost]
  /// Who pays for whom in the whole run.
  public let wholeFairness: [Fairness]
  /// Promised and paid, or `nil` where the figures are exact.
  public let benefits: Benefits?
  /// What the pool's end takes away, or `nil` unless an insurer goes on after it.
  public let exit: Exit?
  /// The same without each part of the replications, for the errors of what is worked out from groups; empty
  /// where figures are exact, or of one replication.
  public let withoutEach: [SharingComparison]
  /// What whole memberships cost under both, where that was asked.
  public var memberships: PairedMemberships?
  /// Where sharing and a premium cost the same, where that was asked.
  public var breakEvens: [SharingBreakEven] = []

  /// The premiums of all years with cover; empty where one of them has none.
  public var premiums: [FlatPremium] {
    let found = years.compactMap(\.premium)
    let premiums = found.compactMap { try? $0.get() }
    return premiums.count == found.count ? premiums : []
  }
}
