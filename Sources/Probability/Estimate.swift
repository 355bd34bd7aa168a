/// A figure found by simulation, and how far chance may have moved it.
public struct Estimate: Hashable, Sendable {
  /// The estimate, in the unit of the quantity.
  public let value: Double

  /// The standard deviation of the estimate over repetitions of the whole run, in the same unit.
  ///
  /// Infinite where the replications are too few to tell: never zero for want of data.
  public let standardError: Double

  /// An estimate with its standard error.
  ///
  /// - Precondition: Neither is NaN, and the standard error is not negative.
  public init(value: Double, standardError: Double) {
    precondition(!value.isNaN, "an estimate should be a number")
    precondition(
      standardError >= 0, "a standard error should be 0 or more, but is \(standardError)")
    self.value = value
    self.standardError = standardError
  }

  /// The normal interval, the value plus and minus z standard errors.
  ///
  /// For a mean of very few or very skewed outcomes it covers less often than it says.
  ///
  /// - Parameter confidence: The share of runs whose interval holds the true figure.
  /// - Returns: All numbers, if the standard error is infinite.
  /// - Precondition: `confidence` is above 0 and below 1.
  public func interval(confidence: Double = 0.95) -> ClosedRange<Double> {
    let reach = EstimateFunctions.normalReach(confidence: confidence) * standardError
    return value - reach...value + reach
  }
}
