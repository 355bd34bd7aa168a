import Probability
import TestSupport
import Testing

struct ContinuousSamplerTests {
  /// Scripts/reference/continuous_draws.py, an independent implementation.
  @Test(arguments: ReferenceLine.lines(of: continuousDraws))
  func `20,000 draws and the word after them agree with the reference program`(
    line: ReferenceLine
  ) throws {
    let law = try law(named: line.fields[0])
    let seed = try #require(UInt64(line.fields[1]))
    var stream = Stream(seed: seed, replication: 0, purpose: Stream.Purpose(rawValue: 7))
    var (sum, size, weighted, last) = (0.0, 0.0, 0.0, 0.0)
    for i in 0..<20_000 {
      last = law.sample(using: &stream)
      sum += last
      size += abs(last)
      weighted += Double(1 + i % 7) * last
    }
    let expected = line.numbers(2)
    #expect(abs(sum - expected[0]) <= 1e-12 * size)
    #expect(abs(weighted - expected[1]) <= 4e-12 * size)
    #expect(relativeError(last, expected[2]) <= 1e-11)
    #expect("\(stream.next())" == line.fields[2].split(separator: " ").last ?? "")
  }

  @Test(arguments: [
    "Uniform 2 5", "Uniform -3 1000", "Exponential 60",
    "Normal 0 1", "Normal 5 0.25", "LogNormal 10.5 1.25", "LogNormal 0 0.1",
    // Both sides of the boost at a shape of 1, and where the squeeze rejects least.
    "Gamma 0.05 1", "Gamma 0.5 2", "Gamma 0.999 1", "Gamma 1 1",
    "Gamma 1.001 1",
    "Gamma 2.5 3", "Gamma 30 1", "Gamma 400 0.0025", "Gamma 3000 1",
    // BC, either way round; both sides of the switch to BB at a lesser shape of 1; BB.
    "Beta 0.1 0.2", "Beta 0.5 0.5", "Beta 0.3 4", "Beta 4 0.3", "Beta 1 1", "Beta 1 2.5",
    "Beta 0.99 300", "Beta 1.001 1.001", "Beta 1.01 300", "Beta 300 1.01", "Beta 2.5 1.2",
    "Beta 2 7", "Beta 100 200", "Beta 0.05 1000",
    "Weibull 0.6 30", "Weibull 1 2", "Weibull 3 2", "Pareto 0.8 1", "Pareto 2.5 1000",
    "Lomax 0.75 2", "Lomax 3 10",
    "Mixture", "Interpolated", "Capped 6", "Capped 0.5", "Layered 3 4", "Layered 0 100",
  ])
  func `draws follow the distribution function`(name: String) throws {
    let law = try law(named: name)
    var stream = Stream(seed: 1933, replication: 0, purpose: Stream.Purpose(rawValue: 1))
    expectContinuousDraws(manyDraws, match: law) { law.sample(using: &stream) }
  }

  @Test(arguments: ["Gamma 0.000001 1", "Gamma 0.01 1", "Beta 0.001 1000", "Beta 0.01 0.02"])
  func `draws too small for a number of their own are 0, and the rest follow`(
    name: String
  ) throws {
    let law = try law(named: name)
    var stream = Stream(seed: 1934, replication: 0, purpose: Stream.Purpose(rawValue: 1))
    // Twice the least positive number: what is below it is counted, not placed.
    let least = 2 * Double.leastNonzeroMagnitude
    let thresholds = [least, 1e-300, 1e-100, 1e-20, 0.01, 0.5]
    var counts = thresholds.map { _ in 0.0 }
    for _ in 0..<manyDraws {
      let x = law.sample(using: &stream)
      for (i, threshold) in thresholds.enumerated() where x < threshold { counts[i] += 1 }
    }
    let n = Double(manyDraws)
    for (count, threshold) in zip(counts, thresholds) {
      let p = law.cumulative(threshold)
      // 5.5 standard errors, and 6 draws where so few are expected that these mislead.
      #expect(abs(count - n * p) <= 5.5 * (n * p * (1 - p)).squareRoot() + 6, "below \(threshold)")
    }
  }

  /// Laws with light tails, for which the means of so many draws are normal as far out as this.
  @Test(arguments: [
    "Uniform -3 1000", "Exponential 60", "Normal 5 0.25", "LogNormal 0 0.25", "Gamma 0.5 2",
    "Gamma 0.999 1", "Gamma 1.001 1", "Gamma 2.5 3", "Gamma 400 0.0025", "Beta 0.3 4",
    "Beta 0.99 3", "Beta 1.01 3", "Beta 100 200", "Weibull 1.5 30", "Mixture", "Interpolated",
    "Capped 6", "Layered 3 4",
  ])
  func `draws have the mean and the variance`(name: String) throws {
    let law = try law(named: name)
    var stream = Stream(seed: 1908, replication: 0, purpose: Stream.Purpose(rawValue: 2))
    let mean = law.mean
    var (first, second, fourth) = (0.0, 0.0, 0.0)
    for _ in 0..<manyDraws {
      let offset = law.sample(using: &stream) - mean
      first += offset
      second += offset * offset
      fourth += offset * offset * offset * offset
    }
    let n = Double(manyDraws)
    let variance = law.variance
    // 4.9 standard errors have a risk of 10⁻⁶.
    #expect(abs(first / n) <= 4.9 * (variance / n).squareRoot())
    #expect(
      abs(second / n - variance) <= 4.9 * ((fourth / n - variance * variance) / n).squareRoot())
  }

  @Test func `laws drawn by inversion take one word and rise with it`() throws {
    for name in [
      "Uniform 2 5", "Exponential 60", "Normal 0 1", "LogNormal 0 1", "Weibull 3 2",
      "Pareto 0.8 1", "Lomax 0.75 2", "Interpolated",
    ] {
      let law = try law(named: name)
      var stream = Stream(seed: 3, replication: 5, purpose: Stream.Purpose(rawValue: 3))
      var same = stream
      for _ in 0..<1_000 {
        #expect(law.sample(using: &stream) == law.quantile(same.uniform()))
      }
      #expect(stream.next() == same.next())
    }
  }
}
