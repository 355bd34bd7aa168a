import Probability
import Testing

/// The sums behind the gamma law, through the law, at all sizes of shape.
struct IncompleteGammaTests {
  @Test(arguments: [29.99, 30, 31, 1e3, 1e4, 1e6, 1e8])
  func `the tails of a great shape are whole, fall, and are near normal`(shape: Double) throws {
    let law = try Gamma(shape: shape, scale: 1)
    let normal = try Normal()
    var last = 0.0
    for z in stride(from: -12.0, through: 12, by: 1.5) {
      let x = shape + z * shape.squareRoot()
      if x <= 0 { continue }
      let (below, above) = (law.cumulative(x), law.survival(x))
      #expect(abs(below + above - 1) < 1e-15)
      #expect(last <= below)
      // The error of the central limit theorem, which is skewness/6 φ(0) at z = 0.
      #expect(abs(below - normal.cumulative(z)) < 0.14 / shape.squareRoot())
      last = below
    }
  }

  /// P(a, a) = ½ + (1/3 + 1/(540a) − 25/(6048a²) − …) / √(2πa), *DLMF* 8.11.12.
  @Test(arguments: [1e3, 1e5, 1e6, 1e8])
  func `at the mean the lower tail has its asymptotic value`(shape: Double) throws {
    let law = try Gamma(shape: shape, scale: 1)
    let root = (2 * Double.pi * shape).squareRoot()
    let series = 1 / 3.0 + 1 / (540 * shape) - 25 / (6_048 * shape * shape)
    #expect(abs(law.cumulative(shape) - (0.5 + series / root)) < 2e-13)
  }

  @Test func `the own sums meet GSL's where they take over`() throws {
    for x in [5.0, 20, 29, 30, 33, 60, 200] {
      // P(a, x) of shapes on both sides of the switch at 30, too near to tell apart otherwise.
      let below = try Gamma(shape: 30.0.nextDown, scale: 1)
      let above = try Gamma(shape: 30, scale: 1)
      #expect(relativeError(below.cumulative(x), above.cumulative(x)) < 1e-13)
      #expect(relativeError(below.survival(x), above.survival(x)) < 1e-13)
    }
  }
}
