/// A table that draws one of n numbered outcomes, of any probabilities, in constant time.
///
/// The unit interval is cut into n cells of equal width. A cell belongs to one outcome up to its
/// threshold and to another, its alias, above. One 64-bit word names the cell and the place in it.
///
/// The table is made in whole numbers: weights are rounded to 2⁻⁶² of their sum, and what is then
/// drawn differs from them by at most n · 2⁻⁶⁴ in total variation.
///
/// > A. J. Walker. "An efficient method for generating discrete random variables with general
/// > distributions." *ACM Transactions on Mathematical Software* 3 (1977), 253–256.
/// > doi:[10.1145/355744.355749](https://doi.org/10.1145/355744.355749)
/// >
/// > M. D. Vose. "A linear algorithm for generating random numbers with a given distribution."
/// > *IEEE Transactions on Software Engineering* 17 (1991), 972–975.
/// > doi:[10.1109/32.92917](https://doi.org/10.1109/32.92917)
public struct Alias: Equatable, Sendable {
  /// A cell: its own outcome below the threshold, the alias from there.
  @usableFromInline
  struct Cell: Equatable, Sendable {
    @usableFromInline var threshold: UInt64
    @usableFromInline var alias: Int
  }

  @usableFromInline let cells: [Cell]

  /// The number of outcomes.
  public var count: Int { cells.count }

  /// The table of outcomes 0 ..< `weights.count` in proportion to `weights`.
  ///
  /// - Throws: `ParameterError` if there are no weights or 2³² or more, if one is negative, NaN or
  ///   infinite, or if their sum is not positive and finite.
  /// - Complexity: O(*n*), where *n* is the number of weights.
  public init(weights: [Double]) throws(ParameterError) {
    let sum = try Self.sum(of: weights, law: "Alias")
    let scaled = weights.map { UInt64(($0 / sum * 0x1p62).rounded()) }
    cells = Self.cells(weights: scaled)
  }

  /// The sum of weights that are fit to be probabilities once divided by it.
  static func sum(of weights: [Double], law: String) throws(ParameterError) -> Double {
    guard 1..<(1 << 32) ~= weights.count else {
      throw ParameterError(
        law: law, parameter: "number of weights", found: Double(weights.count),
        allowed: "from 1 to 2^32 - 1")
    }
    for weight in weights where !(weight >= 0 && weight.isFinite) {
      throw ParameterError(
        law: law, parameter: "weight", found: weight, allowed: "finite and not negative")
    }
    let sum = weights.reduce(0, +)
    guard sum >= .leastNormalMagnitude, sum.isFinite else {
      throw ParameterError(
        law: law, parameter: "sum of weights", found: sum, allowed: "positive and finite")
    }
    return sum
  }

  /// Vose's algorithm, in whole numbers.
  ///
  /// With W the sum of the weights, an outcome of weight w fills wn/W cells. That is kept as a number
  /// of whole cells and a remainder in units of 1/W of a cell.
  private static func cells(weights: [UInt64]) -> [Cell] {
    let count = UInt64(weights.count)
    let sum = weights.reduce(0, +)
    var share = weights.map { sum.dividingFullWidth($0.multipliedFullWidth(by: count)) }
    var small = share.indices.filter { share[$0].quotient == 0 }
    var large = share.indices.filter { share[$0].quotient > 0 }
    // A cell that is never closed below is full.
    var cells = weights.indices.map { Cell(threshold: .max, alias: $0) }
    while let j = small.popLast(), let k = large.last {
      cells[j].threshold = sum.dividingFullWidth((share[j].remainder, 0)).quotient
      cells[j].alias = k
      // Outcome k gives the rest of cell j, (W − remainder of j) units.
      let rest = share[k].remainder + share[j].remainder
      if rest >= sum {
        share[k].remainder = rest - sum
      } else {
        share[k].remainder = rest
        share[k].quotient -= 1
      }
      if share[k].quotient == 0 {
        large.removeLast()
        small.append(k)
      }
    }
    return cells
  }

  /// Draws an outcome's number.
  ///
  /// - Complexity: O(1), one word of the stream, even if there is a single outcome.
  @inlinable
  public func sample(using stream: inout Stream) -> Int { outcome(of: stream.next()) }

  /// The outcome that a word draws.
  @inlinable @inline(__always)
  func outcome(of word: UInt64) -> Int {
    let place = word.multipliedFullWidth(by: UInt64(truncatingIfNeeded: cells.count))
    let index = Int(truncatingIfNeeded: place.high)
    let cell = cells[index]
    return place.low < cell.threshold ? index : cell.alias
  }
}
