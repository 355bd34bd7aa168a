import func Foundation.exp2
import TestSupport
import Testing

@testable import Probability

struct PoissonTests {
  // Both sides of the switch at 10.
  @Test(arguments: [0.01, 1, 9.99, 10, 10.5, 12.5, 30, 1_000, 1e6, 0x1p40])
  func `draws follow the mass function`(mean: Double) throws {
    let poisson = try Poisson(mean: mean)
    var stream = Stream(seed: 1993, replication: 1, purpose: .init(rawValue: 1))
    if mean > 1e9 {
      // The law is too wide to sum; its standardised draws are normal to 10⁻⁶.
      var counts = [0, 0, 0, 0]
      for _ in 0..<200_000 {
        let z = (Double(poisson.sample(using: &stream)) - mean) / mean.squareRoot()
        counts[(z > -1 ? 1 : 0) + (z > 0 ? 1 : 0) + (z > 1 ? 1 : 0)] += 1
      }
      let outer = 0.15865525393145705
      expectCounts(counts, match: [outer, 0.5 - outer, 0.5 - outer, outer])
    } else {
      expectDraws(200_000, match: poisson) { poisson.sample(using: &stream) }
    }
  }

  // Scripts/reference/discrete_draws.py, an independent implementation.
  @Test(arguments: [
    (0.01, 2_706_354_409_275_630_462),
    (1, -1_075_010_723_337_630_632),
    (9.99, -7_619_865_663_487_902_297),
    (10, 1_703_293_452_611_928_036),
    (30, 227_693_926_162_402_243),
    (400, 671_080_559_072_139_563),
    (100000.0, -2_150_737_797_107_071_269),
  ])
  func `draws agree with the reference program`(mean: Double, checksum: Int) {
    #expect(drawChecksum(20_000) { [Poisson.sample(mean: mean, using: &$0)] } == checksum)
  }

  @Test(arguments: [1e-6, 0.5, 3, 9.99])
  func `inversion finds the smallest count whose tail is small enough`(mean: Double) throws {
    let poisson = try Poisson(mean: mean)
    for exponent in stride(from: -0.01, to: -64, by: -0.37) {
      let u = exp2(exponent)
      let k = Poisson.inverted(mean: mean, at: u)
      // Where a tail is u to 6 digits, either neighbour would do.
      #expect(poisson.survival(k) <= u * (1 + 1e-6))
      #expect(k == 0 || poisson.survival(k - 1) > u * (1 - 1e-6))
    }
  }

  @Test func `counts at two rates add up to a count at their sum`() throws {
    let sum = try Poisson(mean: 21)
    var stream = Stream(seed: 5, replication: 0, purpose: .init(rawValue: 1))
    expectDraws(200_000, match: sum) {
      Poisson.sample(mean: 8, using: &stream) + Poisson.sample(mean: 13, using: &stream)
    }
  }

  @Test func `a mean of 0 draws nothing`() {
    #expect(expectNothingDrawn { Poisson.sample(mean: 0, using: &$0) } == 0)
  }

  @Test(arguments: [Double.nan, -1, .infinity, 0x1.1p40])
  func `a mean out of range is refused`(mean: Double) {
    #expect(throws: ParameterError.self) { try Poisson(mean: mean) }
  }
}
