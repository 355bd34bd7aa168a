public import Probability
internal import RealModule

/// The certain cost that is as bad as an uncertain one, to somebody with a given aversion to risk.
///
/// With X the cost, W the wealth, and M(k) = log(E e^(kY))/k the exponential mean of Y:
///
///     CARA    c = M(a) of X
///     CRRA    c = W − exp(M(1 − γ) of log(W − X))
///
/// It is the mean for an aversion of 0, and rises with the aversion to the largest cost.
///
/// > J. W. Pratt. "Risk aversion in the small and in the large." *Econometrica* 32 (1964), 122–136.
/// > doi:[10.2307/1913738](https://doi.org/10.2307/1913738)
public struct CertaintyEquivalent: Hashable, Sendable {
  /// The certain cost in fen, and its Monte Carlo error by the delta method; 0 of a law.
  public let cost: Estimate

  /// The mean of the uncertain cost, in fen.
  public let mean: Double

  /// The share of the expected utility that rests on the single worst or best cost, from 0 to 1.
  ///
  /// Near 1 in a sample, the certain cost follows from one outcome: the standard error is then too
  /// small, and a worse cost that was not drawn would change everything.
  public let heaviest: Double

  /// The most by which the error of the law itself may move the certain cost, in fen; 0 of a sample.
  ///
  /// It counts that error as probability taken from the cost that weighs least and given to the one
  /// that weighs most.
  public let lawError: Double

  /// What is paid above the mean for being certain, in fen.
  public var riskPremium: Double { cost.value - mean }

  /// The certain cost of a law of costs in fen.
  ///
  /// - Throws: `UtilityError.unknownTail`, `beyondWealth`, or `noCosts`; `restsOnError` if the law's
  ///   error, as probability of the cost that weighs most, were over 1 % of the expected utility. A
  ///   law whose tail was cut off below its error would else show the end of its grid.
  /// - Complexity: O(*n*), where *n* is the number of points.
  public init(of costs: some PointMassLaw, to utility: Utility) throws(UtilityError) {
    guard costs.beyond == 0 else { throw .unknownTail(costs.beyond) }
    let points = (0..<costs.count).map { (costs.value(at: $0), costs.mass(at: $0)) }
    try self.init(of: points, count: nil, to: utility, error: costs.error)
  }

  /// The certain cost of a sample of costs in fen, one a replication.
  ///
  /// - Throws: `UtilityError.beyondWealth` or `noCosts`.
  /// - Complexity: O(*k*), where *k* is the number of buckets.
  public init(of costs: Tally, to utility: Utility) throws(UtilityError) {
    let points = costs.values.map { ($0.value, Double($0.count)) }
    try self.init(of: points, count: costs.count, to: utility, error: 0)
  }

  private init(
    of points: [(cost: Int, weight: Double)], count: Int?, to utility: Utility, error: Double
  ) throws(UtilityError) {
    let points = points.filter { $0.weight > 0 }
    let (order, outcomes) = try utility.outcomes(of: points)
    guard let found = ExponentialMean(order: order, of: outcomes),
      let plain = ExponentialMean(order: 0, of: points.map { (Double($0.cost), $0.weight) })
    else { throw .noCosts }
    mean = plain.value
    heaviest = found.heaviest
    let standardError = count.map { found.standardError(count: $0) } ?? 0
    let weighed = error * found.greatestWeight(order: order, of: outcomes)
    guard weighed <= 0.01 else { throw .restsOnError(share: weighed) }
    let moved = error == 0 ? 0 : error * found.influenceRange(order: order, of: outcomes)
    switch utility.form {
    case .constantAbsolute:
      cost = Estimate(value: found.value, standardError: standardError)
      lawError = moved
    case .constantRelative(_, let wealth, _):
      let left = Double.exp(found.value)
      cost = Estimate(value: Double(wealth) - left, standardError: left * standardError)
      lawError = left * .expMinusOne(moved)
    }
  }
}

extension Utility {
  /// The order of the exponential mean, and of what it is one: costs, or logarithms of what is left.
  fileprivate func outcomes(
    of points: [(cost: Int, weight: Double)]
  ) throws(UtilityError) -> (order: Double, outcomes: [(value: Double, weight: Double)]) {
    switch form {
    case .constantAbsolute(let aversion):
      return (aversion, points.map { (Double($0.cost), $0.weight) })
    case .constantRelative(let aversion, let wealth, let floor):
      var logarithms: [(value: Double, weight: Double)] = []
      for (cost, weight) in points {
        let left = max(wealth - cost, floor)
        guard left > 0 else { throw .beyondWealth(cost: cost, wealth: wealth) }
        logarithms.append((.log(Double(left)), weight))
      }
      return (1 - aversion, logarithms)
    }
  }
}

extension ExponentialMean {
  /// The greatest e^(k(y − M)) of an outcome, 0 of none.
  fileprivate func greatestWeight(
    order: Double, of outcomes: [(value: Double, weight: Double)]
  ) -> Double {
    outcomes.reduce(0) { max($0, .exp(order * ($1.value - value))) }
  }

  /// The greatest influence of an outcome less the least, by which any error of the masses counts.
  fileprivate func influenceRange(
    order: Double, of outcomes: [(value: Double, weight: Double)]
  ) -> Double {
    let influences = outcomes.map { outcome in
      let distance = outcome.value - value
      return order == 0 ? distance : .expMinusOne(order * distance) / order
    }
    return (influences.max() ?? 0) - (influences.min() ?? 0)
  }
}
