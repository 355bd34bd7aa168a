/// What a report shows.
public struct ReportOptions: Sendable {
  /// The probabilities at which quantiles are reported, ascending and without repetition.
  public var quantiles: [Double]
  /// The confidence of all intervals: of the estimate, not of the range over futures.
  public var confidence: Double
  /// Amounts in the currency's minor unit: for each, the probability that a year costs more.
  ///
  /// The yearly caps of the scenario are reported in any case.
  public var amounts: [Int]

  /// The quantiles that are reported unless told otherwise.
  public static let usualQuantiles = [0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.995, 0.999]

  /// What a report shows; the usual unless told otherwise.
  ///
  /// - Precondition: Every quantile is in `0...1`, and the confidence is above 0 and below 1.
  public init(
    quantiles: [Double] = ReportOptions.usualQuantiles, confidence: Double = 0.95,
    amounts: [Int] = []
  ) {
    precondition(quantiles.allSatisfy { 0...1 ~= $0 }, "a quantile is in 0...1")
    precondition(0 < confidence && confidence < 1, "a confidence is above 0 and below 1")
    self.quantiles = Set(quantiles).sorted()
    self.confidence = confidence
    self.amounts = amounts
  }

  /// The usual report.
  public static let usual = ReportOptions()

  /// At most `count` of the quantiles, for a table that people read.
  ///
  /// All of them where they fit; otherwise those that a reader looks for first.
  func quantiles(atMost count: Int) -> [Double] {
    guard quantiles.count > count else { return quantiles }
    let wanted = [0.5, 0.95, 0.05, 0.99, 0.25, 0.75, 0.995, 0.9].filter(quantiles.contains)
    let others = quantiles.filter { !wanted.contains($0) }
    return (wanted + others).prefix(count).sorted()
  }
}
