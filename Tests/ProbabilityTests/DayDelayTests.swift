import Probability
import TestSupport
import Testing

struct DayDelayTests {
  @Test(
    arguments: [
      "Gamma 0.7 86", "Gamma 50 1", "LogNormal 3 1", "Exponential 60", "Weibull 0.5 10",
      "Uniform 0 30", "Lomax 1.5 10", "Mixture", "Interpolated", "Gamma 0.001 1", "Beta 2 2",
    ], [0, 1, 30, 400])
  func `the days are probabilities that add up to 1`(name: String, maxDay: Int) throws {
    let days = try DayDelay(law(named: name)).wholeDays(upTo: maxDay)
    #expect(days.count == maxDay + 1)
    #expect(days.allSatisfy { 0...1 ~= $0 })
    #expect(abs(days.reduce(0, +) - 1) <= 1e-15)
  }

  @Test func `an exponential time gives geometric days, to the end of the tail`() throws {
    let days = try DayDelay(Exponential(mean: 2)).wholeDays(upTo: 1_000)
    let stay = 0.6065306597126334  // e^(−1/2)
    var expected = 1 - stay
    for day in 0..<1_000 {
      #expect(relativeError(days[day], expected) < 1e-12)
      expected *= stay
    }
    #expect(relativeError(days[1_000], 7.124576406741286e-218) < 1e-12)
  }

  @Test func `a day's small probability below the median keeps its digits`() throws {
    // P(X < 1) of a gamma law of shape 20 and mean 200, from mpmath.
    let days = try DayDelay(Gamma(shape: 20, scale: 10)).wholeDays(upTo: 2_000)
    #expect(relativeError(days[0], 3.736960368008901e-39) < 1e-12)
    #expect(abs(days.reduce(0, +) - 1) <= 1e-15)
  }

  @Test func `point masses on whole days belong to their days`() throws {
    let capped = try DayDelay(Capped(Exponential(mean: 60), at: 30)).wholeDays(upTo: 40)
    #expect(relativeError(capped[30], 0.6065306597126334) < 1e-14)
    #expect(capped[31...].allSatisfy { $0 == 0 })
    let layered = try DayDelay(Layered(Uniform(from: 0, to: 10), attachment: 4, limit: 5))
      .wholeDays(upTo: 6)
    for (day, expected) in [0.5, 0.1, 0.1, 0.1, 0.1, 0.1, 0].enumerated() {
      #expect(abs(layered[day] - expected) < 1e-15)
    }
  }

  @Test func `draws fall on the days in their proportions`() throws {
    let delay = try DayDelay(Gamma(mean: 5, coefficientOfVariation: 1.2))
    let days = delay.wholeDays(upTo: 60)
    var stream = Stream(seed: 11, replication: 0, purpose: Stream.Purpose(rawValue: 4))
    var counts = [Double](repeating: 0, count: 61)
    for _ in 0..<manyDraws { counts[min(delay.sample(using: &stream), 60)] += 1 }
    let n = Double(manyDraws)
    for (count, p) in zip(counts, days) where n * p > 100 {
      // 5.5 standard errors have a risk below 10⁻⁶ for all days together.
      #expect(abs(count - n * p) <= 5.5 * (n * p * (1 - p)).squareRoot())
    }
  }

  /// Claims at 100 in 30 days, reported after an exponential time of mean 60 days, in closed form.
  @Test func `the claims incurred but not reported at a shutdown are those of the closed form`()
    throws
  {
    let delay = try Exponential(mean: 60)
    let rate = 100.0 / 30
    // λ ∫ S: unreported after a year's claims; and those that a limit of 180 days still lets in.
    #expect(abs(rate * delay.limitedExpectation(365) - 199.5439) < 5e-5)
    #expect(abs(rate * (365 - delay.limitedExpectation(365)) - 1_017.1228) < 5e-5)
    let payable = delay.limitedExpectation(180) - 180 * delay.survival(180)
    #expect(abs(rate * payable - 160.1703) < 5e-5)
  }
}
