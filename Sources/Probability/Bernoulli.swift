/// Whether something of known probability happens, as 1 or 0.
///
///     P(X = 1) = p        P(X = 0) = 1 − p        mean p, variance p(1 − p)
@frozen
public struct Bernoulli: DiscreteLaw, Equatable {
  /// The probability p of 1.
  public let probability: Double

  /// The law of an event of this probability.
  ///
  /// - Throws: `ParameterError` if `probability` is not in 0 ... 1.
  public init(probability: Double) throws(ParameterError) {
    guard 0...1 ~= probability else {
      throw ParameterError(
        law: "Bernoulli", parameter: "probability", found: probability, allowed: "from 0 to 1")
    }
    self.probability = probability
  }

  /// P(X = k).
  public func mass(_ k: Int) -> Double {
    k == 1 ? probability : k == 0 ? 1 - probability : 0
  }

  /// P(X ≤ k).
  public func cumulative(_ k: Int) -> Double {
    k < 0 ? 0 : k == 0 ? 1 - probability : 1
  }

  /// P(X > k).
  public func survival(_ k: Int) -> Double {
    k < 0 ? 1 : k == 0 ? probability : 0
  }

  /// The smallest k with P(X ≤ k) ≥ p.
  ///
  /// - Precondition: `p` is from 0 to 1.
  public func quantile(_ p: Double) -> Int {
    precondition(0...1 ~= p, "a probability should be from 0 to 1, but is \(p)")
    return p == 0 ? (probability == 1 ? 1 : 0) : 1 - probability >= p ? 0 : 1
  }

  /// p.
  public var mean: Double { probability }

  /// p (1 − p).
  public var variance: Double { probability * (1 - probability) }

  /// Draws 1 or 0.
  @inlinable
  public func sample(using stream: inout Stream) -> Int {
    Self.sample(probability: probability, using: &stream) ? 1 : 0
  }

  /// Draws whether an event of this probability happens.
  ///
  /// One word is drawn from the stream, and none if `probability` is 0 or 1.
  ///
  /// - Precondition: `probability` is in 0 ... 1.
  @inlinable @inline(__always)
  public static func sample(probability: Double, using stream: inout Stream) -> Bool {
    precondition(
      0...1 ~= probability, "a probability should be from 0 to 1, but is \(probability)")
    if probability == 0 || probability == 1 { return probability == 1 }
    return stream.fineUniform() < probability
  }
}
