/// Two quantities of the same replications, and what lies between them.
///
/// Two scenarios that share their draws move together, so their difference is known far better than
/// either. All sums are integers: adding and merging in any order gives the same bits.
///
///     Var(A − B) = Var A + Var B − 2 Cov(A, B)
public struct PairedDifference: Hashable, Sendable {
  private var firsts = PowerSums()
  private var seconds = PowerSums()
  private var differences = PowerSums()

  /// No replications.
  public init() {}

  /// Adds the two outcomes of a replication.
  ///
  /// - Precondition: Their difference is an `Int`.
  /// - Complexity: O(1).
  public mutating func add(_ first: Int, _ second: Int) {
    firsts.add(first)
    seconds.add(second)
    differences.add(first - second)
  }

  /// Adds the replications of another.
  public mutating func merge(_ other: PairedDifference) {
    firsts.merge(other.firsts)
    seconds.merge(other.seconds)
    differences.merge(other.differences)
  }

  /// The number of replications.
  public var count: Int { firsts.count }

  /// The sum of the first quantity over all replications, exact.
  public var firstSum: Int128 { firsts.sum }

  /// The sum of the second quantity over all replications, exact.
  public var secondSum: Int128 { seconds.sum }

  /// The mean of the first quantity, or `nil` if there are no replications.
  public var first: Estimate? { firsts.meanEstimate }

  /// The mean of the second quantity, or `nil` if there are no replications.
  public var second: Estimate? { seconds.meanEstimate }

  /// The mean of first − second with the standard error of the pairs, or `nil` without replications.
  public var mean: Estimate? { differences.meanEstimate }

  /// The ratio of expectations, first to second, with its linearised standard error.
  ///
  /// With means ȳ of the first and x̄ of the second over n replications and R = ȳ/x̄:
  ///
  ///     se(R) = √((s²_y − 2 R s_xy + R² s²_x) / n) / |x̄|
  ///
  /// The estimate is biased by order 1/n, which is small against its error for large n.
  ///
  /// - Returns: `nil` if the second quantity's mean is 0 or there are no replications.
  ///
  /// > W. G. Cochran. *Sampling Techniques.* 3rd edition, Wiley, 1977, sections 2.11 and 6.4.
  public var ratio: Estimate? {
    guard count > 0, seconds.sum != 0 else { return nil }
    let ratio = firsts.mean / seconds.mean
    guard count > 1 else { return Estimate(value: ratio, standardError: .infinity) }
    let (varY, varX) = (firsts.variance, seconds.variance)
    let covariance = (varY + varX - differences.variance) / 2
    // Rounding may leave a little less than nothing of a ratio that never varies.
    let residual = max(varY - 2 * ratio * covariance + ratio * ratio * varX, 0)
    return Estimate(
      value: ratio, standardError: (residual / Double(count)).squareRoot() / abs(seconds.mean))
  }

  /// How many times fewer replications the pairs need than two independent runs.
  ///
  /// - Returns: (Var A + Var B) / Var(A − B), or `nil` if there are fewer than two replications or
  ///   the difference never varies.
  public var varianceReduction: Double? {
    guard count > 1, differences.variance > 0 else { return nil }
    return (firsts.variance + seconds.variance) / differences.variance
  }

  /// The form of the words, which changes when their order does.
  private static let form: UInt64 = 0x5041_4952_0000_0001  // "PAIR", 1

  /// All sums as 64-bit words, for a file: a shard to be merged later.
  public var words: [UInt64] {
    var words = [Self.form]
    append(to: &words)
    return words
  }

  /// The sums that were written as these words.
  ///
  /// - Throws: `TallyError` if the words are not those of paired sums.
  public init(words: [UInt64]) throws(TallyError) {
    var reader = WordReader(words)
    guard try reader.word() == Self.form else { throw .unknownForm }
    try self.init(from: &reader)
    try reader.finish()
  }

  func append(to words: inout [UInt64]) {
    firsts.append(to: &words)
    seconds.append(to: &words)
    differences.append(to: &words)
  }

  init(from reader: inout WordReader) throws(TallyError) {
    firsts = try PowerSums(from: &reader)
    seconds = try PowerSums(from: &reader)
    differences = try PowerSums(from: &reader)
    guard firsts.count == seconds.count, firsts.count == differences.count,
      firsts.sum - seconds.sum == differences.sum
    else { throw .inconsistent("the sums of a difference") }
  }
}
