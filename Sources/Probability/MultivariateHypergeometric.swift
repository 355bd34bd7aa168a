/// The counts of several kinds of items in a draw without replacement.
///
///     P(X = x) = C(n₁, x₁) … C(nₖ, xₖ) / C(n, D)        x₁ + … + xₖ = D, n₁ + … + nₖ = n
///
/// with means Dnᵢ/n. It is drawn as one hypergeometric count after the other, each from what is left.
public struct MultivariateHypergeometric: Equatable, Sendable {
  /// The number of items of each kind.
  public let counts: [Int]
  /// The number of items drawn D.
  public let drawn: Int

  /// The law of the kinds of `drawn` items.
  ///
  /// - Throws: `ParameterError` if a count is negative, their sum is above 2⁴⁰, or `drawn` is not from
  ///   0 to the sum.
  public init(counts: [Int], drawn: Int) throws(ParameterError) {
    let law = "MultivariateHypergeometric"
    var population = 0
    for count in counts {
      guard count >= 0 else {
        throw ParameterError(
          law: law, parameter: "count", found: Double(count), allowed: "at least 0")
      }
      population = population.addingReportingOverflow(count).partialValue
      guard 0...Hypergeometric.largestPopulation ~= population else {
        throw ParameterError(
          law: law, parameter: "sum of the counts", found: Double(population),
          allowed: "at most 2^40")
      }
    }
    guard 0...population ~= drawn else {
      throw ParameterError(
        law: law, parameter: "drawn", found: Double(drawn),
        allowed: "from 0 to the population, \(population)")
    }
    self.counts = counts
    self.drawn = drawn
  }

  /// D nᵢ / n, 0 if there are no items.
  public var mean: [Double] {
    let population = counts.reduce(0, +)
    return counts.map {
      population == 0 ? 0 : Double(drawn) * Double($0) / Double(population)
    }
  }

  /// Draws how many items of each kind there are among `drawn`.
  ///
  /// - Complexity: O(*k*) for *k* kinds.
  public func sample(using stream: inout Stream) -> [Int] {
    var result = [Int](repeating: 0, count: counts.count)
    Self.sample(counts: counts, drawn: drawn, into: &result, using: &stream)
    return result
  }

  /// Draws how many items of each kind there are among `drawn`, without setting a law up.
  ///
  /// - Precondition: No count is negative, their sum is at most 2⁴⁰, `drawn` is from 0 to the sum, and
  ///   `result` has one element for each kind.
  /// - Complexity: O(*k*) for *k* kinds. No memory is taken.
  @inlinable
  public static func sample(
    counts: [Int], drawn: Int, into result: inout [Int], using stream: inout Stream
  ) {
    precondition(
      result.count == counts.count,
      "there are \(counts.count) kinds, but room for \(result.count) counts")
    for kind in result.indices { result[kind] = 0 }
    counts.withUnsafeBufferPointer {
      draw(drawn, of: $0, using: &stream) { kind, count in result[kind] = count }
    }
  }

  /// Draws some items, and takes them out.
  ///
  /// - Parameters:
  ///   - drawn: How many.
  ///   - counts: The items of each kind.
  ///   - stream: Tells their kinds.
  ///   - body: Told each kind that some are of, and how many.
  /// - Precondition: No count is negative, their sum is at most 2⁴⁰, and `drawn` is from 0 to the sum.
  /// - Complexity: O(*k*) for *k* kinds. No memory is taken.
  @inlinable
  public static func take(
    _ drawn: Int, from counts: UnsafeMutableBufferPointer<Int>, using stream: inout Stream,
    each body: (_ kind: Int, _ count: Int) -> Void
  ) {
    draw(drawn, of: UnsafeBufferPointer(counts), using: &stream) { kind, count in
      counts[kind] -= count
      body(kind, count)
    }
  }

  /// Draws some items; once a kind has been told, it is not looked at again.
  @inlinable
  static func draw(
    _ drawn: Int, of counts: UnsafeBufferPointer<Int>, using stream: inout Stream,
    each body: (_ kind: Int, _ count: Int) -> Void
  ) {
    var population = 0
    for count in counts { population &+= count }
    precondition(0...population ~= drawn, "\(drawn) of \(population) cannot be drawn")
    var rest = drawn
    for kind in counts.indices where counts[kind] > 0 {
      guard rest > 0 else { return }
      let count = Hypergeometric.sample(
        population: population, marked: counts[kind], drawn: rest, using: &stream)
      population -= counts[kind]
      guard count > 0 else { continue }
      rest -= count
      body(kind, count)
    }
  }
}
