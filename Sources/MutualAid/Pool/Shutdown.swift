/// The end of a pool.
///
/// Its dates are separate, because in every real case they differed.
public struct Shutdown: Equatable, Sendable {
  /// Who pays the claims that are open when contributions end, and those that follow.
  public enum Tail: String, Equatable, CaseIterable, Sendable {
    /// The platform, without fee.
    case platform
    /// The members, by one last apportionment.
    case members
    /// Nobody: no payment after the end of contributions.
    case nobody
  }

  /// Until when a claim must be filed.
  public enum FilingLimit: Equatable, Sendable {
    /// So many days from the day of diagnosis; the last one counts.
    case daysFromDiagnosis(Int)
    /// Until a date, which counts.
    case date(Day)
  }

  /// The day on which the end is announced.
  ///
  /// Nobody joins after it.
  public var announced: Day
  /// The day on which contributions end; a settlement on it belongs to the tail.
  public var contributionsEnd: Day
  /// The moment at which cover ends.
  public var coverEnds: Moment
  /// Until when claims must be filed; it binds applications after the announcement.
  public var filing: FilingLimit?
  /// Who pays the tail.
  public var tail: Tail
  /// The most that the platform pays for a tail of its own, in fen, or `nil` for all.
  ///
  /// What the pool still carries pays first; when both end, claims of a settlement are cut in
  /// proportion.
  public var budget: Int?
  /// Cover that the members are offered instead.
  public var replacement: ReplacementCover?

  /// A dated shutdown.
  ///
  /// - Precondition: `budget` is not negative.
  public init(
    announced: Day, contributionsEnd: Day, coverEnds: Moment, filing: FilingLimit? = nil,
    tail: Tail, budget: Int? = nil, replacement: ReplacementCover? = nil
  ) {
    precondition((budget ?? 0) >= 0, "a budget is not negative")
    self.announced = announced
    self.contributionsEnd = contributionsEnd
    self.coverEnds = coverEnds
    self.filing = filing
    self.tail = tail
    self.budget = budget
    self.replacement = replacement
  }
}
