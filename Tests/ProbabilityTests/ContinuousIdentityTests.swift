import Probability
import Testing

struct ContinuousIdentityTests {
  static let names = [
    "Uniform 2 5", "Exponential 60", "Normal 5 0.25", "LogNormal 10.5 1.25", "Gamma 0.01 1",
    "Gamma 0.3 2", "Gamma 2.5 3", "Gamma 5000 1", "Beta 0.5 0.5", "Beta 2.5 1.2", "Beta 0.01 3",
    "Weibull 0.6 30", "Weibull 3 2", "Pareto 0.8 1", "Pareto 2.5 1000", "Lomax 1.5 10", "Lomax 4 2",
    "Mixture", "Interpolated", "Capped 6", "Layered 3 4",
  ]

  @Test(arguments: names)
  func `the two tails add up to 1, and never leave the range from 0 to 1`(name: String) throws {
    let law = try law(named: name)
    for p in stride(from: 0.0, through: 1, by: 1.0 / 64) {
      let x = law.quantile(p)
      let (below, above) = (law.cumulative(x), law.survival(x))
      #expect(0...1 ~= below && 0...1 ~= above)
      #expect(abs(below + above - 1) <= 4e-15)
    }
    for x in [-Double.infinity, -1e300, 1e300, .infinity] {
      #expect(0...1 ~= law.cumulative(x) && 0...1 ~= law.survival(x))
      #expect(!law.density(x).isNaN)
    }
  }

  @Test(arguments: names)
  func `a quantile is the smallest number that reaches its probability`(name: String) throws {
    let law = try law(named: name)
    for p in [1e-9, 0.003, 0.1, 0.25, 0.5, 0.6, 0.75, 0.9, 0.9999] {
      let x = law.quantile(p)
      // The neighbours of x differ by more than its rounding where F is flat in no place.
      let slack = 1e-11 * max(abs(x), 1e-280)
      #expect(
        law.cumulative(x + slack) >= p * (1 - 1e-11) && law.survival(x + slack) <= 1 - p + 1e-13)
      #expect(law.cumulative(x - slack) <= p * (1 + 1e-11))
    }
    #expect(law.quantile(0) <= law.quantile(1e-300))
    #expect(law.quantile(1) >= law.quantile(1 - 0x1p-53))
  }

  @Test(arguments: names)
  func `the limited moments grow as the survival function`(name: String) throws {
    let law = try law(named: name)
    for p in stride(from: 0.001, to: 1, by: 0.01) {
      let (a, b) = (law.quantile(p), law.quantile(min(p + 0.01, 0.9999)))
      let (above, below) = (law.survival(a), law.survival(b))
      // ∫ S from a to b is between (b − a) S(b) and (b − a) S(a), and ∫ 2xS alike.
      let first = law.limitedExpectation(b) - law.limitedExpectation(a)
      let slack = 1e-14 * max(abs(a), abs(b))
      #expect((b - a) * below - slack <= first && first <= (b - a) * above + slack)
      let second = law.limitedSecondMoment(b) - law.limitedSecondMoment(a)
      let squares = b * b - a * a
      let squareSlack = slack * max(abs(a), abs(b))
      #expect(squares * below - squareSlack <= second && second <= squares * above + squareSlack)
    }
  }

  @Test(arguments: names)
  func `the mean and the variance are the limits of the limited moments`(name: String) throws {
    let law = try law(named: name)
    let (mean, variance) = (law.mean, law.variance)
    #expect(
      law.limitedExpectation(.infinity) == mean
        || relativeError(law.limitedExpectation(.infinity), mean) < 1e-14)
    let second = law.limitedSecondMoment(.infinity)
    #expect(second == variance || relativeError(second, variance + mean * mean) < 1e-13)
    #expect(law.standardDeviation == variance.squareRoot())
  }

  @Test func `a gamma or Weibull law of shape 1 is exponential`() throws {
    let exponential = try Exponential(mean: 7)
    try expectSame(Gamma(shape: 1, scale: 7), exponential)
    try expectSame(Weibull(shape: 1, scale: 7), exponential)
  }

  @Test func `a beta law of shapes 1 and 1 is uniform, and a swap of shapes mirrors it`() throws {
    try expectSame(Beta(alpha: 1, beta: 1), Uniform(from: 0, to: 1))
    let (law, mirror) = (try Beta(alpha: 2.5, beta: 0.75), try Beta(alpha: 0.75, beta: 2.5))
    for x in stride(from: 1.0 / 32, to: 1, by: 1.0 / 32) {
      #expect(relativeError(law.cumulative(x), mirror.survival(1 - x)) < 1e-13)
      #expect(relativeError(law.density(x), mirror.density(1 - x)) < 1e-13)
    }
  }

  @Test func `a Lomax law is a Pareto law less its minimum`() throws {
    let (lomax, pareto) = (try Lomax(shape: 2.5, scale: 10), try Pareto(shape: 2.5, minimum: 10))
    #expect(relativeError(lomax.mean + 10, pareto.mean) < 1e-15)
    #expect(relativeError(lomax.variance, pareto.variance) < 1e-15)
    for x in [0.001, 1, 30, 1e6] {
      #expect(relativeError(lomax.survival(x), pareto.survival(x + 10)) < 1e-13)
      #expect(
        relativeError(lomax.limitedExpectation(x) + 10, pareto.limitedExpectation(x + 10)) < 1e-13)
    }
  }

  @Test func `the logarithm of a lognormal draw is the normal draw of the same stream`() throws {
    let (normal, logNormal) = (
      try Normal(mean: 1, standardDeviation: 0.5),
      try LogNormal(logMean: 1, logStandardDeviation: 0.5)
    )
    #expect(relativeError(logNormal.cumulative(2.718281828459045), normal.cumulative(1)) < 1e-15)
    #expect(logNormal.quantile(0.5) == 2.718281828459045)
  }

  private func expectSame(_ one: some ContinuousLaw, _ other: some ContinuousLaw) {
    #expect(relativeError(one.mean, other.mean) < 1e-15)
    #expect(relativeError(one.variance, other.variance) < 1e-14)
    for p in [1e-6, 0.01, 0.3, 0.5, 0.8, 0.999] {
      let x = other.quantile(p)
      #expect(relativeError(one.quantile(p), x) < 1e-14)
      #expect(relativeError(one.density(x), other.density(x)) < 1e-13)
      #expect(relativeError(one.cumulative(x), other.cumulative(x)) < 1e-14)
      #expect(relativeError(one.survival(x), other.survival(x)) < 1e-14)
      #expect(relativeError(one.limitedExpectation(x), other.limitedExpectation(x)) < 1e-14)
      #expect(relativeError(one.limitedSecondMoment(x), other.limitedSecondMoment(x)) < 1e-13)
    }
  }
}
