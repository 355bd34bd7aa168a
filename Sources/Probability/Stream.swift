/// A stream of random bits that is a pure function of its name.
///
/// The name is (seed, replication, purpose, period, cohort). No draw depends on which thread makes
/// it, on the order of work, or on what its neighbours draw, so a scenario that changes one thing
/// keeps every other draw, and two scenarios share the draws of what they have in common.
///
/// The generator is Philox4x32-10, a keyed bijection of a 128-bit counter. The seed is the key. The
/// counter holds the rest of the name and the number of the block within the stream:
///
///     word 0   bits 0–23   block, 0 ..< 2²⁴      bits 24–31   purpose, 0 ..< 2⁸
///     word 1   bits 0–31   cohort, low half, 0 ..< 2³²
///     word 2   bits 0–15   period, 0 ..< 2¹⁶     bits 16–31   cohort, high half, 0 ..< 2¹⁶
///     word 3   bits 0–31   replication, 0 ..< 2³²
///
/// A block gives two 64-bit words, and the last block stays unused, so a name holds 2²⁵ − 2 =
/// 33,554,430 of them. Asking for more is a caller's mistake and stops the program; the counter
/// never wraps into another name.
///
/// > J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw. "Parallel random numbers: as easy as
/// > 1, 2, 3." *Proceedings of SC'11* (2011). doi:[10.1145/2063384.2063405](https://doi.org/10.1145/2063384.2063405)
@frozen
public struct Stream: Sendable {
  /// What a stream's draws are for, so that one decision's draws never shift another's.
  @frozen
  public struct Purpose: Hashable, Sendable {
    /// The number of the purpose in the counter.
    public let rawValue: UInt8

    /// Names the purpose with a number that no other purpose has.
    @inlinable
    public init(rawValue: UInt8) { self.rawValue = rawValue }
  }

  @usableFromInline let key: (UInt32, UInt32)
  @usableFromInline var counter: (UInt32, UInt32, UInt32, UInt32)
  @usableFromInline var spare: UInt64 = 0
  @usableFromInline var hasSpare = false

  /// The stream of this name, at its start.
  ///
  /// - Parameters:
  ///   - seed: The number that every draw of a run follows from.
  ///   - replication: The replication, from 0.
  ///   - purpose: What the draws are for.
  ///   - period: The settlement period, from 0.
  ///   - cohort: The cohort's own number, which must not change when another cohort is added.
  /// - Precondition: `replication` is below 2³², `period` below 2¹⁶, `cohort` below 2⁴⁸, none of
  ///   them negative.
  /// - Complexity: O(1). Making a stream draws nothing.
  @inlinable @inline(__always)
  public init(seed: UInt64, replication: Int, purpose: Purpose, period: Int = 0, cohort: Int = 0) {
    precondition(0...0xFFFF ~= period, "a stream's period should be below 2^16")
    precondition(0...0xFFFF_FFFF_FFFF ~= cohort, "a stream's cohort should be below 2^48")
    precondition(0...0xFFFF_FFFF ~= replication, "a stream's replication should be below 2^32")
    key = (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    counter = (
      UInt32(purpose.rawValue) << 24,
      UInt32(truncatingIfNeeded: cohort),
      UInt32(period) | UInt32(truncatingIfNeeded: cohort >> 32) << 16,
      UInt32(truncatingIfNeeded: replication)
    )
  }

  /// The next 64 random bits.
  ///
  /// - Precondition: Fewer than 2²⁵ − 2 words were drawn from this name before.
  @inlinable @inline(__always)
  public mutating func next() -> UInt64 {
    if hasSpare {
      hasSpare = false
      return spare
    }
    precondition(counter.0 & 0xFF_FFFF != 0xFF_FFFF, "a stream holds 2^25 - 2 words")
    let block = philox4x32(counter, key: key)
    spare = UInt64(block.2) | UInt64(block.3) << 32
    hasSpare = true
    counter.0 &+= 1
    return UInt64(block.0) | UInt64(block.1) << 32
  }

  /// A uniform number in the open interval (0, 1), (k + ½) · 2⁻⁵² for a 52-bit k.
  ///
  /// Never 0 and never 1, so a logarithm of it is finite. Symmetric: u and 1 − u are equally likely.
  @inlinable @inline(__always)
  public mutating func uniform() -> Double { Self.uniform(of: next()) }

  /// The number that `uniform()` makes of a word.
  @inlinable @inline(__always)
  public static func uniform(of word: UInt64) -> Double { (Double(word >> 12) + 0.5) * 0x1p-52 }

  /// A uniform number in (0, 1] that is fine near 0, (k + ½) · 2⁻⁶³ for a 63-bit k.
  ///
  /// Numbers above 2⁻¹⁰ are rounded to the 53 bits of a `Double`, which can make the largest of them
  /// 1. Below, all steps are 2⁻⁶³, so this is the one to invert a law with from its thin end.
  @inlinable @inline(__always)
  public mutating func fineUniform() -> Double { Self.fineUniform(of: next()) }

  /// The number that `fineUniform()` makes of a word.
  @inlinable @inline(__always)
  public static func fineUniform(of word: UInt64) -> Double {
    (Double(Int64(truncatingIfNeeded: word >> 1)) + 0.5) * 0x1p-63
  }

  /// A whole number drawn evenly from `0 ..< bound`.
  ///
  /// A word is multiplied by the bound and the high half taken; the few low halves that would make
  /// some results likelier are drawn again.
  ///
  /// > D. Lemire. "Fast random integer generation in an interval." *ACM Transactions on Modeling
  /// > and Computer Simulation* 29 (2019), 3:1–3:12. doi:[10.1145/3230636](https://doi.org/10.1145/3230636)
  ///
  /// - Precondition: `bound` is positive.
  @inlinable @inline(__always)
  public mutating func below(_ bound: Int) -> Int { below(bound, from: next()) }

  /// A whole number from 0 to below `bound`, all equally likely, from a word that was drawn before; the stream
  /// gives another where that word does not do.
  @inlinable @inline(__always)
  mutating func below(_ bound: Int, from word: UInt64) -> Int {
    precondition(bound > 0, "the bound of a draw should be positive, but is \(bound)")
    let bound = UInt64(bound)
    var product = word.multipliedFullWidth(by: bound)
    if product.low < bound {
      let excess = (0 &- bound) % bound
      while product.low < excess { product = next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }
}

/// One block of Philox4x32 with 10 rounds, in the words of the authors' reference code.
///
/// - Complexity: O(1), some 3.5 ns.
@inlinable @inline(__always)
public func philox4x32(
  _ counter: (UInt32, UInt32, UInt32, UInt32), key: (UInt32, UInt32), rounds: Int = 10
) -> (UInt32, UInt32, UInt32, UInt32) {
  var (c0, c1, c2, c3) = counter
  var (k0, k1) = key
  for _ in 0..<rounds {
    let p0 = UInt64(c0) &* 0xD251_1F53
    let p1 = UInt64(c2) &* 0xCD9E_8D57
    c0 = UInt32(truncatingIfNeeded: p1 >> 32) ^ c1 ^ k0
    c1 = UInt32(truncatingIfNeeded: p1)
    c2 = UInt32(truncatingIfNeeded: p0 >> 32) ^ c3 ^ k1
    c3 = UInt32(truncatingIfNeeded: p0)
    k0 &+= 0x9E37_79B9
    k1 &+= 0xBB67_AE85
  }
  return (c0, c1, c2, c3)
}
