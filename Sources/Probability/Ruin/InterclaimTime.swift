import RealModule

/// The law of the time W from one claim to the next, as far as ruin theory asks for it.
///
/// With exponential times claims are a Poisson process and the model is Cramér and Lundberg's; with
/// any other it is Sparre Andersen's. The first claim is waited for like all others.
public struct InterclaimTime: Sendable {
  /// The mean of W.
  public let mean: Double
  /// log E e^(−sW) at s from 0.
  public let logTransform: @Sendable (Double) -> Double

  /// The law with this mean and logarithm of its Laplace transform.
  ///
  /// - Parameters:
  ///   - mean: The mean of W, in units of time.
  ///   - logTransform: log E e^(−sW) for s from 0, in the inverse of the unit; near 0 it should keep
  ///     its digits, as `log(onePlus:)` does.
  /// - Throws: `RuinError.parameterOutOfRange` unless the mean is above 0 and finite.
  public init(
    mean: Double, logTransform: @escaping @Sendable (Double) -> Double
  ) throws(RuinError) {
    try RuinError.requirePositive(mean, "mean interclaim time")
    self.mean = mean
    self.logTransform = logTransform
  }

  /// The times of a Poisson process with this rate.
  public static func exponential(rate: Double) throws(RuinError) -> InterclaimTime {
    try RuinError.requirePositive(rate, "claim rate")
    return try InterclaimTime(mean: 1 / rate) { -.log(onePlus: $0 / rate) }
  }

  /// Gamma times with mean `shape` · `scale`; Erlang's for a whole shape.
  public static func gamma(shape: Double, scale: Double) throws(RuinError) -> InterclaimTime {
    try RuinError.requirePositive(shape, "shape")
    try RuinError.requirePositive(scale, "scale")
    return try InterclaimTime(mean: shape * scale) { -shape * .log(onePlus: $0 * scale) }
  }

  /// A claim at the end of every interval of this length.
  public static func constant(_ length: Double) throws(RuinError) -> InterclaimTime {
    try InterclaimTime(mean: length) { -$0 * length }
  }
}
