/// The ranks of the order statistics that bound a quantile, whatever the law of the outcomes.
///
/// With n independent outcomes in ascending order x₁ ≤ … ≤ xₙ and B ~ Bin(n, p), the quantile at p
/// lies in [x_l, x_u] with a probability of at least the confidence 1 − α, where
///
///     l = the largest with P(B < l) ≤ α/2        u = the smallest with P(B ≥ u) ≤ α/2
///
/// For a law with atoms the interval covers more often, and often shrinks to one value.
///
/// > H. A. David, H. N. Nagaraja. *Order Statistics.* 3rd edition, Wiley, 2003, section 7.1.
public struct QuantileInterval: Hashable, Sendable {
  /// The rank of the quantile itself, from 1: the smallest k with k/n ≥ p.
  public let rank: Int
  /// The rank of the lower end, or `nil` if the outcomes are too few for one.
  public let lower: Int?
  /// The rank of the upper end, or `nil` if the outcomes are too few for one.
  public let upper: Int?

  /// The ranks for the quantile at `p` of `count` outcomes.
  ///
  /// - Precondition: `count` is positive, `p` is in `0...1`, `confidence` is above 0 and below 1.
  /// - Complexity: O(√(*n p* (1 − *p*))), where *n* is the count: some 0.1 ms for a median of a million.
  public init(count: Int, p: Double, confidence: Double = 0.95) {
    precondition(count > 0, "a quantile should be of something, but the count is \(count)")
    precondition(0 <= p && p <= 1, "a quantile's p should be in 0...1, but is \(p)")
    precondition(
      0 < confidence && confidence < 1, "confidence should be in 0..<1, but is \(confidence)")
    rank = Self.rank(of: p, count: count)
    let tail = (1 - confidence) / 2
    // The upper rank is the lower one seen from the other end: n − B ~ Bin(n, 1 − p).
    let below = Self.lowerRank(count: count, p: p, tail: tail)
    let above = Self.lowerRank(count: count, p: 1 - p, tail: tail)
    lower = below > 0 ? below : nil
    upper = above > 0 ? count + 1 - above : nil
  }

  /// The smallest k in `1...count` with k/count ≥ p, where p stands for the decimal that it rounds.
  ///
  /// 0.07 of 100 is the 7th, although the double 0.07 is a little more than seven hundredths.
  static func rank(of p: Double, count: Int) -> Int {
    let product = Double(count) * p
    let nearest = product.rounded()
    let isWhole = abs(product - nearest) <= product * 0x1p-52
    return min(max(Int(isWhole ? nearest : product.rounded(.up)), 1), count)
  }

  /// The largest l with P(B < l) ≤ tail.
  ///
  /// The masses are summed relative to that of the mode, so no gamma function enters, and the only
  /// operations are + × ÷, which every machine rounds alike.
  private static func lowerRank(count: Int, p: Double, tail: Double) -> Int {
    guard p > 0 else { return 0 }
    guard p < 1 else { return count }
    let n = Double(count)
    let odds = p / (1 - p)
    let mode = min(Int((n + 1) * p), count)
    let negligible = 1e-25

    var above = 0.0
    var mass = 1.0
    var k = mode
    while k < count, mass > negligible {
      mass *= Double(count - k) / Double(k + 1) * odds
      above += mass
      k += 1
    }
    var falling = [1.0]  // The masses at mode, mode − 1, …
    k = mode
    mass = 1
    while k > 0, mass > negligible {
      mass *= Double(k) / (Double(count - k + 1) * odds)
      falling.append(mass)
      k -= 1
    }
    let total = falling.reversed().reduce(0, +) + above
    var below = 0.0
    while let next = falling.popLast() {
      if below + next > tail * total { return k }
      below += next
      k += 1
    }
    // The tail reaches beyond the mode: only for a confidence that hardly asks for anything.
    mass = 1
    while k < count {
      mass *= Double(count - k + 1) / Double(k) * odds
      if below + mass > tail * total { return k }
      below += mass
      k += 1
    }
    return count
  }
}

/// A quantile of simulated outcomes, with an interval that assumes nothing about their law.
public struct QuantileEstimate: Hashable, Sendable {
  /// The smallest outcome x with F(x) ≥ p.
  public let value: Int
  /// The lower end of the interval, or `nil` if the replications are too few for one.
  public let lower: Int?
  /// The upper end of the interval, or `nil` if the replications are too few for one.
  public let upper: Int?
}
