import MutualAid
import Testing

struct RenewalLapseTests {
  private let rate = Rate(millionths: 80_000)

  @Test func `without a response the rate is the rate`() {
    let lapse = RenewalLapse(rate: rate)
    #expect(near(lapse.renewing(from: 100, to: 500), 0.92))
    #expect(near(lapse.inForce(premiums: [100, 120, 90])[2], 0.92 * 0.92))
    #expect(lapse.inForce(premiums: []).isEmpty)
  }

  @Test(arguments: [
    (1.0, 200, 2.0), (1, 50, 0.5), (1, 1_000, 4), (1, 1, 0.25), (0.5, 200, 1.414_213_562_373_095_1),
    (-1, 200, 0.5), (2, 0, 0.25), (1, 100, 1),
  ])
  func `the hazard answers to the premium within its bounds`(
    elasticity: Double, premium: Int, response: Double
  ) {
    let lapse = RenewalLapse(rate: rate, elasticity: elasticity)
    let hazard = (1...64).reduce(0.0) { $0 + power(0.08, $1) / Double($1) }  // −log 0.92
    let expected = lapse.renewing(from: 100, to: premium)
    #expect(near(expected, exponential(-hazard * response)))
    let fixed = RenewalLapse(rate: rate, elasticity: elasticity, reference: .fixed(100))
    #expect(fixed.renewing(from: 7, to: premium) == expected)
  }

  @Test func `a premium after none is the largest rise, and none after none is no change`() {
    let lapse = RenewalLapse(rate: rate, elasticity: 1)
    #expect(near(lapse.renewing(from: 0, to: 5), power(0.92, 4)))
    #expect(near(lapse.renewing(from: 0, to: 0), 0.92))
    #expect(RenewalLapse(rate: .zero, elasticity: 3).renewing(from: 1, to: 9) == 1)
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { product, _ in product * base }
  }

  private func exponential(_ x: Double) -> Double {
    (1...40).reversed().reduce(1.0) { 1 + x / Double($1) * $0 }
  }
}
