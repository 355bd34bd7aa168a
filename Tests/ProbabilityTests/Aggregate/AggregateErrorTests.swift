import Probability
import Testing

/// The stated errors are true bounds, and what cannot be found is refused.
struct AggregateErrorTests {
  /// A made-up portfolio, with small and large chances and shared and lone amounts.
  static func portfolio(_ number: UInt64) throws -> [BinomialGroup] {
    var stream = Stream(portfolio: number)
    return try (0..<(2 + stream.below(6))).map { _ in
      let share = stream.uniform()
      let scale = [0.001, 0.04, 0.3, 0.9][stream.below(4)]
      return try BinomialGroup(
        members: 1 + stream.below(12), probability: scale * stream.uniform(),
        amounts: [
          .init(stream.below(8), probability: share),
          .init(2 + stream.below(6), probability: 1 - share),
        ])
    }
  }

  /// The same law by direct convolution, member by member.
  static func convolved(_ groups: [BinomialGroup]) throws -> LatticeLaw {
    var sum: [Double] = [1]
    for group in groups {
      var member = [Double](repeating: 0, count: 8)
      member[0] = 1 - group.probability
      for amount in group.amounts { member[amount.value] += group.probability * amount.probability }
      for _ in 0..<group.members {
        var next = [Double](repeating: 0, count: sum.count + 7)
        for (j, a) in sum.enumerated() {
          for (k, b) in member.enumerated() { next[j + k] += a * b }
        }
        sum = next
      }
    }
    return try LatticeLaw(masses: sum)
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `transform and recursion are as near to a convolution as they say`(number: UInt64) throws {
    let groups = try Self.portfolio(number)
    let direct = try Self.convolved(groups)
    let law = try LatticeLaw.sum(of: groups)
    #expect(law.error < 1e-11)
    #expect(distance(law, direct) <= law.error + 1e-13)
    // Refused where the signs of the recursion have taken all digits.
    if let recursive = try? LatticeLaw.dePril(of: groups) {
      #expect(distance(recursive, direct) <= recursive.error + 1e-13)
    } else {
      #expect(groups.contains { $0.probability > 0.25 })
    }
    let known = try #require(law.cumulants)
    let found = try #require(direct.cumulants)
    #expect(abs(known.mean - found.mean) < 1e-10)
    #expect(abs(known.variance - found.variance) < 1e-9)
    #expect(abs(known.third - found.third) < 1e-6)
  }

  @Test(arguments: [
    (1_000, 0.5), (20_000, 0.01), (150_000_000, 2e-5), (1_000_000, 0.049), (7, 1.0),
  ])
  func `one group is a binomial law, on both sides of the switch of method`(
    members: Int, probability: Double
  ) throws {
    let law = try LatticeLaw.sum(of: [
      BinomialGroup(members: members, probability: probability, amount: 300)
    ])
    if probability == 1 {
      #expect(law.quantile(0.5) == 300 * members)
      return
    }
    let masses = binomialMasses(members, probability, upTo: min(members, law.top / 300 + 40))
    let binomial = try LatticeLaw(step: 300, masses: masses)
    // The reference is good to about 10⁻¹² itself.
    #expect(distance(law, binomial) <= law.error + 2e-12)
    #expect(law.error < 1e-11)
  }

  @Test
  func `a far tail keeps its digits`() throws {
    let groups = try [
      BinomialGroup(members: 40, probability: 0.01, amount: 3),
      BinomialGroup(members: 30, probability: 0.02, amount: 2),
    ]
    let direct = try LatticeLaw.sum(of: [
      LatticeLaw(step: 3, masses: binomialMasses(40, 0.01, upTo: 40)),
      LatticeLaw(step: 2, masses: binomialMasses(30, 0.02, upTo: 30)),
    ])
    for threshold in [2, 20, 40, 80, 150, 179] {
      let tail = try LatticeLaw.exceedance(of: groups, beyond: threshold)
      let reference = direct.survival(threshold)
      #expect(abs(tail.value / reference - 1) < 1e-9, "\(tail) \(reference) at \(threshold)")
      #expect(tail.error < 1e-9 * tail.value)
    }
    #expect(try LatticeLaw.exceedance(of: groups, beyond: 180).value == 0)
  }

  @Test
  func `a binomial frequency that ruins the recursion is noticed`() throws {
    let severity = try LatticeLaw(masses: [0, 0.2, 0.3, 0.5])
    let frequency = try FrequencyLaw.binomial(trials: 200, probability: 0.9)
    #expect(throws: AggregateError.self) {
      try LatticeLaw.compound(frequency, of: severity, method: .recursion)
    }
    let law = try LatticeLaw.compound(frequency, of: severity)
    #expect(law.error < 1e-10)
    let group = try BinomialGroup(
      members: 200, probability: 0.9,
      amounts: [.init(1, probability: 0.2), .init(2, probability: 0.3), .init(3, probability: 0.5)])
    let exact = try LatticeLaw.sum(of: [group])
    #expect(distance(law, exact) <= law.error + exact.error)
  }

  @Test(arguments: [5.0, 800, 5_000])
  func `the recursion survives a mean that underflows`(mean: Double) throws {
    let severity = try LatticeLaw(masses: [0.1, 0.5, 0.4])
    let frequency = try FrequencyLaw.poisson(mean: mean)
    let one = try LatticeLaw.compound(frequency, of: severity, method: .recursion)
    let two = try LatticeLaw.compound(
      frequency, of: severity, method: .transform(padding: 1, tilt: 0))
    #expect(one.error < 1e-9 && two.error < 1e-9)
    #expect(distance(one, two) <= one.error + two.error)
    #expect(abs(one.masses.reduce(0, +) - 1) < 1e-10)
    let known = try #require(one.cumulants)
    let found = try #require(one.mapped { $0 }.cumulants)
    #expect(abs(found.mean / known.mean - 1) < 1e-10)
    #expect(abs(found.variance / known.variance - 1) < 1e-9)
  }

  static let laws: [FrequencyLaw] = {
    do {
      return try [
        .poisson(mean: 3).zeroTruncated(), .poisson(mean: 2).zeroModified(0.05),
        .binomial(trials: 5, probability: 0.4).zeroModified(0.7),
        .negativeBinomial(size: 0.4, scale: 3),
        .negativeBinomial(size: 2.5, scale: 1).zeroTruncated(),
        .logarithmic(scale: 2), .logarithmic(scale: 0.7).zeroModified(0.3),
        .extendedTruncatedNegativeBinomial(size: -0.5, scale: 1.5),
        .extendedTruncatedNegativeBinomial(size: -0.3, scale: 0.8).zeroModified(0.6),
      ]
    } catch {
      Issue.record(error)
      return []
    }
  }()

  @Test(arguments: laws.indices)
  func `recursion, transform and cumulants agree for every frequency`(index: Int) throws {
    let frequency = Self.laws[index]
    let severity = try LatticeLaw(step: 10, masses: [0.2, 0.3, 0.4, 0.1])
    let one = try LatticeLaw.compound(frequency, of: severity, method: .recursion)
    let two = try LatticeLaw.compound(
      frequency, of: severity, method: .transform(padding: 2, tilt: 0))
    #expect(one.error < 1e-10 && two.error < 1e-11)
    #expect(distance(one, two) <= one.error + two.error)
    let known = try #require(one.cumulants)
    let found = try #require(one.mapped { $0 }.cumulants)
    #expect(abs(found.mean / known.mean - 1) < 1e-10)
    #expect(abs(found.variance / known.variance - 1) < 1e-9)
    #expect(abs(found.third / known.third - 1) < 1e-7)
  }

  @Test
  func `what is not a law is refused`() throws {
    #expect(throws: AggregateError.notAProbability(1.5)) {
      try BinomialGroup(members: 1, probability: 1.5, amount: 1)
    }
    #expect(throws: AggregateError.negativeAmount(-1)) {
      try BinomialGroup(members: 1, probability: 0.5, amount: -1)
    }
    #expect(throws: AggregateError.negativeMembers(-1)) {
      try BinomialGroup(members: -1, probability: 0.5, amount: 1)
    }
    #expect(throws: AggregateError.self) {
      try BinomialGroup(members: 1, probability: 0.5, amounts: [.init(1, probability: 0.5)])
    }
    #expect(throws: AggregateError.self) { try LatticeLaw(masses: [0.5, 0.4]) }
    #expect(throws: AggregateError.self) { try FrequencyLaw.table([0.5, 0.4]) }
    #expect(throws: AggregateError.self) {
      try LatticeLaw.sum(of: [
        BinomialGroup(members: 1_000, probability: 0.5, amount: 1_000_003),
        BinomialGroup(members: 1_000, probability: 0.5, amount: 1_000_000_007),
      ])
    }
    #expect(throws: AggregateError.totalTooLarge) {
      try LatticeLaw.sum(of: [BinomialGroup(members: .max, probability: 0.5, amount: 4)])
    }
    let severity = try LatticeLaw(masses: [0.5, 0.5])
    #expect(throws: AggregateError.self) {
      try LatticeLaw.compound(.table([0.5, 0.5]), of: severity, method: .recursion)
    }
  }
}
