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
    // Every phase leads to every other, and only the first two end the claim.
    let initial = [0.2, 0.3, 0.5]
    let jumps = [[0, 0.5, 0.25], [4, 0, 1], [2, 0.75, 0]]
    let exits = [1, 0.125, 0]
    let ruins = try [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]].map {
      order in
      try PhaseTypeRuin(
        initial: order.map { initial[$0] },
        jumps: order.map { i in order.map { jumps[i][$0] } }, exits: order.map { exits[$0] },
        claimRate: 0.3, premiumRate: 1)
    }
    for ruin in ruins {
      for u in [0.0, 1, 10] { #expect(abs(ruin(u) / ruins[0](u) - 1) < 1e-13) }
    }
    // The expected times x solve x₀ = (0.2 + 4x₁ + 2x₂)/1.75 and so on; their sum is E X.
    let times = ruins[0].entries.map { $0 / 0.3 }
    for j in 0..<3 {
      let into = (0..<3).reduce(initial[j]) { $0 + times[$1] * jumps[$1][j] }
      #expect(abs(times[j] * (exits[j] + jumps[j].reduce(0, +)) - into) < 1e-14)
    }
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
