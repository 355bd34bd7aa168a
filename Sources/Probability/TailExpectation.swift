extension Tally {
  /// The expected outcome given that it falls in the worst `1 - level` of cases.
  ///
  /// Also called CTE, TVaR or expected shortfall. Larger outcomes are worse. With the n outcomes in
  /// ascending order x₁ ≤ … ≤ xₙ and k = ⌊nα⌋ + 1, this is the exact estimator, which splits the
  /// outcome that straddles α:
  ///
  ///     CTE(α) = ((k/n − α) xₖ + (xₖ₊₁ + … + xₙ)/n) / (1 − α)
  ///
  /// It is worked out as q + (Σ (x − q)⁺/n) / (1 − α), the same number, with q the quantile at α.
  /// The standard error is that of the influence function ((x − q)⁺/(1 − α)) + const: the standard
  /// deviation of (x − q)⁺ over (1 − α)√n. It tends to Manistre and Hancock's
  /// √((Var(X | X > q) + α (CTE − q)²) / (n (1 − α))), and holds for laws with atoms as well unless
  /// the distribution function is flat at α.
  ///
  /// - Parameter level: The level α, at least 0 and below 1. At 0 the result is the mean.
  /// - Returns: The expectation in the outcomes' unit, or `nil` if there are none. Where the tail is
  ///   one outcome or less, n(1 − α) ≤ 1, the standard error is infinite.
  /// - Precondition: `level` is in `0..<1`.
  /// - Complexity: O(*k*), where *k* is the number of buckets.
  ///
  /// > M. R. Hardy. *An Introduction to Risk Measures for Actuarial Applications.*
  /// > Society of Actuaries study note, 2006.
  /// >
  /// > B. J. Manistre, G. H. Hancock. "Variance of the CTE estimator." *North American Actuarial
  /// > Journal* 9 (2005), 129–156.
  /// > doi:[10.1080/10920277.2005.10596207](https://doi.org/10.1080/10920277.2005.10596207)
  public func tailExpectation(level: Double) -> Estimate? {
    precondition(0 <= level && level < 1, "a tail's level should be in 0..<1, but is \(level)")
    guard count > 0 else { return nil }
    let tally = settled
    let quantile = tally.outcome(ofRank: QuantileInterval.rank(of: level, count: count))
    var excess = 0.0
    var squares = 0.0
    for entry in tally.table.entries.reversed() {
      let value = tally.value(of: entry)
      guard value > quantile else { break }
      let above = Double(Int128(value) - Int128(quantile))
      excess += Double(entry.count) * above
      squares += Double(entry.count) * above * above
    }
    let n = Double(count)
    let tail = n * (1 - level)
    let deviations = max(squares - excess * excess / n, 0)
    return Estimate(
      value: Double(quantile) + excess / tail,
      standardError: tail <= 1 + 0x1p-40 || count == 1
        ? .infinity : (deviations * n / (n - 1)).squareRoot() / tail)
  }
}
