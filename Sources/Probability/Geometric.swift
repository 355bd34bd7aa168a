import RealModule

/// The number of failures before the first success: how many are skipped to reach the next one hit.
///
///     P(X = k) = p (1 − p)ᵏ        k = 0, 1, 2, …        mean (1 − p)/p, variance (1 − p)/p²
///
/// Walking along a list in such skips visits each element with probability p, independently, at a cost
/// per hit and not per element.
///
/// > L. Devroye. *Non-Uniform Random Variate Generation.* Springer, 1986, chapter X.2.
@frozen
public struct Geometric: DiscreteLaw, Equatable {
  /// The probability p of a success.
  public let probability: Double

  /// The law of the failures before a success of this probability.
  ///
  /// - Throws: `ParameterError` if `probability` is not above 0 and at most 1.
  public init(probability: Double) throws(ParameterError) {
    guard probability > 0, probability <= 1 else {
      throw ParameterError(
        law: "Geometric", parameter: "probability", found: probability,
        allowed: "above 0 and at most 1")
    }
    self.probability = probability
  }

  /// p (1 − p)ᵏ.
  public func mass(_ k: Int) -> Double {
    k < 0 ? 0 : probability * survival(k - 1)
  }

  /// P(X ≤ k) = 1 − (1 − p)^(k + 1).
  public func cumulative(_ k: Int) -> Double {
    k < 0 ? 0 : -.expMinusOne((Double(k) + 1) * .log(onePlus: -probability))
  }

  /// P(X > k) = (1 − p)^(k + 1).
  public func survival(_ k: Int) -> Double {
    k < 0 ? 1 : .exp((Double(k) + 1) * .log(onePlus: -probability))
  }

  /// The smallest k with P(X ≤ k) ≥ p.
  ///
  /// - Precondition: `p` is from 0 to 1, and below 1 unless the probability is 1.
  /// - Complexity: O(1).
  public func quantile(_ p: Double) -> Int {
    precondition(0...1 ~= p, "a probability should be from 0 to 1, but is \(p)")
    if probability == 1 || p == 0 { return 0 }
    precondition(p < 1, "a geometric count has no largest value")
    let real = Double.log(onePlus: -p) / .log(onePlus: -probability) - 1
    guard real < 0x1p62 else { return .max }
    // The quotient may be a little off, on either side of a whole number.
    var k = max(Int(real.rounded(.up)), 0)
    while k > 0, cumulative(k - 1) >= p { k -= 1 }
    while cumulative(k) < p { k += 1 }
    return k
  }

  /// (1 − p) / p.
  public var mean: Double { (1 - probability) / probability }

  /// (1 − p) / p².
  public var variance: Double { (1 - probability) / (probability * probability) }

  /// Draws the number of failures.
  ///
  /// - Complexity: O(1).
  @inlinable
  public func sample(using stream: inout Stream) -> Int {
    Self.sample(probability: probability, using: &stream)
  }

  /// Draws the number of failures before a success of this probability.
  ///
  /// With E a unit exponential, ⌊E / −log(1 − p)⌋ has the law. E is made from one word so that it is
  /// fine at both ends: one bit chooses between −log u and −log(1 − u), and 63 make u, which is at
  /// most ½. Nothing is drawn from the stream if `probability` is 1. A count that an `Int` cannot hold
  /// is given as `Int.max`.
  ///
  /// - Precondition: `probability` is above 0 and at most 1.
  /// - Complexity: O(1).
  public static func sample(probability: Double, using stream: inout Stream) -> Int {
    precondition(
      probability > 0 && probability <= 1,
      "a probability should be above 0 and at most 1, but is \(probability)")
    if probability == 1 { return 0 }
    let word = stream.next()
    let u = (Double(Int64(truncatingIfNeeded: word >> 1)) + 0.5) * 0x1p-64
    let exponential = word & 1 == 0 ? -Double.log(u) : -Double.log(onePlus: -u)
    let count = exponential / -.log(onePlus: -probability)
    return count < 0x1p63 ? Int(count) : .max
  }
}
