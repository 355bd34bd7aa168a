import RealModule

/// The successes among trials of many kinds, of each of which few or none are expected.
///
/// Drawing a count for each kind costs a word a kind. Here a word is drawn for each success: a trial
/// with the probability p succeeds if a Poisson process of rate −log(1 − p) hits it at least once. The
/// hits of all trials are one process, of which the number is drawn first, and then for each hit the
/// kind and the trial. Who uses it drops the hits of trials that there are not, and those of trials
/// that have been hit before; so the numbers of trials may differ from draw to draw, up to those that
/// the process is made for.
///
/// The number of hits and the kinds are inverted from words, so that they rise with the
/// probabilities, draw by draw.
///
/// > L. Devroye. *Non-Uniform Random Variate Generation.* Springer 1986, VI.1.3.
public struct RareSuccesses: Sendable {
  /// The most trials of each kind.
  public let trials: [Int]
  private let hits: PreparedPoisson
  private let kinds: InversionTable

  /// The process of trials with these probabilities, or `nil` if no hit or more than
  /// `PreparedPoisson.greatestMean` are expected.
  ///
  /// - Precondition: There is a probability for each number of trials, from 0 to below 1, and no number
  ///   is negative.
  /// - Complexity: O(*k*) for *k* kinds.
  public init?(trials: [Int], probabilities: [Double]) {
    precondition(trials.count == probabilities.count, "every kind has a probability")
    let rates = zip(trials, probabilities).map { trials, probability in
      precondition(trials >= 0 && 0..<1 ~= probability, "\(trials) trials of \(probability)")
      return Double(trials) * -Double.log(onePlus: -probability)
    }
    let mean = rates.reduce(0, +)
    guard mean > 0, mean <= PreparedPoisson.greatestMean else { return nil }
    self.trials = trials
    hits = PreparedPoisson(mean: mean)
    kinds = InversionTable(weights: rates)
  }

  /// Draws the hits, one after the other.
  ///
  /// - Parameters:
  ///   - stream: Where from.
  ///   - body: Told the kind of each hit, and which of the kind's trials it hits, from 0.
  /// - Complexity: O(*hits*), some 5 ns each.
  @inline(__always)
  public func sample(
    using stream: inout Stream, each body: (_ kind: Int, _ trial: Int) -> Void
  ) {
    var left = hits.sample(using: &stream)
    guard left > 0 else { return }
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * min(left, Self.batch)) { words in
      while left > 0 {
        let count = min(left, Self.batch)
        stream.fill(UnsafeMutableBufferPointer(rebasing: words[..<(2 * count)]))
        for hit in 0..<count {
          guard let kind = kinds.inverse(words[2 * hit]) else { continue }
          body(kind, stream.below(trials[kind], from: words[2 * hit + 1]))
        }
        left -= count
      }
    }
  }

  /// The hits that words are drawn for at once.
  private static let batch = 256
}
