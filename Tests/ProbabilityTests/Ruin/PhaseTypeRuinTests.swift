import Foundation
import Probability
import Testing

/// Exact ruin by matrices, against closed forms by roots and against a lattice.
struct PhaseTypeRuinTests {
  @Test func `a mixture of exponential claims is the same by matrices and by roots`() throws {
    let matrices = try PhaseTypeRuin(
      initial: [0.5, 0.5], jumps: [[0, 0], [0, 0]], exits: [3, 7], claimRate: 3, premiumRate: 1)
    for (u, printed) in [(0.0, 0.714285714), (1, 0.252331010), (2, 0.092801513)] {
      expect(matrices(u), prints: printed, decimals: 9)
    }
    let roots = try MixedExponentialRuin(
      claims: [.init(rate: 3), .init(rate: 7)], interclaim: .exponential(rate: 3), premiumRate: 1)
    for u in [0, 1e-6, 0.1, 5, 30, 200, 700] {
      #expect(abs(matrices(u) / roots(u) - 1) < 1e-12)
    }
    #expect(matrices(2_000) == 0)
  }

  /// For Erlang claims of shape 2 and rate β Lundberg's equation is c r² − (2cβ − λ) r + β(cβ − 2λ) = 0.
  @Test func `Erlang claims have the closed form by the roots of a quadratic`() throws {
    let (beta, rate, premium) = (2.0, 0.8, 1.0)
    let ruin = try PhaseTypeRuin(
      initial: [1, 0], jumps: [[0, beta], [0, 0]], exits: [0, beta], claimRate: rate,
      premiumRate: premium)
    let half = beta - rate / (2 * premium)
    let root = (half * half - beta * (beta - 2 * rate / premium)).squareRoot()
    let (near, far) = (half - root, half + root)
    func coefficient(_ own: Double, _ other: Double) -> Double {
      other / (other - own) * (beta - own) * (beta - own) / (beta * beta)
    }
    for u in [0, 0.5, 1, 3, 10, 50] {
      let exact =
        coefficient(near, far) * exp(-near * u) + coefficient(far, near) * exp(-far * u)
      #expect(abs(ruin(u) / exact - 1) < 1e-12)
    }
    let lattice = try DiscretisedRuin(
      claims: Gamma(shape: 2, scale: 1 / beta), claimRate: rate, premiumRate: premium, step: 0.02,
      points: 301)
    for u in [0, 0.51, 2, 6] { #expect(lattice.bounds(u).contains(ruin(u))) }
    #expect(lattice(2).error < 0.01)
  }

  @Test func `ruin does not depend on the order in which phases are named`() throws {
    // Only one of two phases ends the claim; the other leads back to it.
    let there = try PhaseTypeRuin(
      initial: [0.25, 0.75], jumps: [[0, 0.5], [4, 0]], exits: [1, 0], claimRate: 0.3,
      premiumRate: 1)
    let mean = 1.125 + 0.75 * 0.25
    #expect(abs(there(0) - 0.3 * mean) < 1e-14)
    let turned = try PhaseTypeRuin(
      initial: [0.75, 0.25], jumps: [[0, 4], [0.5, 0]], exits: [0, 1], claimRate: 0.3,
      premiumRate: 1)
    for u in [0.0, 1, 10] { #expect(abs(there(u) / turned(u) - 1) < 1e-13) }
  }

  @Test func `what is no chain, or never ends, is refused`() throws {
    func attempt(_ initial: [Double], _ jumps: [[Double]], _ exits: [Double]) throws {
      _ = try PhaseTypeRuin(
        initial: initial, jumps: jumps, exits: exits, claimRate: 1, premiumRate: 2)
    }
    #expect(throws: RuinError.parameterOutOfRange(name: "initial chance", value: -1)) {
      try attempt([-1], [[0]], [1])
    }
    #expect(throws: RuinError.parameterOutOfRange(name: "sum of initial chances", value: 0)) {
      try attempt([], [], [])
    }
    #expect(throws: RuinError.parameterOutOfRange(name: "jumps[0][0]", value: 1)) {
      try attempt([1], [[1]], [1])
    }
    #expect(throws: RuinError.self) { try attempt([1, 0], [[0, 1], [1, 0]], [0, 0]) }
    #expect(throws: RuinError.certain(premiumPerClaim: 2, claimMean: 2)) {
      try attempt([1], [[0]], [0.5])
    }
  }
}
