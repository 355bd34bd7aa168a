/// The first three cumulants of a law: mean, variance, third central moment.
///
/// They add under convolution, so a sum's are known exactly whatever grid holds its masses.
public struct Cumulants: Equatable, Sendable {
  /// The mean, in the law's unit.
  public var mean: Double
  /// The variance, in the square of the unit.
  public var variance: Double
  /// The third central moment, in the cube of the unit.
  public var third: Double

  /// The cumulants with these values.
  public init(mean: Double, variance: Double, third: Double) {
    self.mean = mean
    self.variance = variance
    self.third = third
  }

  /// The cumulants of a law with these moments about 0.
  ///
  /// - Parameters:
  ///   - first: E X.
  ///   - second: E X².
  ///   - third: E X³.
  public init(first: Double, second: Double, third: Double) {
    mean = first
    variance = second - first * first
    self.third = third - 3 * first * second + 2 * first * first * first
  }

  /// The cumulants of a constant 0.
  public static let zero = Cumulants(mean: 0, variance: 0, third: 0)

  /// The square root of the variance.
  public var standardDeviation: Double { variance.squareRoot() }

  /// The standard deviation over the mean.
  public var coefficientOfVariation: Double { standardDeviation / mean }

  /// The third central moment over the cube of the standard deviation, 0 for a constant.
  public var skewness: Double {
    variance > 0 ? third / (variance * standardDeviation) : 0
  }

  /// The cumulants of the sum of two independent quantities.
  public static func + (one: Cumulants, other: Cumulants) -> Cumulants {
    Cumulants(
      mean: one.mean + other.mean, variance: one.variance + other.variance,
      third: one.third + other.third)
  }

  /// The cumulants of the sum of `count` independent copies.
  func repeated(_ count: Double) -> Cumulants {
    Cumulants(mean: count * mean, variance: count * variance, third: count * third)
  }

  /// The cumulants of `factor` times the quantity.
  func scaled(by factor: Double) -> Cumulants {
    Cumulants(
      mean: factor * mean, variance: factor * factor * variance,
      third: factor * factor * factor * third)
  }

  /// The cumulants of a sum of a random number of independent copies of `severity`.
  ///
  /// With N's cumulants κ and X's m, v, t:
  ///
  ///     mean κ₁m     variance κ₁v + κ₂m²     third κ₁t + 3κ₂mv + κ₃m³
  ///
  /// The receiver holds the cumulants of the number.
  public func compounded(with severity: Cumulants) -> Cumulants {
    let m = severity.mean
    return Cumulants(
      mean: mean * m,
      variance: mean * severity.variance + variance * m * m,
      third: mean * severity.third + 3 * variance * m * severity.variance + third * m * m * m)
  }
}
