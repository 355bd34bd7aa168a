import Foundation
public import Probability
public import Testing

/// Expects that draws follow a law of whole numbers, by Pearson's χ² test.
///
/// Neighbouring counts are pooled until a bin expects 25 draws and one in 200 of all. What lies
/// outside the middle goes to the first and the last bin, so a draw outside the support counts too.
///
/// - Parameters:
///   - count: The number of draws.
///   - law: The law that they should follow.
///   - risk: The probability that draws that do follow the law fail.
///   - sourceLocation: Where a failure is shown.
///   - sample: Makes a draw.
public func expectDraws(
  _ count: Int, match law: some DiscreteLaw, risk: Double = 1e-6,
  sourceLocation: SourceLocation = #_sourceLocation, sample: () -> Int
) {
  var tally: [Int: Int] = [:]
  for _ in 0..<count { tally[sample(), default: 0] += 1 }
  expectTally(tally, match: law, risk: risk, sourceLocation: sourceLocation)
}

/// Expects that counted draws follow a law of whole numbers, by Pearson's χ² test.
///
/// - Parameters:
///   - tally: How often each number was drawn.
///   - law: The law that they should follow.
///   - risk: The probability that draws that do follow the law fail.
///   - sourceLocation: Where a failure is shown.
public func expectTally(
  _ tally: [Int: Int], match law: some DiscreteLaw, risk: Double = 1e-6,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let count = tally.values.reduce(0, +)
  let smallest = max(25 / Double(count), 1.0 / 200)
  // Each bin ends at a number, and the last holds all above.
  var ends: [Int] = []
  var probabilities: [Double] = []
  var below = 0.0
  var k = law.quantile(smallest)
  while law.survival(k) >= smallest {
    let cumulative = law.cumulative(k)
    if cumulative - below >= smallest {
      ends.append(k)
      probabilities.append(cumulative - below)
      below = cumulative
    }
    k = max(k + 1, law.quantile(min(below + smallest, 1)))
  }
  probabilities.append(1 - below)
  var observed = [Int](repeating: 0, count: probabilities.count)
  for (number, times) in tally {
    observed[ends.firstIndex { number <= $0 } ?? ends.count] += times
  }
  #expect(
    tally.keys.allSatisfy { law.mass($0) > 0 }, "a draw lies outside the support",
    sourceLocation: sourceLocation)
  expectCounts(observed, match: probabilities, risk: risk, sourceLocation: sourceLocation)
}

/// Expects that counts of outcomes follow their probabilities, by Pearson's χ² test.
///
/// Outcomes that expect fewer than 25 are pooled.
///
/// - Parameters:
///   - observed: How often each outcome came.
///   - probabilities: The probabilities of the outcomes, which add up to 1.
///   - risk: The probability that counts that do follow the probabilities fail.
///   - sourceLocation: Where a failure is shown.
public func expectCounts(
  _ observed: [Int], match probabilities: [Double], risk: Double = 1e-6,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let total = Double(observed.reduce(0, +))
  var rare = (observed: 0.0, expected: 0.0)
  var statistic = 0.0
  var bins = 0
  for (observed, probability) in zip(observed, probabilities) {
    let expected = total * probability
    if expected < 25 {
      rare.observed += Double(observed)
      rare.expected += expected
    } else {
      statistic += (Double(observed) - expected) * (Double(observed) - expected) / expected
      bins += 1
    }
  }
  if rare.expected >= 5 {
    statistic += (rare.observed - rare.expected) * (rare.observed - rare.expected) / rare.expected
    bins += 1
  } else {
    // Too few to be a bin: Markov's inequality bounds what may have come.
    #expect(
      rare.observed <= rare.expected * 10 + 15, "\(rare.observed) rare outcomes",
      sourceLocation: sourceLocation)
  }
  guard bins > 1 else { return }
  let probability = chiSquareSurvival(statistic, degreesOfFreedom: bins - 1)
  #expect(
    probability > risk, "χ² of \(statistic) in \(bins) bins", sourceLocation: sourceLocation)
}

/// The probability that a χ² variable is above `x`, by the finite sums that whole degrees allow.
///
/// > M. Abramowitz, I. A. Stegun. *Handbook of Mathematical Functions.* 1964, 26.4.4 and 26.4.5.
public func chiSquareSurvival(_ x: Double, degreesOfFreedom: Int) -> Double {
  let odd = degreesOfFreedom % 2 == 1
  // The first term of either sum, then each from the one before.
  var logTerm = odd ? 0.5 * log(2 * x / .pi) - x / 2 : -x / 2
  var sum = odd ? erfc((x / 2).squareRoot()) : 0
  var r = odd ? 1 : 0
  while r <= degreesOfFreedom - 2 {
    sum += exp(logTerm)
    logTerm += log(x / Double(r + 2))
    r += 2
  }
  return sum
}
