import func Foundation.exp2
import func Foundation.log
import TestSupport
import Testing

@testable import Probability

struct HypergeometricTests {
  // Both sides of the switch at a mean of 10, and each of the three exchanges.
  @Test(arguments: [
    (2, 1, 1), (10, 3, 4), (10, 7, 4), (10, 3, 6), (10, 7, 6), (20, 10, 10), (40, 20, 19),
    (40, 20, 20), (41, 20, 21), (100, 50, 50), (1_000, 99, 101), (1_000, 100, 100),
    (1_000, 900, 900), (1_000, 900, 100), (10_000, 16, 5_000), (10_000, 17, 4_000),
    (10_000, 21, 4_000), (100_000_000, 1_000, 20), (100_000_000, 2_000_000, 50),
    (100_000_000, 1_000, 100_000), (100_000_000, 10_000, 99_000),
    (100_000_000, 1_000_000, 1_000_000), (100_000_000, 400_000, 100_000),
    (1 << 40, 3_000_000, 3_600_000), (1 << 40, 1 << 39, 1_000),
  ])
  func `draws follow the mass function`(population: Int, marked: Int, drawn: Int) throws {
    let law = try Hypergeometric(population: population, marked: marked, drawn: drawn)
    var stream = Stream(seed: 1990, replication: 0, purpose: .init(rawValue: 2), cohort: marked)
    expectDraws(200_000, match: law) { law.sample(using: &stream) }
  }

  // Scripts/reference/discrete_draws.py, an independent implementation.
  @Test(arguments: [
    (10, 3, 4, -4_408_155_591_872_431_941),
    (10, 7, 6, 1_861_295_341_642_634_971),
    (41, 20, 21, -2_136_016_726_189_345_996),
    (100, 50, 50, -8_452_114_984_524_409_946),
    (1_000, 900, 100, 5_776_096_719_459_779_999),
    (10_000, 16, 5_000, -1_401_935_123_306_419_451),
    (1_000_000, 2_000, 4_000, -8_990_467_201_215_287_044),
    (100_000_000, 20_000_000, 10, 450_372_287_311_310_819),
    (100_000_000, 100_000, 100_000, 1_522_265_483_911_617_866),
    (100_000_000, 1_000_000, 1_000_000, 5_219_008_861_989_785_528),
  ])
  func `draws agree with the reference program`(
    population: Int, marked: Int, drawn: Int, checksum: Int
  ) {
    let found = drawChecksum(20_000) {
      [Hypergeometric.sample(population: population, marked: marked, drawn: drawn, using: &$0)]
    }
    #expect(found == checksum)
  }

  // D ≤ 20 multiplies, above Stirling's formula gives P(X = 0); 2⁻³⁰ is where the far end takes over.
  @Test(arguments: [
    (2, 1, 1), (40, 20, 19), (1_000, 99, 99), (1_000, 450, 20), (1_000, 450, 21),
    (100_000_000, 1_000_000, 20), (100_000_000, 1_000_000, 21), (100_000_000, 30_000, 30_000),
    (1 << 40, 3_000_000, 3_000_000),
  ])
  func `inversion finds the smallest count whose tail is small enough`(
    population: Int, marked: Int, drawn: Int
  ) throws {
    let law = try Hypergeometric(population: population, marked: marked, drawn: drawn)
    for exponent in stride(from: -0.01, to: -64, by: -0.37) {
      let u = exp2(exponent)
      let k = Hypergeometric.inverted(
        population: Double(population), marked: Double(marked), drawn: Double(drawn), at: u)
      // Where a tail is u to 6 digits, either neighbour would do.
      #expect(law.survival(k) <= u * (1 + 1e-6))
      #expect(k == 0 || law.survival(k - 1) > u * (1 - 1e-6))
    }
  }

  @Test(arguments: [
    (100, 50, 50), (1_000, 100, 100), (10_000, 5_000, 21), (100_000_000, 1_000_000, 1_000_000),
    (1 << 40, 3_000_000_000, 3_000_000_000), (1 << 40, 1 << 39, 1 << 20),
  ])
  func `logarithms of mass ratios keep their digits for any population`(
    population: Int, marked: Int, drawn: Int
  ) throws {
    let law = try Hypergeometric(population: population, marked: marked, drawn: drawn)
    let ratio = Hypergeometric.LogRatio(population: population, marked: marked, drawn: drawn)
    let deviation = law.variance.squareRoot()
    for z in [-4.0, -1, -0.3, 0.3, 1, 5]
    where law.support ~= Int(ratio.m + z * deviation) {
      let k = Int(ratio.m + z * deviation)
      let expected = log(law.mass(k) / law.mass(Int(ratio.m)))
      #expect(abs(ratio(Double(k)) - expected) < 1e-9)
    }
    // The bound without logarithms is below, and near where counts are large.
    for z in stride(from: -6.0, through: 6, by: 0.01) {
      let k = (ratio.m + z * deviation).rounded(.down)
      guard law.support ~= Int(k) else { continue }
      #expect(ratio.lowerBound(k) <= ratio(k) + 1e-9)
      if deviation > 100 { #expect(ratio.lowerBound(k) > ratio(k) - 0.01 * max(1, z * z)) }
    }
  }

  @Test(arguments: [(100, 30, 20), (100_000, 4_000, 9_000), (100_000, 20, 9_000)])
  func `the exchanges hold draw by draw`(population: Int, marked: Int, drawn: Int) {
    func draw(_ marked: Int, _ drawn: Int, _ replication: Int) -> Int {
      var stream = Stream(seed: 3, replication: replication, purpose: .init(rawValue: 3))
      return Hypergeometric.sample(
        population: population, marked: marked, drawn: drawn, using: &stream)
    }
    for i in 0..<1_000 {
      let count = draw(marked, drawn, i)
      #expect(draw(drawn, marked, i) == count)
      #expect(draw(population - marked, drawn, i) == drawn - count)
      #expect(draw(marked, population - drawn, i) == marked - count)
      #expect(
        draw(population - marked, population - drawn, i) == population - marked - drawn + count)
    }
  }

  @Test func `certain counts draw nothing`() {
    for (population, marked, drawn, count) in [
      (0, 0, 0, 0), (9, 0, 4, 0), (9, 9, 4, 4), (9, 4, 0, 0), (9, 4, 9, 4), (1, 1, 1, 1),
    ] {
      let draw = expectNothingDrawn {
        Hypergeometric.sample(population: population, marked: marked, drawn: drawn, using: &$0)
      }
      #expect(draw == count)
    }
  }

  @Test(arguments: [
    (-1, 0, 0), ((1 << 40) + 1, 0, 0), (5, 6, 1), (5, -1, 1), (5, 1, 6), (5, 1, -1),
  ])
  func `counts out of range are refused`(population: Int, marked: Int, drawn: Int) {
    #expect(throws: ParameterError.self) {
      try Hypergeometric(population: population, marked: marked, drawn: drawn)
    }
  }
}
