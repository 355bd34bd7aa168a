import Probability
import Testing

struct CombinedLawTests {
  @Test func `a mixture of one law is that law`() throws {
    let law = try Gamma(shape: 2.5, scale: 3)
    let mixture = try Mixture(of: [law, Normal()], weights: [4, 0])
    #expect(mixture.weights == [1])
    #expect(mixture.mean == law.mean)
    #expect(relativeError(mixture.variance, law.variance) < 1e-15)
    for p in [0.01, 0.5, 0.99] { #expect(mixture.quantile(p) == law.quantile(p)) }
  }

  @Test func `a mixture has the moments within its laws and between them`() throws {
    let mixture = try Mixture(
      of: [Exponential(mean: 1), Uniform(from: 10, to: 16)], weights: [3, 1])
    // Means 1 and 13 around 4, variances 1 and 3.
    #expect(mixture.mean == 4)
    #expect(relativeError(mixture.variance, 7.5 + 21) < 1e-15)
    #expect(try Mixture(of: [Pareto(shape: 1, minimum: 1)], weights: [1]).variance == .infinity)
  }

  @Test func `a mixture's quantile stops at the point masses of its laws`() throws {
    let half = try Mixture(
      of: [Capped(Exponential(mean: 1), at: 2), Uniform(from: 0, to: 10)], weights: [1, 1])
    // F jumps at 2 by half of e⁻², to 0.6.
    #expect(half.quantile(0.6) == 2)
    #expect(half.quantile(0.55) == 2)
    #expect(relativeError(half.quantile(0.9), 8) < 1e-15)
    #expect(half.quantile(1) == 10)
  }

  @Test func `a capped law keeps all beyond the cap as a point mass`() throws {
    let law = try Exponential(mean: 2)
    let capped = try Capped(law, at: 3)
    #expect(relativeError(capped.atom, 0.22313016014842982) < 1e-15)
    #expect(capped.cumulative(3) == 1 && capped.survival(3) == 0 && capped.density(3) == 0)
    #expect(capped.cumulative(2.9) == law.cumulative(2.9) && capped.density(2) == law.density(2))
    #expect(capped.quantile(0.9) == 3 && capped.quantile(0.5) == law.quantile(0.5))
    #expect(relativeError(capped.mean, 1.5537396797031404) < 1e-15)
    // E min(X, 3)² = 8 P(2, 1.5), by hand 8 (1 − 2.5 e^(−1.5)).
    let second = 8 - 20 * 0.22313016014842982
    #expect(relativeError(capped.variance, second - capped.mean * capped.mean) < 1e-13)
    // A cap on a cap below it changes nothing, its point mass included.
    #expect(try Capped(capped, at: 5).atom == 0)
    #expect(try Capped(capped, at: 3).atom == capped.atom)
  }

  @Test func `layers that follow on each other make up the whole`() throws {
    let law = try LogNormal(mean: 84_541.68, coefficientOfVariation: 2.1022565437545127)
    let edges = [0, 10_000, 50_000, 200_000, 1_000_000]
    var mean = 0.0
    for (bottom, top) in zip(edges, edges.dropFirst()) {
      let layer = try Layered(law, attachment: Double(bottom), limit: Double(top - bottom))
      #expect(relativeError(layer.lowerAtom, law.cumulative(Double(bottom))) < 1e-15)
      #expect(relativeError(layer.upperAtom, law.survival(Double(top))) < 1e-13)
      mean += layer.mean
    }
    mean += try Layered(law, attachment: 1_000_000, limit: .infinity).mean
    #expect(relativeError(mean, law.mean) < 1e-14)
  }

  @Test func `a layer of an exponential law has the law's own form`() throws {
    // Above the attachment an exponential law begins anew, so Y = X' · 1{X > a}, cut at l.
    let law = try Exponential(mean: 2)
    let layer = try Layered(law, attachment: 3, limit: 4)
    let fresh = try Capped(law, at: 4)
    let chance = law.survival(3)
    #expect(relativeError(layer.mean, chance * fresh.mean) < 1e-14)
    let second = fresh.variance + fresh.mean * fresh.mean
    #expect(relativeError(layer.variance, chance * second - layer.mean * layer.mean) < 1e-13)
    #expect(layer.density(0) == 0 && layer.density(1) == law.density(4))
    #expect(layer.quantile(0.5) == 0 && layer.quantile(1) == 4)
    #expect(layer.cumulative(0) == law.cumulative(3) && layer.cumulative(-0.1) == 0)
    let tall = try Layered(law, attachment: 3, limit: .infinity)
    #expect(relativeError(tall.mean, chance * 2) < 1e-14)
    #expect(relativeError(tall.variance, chance * 8 - 4 * chance * chance) < 1e-13)
  }

  @Test func `grouped observations make the ogive`() throws {
    let law = try InterpolatedLaw(edges: [0, 10, 20, 40], counts: [3, 0, 1])
    #expect(law.probabilities == [0, 0.75, 0.75, 1])
    #expect(law.cumulative(5) == 0.375 && law.survival(30) == 0.125)
    #expect(law.quantile(0.75) == 10 && law.quantile(0.875) == 30)
    #expect(law.mean == 11.25)
    // 100/12 and 400/12 within the intervals, 6.25 and 18.75 from the mean.
    let between = 0.75 * 6.25 * 6.25 + 0.25 * 18.75 * 18.75
    #expect(relativeError(law.variance, 175.0 / 12 + between) < 1e-14)
    #expect(law.density(15) == 0 && law.density(-1) == 0 && law.density(0) == 0.075)
  }

  /// Parodi's lognormal severities in the notebook of GEMAct, 3 claims a year by Poisson's law.
  @Test func `a lognormal law has Parodi's moments`() throws {
    let law = try LogNormal(mean: 84_541.68, coefficientOfVariation: 2.1022565437545127)
    #expect(relativeError(law.mean, 84_541.68) < 1e-14)
    #expect(abs(law.standardDeviation - 177_728.3) < 0.05)
    // Of the year's sum: mean λm, coefficient of variation √((1 + c²)/λ).
    #expect(abs(3 * law.mean - 253_625.04) < 0.005)
    let square = 1 + law.coefficientOfVariation * law.coefficientOfVariation
    #expect(abs((square / 3).squareRoot() - 1.3440588) < 5e-8)
    #expect(abs((square * square * square / 3).squareRoot() - 7.2841035) < 5e-8)
  }

  /// *Loss Data Analytics* (Open Actuarial Textbooks), example 5.2.1.
  @Test func `300 policies with uniform claims have the textbook's mean and variance`() throws {
    var (mean, variance) = (0.0, 0.0)
    for (policies, chance, maximum) in [(100.0, 0.05, 400.0), (200.0, 0.06, 300.0)] {
      let claim = try Uniform(from: 0, to: maximum)
      mean += policies * chance * claim.mean
      variance +=
        policies
        * (chance * claim.limitedSecondMoment(maximum) - chance * chance * claim.mean * claim.mean)
    }
    #expect(relativeError(mean, 2_800) < 1e-15)
    #expect(abs(variance - 600_466.67) < 0.005)
  }
}
