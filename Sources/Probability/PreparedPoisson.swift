/// A Poisson law made ready to be drawn many times.
///
/// A word of the stream is inverted in a table of the running sums, so the drawn count rises with the
/// word; see `InversionTable`. A word within 2⁻³⁰ of either end goes to a search from that end.
public struct PreparedPoisson: Equatable, Sendable {
  /// The mean λ.
  public let mean: Double

  private let table: InversionTable

  /// The largest mean that a table is made for.
  public static let greatestMean = 160_000.0

  /// The law of this mean.
  ///
  /// - Precondition: `mean` is positive and at most `greatestMean`.
  /// - Complexity: O(√mean), 12 standard deviations of steps and memory.
  public init(mean: Double) {
    precondition(0 < mean && mean <= Self.greatestMean, "a table of mean \(mean) is not made")
    self.mean = mean
    let law = Poisson(unchecked: mean)
    // Below a mean of 20 nothing is as unlikely as 2⁻³⁰ at the lower end.
    let first = mean < 20 ? 0 : law.quantile(InversionTable.end)
    let mass = law.mass(first)
    table = InversionTable(
      from: first, cumulative: first == 0 ? mass : law.cumulative(first), mass: mass
    ) { mean / $0 }
  }

  /// Draws the count.
  ///
  /// - Complexity: O(1), one word of the stream.
  @inline(__always)
  public func sample(using stream: inout Stream) -> Int { inverse(stream.next()) }

  /// The smallest k with P(X ≤ k) above `word` · 2⁻⁶⁴.
  @inline(__always)
  func inverse(_ word: UInt64) -> Int { table.inverse(word) ?? farOut(word) }

  private func farOut(_ word: UInt64) -> Int {
    let law = Poisson(unchecked: mean)
    let (u, isUpper) = end(of: word)
    guard isUpper else { return law.quantile(u) }
    var k = law.quantile(1 - 2 * InversionTable.end)
    while law.survival(k) > u { k += 1 }
    return k
  }
}
