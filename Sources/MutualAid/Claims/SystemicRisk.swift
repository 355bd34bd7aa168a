/// A random factor on all hazards of diagnosis, the same for everybody, with mean 1.
///
/// It is drawn once for each step of time and each replication, before the cohorts. Without it a
/// pool of a hundred million members would be all but deterministic.
public struct SystemicRisk: Equatable, Sendable {
  /// How long one value holds.
  public enum Step: String, Equatable, CaseIterable, Sendable {
    /// A calendar year: the factor of a period is that of the year of the period's first day.
    case year
    /// A period.
    case period
  }

  /// The law of one value.
  public enum Law: String, Equatable, CaseIterable, Sendable {
    /// Gamma with mean 1.
    case gamma
    /// Lognormal with mean 1.
    case lognormal
  }

  /// How long one value holds.
  public let step: Step
  /// The law of one value.
  public let law: Law
  /// The coefficient of variation: the standard deviation, as the mean is 1.
  public let cv: Double
  /// The correlation of the normal scores of one step and the next, 0 where steps are independent.
  ///
  /// The scores are a stationary AR(1); law and normal score are tied by a Gaussian copula.
  public let autocorrelation: Double

  /// A random factor on all hazards.
  ///
  /// - Precondition: `cv` is above 0 and finite; `autocorrelation` is above −1 and below 1.
  public init(step: Step, law: Law, cv: Double, autocorrelation: Double = 0) {
    precondition(cv > 0 && cv.isFinite, "a factor without spread is no random factor")
    precondition(abs(autocorrelation) < 1, "a stationary AR(1) has a correlation below 1")
    self.step = step
    self.law = law
    self.cv = cv
    self.autocorrelation = autocorrelation
  }
}
