import Probability
import Testing

/// Laws at the ends of their parameters: their errors should stay true, and nothing overflow.
struct ExtremeParameterTests {
  @Test(arguments: [1e-12, 1e-20, 1e-28, 1e-100, 1e-300])
  func `chances that hardly exist need hardly a grid`(chance: Double) throws {
    let groups = try [
      BinomialGroup(members: 150_000_000, probability: chance, amount: 30_000_000),
      BinomialGroup(members: 90_000_000, probability: chance, amount: 1_000),
    ]
    let law = try LatticeLaw.sum(of: groups)
    #expect(law.error < 1e-11)
    #expect(law.count <= 400_000)
    #expect(abs(law.survival(0) - 2.4e8 * chance) <= law.error + 3e16 * chance * chance)
    let cases = try LatticeLaw.sum(
      of: groups.map {
        try BinomialGroup(members: $0.members, probability: $0.probability, amount: 1)
      })
    #expect(cases.count < 50)
    let tail = try LatticeLaw.exceedance(of: groups, beyond: 0)
    let caseTail = try LatticeLaw.exceedance(
      of: groups.map { try BinomialGroup(members: $0.members, probability: chance, amount: 1) },
      beyond: 0)
    #expect(abs(caseTail.value - 2.4e8 * chance) <= 3e16 * chance * chance + caseTail.error)
    // A tilt has e^600 to give.
    if chance > 1e-200 { #expect(caseTail.error < 1e-11 * caseTail.value) }
    #expect(abs(tail.value - 2.4e8 * chance) <= 3e16 * chance * chance + tail.error)
    let compound = try LatticeLaw.compound(
      .poisson(mean: 2.4e8 * chance), of: LatticeLaw(step: 30_000, masses: [0.5, 0.25, 0.25]))
    #expect(compound.count < 80 && compound.error < 1e-12)
  }

  @Test(arguments: [(1_000, 0.999), (150_000_000, 1 - 1e-6), (40, 1 - 0x1p-53)])
  func `a chance near 1 is the mirror of one near 0`(members: Int, chance: Double) throws {
    let high = try LatticeLaw.sum(of: [
      BinomialGroup(members: members, probability: chance, amount: 3)
    ])
    let low = try LatticeLaw.sum(of: [
      BinomialGroup(members: members, probability: 1 - chance, amount: 3)
    ])
    var difference = 0.0
    for index in 0..<low.count {
      difference += abs(low.mass(at: index) - high.mass(of: 3 * members - low.value(at: index)))
    }
    #expect(difference <= high.error + low.error)
    #expect(high.error < 1e-6)
  }

  @Test func `members who claim for certain are a constant`() throws {
    let law = try LatticeLaw.sum(of: [
      BinomialGroup(members: 150_000_000, probability: 1, amount: 7),
      BinomialGroup(members: 0, probability: 1, amount: 5),
      BinomialGroup(members: 3, probability: 0.5, amount: 14),
    ])
    #expect(law.quantile(0.4) == 1_050_000_014)
    #expect(abs(law.mass(of: 1_050_000_042) - 0.125) <= law.error)
    #expect(law.error < 1e-6)
  }

  /// As the size goes to 0 the law becomes the logarithmic one, p(1) = β/((1 + β) log(1 + β)).
  @Test(arguments: [(-1e-9, 2.0), (-1e-12, 0.5), (-0.5, 1e-9)])
  func `an extended negative binomial number keeps its digits at the ends`(
    size: Double, scale: Double
  ) throws {
    let frequency = try FrequencyLaw.extendedTruncatedNegativeBinomial(size: size, scale: scale)
    let law = try LatticeLaw.compound(
      frequency, of: LatticeLaw(masses: [0, 1]), method: .recursion)
    #expect(abs(law.masses.reduce(0, +) - 1) <= law.error + 1e-15)
    #expect(law.error < 1e-11)
    let ending = try FrequencyLaw.logarithmic(scale: scale)
    if size > -1e-8 {
      let limit = try LatticeLaw.compound(ending, of: LatticeLaw(masses: [0, 1]))
      #expect(distance(law, limit) < 1e-8)
    } else {
      #expect(abs(law.mass(of: 1) - 1) < 1e-8)
    }
  }

  @Test func `a number that is hardly ever above 0 can be cut off from 0`() throws {
    let law = try LatticeLaw.compound(
      FrequencyLaw.poisson(mean: 1e-20).zeroTruncated(), of: LatticeLaw(masses: [0, 1]),
      points: 4, method: .recursion)
    #expect(abs(law.mass(of: 1) - 1) < 1e-12 && law.mass(of: 0) == 0)
    #expect(throws: AggregateError.self) { try FrequencyLaw.poisson(mean: 0).zeroTruncated() }
  }

  /// Thinned geometric numbers are geometric: 2²⁷ claims of which one in 2²⁷ counts are one.
  @Test(arguments: [LatticeLaw.CompoundMethod.recursion, .transform(padding: 1, tilt: 0)])
  func `a huge number of claims that hardly count states its error`(
    method: LatticeLaw.CompoundMethod
  ) throws {
    let law = try LatticeLaw.compound(
      .geometric(mean: 0x1p27), of: LatticeLaw(masses: [1 - 0x1p-27, 0x1p-27]), points: 40,
      method: method)
    let wrong = (0..<40).reduce(0.0) { sum, k in
      sum + abs(law.mass(at: k) - 1 / Double(1 << (k + 1)))
    }
    #expect(wrong <= law.error)
  }

  @Test func `what does not fit is refused and does not stop the program`() throws {
    let severity = try LatticeLaw(masses: [0.5, 0.5])
    #expect(throws: AggregateError.gridTooLarge(points: 1 << 25, limit: 1 << 24)) {
      try LatticeLaw.compound(
        .binomial(trials: .max, probability: 0.5), of: severity, points: 1 << 25)
    }
    let number = try FrequencyLaw.binomial(trials: .max, probability: 1e-19)
    let law = try LatticeLaw.compound(number, of: severity, points: 20, method: .recursion)
    let poisson = try LatticeLaw.compound(
      .poisson(mean: 0.9223372036854775807), of: severity, points: 20)
    #expect(distance(law, poisson) <= law.error + poisson.error)

    #expect(throws: AggregateError.digitsLost(error: .infinity)) {
      try LatticeLaw.compound(
        .poisson(mean: 5), of: severity, points: 1_000,
        method: .transform(padding: 1, tilt: 1))
    }
    let huge = try BinomialGroup(members: 1, probability: 0.5, amount: .max)
    #expect(throws: AggregateError.totalTooLarge) {
      try LatticeLaw.bracket(of: [huge], step: 1_000)
    }
    let far = LatticeLaw.constant(.max)
    #expect(throws: AggregateError.totalTooLarge) { try far.convolved(with: far) }
  }
}
