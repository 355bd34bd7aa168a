extension Tally {
  /// The quantile at `p`, the smallest outcome x with F(x) ≥ p, with an interval for the true one.
  ///
  /// The interval is between two order statistics and assumes nothing of the law of the outcomes:
  /// see `QuantileInterval`. In a tally that is not exact each of the three is within
  /// `relativeError` of the outcome of its rank, and the first and last rank are exact.
  ///
  /// - Parameters:
  ///   - p: The probability, taken as the decimal that it rounds; 0 is the minimum, 1 the maximum.
  ///   - confidence: The share of runs whose interval holds the true quantile, at least.
  /// - Returns: `nil` if there are no outcomes.
  /// - Precondition: `p` is in `0...1`, and `confidence` is above 0 and below 1.
  /// - Complexity: O(*k* + √*n*), where *k* is the number of buckets and *n* of outcomes.
  public func quantile(_ p: Double, confidence: Double = 0.95) -> QuantileEstimate? {
    guard count > 0 else { return nil }
    return quantile(QuantileInterval(count: count, p: p, confidence: confidence))
  }

  /// The quantile of these ranks, for many tallies of the same count.
  ///
  /// - Returns: `nil` if there are no outcomes.
  /// - Precondition: The ranks are those for this tally's count.
  public func quantile(_ ranks: QuantileInterval) -> QuantileEstimate? {
    let tally = settled
    guard count > 0 else { return nil }
    precondition((ranks.upper ?? ranks.rank) <= count, "the ranks are those of another count")
    return QuantileEstimate(
      value: tally.outcome(ofRank: ranks.rank),
      lower: ranks.lower.map(tally.outcome), upper: ranks.upper.map(tally.outcome))
  }

  /// The outcome of a rank, 1 for the smallest, in a settled tally.
  func outcome(ofRank rank: Int) -> Int {
    if rank == 1 { return smallest }
    if rank == count { return largest }
    var seen = 0
    for entry in table.entries {
      seen += entry.count
      if seen >= rank { return value(of: entry) }
    }
    assertionFailure("rank \(rank) is above the count of \(count)")
    return value(of: table.entries[table.entries.count - 1])
  }

  /// The number of outcomes that are at most `x`, where a bucket counts as its middle.
  ///
  /// - Complexity: O(*k*), where *k* is the number of buckets.
  public func count(atMost x: Int) -> Int {
    let tally = settled
    var seen = 0
    for entry in tally.table.entries {
      if tally.value(of: entry) > x { break }
      seen += entry.count
    }
    return seen
  }

  /// The probability of an outcome of at most `x`, with Wilson's interval.
  ///
  /// - Returns: `nil` if there are no outcomes.
  /// - Precondition: `confidence` is above 0 and below 1.
  public func proportion(atMost x: Int, confidence: Double = 0.95) -> ProportionEstimate? {
    guard count > 0 else { return nil }
    return ProportionEstimate(hits: count(atMost: x), of: count, confidence: confidence)
  }

  /// The probability of an outcome above `x`, with Wilson's interval.
  ///
  /// - Returns: `nil` if there are no outcomes.
  /// - Precondition: `confidence` is above 0 and below 1.
  public func proportion(above x: Int, confidence: Double = 0.95) -> ProportionEstimate? {
    guard count > 0 else { return nil }
    return ProportionEstimate(hits: count - count(atMost: x), of: count, confidence: confidence)
  }
}
