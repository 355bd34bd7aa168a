/// Everything that decides a run but the seed and the number of replications.
///
/// A value: no files, no clock. It says what a pool promises, who joins it, how often they fall
/// ill and who pays. The engine trusts it; whoever makes one checks it first.
public struct Scenario: Equatable, Sendable {
  /// The pool's name.
  public var name: String
  /// The currency.
  ///
  /// Amounts are whole numbers of its minor unit, called fen throughout.
  public var currency: Currency
  /// The first day.
  public var launch: Day
  /// The last day: the last settlement is the last one on or before it.
  public var horizon: Day
  /// When the pool settles.
  public var calendar: SettlementCalendar
  /// The parts of the membership, at least one.
  public var segments: [Segment]
  /// Who joins.
  public var membership: Membership
  /// Who falls ill, and what of.
  public var claims: ClaimRules
  /// Who pays.
  public var apportionment: ApportionmentRule
  /// When members pay.
  public var funding: Funding
  /// How the pool ends, if it does.
  ///
  /// Its dates are given; ends that the run decides are in `triggers`.
  public var shutdown: Shutdown?
  /// What may shut the pool before that.
  public var triggers: ShutdownTriggers?
  /// What sharing is compared with, or `nil` if nothing is stated.
  ///
  /// It decides nothing.
  public var comparison: ComparisonRule?
  /// Published figures to set beside the simulated ones.
  ///
  /// They decide nothing.
  public var observations: [Observation]
  /// Where figures come from, and which are assumed.
  ///
  /// It decides nothing.
  public var provenance: [Provenance]

  /// A scenario of all its parts.
  public init(
    name: String, currency: Currency = .yuan, launch: Day, horizon: Day,
    calendar: SettlementCalendar, segments: [Segment], membership: Membership, claims: ClaimRules,
    apportionment: ApportionmentRule = ApportionmentRule(), funding: Funding = .postpaid,
    shutdown: Shutdown? = nil, triggers: ShutdownTriggers? = nil, comparison: ComparisonRule? = nil,
    observations: [Observation] = [], provenance: [Provenance] = []
  ) {
    self.name = name
    self.currency = currency
    self.launch = launch
    self.horizon = horizon
    self.calendar = calendar
    self.segments = segments
    self.membership = membership
    self.claims = claims
    self.apportionment = apportionment
    self.funding = funding
    self.shutdown = shutdown
    self.triggers = triggers
    self.comparison = comparison
    self.observations = observations
    self.provenance = provenance
  }

  /// The pool's periods, from launch to horizon.
  public var periods: [Period] { calendar.periods(from: launch, to: horizon) }

  /// Whether all payers of a segment who joined together are asked for the same after the fact, so
  /// that what each has paid follows from when they joined.
  var chargesBySegment: Bool { apportionment.sharing.fair == nil && funding.fundRule == nil }
}

/// A currency and how its amounts are written.
public struct Currency: Equatable, Sendable {
  /// The ISO 4217 code, `CNY`.
  public let code: String
  /// The digits after the point, 2 for yuan and fen.
  public let minorDigits: Int

  /// A currency by its code.
  ///
  /// - Precondition: `minorDigits` is in 0...4.
  public init(code: String, minorDigits: Int) {
    precondition(0...4 ~= minorDigits, "a currency has 0 to 4 digits after the point")
    self.code = code
    self.minorDigits = minorDigits
  }

  /// The yuan of 100 fen.
  public static let yuan = Currency(code: "CNY", minorDigits: 2)
}

/// A figure published about the real pool.
public struct Observation: Equatable, Sendable {
  /// What was published.
  public enum Quantity: String, CaseIterable, Equatable, Sendable {
    /// The share of one settlement, in fen.
    case share
    /// What a member of the whole calendar year paid, in fen.
    case yearCost = "year_cost"
    /// The payers of a settlement.
    case members
    /// The claims paid in a settlement.
    case cases
    /// What a shutdown cost the platform, in fen.
    case closingCost = "closing_cost"
    /// What the platform paid for the tail, in fen.
    case tailPlatform = "tail_platform"
    /// The part of that before the end of cover, in fen.
    case tailLastPeriods = "tail_last_periods"
    /// What replacement cover cost the platform, in fen.
    case replacementCost = "replacement_cost"

    /// Whether the value is money rather than a count.
    public var isMoney: Bool { self != .members && self != .cases }
    /// Whether it is about a shutdown, of which there is one in a run.
    public var isOfShutdown: Bool {
      switch self {
      case .closingCost, .tailPlatform, .tailLastPeriods, .replacementCost: true
      case .share, .yearCost, .members, .cases: false
      }
    }
  }

  /// What was published.
  public let quantity: Quantity
  /// The settlement day it is about; for a year, its last day.
  public let day: Day
  /// The segment it is about, or `nil` for the first.
  public let segment: String?
  /// The value: fen, members or claims.
  public let value: Int
  /// Where it was published.
  public let source: String

  /// A published figure.
  public init(quantity: Quantity, day: Day, segment: String?, value: Int, source: String) {
    self.quantity = quantity
    self.day = day
    self.segment = segment
    self.value = value
    self.source = source
  }
}

/// Where a figure of the scenario comes from, or why it was assumed.
public struct Provenance: Equatable, Sendable {
  /// Whether somebody published the figure or nobody knows it.
  public enum Kind: String, Equatable, Sendable {
    /// Published: the text names the source.
    case source
    /// Assumed: the text says why.
    case assumed
  }

  /// The path of the key that it stands at, `claims.incidence`.
  public let key: String
  /// Published or assumed.
  public let kind: Kind
  /// The source, or the reason.
  public let text: String

  /// Where the figure at a key comes from.
  public init(key: String, kind: Kind, text: String) {
    self.key = key
    self.kind = kind
    self.text = text
  }
}
