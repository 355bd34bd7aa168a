public import Probability

/// What benefits and fee come to for one payer, before a share is rounded up to a fen and before
/// anything that is carried.
///
/// It is the cost of textbooks: b(1 + fee)K/n for K claims of b among n members.
public struct NeedPerPayer: Sendable {
  /// The law of benefits and fee together, in fen.
  public let cost: DiscretePoints
  /// The part of them that one payer bears.
  public let part: Double

  /// The mean, in fen.
  public var mean: Double? { cost.mean.map { $0 * part } }
  /// The standard deviation, in fen.
  public var standardDeviation: Double? { cost.standardDeviation.map { $0 * part } }

  /// The quantile, the smallest x with F(x) ≥ p, in fen; `nil` if the error leaves it open.
  ///
  /// - Precondition: `p` is above 0 and below 1.
  public func quantile(_ p: Double) -> Double? { cost.quantile(p).map { Double($0) * part } }
}
