public import Probability

/// What two ways to pay cost in the same futures: replication by replication, on the same draws.
///
/// A cost is a whole number of fen in one replication: what a member of a cohort who stayed all year
/// pays, or what a whole membership costs. All sums are integers, and so any order and grouping of
/// replications gives the same figures to the bit.
public struct PairedCosts: Equatable, Sendable {
  /// The costs of the first way, such as sharing.
  public private(set) var first: Tally
  /// The costs of the second way, such as a premium.
  public private(set) var second: Tally
  /// First − second in each replication.
  public private(set) var difference: Tally
  /// Sums over the pairs, for the errors of means and of their ratio.
  public private(set) var pairs = PairedDifference()
  private var firstIsCheaper = 0
  private var secondIsCheaper = 0

  /// No replications.
  ///
  /// - Parameter limit: The most distinct costs that a tally holds exactly.
  /// - Precondition: `limit` is at least 129.
  public init(limit: Int = 32_768) {
    first = Tally(limit: limit)
    second = Tally(limit: limit)
    difference = Tally(limit: limit)
  }

  /// Adds the two costs of a replication, in fen.
  ///
  /// - Precondition: Their difference is an `Int`.
  /// - Complexity: O(1) on average.
  public mutating func add(_ a: Int, _ b: Int) {
    first.add(a)
    second.add(b)
    difference.add(a - b)
    pairs.add(a, b)
    if a < b { firstIsCheaper += 1 }
    if b < a { secondIsCheaper += 1 }
  }

  /// Adds the replications of another.
  ///
  /// - Precondition: The limits are the same.
  public mutating func merge(_ other: PairedCosts) {
    first.merge(other.first)
    second.merge(other.second)
    difference.merge(other.difference)
    pairs.merge(other.pairs)
    firstIsCheaper += other.firstIsCheaper
    secondIsCheaper += other.secondIsCheaper
  }

  /// The number of replications.
  public var count: Int { pairs.count }

  /// The mean of first − second in fen with the standard error of the pairs, or `nil` without any.
  public var meanDifference: Estimate? { pairs.mean }

  /// Mean of the first over mean of the second, or `nil` if that is 0 or there is no replication.
  public var ratio: Estimate? { pairs.ratio }

  /// The difference of two figures by a measure, first − second, in fen.
  ///
  /// By the mean it has the error of the pairs. By another measure the errors of both are added, as
  /// if they never moved together for the better: no pairing exceeds it.
  ///
  /// - Throws: `UtilityError`.
  public func difference(by measure: CostMeasure) throws(UtilityError) -> Estimate {
    if measure == .mean {
      guard let mean = meanDifference else { throw .noCosts }
      return mean
    }
    let (a, b) = (try measure.figure(of: first), try measure.figure(of: second))
    return Estimate(value: a.value - b.value, standardError: a.standardError + b.standardError)
  }

  /// The share of futures in which the first is cheaper, the second, and in which they cost the same.
  ///
  /// Each with Wilson's interval; the three shares sum to 1.
  ///
  /// - Returns: `nil` if there are no replications.
  /// - Precondition: `confidence` is above 0 and below 1.
  public func cheaper(
    confidence: Double = 0.95
  ) -> (first: ProportionEstimate, second: ProportionEstimate, neither: ProportionEstimate)? {
    guard count > 0 else { return nil }
    func share(_ hits: Int) -> ProportionEstimate {
      ProportionEstimate(hits: hits, of: count, confidence: confidence)
    }
    return (
      share(firstIsCheaper), share(secondIsCheaper),
      share(count - firstIsCheaper - secondIsCheaper)
    )
  }
}

extension PairedCosts {
  /// The form of the words, which changes when their order does.
  private static let form: UInt64 = 0x5041_4952_4353_0001  // "PAIRCS", 1

  /// All replications as 64-bit words, for a file: a shard to be merged later.
  public var words: [UInt64] {
    var words = [Self.form, UInt64(firstIsCheaper), UInt64(secondIsCheaper)]
    for part in [first.words, second.words, difference.words, pairs.words] {
      words.append(UInt64(part.count))
      words += part
    }
    return words
  }

  /// The replications that were written as these words.
  ///
  /// - Throws: `TallyError` if the words are not those of paired costs.
  public init(words: [UInt64]) throws(TallyError) {
    guard words.first == Self.form else { throw .unknownForm }
    guard words.count > 3 else { throw .wrongLength }
    var rest = words.dropFirst(3)
    func part() throws(TallyError) -> [UInt64] {
      guard let length = rest.popFirst(), length <= rest.count else { throw .wrongLength }
      defer { rest = rest.dropFirst(Int(length)) }
      return Array(rest.prefix(Int(length)))
    }
    first = try Tally(words: part())
    second = try Tally(words: part())
    difference = try Tally(words: part())
    pairs = try PairedDifference(words: part())
    guard rest.isEmpty else { throw .wrongLength }
    let sums = (pairs.firstSum, pairs.secondSum, pairs.firstSum - pairs.secondSum)
    guard [first, second, difference].allSatisfy({ [count = pairs.count] in $0.count == count }),
      (first.sum, second.sum, difference.sum) == sums
    else { throw .inconsistent("the tallies of paired costs") }
    guard let a = Int(exactly: words[1]), let b = Int(exactly: words[2]),
      a <= pairs.count, b <= pairs.count - a
    else { throw .inconsistent("how often each was cheaper") }
    (firstIsCheaper, secondIsCheaper) = (a, b)
  }
}
