/// The law of a list of values with weights, such as observed amounts.
///
///     P(X = xᵢ) = wᵢ / (w₁ + … + wₙ)
///
/// A draw is one look into an `Alias` table.
public struct Empirical: Equatable, Sendable {
  /// The values of positive weight, ascending, each once.
  public let values: [Double]
  /// The probabilities of the values.
  public let probabilities: [Double]
  /// P(X ≤ value), for each value.
  private let cumulated: [Double]
  private let alias: Alias

  /// The law of `values` in proportion to `weights`.
  ///
  /// Equal values are joined.
  ///
  /// - Throws: `ParameterError` if a value is NaN or infinite, if there is not one weight a value, or
  ///   as `Alias` does.
  /// - Complexity: O(*n* log *n*), where *n* is the number of values.
  public init(values: [Double], weights: [Double]) throws(ParameterError) {
    guard weights.count == values.count else {
      throw ParameterError(
        law: "Empirical", parameter: "number of weights", found: Double(weights.count),
        allowed: "the number of values, \(values.count)")
    }
    for value in values where !value.isFinite {
      throw ParameterError(
        law: "Empirical", parameter: "value", found: value, allowed: "finite")
    }
    let sum = try Alias.sum(of: weights, law: "Empirical")
    var joined: [(value: Double, weight: Double)] = []
    for (value, weight) in zip(values, weights).sorted(by: { $0.0 < $1.0 }) where weight > 0 {
      if let last = joined.last, last.value == value {
        joined[joined.count - 1].weight += weight
      } else {
        joined.append((value, weight))
      }
    }
    self.values = joined.map(\.value)
    probabilities = joined.map { $0.weight / sum }
    var below = 0.0
    cumulated = joined.map { pair in
      below += pair.weight
      return min(below / sum, 1)
    }
    alias = try Alias(weights: joined.map(\.weight))
  }

  /// The law of `values`, each as likely as the next.
  ///
  /// - Throws: `ParameterError` if there are no values, or if one is NaN or infinite.
  public init(values: [Double]) throws(ParameterError) {
    try self.init(values: values, weights: values.map { _ in 1 })
  }

  /// P(X = x).
  ///
  /// - Complexity: O(log *n*).
  public func mass(_ x: Double) -> Double {
    let i = count(upTo: x) - 1
    return i >= 0 && values[i] == x ? probabilities[i] : 0
  }

  /// P(X ≤ x).
  ///
  /// - Complexity: O(log *n*).
  public func cumulative(_ x: Double) -> Double {
    let i = count(upTo: x)
    return i == 0 ? 0 : i == values.count ? 1 : cumulated[i - 1]
  }

  /// The smallest value x with P(X ≤ x) ≥ p.
  ///
  /// - Precondition: `p` is from 0 to 1.
  /// - Complexity: O(log *n*).
  public func quantile(_ p: Double) -> Double {
    precondition(0...1 ~= p, "a probability should be from 0 to 1, but is \(p)")
    var (low, high) = (0, values.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if cumulated[middle] >= p { high = middle } else { low = middle + 1 }
    }
    return values[low]
  }

  /// E X.
  public var mean: Double { zip(values, probabilities).reduce(0) { $0 + $1.0 * $1.1 } }

  /// E (X − E X)².
  public var variance: Double {
    let mean = mean
    return zip(values, probabilities).reduce(0) { $0 + ($1.0 - mean) * ($1.0 - mean) * $1.1 }
  }

  /// Draws a value.
  ///
  /// - Complexity: O(1), one word of the stream.
  public func sample(using stream: inout Stream) -> Double {
    values[alias.sample(using: &stream)]
  }

  /// The number of values that are at most `x`.
  private func count(upTo x: Double) -> Int {
    var (low, high) = (0, values.count)
    while low < high {
      let middle = (low + high) / 2
      if values[middle] <= x { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
