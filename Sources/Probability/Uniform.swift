/// An amount that is equally likely anywhere between two bounds.
///
///     f(x) = 1 / (b − a)        a ≤ x ≤ b        mean (a + b)/2, variance (b − a)²/12
public struct Uniform: ContinuousLaw, Equatable {
  /// The lower bound a.
  public let lowerBound: Double
  /// The upper bound b.
  public let upperBound: Double

  /// The uniform law between two bounds.
  ///
  /// - Throws: ``ParameterError`` unless both bounds and their distance are finite, and the upper
  ///   one is above the lower one.
  public init(from lowerBound: Double, to upperBound: Double) throws(ParameterError) {
    try ParameterError.requireFinite(lowerBound, "from", of: "Uniform")
    guard upperBound > lowerBound, (upperBound - lowerBound).isFinite else {
      throw ParameterError(
        law: "Uniform", parameter: "to", found: upperBound, allowed: "above \(lowerBound)")
    }
    self.lowerBound = lowerBound
    self.upperBound = upperBound
  }

  private var width: Double { upperBound - lowerBound }

  /// The density at `x`.
  public func density(_ x: Double) -> Double {
    lowerBound...upperBound ~= x ? 1 / width : 0
  }

  /// The probability P(X ≤ x).
  public func cumulative(_ x: Double) -> Double { min(max((x - lowerBound) / width, 0), 1) }

  /// The probability P(X > x).
  public func survival(_ x: Double) -> Double { min(max((upperBound - x) / width, 0), 1) }

  /// The x with P(X ≤ x) = p.
  public func quantile(_ p: Double) -> Double {
    checkProbability(p)
    return p <= 0.5 ? lowerBound + p * width : upperBound - (1 - p) * width
  }

  /// The middle between the bounds.
  public var mean: Double { lowerBound + 0.5 * width }

  /// The variance.
  public var variance: Double { width * width / 12 }

  /// The limited expectation E min(X, d).
  public func limitedExpectation(_ d: Double) -> Double {
    if d <= lowerBound { return d }
    let t = min(d, upperBound) - lowerBound
    // a + ∫ P(X > x) dx from a to d.
    return lowerBound + t * (1 - 0.5 * t / width)
  }

  /// The limited second moment E min(X, d)².
  public func limitedSecondMoment(_ d: Double) -> Double {
    if d <= lowerBound { return d * d }
    let t = min(d, upperBound) - lowerBound
    // With X = a + Y, E min(Y, t) = t − t²/2w and E min(Y, t)² = t² − 2t³/3w, where w = b − a.
    let first = t * (1 - 0.5 * t / width)
    let second = t * t * (1 - 2 * t / (3 * width))
    return lowerBound * lowerBound + 2 * lowerBound * first + second
  }

  /// A draw by inversion, one word.
  public func sample(using stream: inout Stream) -> Double { quantile(stream.uniform()) }
}
