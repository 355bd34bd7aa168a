public import Probability

/// The benefits of a year that are exceeded with at most a given probability.
///
///     x = the smallest amount with P(S > x) ≤ risk
///
/// S is the total of approved benefits of the year's diagnoses. An insurer whose money reaches x is
/// ruined within the year with at most that probability.
public struct SolvencyLevel: Hashable, Sendable {
  /// The probability of benefits above the level, at most.
  public let risk: Rate
  /// The level in fen.
  public let amount: Int
  /// The lower end of the interval for the true level, or `nil` if the sample is too small for one.
  public let lower: Int?
  /// The upper end of the interval for the true level, or `nil` if the sample is too small for one.
  public let upper: Int?

  /// The level of a law, exact but for the law's own error.
  ///
  /// The level is the greater where the error leaves it open, so that the risk is surely kept; the
  /// interval is then between the two. The probability is summed from above, and keeps its digits.
  ///
  /// - Throws: `PremiumError.lawTooShort` if more than `risk` lies beyond the last point of the law.
  /// - Precondition: `risk` is below 1 and above 0.
  /// - Complexity: O(*n*), where *n* is the number of points.
  public init(of law: some PointMassLaw, risk: Rate) throws(PremiumError) {
    precondition(Rate.zero < risk && risk.fraction < 1, "a risk of \(risk.fraction) is none")
    guard law.count > 0, law.beyond + law.error <= risk.fraction else {
      throw .lawTooShort(beyond: law.beyond, error: law.error)
    }
    // At `index`, `above` is the probability of all points above it.
    var above = law.beyond
    var index = law.count - 1
    while index > 0, above + law.mass(at: index) + law.error <= risk.fraction {
      above += law.mass(at: index)
      index -= 1
    }
    amount = law.value(at: index)
    while index > 0, above + law.mass(at: index) - law.error <= risk.fraction {
      above += law.mass(at: index)
      index -= 1
    }
    self.risk = risk
    lower = law.value(at: index)
    upper = amount
  }

  /// The level of a sample, one total a replication, with an interval of order statistics.
  ///
  /// - Returns: `nil` if the sample is empty.
  /// - Precondition: `risk` is below 1 and above 0, `confidence` too.
  public init?(of totals: Tally, risk: Rate, confidence: Double = 0.95) {
    precondition(Rate.zero < risk && risk.fraction < 1, "a risk of \(risk.fraction) is none")
    // The quotient is the double next to the decimal, which 1 − 0.005 need not be.
    let p = Double(1_000_000 - risk.millionths) / 1_000_000
    guard let quantile = totals.quantile(p, confidence: confidence) else { return nil }
    self.risk = risk
    amount = quantile.value
    lower = quantile.lower
    upper = quantile.upper
  }
}
