import Probability
import Testing

/// Checks that a number agrees with one printed to so many decimals.
func expect(
  _ found: Double?, prints printed: Double, decimals: Int,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  var half = 0.5
  for _ in 0..<decimals { half /= 10 }
  guard let found else {
    Issue.record("no value, but \(printed) expected", sourceLocation: sourceLocation)
    return
  }
  // A hair above one half of the last digit, for what printing rounds itself.
  #expect(abs(found - printed) <= half * 1.001, "\(found)", sourceLocation: sourceLocation)
}

/// Checks that a number agrees with one that was cut, not rounded, to so many decimals.
func expect(
  _ found: Double?, cutsTo printed: Double, decimals: Int,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  var last = 1.0
  for _ in 0..<decimals { last /= 10 }
  expect(
    found.map { $0 - 0.5 * last }, prints: printed, decimals: decimals,
    sourceLocation: sourceLocation)
}

/// The sum of the magnitudes of the differences of two laws at all points of either.
func distance(_ one: some PointMassLaw, _ other: some PointMassLaw) -> Double {
  var values = Set<Int>()
  for index in 0..<one.count { values.insert(one.value(at: index)) }
  for index in 0..<other.count { values.insert(other.value(at: index)) }
  return values.sorted().reduce(0) { $0 + abs(one.mass(of: $1) - other.mass(of: $1)) }
}

/// The masses of a binomial law by the ratio of neighbours outward from the mode, normalised.
func binomialMasses(_ trials: Int, _ probability: Double, upTo last: Int) -> [Double] {
  let mode = min(last, Int(Double(trials + 1) * probability))
  var masses = [Double](repeating: 0, count: last + 1)
  masses[mode] = 1
  let odds = probability / (1 - probability)
  for k in stride(from: mode, to: last, by: 1) {
    masses[k + 1] = masses[k] * odds * Double(trials - k) / Double(k + 1)
  }
  for k in stride(from: mode, to: 0, by: -1) {
    masses[k - 1] = masses[k] / odds * Double(k) / Double(trials - k + 1)
  }
  let total = masses.reduce(0, +)
  return masses.map { $0 / total }
}

extension Stream {
  /// A stream for the made-up portfolios of these tests.
  init(portfolio number: UInt64) {
    self.init(seed: number, replication: 0, purpose: .init(rawValue: 0))
  }
}
