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
    var shares: [Int] = []
    Self.split(need, over: payers, weights: weights, minimum: minimum, into: &shares)
    self.shares = shares
  }

  /// Splits a need over payers as the initializer does, in room that is used again.
  static func split(
    _ need: Int, over payers: [Int], weights: [Int], minimum: Int, into shares: inout [Int]
  ) {
    precondition(payers.count == weights.count, "every segment has a weight")
    shares.removeAll(keepingCapacity: true)
    var units = Int128(0)
    for (count, weight) in zip(payers, weights) { units += Int128(count) * Int128(weight) }
    for weight in weights {
      guard need > 0, units > 0, weight != 0 else {
        shares.append(0)
        continue
      }
      shares.append(max(minimum, ceiling(of: Int128(need) * Int128(weight), over: units)))
    }
  }

  /// A quotient rounded up, of a dividend and a divisor that are not negative.
  private static func ceiling(of dividend: Int128, over divisor: Int128) -> Int {
    let sum = dividend + divisor - 1
    // Dividing 128 bits takes ten times as long, and hardly any money needs them.
    if let sum = Int(exactly: sum), let divisor = Int(exactly: divisor) { return sum / divisor }
    return Int(sum / divisor)
  }
}
