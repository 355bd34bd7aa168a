/// A law of whole numbers in an alias table, cut where nothing is as likely as 10⁻¹⁹.
///
/// What is drawn differs from the law by at most 2⁻⁴⁷ in total variation, see `BlockAlias`.
struct AliasedCounts: Equatable, Sendable {
  /// The number that the table's outcome 0 stands for.
  let first: Int
  let table: BlockAlias

  /// The table of a law of counts, within a range of 9.5 standard deviations about its mean.
  ///
  /// It is `nil` if the table would have more outcomes than it may.
  init?(_ law: some DiscreteLaw, most: Int = .max) {
    let (first, masses) = Self.masses(of: law, most: most)
    guard masses.count <= BlockAlias.mostOutcomes, let table = try? BlockAlias(weights: masses)
    else { return nil }
    self.first = first
    self.table = table
  }

  /// The first number that is not too unlikely, and the probabilities from it on.
  static func masses(of law: some DiscreteLaw, most: Int) -> (first: Int, masses: [Double]) {
    let reach = 9.5 * law.variance.squareRoot()
    let first = max(0, Int(law.mean - reach))
    // The upper tail of a small mean is the longer one.
    let last = min(most, Int(law.mean + reach) + 40)
    return (first, (first...max(first, last)).map(law.mass))
  }
}
