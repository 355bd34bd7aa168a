/// Who joins by period, whatever the number of members: a membership that no path prescribes.
public enum JoiningFlow: Equatable, Sendable {
  /// The same number in every period.
  case perPeriod(Int)
  /// Those who ever joined follow a logistic curve N(t) from launch on.
  ///
  ///     N(t) = limit / (1 + e^(−rate · (t − middle)))        t in years
  case logistic(LogisticGrowth)
  /// Those who ever joined follow the Bass model from launch on.
  ///
  ///     N(t) = limit · (1 − e^(−(p+q) t)) / (1 + (q/p) e^(−(p+q) t))        t in years from launch
  ///
  /// > F. M. Bass. "A new product growth for model consumer durables."
  /// > *Management Science* 15 (1969), 215–227.
  /// > doi:[10.1287/mnsc.15.5.215](https://doi.org/10.1287/mnsc.15.5.215)
  case bass(BassGrowth)
  /// Counts by date; each joins in the period that contains its date, several in one are added.
  case dated([DatedJoins])
}

/// Growth by a logistic curve.
public struct LogisticGrowth: Equatable, Sendable {
  /// The number that ever joins in the end.
  public let limit: Int
  /// The rate of growth a year, at the beginning.
  public let ratePerYear: Double
  /// The day on which half of the limit has joined.
  public let middle: Day

  /// Growth by a logistic curve.
  ///
  /// - Precondition: `limit` is not negative; `ratePerYear` is above 0 and finite.
  public init(limit: Int, ratePerYear: Double, middle: Day) {
    precondition(limit >= 0, "members are not negative")
    precondition(ratePerYear > 0 && ratePerYear.isFinite, "growth has a rate above 0")
    self.limit = limit
    self.ratePerYear = ratePerYear
    self.middle = middle
  }
}

/// Growth by the Bass model.
public struct BassGrowth: Equatable, Sendable {
  /// The number that ever joins in the end.
  public let limit: Int
  /// The coefficient of innovation p a year: joining whatever others do.
  public let innovationPerYear: Double
  /// The coefficient of imitation q a year: joining because others have.
  public let imitationPerYear: Double

  /// Growth by the Bass model.
  ///
  /// - Precondition: `limit` is not negative; `innovationPerYear` is above 0, `imitationPerYear` not
  ///   negative, both finite.
  public init(limit: Int, innovationPerYear: Double, imitationPerYear: Double) {
    precondition(limit >= 0, "members are not negative")
    precondition(innovationPerYear > 0 && innovationPerYear.isFinite, "somebody joins first")
    precondition(imitationPerYear >= 0 && imitationPerYear.isFinite, "imitation is not negative")
    self.limit = limit
    self.innovationPerYear = innovationPerYear
    self.imitationPerYear = imitationPerYear
  }
}

/// How many join in the period that contains a date.
public struct DatedJoins: Equatable, Sendable {
  /// A day of the period.
  public let day: Day
  /// How many join.
  public let joins: Int

  /// So many who join in the period of a day.
  ///
  /// - Precondition: `joins` is not negative.
  public init(day: Day, joins: Int) {
    precondition(joins >= 0, "those who join are not negative")
    self.day = day
    self.joins = joins
  }
}
