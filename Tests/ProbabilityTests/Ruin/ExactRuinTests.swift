import Foundation
import Probability
import Testing

/// Exact probabilities of ruin.
///
/// C. Dutang, V. Goulet, M. Pigeon. "actuar: An R package for actuarial science." *Journal of
/// Statistical Software* 25 (2008), no. 7; the package's vignette on risk theory and help pages print
/// the cases named here. doi:10.18637/jss.v025.i07
struct ExactRuinTests {
  typealias Part = MixedExponentialRuin.Part

  @Test func `exponential claims have the probabilities that actuar prints`() throws {
    let ruin = try MixedExponentialRuin(
      claims: [Part(rate: 5)], interclaim: .exponential(rate: 3), premiumRate: 1)
    expect(ruin(0), prints: 0.6, decimals: 14)
    // 0.6 e^(−2u) to four significant digits.
    for (u, printed, decimals) in [
      (1.0, 8.120e-02, 5), (2, 1.099e-02, 5), (3, 1.487e-03, 6), (4, 2.013e-04, 7),
    ] {
      expect(ruin(u), prints: printed, decimals: decimals)
      #expect(abs(ruin(u) / (0.6 * exp(-2 * u)) - 1) < 1e-14)
    }
  }

  @Test func `a mixture of exponential claims has its closed form`() throws {
    let ruin = try MixedExponentialRuin(
      claims: [Part(weight: 0.5, rate: 7), Part(weight: 0.5, rate: 3)],
      interclaim: .exponential(rate: 3), premiumRate: 1)
    #expect(abs(ruin.exponents[0] - 1) < 1e-15 && abs(ruin.exponents[1] - 6) < 1e-14)
    #expect(abs(ruin.coefficients[0] - 24.0 / 35) < 1e-15)
    #expect(abs(ruin.coefficients[1] - 1.0 / 35) < 1e-15)
    for (u, printed) in [(0.0, 0.714285714), (1, 0.252331010), (2, 0.092801513)] {
      expect(ruin(u), prints: printed, decimals: 9)
    }
  }

  @Test func `the adjustment coefficient is the one that actuar prints, by either way`() throws {
    let interclaim = try InterclaimTime.exponential(rate: 2)
    let found = try adjustmentCoefficient(
      claimMean: 1, logMoment: { $0 < 1 ? -log1p(-$0) : .infinity }, interclaim: interclaim,
      premiumRate: 2.4, below: 1)
    expect(found, prints: 0.1667, decimals: 4)
    #expect(abs(found - 1.0 / 6) < 1e-15)
    let ruin = try MixedExponentialRuin(
      claims: [Part(rate: 1)], interclaim: interclaim, premiumRate: 2.4)
    #expect(abs(ruin.adjustmentCoefficient - 1.0 / 6) < 1e-15)
  }

  /// The renewal equation, ψ(u) = E ψ(u + cW − X), at the law found, for four laws of W.
  @Test(arguments: [0, 1, 2, 3])
  func `the law solves its renewal equation`(number: Int) throws {
    let claims = [Part(weight: 1, rate: 0.8), Part(weight: 3, rate: 2), Part(weight: 2, rate: 9)]
    let interclaims: [InterclaimTime] = try [
      .exponential(rate: 1.25), .gamma(shape: 2, scale: 0.4), .gamma(shape: 0.5, scale: 1.6),
      .constant(0.8),
    ]
    let interclaim = interclaims[number]
    let premium = 1.1
    let ruin = try MixedExponentialRuin(
      claims: claims, interclaim: interclaim, premiumRate: premium)
    for surplus in [0, 0.3, 1, 5, 40] {
      // E ψ(v − X) at v = u + cW, its integral over X in closed form, is a sum of exponentials of v.
      var right = 0.0
      for claim in claims {
        let weight = claim.weight / 6
        let own = exp(-claim.rate * surplus + interclaim.logTransform(claim.rate * premium))
        var whole = 1.0
        for (r, c) in zip(ruin.exponents, ruin.coefficients) {
          let factor = claim.rate / (claim.rate - r)
          right += weight * c * factor * exp(-r * surplus + interclaim.logTransform(r * premium))
          whole -= c * factor
        }
        right += weight * whole * own
      }
      #expect(abs(right / ruin(surplus) - 1) < 1e-12)
    }
    #expect(ruin(0) < 1)
    #expect(ruin.coefficients.allSatisfy { $0 > 0 })
  }

  @Test func `ruin from nothing needs the loading alone, for Poisson claims`() throws {
    // ψ(0) = λ E X / c, with light and heavy traffic and weights that differ by 12 powers of ten.
    for (rate, premium) in [(1e-9, 1.0), (1, 1), (1, 0.6003), (1e6, 600_200.0)] {
      let ruin = try MixedExponentialRuin(
        claims: [Part(rate: 1), Part(weight: 2, rate: 2.5), Part(weight: 1e-12, rate: 1e-3)],
        interclaim: .exponential(rate: rate), premiumRate: premium)
      let mean = (1 + 2 / 2.5 + 1e-12 / 1e-3) / (3 + 1e-12)
      #expect(abs(ruin(0) / (rate * mean / premium) - 1) < 1e-10)
    }
  }

  @Test func `parts of one rate are one part`() throws {
    let interclaim = try InterclaimTime.exponential(rate: 3)
    let split = try MixedExponentialRuin(
      claims: [Part(weight: 0.2, rate: 5), Part(weight: 0, rate: 1), Part(weight: 0.6, rate: 5)],
      interclaim: interclaim, premiumRate: 1)
    #expect(split.exponents.count == 1)
    #expect(abs(split(1) / (0.6 * exp(-2)) - 1) < 1e-14)
  }

  @Test func `what has no probability below 1, or no coefficient, is refused`() throws {
    let interclaim = try InterclaimTime.exponential(rate: 3)
    #expect(throws: RuinError.certain(premiumPerClaim: 0.2, claimMean: 0.2)) {
      try MixedExponentialRuin(
        claims: [Part(rate: 5)], interclaim: InterclaimTime.constant(0.2), premiumRate: 1)
    }
    #expect(throws: RuinError.parameterOutOfRange(name: "rate", value: -1)) {
      try MixedExponentialRuin(
        claims: [Part(rate: -1)], interclaim: interclaim, premiumRate: 1)
    }
    #expect(throws: RuinError.parameterOutOfRange(name: "sum of weights", value: 0)) {
      try MixedExponentialRuin(claims: [], interclaim: interclaim, premiumRate: 1)
    }
    #expect(throws: RuinError.parameterOutOfRange(name: "claim rate", value: 0)) {
      try InterclaimTime.exponential(rate: 0)
    }
    // A root lies beyond the limit.
    #expect(throws: RuinError.noCoefficient(below: 0.1)) {
      try adjustmentCoefficient(
        claimMean: 1, logMoment: { -log1p(-$0) }, interclaim: .exponential(rate: 2),
        premiumRate: 2.4, below: 0.1)
    }
    // A heavy tail: the moment is infinite from the start.
    #expect(throws: RuinError.self) {
      try adjustmentCoefficient(
        claimMean: 1, logMoment: { $0 > 0 ? .infinity : 0 }, interclaim: .exponential(rate: 2),
        premiumRate: 2.4, below: 1)
    }
  }
}
