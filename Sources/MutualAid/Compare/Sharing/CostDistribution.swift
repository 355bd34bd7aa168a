public import Probability

/// The law of a cost in fen over futures: of a sample of them, or exact.
public enum CostDistribution: Sendable {
  /// One cost a replication.
  case sample(Tally)
  /// An exact law.
  case law(DiscretePoints)

  /// A part of all futures with the interval of its estimate, which is empty of a law.
  public struct Share: Hashable, Sendable {
    /// The part.
    public let value: Double
    /// The lower end of the interval.
    public let lower: Double
    /// The upper end of the interval.
    public let upper: Double

    init(_ value: Double) { (self.value, lower, upper) = (value, value, value) }

    init(_ estimate: ProportionEstimate) {
      (value, lower, upper) = (estimate.value, estimate.lower, estimate.upper)
    }
  }

  /// The mean with its Monte Carlo error, or `nil` if there are no futures.
  public var mean: Estimate? {
    switch self {
    case .sample(let costs): costs.mean
    case .law(let law): law.mean.map { Estimate(value: $0, standardError: 0) }
    }
  }

  /// The standard deviation over futures, or `nil` if there are fewer than two.
  public var standardDeviation: Double? {
    switch self {
    case .sample(let costs):
      costs.standardDeviation.flatMap { $0.value.isFinite ? $0.value : nil }
    case .law(let law): law.standardDeviation
    }
  }

  /// The smallest cost with F ≥ p, with the bounds of its estimate.
  ///
  /// - Precondition: `p` is above 0 and at most 1.
  public func quantile(
    _ p: Double, confidence: Double = 0.95
  ) -> (value: Int, lower: Int?, upper: Int?)? {
    switch self {
    case .sample(let costs):
      costs.quantile(p, confidence: confidence).map { ($0.value, $0.lower, $0.upper) }
    case .law(let law):
      law.quantile(p).map { ($0, $0, $0) }
    }
  }

  /// The part of futures in which the cost is below an amount, and that in which it is above.
  public func sides(
    of amount: Int, confidence: Double = 0.95
  ) -> (below: Share, above: Share)? {
    switch self {
    case .sample(let costs):
      guard costs.count > 0 else { return nil }
      func share(_ hits: Int) -> Share {
        Share(ProportionEstimate(hits: hits, of: costs.count, confidence: confidence))
      }
      return (
        share(costs.count(atMost: amount - 1)), share(costs.count - costs.count(atMost: amount))
      )
    case .law(let law):
      return (Share(law.cumulative(amount - 1)), Share(law.survival(amount)))
    }
  }

  /// The figure by a measure, with its Monte Carlo error.
  ///
  /// - Throws: `UtilityError`.
  public func figure(by measure: CostMeasure) throws(UtilityError) -> Estimate {
    switch self {
    case .sample(let costs): try measure.figure(of: costs)
    case .law(let law): try measure.figure(of: law)
    }
  }

  /// At most so many points that stand for the law, each with its probability.
  ///
  /// Neighbouring costs are put together at their mean, so that the mean stays.
  func points(atMost limit: Int = 256) -> [(cost: Double, chance: Double)] {
    var all: [(cost: Double, chance: Double)]
    switch self {
    case .sample(let costs):
      all = costs.values.map { (Double($0.value), Double($0.count) / Double(costs.count)) }
    case .law(let law):
      all = law.values.indices.map { (Double(law.values[$0]), law.masses[$0]) }
      all.removeAll { $0.chance <= 0 }
    }
    guard all.count > limit else { return all }
    var merged: [(cost: Double, chance: Double)] = []
    var (sum, chance, done) = (0.0, 0.0, 0.0)
    for point in all {
      sum += point.cost * point.chance
      chance += point.chance
      guard done + chance >= Double(merged.count + 1) / Double(limit) else { continue }
      merged.append((sum / chance, chance))
      done += chance
      (sum, chance) = (0, 0)
    }
    if chance > 0 { merged.append((sum / chance, chance)) }
    return merged
  }
}
