internal import MutualAid
internal import Probability

/// What is reported of one measure.
struct Figure {
  /// The measure.
  let measure: Measure
  /// Its values over the replications.
  let tally: Tally
  /// How its values become figures.
  let scale: Scale
  /// The mean in the measure's own whole unit; `nil` without replications.
  let mean: Double?
  /// The standard error of the mean; `nil` where the replications are too few to tell.
  let error: Double?
  /// The standard deviation over futures; `nil` where the replications are too few to tell.
  let deviation: Double?
  /// The quantiles over futures, in the order of the options; empty without replications.
  let quantiles: [QuantileEstimate]
  /// How often it happened, where the measure says whether something did.
  let probability: ProportionEstimate?

  /// The figure of a settled tally.
  init(
    _ measure: Measure, tally: Tally, scale: Scale, ranks: [QuantileInterval], confidence: Double
  ) {
    self.measure = measure
    self.tally = tally
    self.scale = scale
    let mean = tally.mean
    self.mean = mean?.value
    error = mean.flatMap { $0.standardError.isFinite ? $0.standardError : nil }
    deviation = tally.standardDeviation?.value
    let isIndicator = measure.quantity.unit == .indicator
    quantiles = isIndicator ? [] : ranks.compactMap { tally.quantile($0) }
    probability = isIndicator ? tally.proportion(above: 0, confidence: confidence) : nil
  }

  /// The mean and its error as people read them.
  var short: (mean: String, error: String) { scale.short(mean: mean, error: error) }

  /// A value of the figure as people read it.
  func short(_ value: Int?) -> String { scale.short(value, beside: tally.maximum) }

  /// The mean as people read it, in percent for a probability.
  var shortMean: String {
    probability.map { NumberText.percent($0.value) } ?? short.mean
  }
}
