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
  /// From diagnosis to application.
  public var reporting: Delay
  /// From application to decision.
  public var processing: Delay

  /// The claims of a scenario.
  public init(
    calendar: [CalendarFactor] = [], classes: [ClaimClass], reporting: Delay = .days(0),
    processing: Delay = .days(0)
  ) {
    self.calendar = calendar
    self.classes = classes
    self.reporting = reporting
    self.processing = processing
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

/// A class of claims: a group of diseases with one benefit.
public struct ClaimClass: Equatable, Sendable {
  /// The name, unique in the scenario.
  public var name: String
  /// The part of all diagnoses that falls into the class, by age.
  ///
  /// Over the classes they sum to 1.
  public var share: AgeBands<Double>
  /// What is promised, in fen, by age on the day of diagnosis; one schedule for each segment.
  public var benefits: [AgeBands<Int>]
  /// Whether the class is an accident, which a waiting period may exempt.
  public var isAccident: Bool

  /// A class of claims.
  public init(
    name: String, share: AgeBands<Double>, benefits: [AgeBands<Int>], isAccident: Bool = false
  ) {
    self.name = name
    self.share = share
    self.benefits = benefits
    self.isAccident = isAccident
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
