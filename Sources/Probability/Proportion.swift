/// How often something happened, with Wilson's interval for its probability.
///
/// With h hits in n replications, p̂ = h/n and z the normal quantile of the confidence, the interval is
///
///     (p̂ + z²/2n ± z √(p̂(1 − p̂)/n + z²/4n²)) / (1 + z²/n)
///
/// It stays within 0 and 1, and is not empty when nothing, or everything, was a hit: no hits in n
/// give an upper end of z²/(n + z²), some 3.84/n at 95 %.
///
/// > E. B. Wilson. "Probable inference, the law of succession, and statistical inference."
/// > *Journal of the American Statistical Association* 22 (1927), 209–212.
/// > doi:[10.1080/01621459.1927.10502953](https://doi.org/10.1080/01621459.1927.10502953)
public struct ProportionEstimate: Hashable, Sendable {
  /// The replications in which it happened.
  public let hits: Int
  /// All replications.
  public let count: Int
  /// The share of replications in which it happened.
  public let value: Double
  /// The lower end of the interval.
  public let lower: Double
  /// The upper end of the interval.
  public let upper: Double

  /// The proportion of hits among all replications.
  ///
  /// - Precondition: `count` is positive, `hits` is in `0...count`, and `confidence` is above 0 and
  ///   below 1.
  public init(hits: Int, of count: Int, confidence: Double = 0.95) {
    precondition(count > 0, "a proportion should be of something, but the count is \(count)")
    precondition(0...count ~= hits, "the hits should be in 0...\(count), but are \(hits)")
    let z = EstimateFunctions.normalReach(confidence: confidence)
    let n = Double(count)
    let p = Double(hits) / n
    let centre = p + z * z / (2 * n)
    let reach = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    let scale = 1 + z * z / n
    self.hits = hits
    self.count = count
    value = p
    // At the ends the formula gives 0 and 1 exactly, but rounding would not.
    lower = hits == 0 ? 0 : (centre - reach) / scale
    upper = hits == count ? 1 : (centre + reach) / scale
  }
}
