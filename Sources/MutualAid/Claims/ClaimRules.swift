/// How often members fall ill, of what, what they are promised, and how long it takes.
///
/// The yearly probabilities themselves stand with each `Segment`.
public struct ClaimRules: Equatable, Sendable {
  /// Dated factors on every hazard, such as an epidemic year or a trend.
  ///
  /// Days in none have 1; days in several have their product.
  public var calendar: [CalendarFactor]
  /// The classes of claims.
  ///
  /// A diagnosis falls into one of them by its share.
  public var classes: [ClaimClass]
  /// Factors on every hazard by time since joining, ascending from 0 days on; empty for none.
  public var durationFactors: [DurationFactor]
  /// A random factor on all hazards, or `nil` for none.
  public var systemic: SystemicRisk?
  /// From diagnosis to application.
  public var reporting: Delay
  /// Other delays of reporting, by the day of diagnosis, without overlap.
  public var reportingChanges: [DatedDelay]
  /// From application to decision.
  public var processing: Delay
  /// Other delays of processing, by the day of application, without overlap.
  public var processingChanges: [DatedDelay]
  /// How many cases a settlement decides, by its date, without overlap; elsewhere all.
  public var processingCapacity: [DatedCapacity]

  /// The claims of a scenario.
  public init(
    calendar: [CalendarFactor] = [], classes: [ClaimClass],
    durationFactors: [DurationFactor] = [], systemic: SystemicRisk? = nil,
    reporting: Delay = .days(0), reportingChanges: [DatedDelay] = [],
    processing: Delay = .days(0), processingChanges: [DatedDelay] = [],
    processingCapacity: [DatedCapacity] = []
  ) {
    self.calendar = calendar
    self.classes = classes
    self.durationFactors = durationFactors
    self.systemic = systemic
    self.reporting = reporting
    self.reportingChanges = reportingChanges
    self.processing = processing
    self.processingChanges = processingChanges
    self.processingCapacity = processingCapacity
  }
}

/// A factor on every hazard between two days, both included.
public struct CalendarFactor: Equatable, Sendable {
  /// The first day.
  public let from: Day
  /// The last day.
  public let to: Day
  /// The factor, not negative.
  public let factor: Double

  /// A factor between two days.
  public init(from: Day, to: Day, factor: Double) {
    self.from = from
    self.to = to
    self.factor = factor
  }
}

/// A delay in days.
///
/// It is continuous and counts in whole days, rounded down.
public enum Delay: Equatable, Sendable {
  /// Always the same number of days.
  case days(Int)
  /// Exponential with a mean in days.
  case exponential(mean: Double)
  /// Gamma with a mean in days and a coefficient of variation.
  case gamma(mean: Double, cv: Double)
  /// Lognormal with a mean in days and a coefficient of variation.
  case lognormal(mean: Double, cv: Double)
  /// Weibull with a mean in days and a coefficient of variation.
  case weibull(mean: Double, cv: Double)
  /// So many whole days with so large a probability each: pairs of days and weight.
  case table([DelayWeight])
}

/// The weight of a number of whole days in an empirical delay.
public struct DelayWeight: Equatable, Sendable {
  /// Whole days, not negative.
  public let days: Int
  /// The weight, not negative; the weights need not sum to 1.
  public let weight: Double

  /// A weight of so many days.
  public init(days: Int, weight: Double) {
    self.days = days
    self.weight = weight
  }
}
