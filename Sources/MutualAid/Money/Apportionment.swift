/// The split of one settlement's need over those who pay it.
///
/// A payer of segment *i* owes a whole number of fen, in proportion to the segment's weight:
///
///     shareᵢ = max(minimum, ⌈ need · wᵢ / (w₁n₁ + … + wₖnₖ) ⌉)        nⱼ payers in segment j
///
/// Equal shares are the case of equal weights. Rounding up collects less than one fen a payer too
/// much, the minimum perhaps more; what is collected beyond the need is the next period's surplus.
/// Nothing is owed where nothing is needed.
public struct Apportionment: Equatable, Sendable {
  /// What one payer of each segment owes, in fen.
  public let shares: [Int]

  /// Splits a need over payers.
  ///
  /// Shares are 0 where nothing is needed or nobody with a weight pays.
  ///
  /// - Parameters:
  ///   - need: What is to be collected, in fen.
  ///   - payers: The payers of each segment.
  ///   - weights: The weight of one payer of each segment.
  ///   - minimum: The least share in fen, where anything is due.
  /// - Precondition: `payers` and `weights` have the same length; nothing in them is negative.
  /// - Complexity: O(*k*), where *k* is the number of segments.
  public init(of need: Int, over payers: [Int], weights: [Int], minimum: Int) {
    precondition(payers.count == weights.count, "every segment has a weight")
    let units = zip(payers, weights).reduce(Int128(0)) { $0 + Int128($1.0) * Int128($1.1) }
    guard need > 0, units > 0 else {
      shares = payers.map { _ in 0 }
      return
    }
    shares = weights.map { weight in
      weight == 0 ? 0 : max(minimum, Int((Int128(need) * Int128(weight) + units - 1) / units))
    }
  }
}
