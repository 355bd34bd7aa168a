/// Who pays how much of a settlement: one falls ill, all share.
public struct ApportionmentRule: Equatable, Sendable {
  /// How the need is split over the payers.
  public enum Sharing: String, Equatable, CaseIterable, Sendable {
    /// Every payer owes the same.
    case equal
    /// A payer owes in proportion to the weight of the segment.
    case weighted
    /// A payer owes in proportion to the expected benefit of the cohort.
    case riskProportional = "risk_proportional"
    /// A payer owes what the regression of the cohort's benefit on the total says.
    case linearRegression = "linear_regression"
    /// A payer owes the expected benefit of the cohort, given the total.
    case conditionalMean = "conditional_mean"

    /// The fair rule by which shares go by cohort, or `nil` where they go by segment.
    public var fair: FairSharing? { FairSharing(rawValue: rawValue) }
  }

  /// What happens above a cap.
  public enum AboveCap: String, Equatable, CaseIterable, Sendable {
    /// The platform pays what is missing; no fee is taken on it.
    case platform
    /// Benefits are cut, and the cut is final.
    case proRata = "pro_rata"
    /// What cannot be paid waits for the next settlements.
    case carry
  }

  /// How the need is split.
  public var sharing: Sharing
  /// The platform's fee on the benefits that members pay for.
  public var fee: Rate
  /// The least share in fen, where anything is due.
  public var minimumShare: Int
  /// The most that one claim with its fee may cost one payer, in fen.
  public var capPerClaim: Int?
  /// The most that one member pays in a calendar year, in fen, by year; a year that is not listed
  /// has no cap.
  public var capPerYear: [Int: Int]
  /// What happens above a cap.
  public var aboveCap: AboveCap

  /// The rule of a scenario.
  public init(
    sharing: Sharing = .equal, fee: Rate = .zero, minimumShare: Int = 0, capPerClaim: Int? = nil,
    capPerYear: [Int: Int] = [:], aboveCap: AboveCap = .platform
  ) {
    self.sharing = sharing
    self.fee = fee
    self.minimumShare = minimumShare
    self.capPerClaim = capPerClaim
    self.capPerYear = capPerYear
    self.aboveCap = aboveCap
  }
}
