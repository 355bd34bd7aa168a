import Probability
import RealModule

/// One statistic of a figure, exact and simulated.
public struct LawCheck: Sendable {
  /// What is checked.
  public enum Statistic: Hashable, Sendable {
    /// The mean.
    case mean
    /// The standard deviation; the simulated one is about the exact mean.
    case deviation
    /// The quantile at a level.
    case quantile(Double)
  }

  /// What is checked.
  public let statistic: Statistic
  /// The exact value, or the two that it lies between.
  public let exact: ClosedRange<Double>
  /// The simulated value.
  public let simulated: Double
  /// The standard error of a mean or a deviation; `nil` for a quantile.
  public let error: Double?
  /// The order statistics that enclose a quantile at 95 %; `nil` for a mean or a deviation, and
  /// where the replications are too few.
  public let interval: ClosedRange<Double>?
  /// How many standard errors the simulated value lies above the exact one, or from the nearer of
  /// the two; that of a quantile is found from the number of replications up to it.
  public let score: Double
  /// A bound on the probability of a deviation at least as large, on either side of the exact value.
  public let chance: Double
  /// How many tests were made.
  public let tests: Int

  /// Whether chance alone would hardly bring it about.
  public func disagrees(at threshold: Double) -> Bool { chance < threshold }
}

extension LawCheck {
  /// Both sides of a bound on one.
  private static func twoSided(_ logProbability: Double) -> Double {
    min(1, 2 * .exp(logProbability))
  }

  /// The mean: a simulated quantity that is never above another has no greater a mean.
  init?(mean tally: Tally, law: ExactLaw) {
    guard let estimate = tally.mean else { return nil }
    let least = SampleMeanBound(law.least)
    let greatest = SampleMeanBound(law.greatest)
    statistic = .mean
    exact = law.mean
    simulated = estimate.value
    error = estimate.standardError
    interval = nil
    (score, chance) = Self.judge(estimate.value, least, greatest, count: tally.count)
    tests = 1
  }

  /// The standard deviation, by the mean square distance from the exact mean.
  ///
  /// What is shown as simulated is its root, about the exact mean and not about the simulated one.
  ///
  /// A quantity S that stays within w below H is at a distance from any point that differs from H's
  /// by at most w.
  init?(deviation tally: Tally, law: ExactLaw) {
    guard let mean = tally.mean?.value, let estimate = tally.standardDeviation,
      let exact = law.standardDeviation, let width = law.width
    else { return nil }
    let centre = law.greatest.mean ?? 0
    let count = Double(tally.count)
    let square =
      estimate.value * estimate.value * (count - 1) / count + (mean - centre) * (mean - centre)
    func bound(_ sign: Double) -> SampleMeanBound {
      SampleMeanBound(law.greatest) { value in
        let distance = max(0, abs(value - centre) + sign * Double(width))
        return distance * distance
      }
    }
    statistic = .deviation
    self.exact = exact
    simulated = square.squareRoot()
    let (least, greatest) = (bound(-1), bound(1))
    error =
      exact.upperBound > 0
      ? greatest.standardDeviation / (2 * exact.upperBound * count.squareRoot()) : 0
    interval = nil
    (score, chance) = Self.judge(square, least, greatest, count: tally.count)
    tests = 1
  }

  private static func judge(
    _ value: Double, _ least: SampleMeanBound, _ greatest: SampleMeanBound, count: Int
  ) -> (score: Double, chance: Double) {
    if value > greatest.mean {
      return (
        greatest.score(of: value, copies: count),
        twoSided(greatest.logProbability(ofMeanAtLeast: value, copies: count))
      )
    }
    if value < least.mean {
      return (
        least.score(of: value, copies: count),
        twoSided(least.logProbability(ofMeanAtMost: value, copies: count))
      )
    }
    return (0, 1)
  }

  /// A quantile, by the numbers of replications up to its greatest value and below its least.
  init?(quantile p: Double, _ tally: Tally, law: ExactLaw) {
    guard tally.count > 0, let estimate = tally.quantile(p) else { return nil }
    let exact = law.quantile(p)
    // Where the computation cannot tell the upper end, the lower one is as good a place to look.
    let top = exact.upperBound < .max ? exact.upperBound : exact.lowerBound
    let upTo = Self.count(tally, atMost: top, law)
    let below = Self.count(tally, atMost: exact.lowerBound - 1, law)
    statistic = .quantile(p)
    self.exact = Double(exact.lowerBound)...Double(top)
    simulated = Double(estimate.value)
    error = nil
    interval = estimate.lower.flatMap { lower in
      estimate.upper.map { Double(lower)...Double($0) }
    }
    // The larger deviation is shown; by sign it is the value's, not the count's.
    score = abs(upTo.score) >= abs(below.score) ? upTo.score : below.score
    chance = min(upTo.chance, below.chance)
    tests = 2
  }

  /// The number of replications up to a value, held against its binomial law.
  private static func count(
    _ tally: Tally, atMost x: Int, _ law: ExactLaw
  ) -> (score: Double, chance: Double) {
    let probability = law.cumulative(x)
    // A tally that had to merge outcomes tells the count to within its buckets.
    let reach = tally.isExact ? 0 : Int((Double(abs(x)) * tally.relativeError * 2).rounded(.up)) + 1
    let counts = tally.count(atMost: x - reach)...tally.count(atMost: x + reach)
    let n = tally.count
    func score(_ count: Int, _ p: Double) -> Double {
      let excess = Double(count) - Double(n) * p
      if abs(excess) <= 1e-9 * Double(n) { return 0 }
      return -excess / (Double(n) * p * (1 - p)).squareRoot()
    }
    if Double(counts.lowerBound) > Double(n) * probability.upperBound {
      let log = SampleMeanBound.logProbability(
        ofHitsAtLeast: counts.lowerBound, trials: n, probability: probability.upperBound)
      return (score(counts.lowerBound, probability.upperBound), twoSided(log))
    }
    if Double(counts.upperBound) < Double(n) * probability.lowerBound {
      let log = SampleMeanBound.logProbability(
        ofHitsAtMost: counts.upperBound, trials: n, probability: probability.lowerBound)
      return (score(counts.upperBound, probability.lowerBound), twoSided(log))
    }
    return (0, 1)
  }
}

extension SampleMeanBound {
  /// The bound for a function of a law.
  fileprivate init(_ law: DiscretePoints, of function: (Double) -> Double = { $0 }) {
    self.init(values: law.values.map { function(Double($0)) }, masses: law.masses)
  }
}
