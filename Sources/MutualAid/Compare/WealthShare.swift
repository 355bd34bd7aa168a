public import Probability

/// A share of wealth that the richest hold, published or as a scenario states it.
public struct WealthShare: Hashable, Sendable {
  /// The richest, as a fraction of all.
  public let topFraction: Double
  /// The share that they hold.
  public let share: Double
  /// The wealth above which they are counted, in fen, if it is published.
  public let threshold: Int?
  /// The mean wealth of all, in fen, if it is published.
  public let mean: Double?
  /// The wealth that half of all have at most, in fen, if it is known.
  public let median: Double?
  /// What the figures are about.
  public let scope: String
  /// Where they are published.
  public let source: String

  /// A share and what is known of the level.
  public init(
    topFraction: Double, share: Double, threshold: Int? = nil, mean: Double? = nil,
    median: Double? = nil, scope: String, source: String
  ) {
    self.topFraction = topFraction
    self.share = share
    self.threshold = threshold
    self.mean = mean
    self.median = median
    self.scope = scope
    self.source = source
  }

  /// Retail clients of China Merchants Bank at the end of 2020: 1.96 % with 500,000 yuan or more hold
  /// 82.15 % of 8,941.757 billion yuan, which 158 million clients have.
  public static let merchantsBank2020 = WealthShare(
    topFraction: 0.0196, share: 0.8215, threshold: 50_000_000, mean: 8_941_757e6 / 158e6 * 100,
    scope: "assets of retail clients at the end of 2020",
    source: "China Merchants Bank (招商银行), annual report 2020, as the press quotes it")

  /// The same bank at the end of 2019: 1.84 % hold 81.2 %.
  public static let merchantsBank2019 = WealthShare(
    topFraction: 0.0184, share: 0.812, threshold: 50_000_000, mean: nil,
    scope: "assets of retail clients at the end of 2019",
    source: "China Merchants Bank (招商银行), annual report 2020, as the press quotes it")

  /// Urban households in October 2019: the richest 10 % own 47.5 % of all assets, 3.179 million yuan
  /// in the mean.
  public static let urbanHouseholds2019 = WealthShare(
    topFraction: 0.1, share: 0.475, threshold: nil, mean: 317_900_000,
    scope: "total assets of some 30,000 urban households",
    source: "People's Bank of China (中国人民银行), survey of October 2019, as the press quotes it")

  /// The Pareto law of this share, in fen, by the mean if it is known, else the median or the threshold.
  ///
  /// - Throws: `ParameterError`. There is no law without one of them, which is `nil`.
  public func pareto() throws(ParameterError) -> Pareto? {
    if let mean { return try Pareto(topFraction: topFraction, holding: share, mean: mean) }
    if let median {
      let unit = try Pareto(topFraction: topFraction, holding: share, mean: 1)
      let mean = median / unit.quantile(0.5)
      return try Pareto(topFraction: topFraction, holding: share, mean: mean)
    }
    guard let threshold else { return nil }
    return try Pareto(topFraction: topFraction, holding: share, above: Double(threshold))
  }

  /// The lognormal law of this share, in fen, by the mean if it is known, else the median or the
  /// threshold.
  ///
  /// - Throws: `ParameterError`. There is no law without one of them, which is `nil`.
  public func logNormal() throws(ParameterError) -> LogNormal? {
    if let mean { return try LogNormal(topFraction: topFraction, holding: share, mean: mean) }
    if let median {
      let unit = try LogNormal(topFraction: topFraction, holding: share, mean: 1)
      let mean = median / unit.quantile(0.5)
      return try LogNormal(topFraction: topFraction, holding: share, mean: mean)
    }
    guard let threshold else { return nil }
    return try LogNormal(topFraction: topFraction, holding: share, above: Double(threshold))
  }
}
