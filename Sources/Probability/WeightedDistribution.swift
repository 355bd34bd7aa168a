internal import RealModule

/// The distribution of a member's outcome over members and replications, with errors from batches.
///
/// With W_b(x) the weight of the outcomes of at most x in batch b, W_b that of all of its outcomes,
/// and sums over B batches, the pooled share is a ratio, and so is its error:
///
///     F(x) = Σ W_b(x) / Σ W_b        se(x)² = B/(B − 1) · Σ (W_b(x) − F(x) W_b)² / (Σ W_b)²
///
/// B counts batches that have replications: fewer replications than batches are batches of one each. Where B is
/// 1 the error is not known, and infinite.
///
/// > W. G. Cochran. *Sampling Techniques.* 3rd edition, Wiley, 1977, section 6.4.
public struct WeightedDistribution: Sendable {
  /// The buckets of all batches, ascending, as they are read.
  private let values: [Int]
  /// F at each value.
  private let shares: [Double]
  /// The standard error of F at each value.
  private let errors: [Double]
  /// The weight up to each value.
  private let weights: [Int]
  private let batchCount: Int
  private let replications: Int

  /// How far a value may lie from the true outcome, relative to the outcome; 0 if all are exact.
  public let relativeError: Double

  /// The pooled distribution of batches, or `nil` if they hold nothing.
  init?(batches: [BucketTable], replications: Int) {
    var pool = BucketTable(limit: batches[0].limit)
    for batch in batches { pool.merge(batch) }
    guard !pool.entries.isEmpty else { return nil }
    let bits = pool.bits
    let totals = batches.map { $0.entries.reduce(0) { $0 + $1.count } }
    let total = Double(totals.reduce(0, +))
    // Replications go to batches in turn.
    let filled = min(batches.count, replications)
    let size = Double(filled)

    var at = [Int](repeating: 0, count: batches.count)
    var cumulated = at
    var (shares, errors, weights): ([Double], [Double], [Int]) = ([], [], [])
    for entry in pool.entries {
      for b in batches.indices {
        let entries = batches[b].entries
        while at[b] < entries.count,
          BucketTable.bucket(of: entries[at[b]].value, bits: bits) == entry.value
        {
          cumulated[b] += entries[at[b]].count
          at[b] += 1
        }
      }
      weights.append(cumulated.reduce(0, +))
      let share = Double(weights[weights.count - 1]) / total
      let squares = zip(cumulated, totals).reduce(0.0) { squares, batch in
        let residual = Double(batch.0) - share * Double(batch.1)
        return squares + residual * residual
      }
      shares.append(share)
      errors.append(
        filled > 1 ? (size / (size - 1) * squares).squareRoot() / total : .infinity)
    }
    values = pool.entries.map { BucketTable.middle(of: $0.value, bits: bits) }
    relativeError = bits == 64 ? 0 : Double(sign: .plus, exponent: -bits, significand: 1)
    batchCount = filled
    self.replications = replications
    self.shares = shares
    self.errors = errors
    self.weights = weights
  }

  /// The share of members and replications with an outcome of at most `x`.
  ///
  /// - Complexity: O(*k*), where *k* is the number of buckets.
  public func share(atMost x: Int) -> Estimate {
    guard let i = values.lastIndex(where: { $0 <= x }) else {
      return Estimate(value: 0, standardError: 0)
    }
    return Estimate(value: shares[i], standardError: errors[i])
  }

  /// The share of members and replications with an outcome above `x`.
  ///
  /// - Complexity: O(*k*), where *k* is the number of buckets.
  public func share(above x: Int) -> Estimate {
    let below = share(atMost: x)
    return Estimate(value: 1 - below.value, standardError: below.standardError)
  }

  /// The quantile at `p`, the smallest outcome x with F(x) ≥ p, with an interval for the true one.
  ///
  /// The interval holds each x whose share F(x) does not differ from p by more than Student's
  /// quantile of its standard errors, with B − 1 degrees of freedom: from the smallest x with
  /// F(x) + t se(x) ≥ p to the smallest with F(x) − t se(x) ≥ p.
  ///
  /// > C. A. Francisco, W. A. Fuller. "Quantile estimation with a complex survey design." *Annals of
  /// > Statistics* 19 (1991), 454–469. doi:[10.1214/aos/1176347993](https://doi.org/10.1214/aos/1176347993)
  ///
  /// - Parameters:
  ///   - p: The probability; 0 is the minimum, 1 the maximum.
  ///   - confidence: The share of runs whose interval holds the true quantile, about.
  /// - Returns: An end is `nil` if the replications are too few for one.
  /// - Precondition: `p` is in `0...1`, and `confidence` is above 0 and below 1.
  /// - Complexity: O(*k*), where *k* is the number of buckets.
  public func quantile(_ p: Double, confidence: Double = 0.95) -> QuantileEstimate {
    let last = values.count - 1
    let rank = QuantileInterval.rank(of: p, count: weights[last])
    let reach =
      batchCount > 1
      ? EstimateFunctions.studentReach(confidence: confidence, degrees: batchCount - 1) : 1
    let at = weights.firstIndex { $0 >= rank } ?? last
    let low = shares.indices.first { shares[$0] + reach * errors[$0] >= p } ?? at
    let high = shares.indices.first { $0 >= at && shares[$0] - reach * errors[$0] >= p } ?? last
    // Nothing was ever seen beyond the ends, which n replications show to be rarer than p only if
    // that would have had a chance of α/2 or less.
    let tail = (1 - confidence) / 2
    let isBoundedBelow = Double.pow(1 - p, replications) <= tail
    let isBoundedAbove = Double.pow(p, replications) <= tail
    return QuantileEstimate(
      value: values[at],
      lower: low > 0 || isBoundedBelow ? values[min(low, at)] : nil,
      upper: high < last || isBoundedAbove ? values[high] : nil)
  }
}
