import Foundation
import Probability
import Testing

/// Probabilities of ruin from a lattice, with the error of the step beside them.
struct DiscretisedRuinTests {
  /// Poisson claims at rate 1, exponential with mean 1, premium 1.2: ψ(u) = e^(−u/6)/1.2.
  static func example(step: Double, points: Int) throws -> DiscretisedRuin {
    try DiscretisedRuin(
      claims: Exponential(mean: 1), claimRate: 1, premiumRate: 1.2, step: step, points: points)
  }

  /// The example of a help page of the R package actuar.
  ///
  /// It has the lower discretisation and step 1. The exact values are e^(−u/6)/1.2.
  @Test(arguments: [(1, 0.74554, 0.70540), (5, 0.47761, 0.36217), (10, 0.27374, 0.15740)])
  func `a coarse lattice is as wrong as actuar's, and says so`(
    surplus: Int, coarse: Double, exact: Double
  ) throws {
    let ruin = try Self.example(step: 1, points: 30)
    let truth = exp(-Double(surplus) / 6) / 1.2
    expect(truth, prints: exact, decimals: 5)
    expect(ruin.roundedUp.survival(surplus), prints: coarse, decimals: 5)
    #expect(coarse - truth > 0.04)
    #expect(ruin.bounds(Double(surplus)).contains(truth))
    let result = ruin(Double(surplus))
    #expect(abs(result.value - truth) <= result.error)
    // A reference would need an error in the last printed digit. This one is 2,000 times that.
    #expect(result.error > 0.01)
  }

  @Test(arguments: [1, 0.25, 0.04])
  func `the bounds hold the exact value at every surplus, on and between the points`(
    step: Double
  ) throws {
    let points = 1 + Int(40 / step)
    let ruin = try Self.example(step: step, points: points)
    for surplus in [0, 1e-9, 0.01, 0.3, 1, 1.005, 7.77, 10, 39.99, 40] {
      let truth = exp(-surplus / 6) / 1.2
      let bounds = ruin.bounds(surplus)
      #expect(bounds.lowerBound - 1e-15 <= truth && truth <= bounds.upperBound + 1e-15)
      #expect(ruin(surplus).error <= 0.15 * step + 1e-12)
    }
    // Beyond the points only bounds are left.
    #expect(ruin.bounds(1_000).contains(exp(-1_000 / 6) / 1.2))
    #expect(ruin.bounds(1_000).upperBound < 0.01)
  }

  @Test func `the middle of the bounds is right to the square of the step`() throws {
    let errors = try [0.1, 0.05].map { step in
      let middle = try Self.example(step: step, points: 201)(5).value
      return middle - exp(-5.0 / 6) / 1.2
    }
    #expect(abs(errors[0]) < 1e-3)
    #expect(3.5...4.5 ~= errors[0] / errors[1])
  }

  @Test func `a mixture of exponential claims lies within its bounds, which Lundberg's is above`()
    throws
  {
    let exact = try MixedExponentialRuin(
      claims: [.init(weight: 0.5, rate: 3), .init(weight: 0.5, rate: 7)],
      interclaim: .exponential(rate: 3), premiumRate: 1)
    let ruin = try DiscretisedRuin(
      claims: Mixture(
        of: [Exponential(mean: 1.0 / 3), Exponential(mean: 1.0 / 7)], weights: [1, 1]),
      claimRate: 3, premiumRate: 1, step: 0.01, points: 401)
    for surplus in [0, 0.5, 1, 2, 4] {
      #expect(abs(ruin(surplus).value - exact(surplus)) <= ruin(surplus).error + 1e-15)
      #expect(ruin(surplus).error < 0.05 * exact(surplus))
      #expect(exact(surplus) <= exp(-exact.adjustmentCoefficient * surplus))
    }
  }

  /// Heavy tails have no adjustment coefficient; the bounds need none.
  ///
  /// ψ(u) is then about ρ/(1 − ρ) P(Y > u) for a large u, P. Embrechts, N. Veraverbeke, *Insurance:
  /// Mathematics and Economics* 1 (1982), 55–72.
  @Test func `a Pareto claim has bounds that close in as the step falls`() throws {
    var last: ClosedRange<Double>?
    for (step, points) in [(4.0, 26), (1, 101), (0.25, 401)] {
      let ruin = try DiscretisedRuin(
        claims: Lomax(shape: 3, scale: 2), claimRate: 1, premiumRate: 2, step: step,
        points: points)
      let bounds = ruin.bounds(100)
      if let last {
        #expect(last.lowerBound <= bounds.lowerBound && bounds.upperBound <= last.upperBound)
      }
      last = bounds
      if points == 401 {
        // P(Y > u) = (1 + u/2)^(−2); second order terms add a tenth or so here.
        let first = 1 / (51.0 * 51)
        #expect(bounds.lowerBound > first && bounds.upperBound < 1.2 * first)
      }
    }
  }

  @Test func `what cannot be is refused`() throws {
    let claims = try Exponential(mean: 1)
    #expect(throws: RuinError.certain(premiumPerClaim: 1, claimMean: 1)) {
      try DiscretisedRuin(claims: claims, claimRate: 1, premiumRate: 1, step: 1, points: 5)
    }
    #expect(throws: RuinError.parameterOutOfRange(name: "points", value: 0)) {
      try DiscretisedRuin(claims: claims, claimRate: 1, premiumRate: 2, step: 1, points: 0)
    }
    #expect(throws: RuinError.aggregate(.gridTooLarge(points: 1 << 25, limit: 1 << 24))) {
      try DiscretisedRuin(claims: claims, claimRate: 1, premiumRate: 2, step: 1, points: 1 << 25)
    }
  }
}
