/// Ends of a pool that the run decides, each replication for itself.
///
/// Triggers are tested after each settlement, and the first to fire shuts the pool. Its dates count
/// from the day after that settlement, which is the day of the announcement. Where a pool has a date
/// as well, that is a trigger like the others.
public struct ShutdownTriggers: Equatable, Sendable {
  /// Fewer members than a pool can live on.
  public struct Floor: Equatable, Sendable {
    /// The least number of members after a settlement.
    public var members: Int
    /// How many calendar months after the first settlement below it the pool goes on, if it stays
    /// below at every settlement.
    public var graceMonths: Int

    /// A floor.
    ///
    /// - Precondition: Neither is negative.
    public init(members: Int, graceMonths: Int = 0) {
      precondition(min(members, graceMonths) >= 0, "a floor is not negative, nor is its grace")
      self.members = members
      self.graceMonths = graceMonths
    }
  }

  /// Why a pool was shut, in the order in which causes of one settlement come.
  public enum Cause: Int, CaseIterable, Sendable {
    /// Its members were below the floor.
    case floor
    /// A segment's share was above the ceiling.
    case ceiling
    /// The regulator shut it.
    case regulator
    /// The platform defaulted.
    case platform
  }

  /// The least number of members.
  public var floor: Floor?
  /// The largest share of one settlement in any segment, in fen, that does not shut the pool.
  public var ceiling: Int?
  /// The yearly probability that a regulator shuts the pool, below 1, or 0.
  ///
  /// It acts as a hazard of −ln(1 − rate) a year from the launch on.
  public var regulatorPerYear: Double
  /// The yearly probability that the platform defaults, below 1, or 0; likewise.
  ///
  /// Nothing is paid by a platform that has defaulted: no tail, no refund, no replacement cover. What
  /// is recovered of balances goes back to the members, whatever the terms say.
  public var defaultPerYear: Double
  /// What a shutdown is like; its dates are days after the announcement.
  public var terms: Terms

  /// The terms of a shutdown that has no dates yet.
  public struct Terms: Equatable, Sendable {
    /// Until when a claim must be filed.
    public enum Filing: Equatable, Sendable {
      /// So many days from the day of diagnosis; the last one counts.
      case daysFromDiagnosis(Int)
      /// So many days from the day of the announcement; the last one counts.
      case daysFromAnnouncement(Int)
    }

    /// Days from the announcement to the end of contributions.
    public var contributionsEndAfter: Int
    /// Days from the announcement to the last day of cover, which is covered to its end.
    public var coverEndsAfter: Int
    /// Until when a claim must be filed.
    public var filing: Filing?
    /// Who pays the tail.
    public var tail: Shutdown.Tail
    /// The most that the platform pays for a tail of its own, in fen, or `nil` for all.
    public var budget: Int?
    /// What the members at the end of cover get back.
    public var refunds: RefundRule
    /// Days from the announcement to the refunds, or `nil` for the end of cover.
    public var refundsAfter: Int?
    /// Cover that the members are offered instead.
    public var replacement: ReplacementCover?

    /// Terms of a shutdown.
    ///
    /// - Precondition: No number of days is negative.
    public init(
      contributionsEndAfter: Int = 0, coverEndsAfter: Int = 0, filing: Filing? = nil,
      tail: Shutdown.Tail, budget: Int? = nil, refunds: RefundRule = .none,
      refundsAfter: Int? = nil, replacement: ReplacementCover? = nil
    ) {
      precondition(
        min(contributionsEndAfter, coverEndsAfter, refundsAfter ?? 0) >= 0,
        "nothing comes before the announcement")
      self.contributionsEndAfter = contributionsEndAfter
      self.coverEndsAfter = coverEndsAfter
      self.filing = filing
      self.tail = tail
      self.budget = budget
      self.refunds = refunds
      self.refundsAfter = refundsAfter
      self.replacement = replacement
    }
  }

  /// Triggers, of which any may be left out.
  ///
  /// - Precondition: Rates are in `0..<1`.
  public init(
    floor: Floor? = nil, ceiling: Int? = nil, regulatorPerYear: Double = 0,
    defaultPerYear: Double = 0, terms: Terms
  ) {
    precondition(
      0..<1 ~= regulatorPerYear && 0..<1 ~= defaultPerYear, "a rate is a probability below 1")
    self.floor = floor
    self.ceiling = ceiling
    self.regulatorPerYear = regulatorPerYear
    self.defaultPerYear = defaultPerYear
    self.terms = terms
  }

  /// The causes that can shut the pool.
  public var causes: [Cause] {
    Cause.allCases.filter { cause in
      switch cause {
      case .floor: floor != nil
      case .ceiling: ceiling != nil
      case .regulator: regulatorPerYear > 0
      case .platform: defaultPerYear > 0
      }
    }
  }

  /// The shutdown that follows from a cause and a day of announcement.
  public func shutdown(announced day: Day, cause: Cause) -> Shutdown {
    let filing: Shutdown.FilingLimit? =
      switch terms.filing {
      case .daysFromDiagnosis(let days): .daysFromDiagnosis(days)
      case .daysFromAnnouncement(let days): .date(day.advanced(by: days))
      case nil: nil
      }
    let pays = cause != .platform
    return Shutdown(
      announced: day, contributionsEnd: day.advanced(by: terms.contributionsEndAfter),
      coverEnds: .end(of: day.advanced(by: terms.coverEndsAfter)), filing: filing,
      tail: terms.tail,
      budget: pays || terms.tail != .platform ? terms.budget : 0,
      refunds: pays ? terms.refunds : .balances,
      refundDate: terms.refundsAfter.map { day.advanced(by: $0) },
      replacement: pays ? terms.replacement : nil)
  }
}
