import Foundation
import Probability
import Testing

/// Compound laws against the worked cases of the textbooks.
struct CompoundLawTests {
  static let methods: [LatticeLaw.CompoundMethod] = [
    .automatic, .recursion, .transform(padding: 1, tilt: 0),
  ]

  /// Klugman, Panjer and Willmot, *Loss Models*, examples 9.5 and 9.6; also in R's `actuar`.
  @Test
  func `the group dental case of Loss Models is exact`() throws {
    let severity = try LatticeLaw(
      step: 25, offset: 25,
      masses: [0.15, 0.2, 0.25, 0.125, 0.075, 0.05, 0.05, 0.05, 0.025, 0.025])
    let frequency = try FrequencyLaw.table([0.05, 0.1, 0.15, 0.2, 0.25, 0.15, 0.06, 0.03, 0.01])
    let law = try LatticeLaw.compound(frequency, of: severity)
    expect(law.mean, prints: 314.5, decimals: 10)
    expect(law.standardDeviation, prints: 191.6155, decimals: 4)
    let masses = [
      0.05, 0.015, 0.023375, 0.034675, 0.0325765625, 0.0357863906, 0.0398078709, 0.0435623156,
      0.0475180013, 0.0490338015, 0.0518980648, 0.0513788577, 0.0511869148, 0.0503048554,
    ]
    for (k, mass) in masses.enumerated() {
      expect(law.mass(of: 25 * k), prints: mass, decimals: 10)
    }
    expect(law.cumulative(500), prints: 0.84826983, decimals: 8)
    expect(law.cumulative(750), prints: 0.98109443, decimals: 8)
    expect(law.cumulative(1000), prints: 0.99883211, decimals: 8)
    for (k, premium) in [314.5, 290.75, 267.375, 244.5844, 222.6606].enumerated() {
      expect(law.stopLoss(25 * k), prints: premium, decimals: 4)
    }
  }

  /// *Loss Models* exercise 9.11, in both readings of its largest claim.
  @Test(arguments: methods)
  func `exercise 9_11 of Loss Models, zero-modified binomial`(
    method: LatticeLaw.CompoundMethod
  ) throws {
    let frequency = try FrequencyLaw.binomial(trials: 3, probability: 0.3).zeroModified(0.4)
    let first = try LatticeLaw.compound(
      frequency, of: LatticeLaw(step: 50, masses: [0.3, 0.5, 0.2]), method: method)
    let masses = [
      0.537021917808, 0.256479452055, 0.151290410959, 0.042041095890, 0.011490410959,
      0.001479452055, 0.000197260274,
    ]
    for (k, mass) in masses.enumerated() {
      expect(first.mass(of: 50 * k), prints: mass, decimals: 12)
    }
    let second = try LatticeLaw.compound(
      frequency, of: LatticeLaw(step: 50, masses: [0.3, 0.5, 0, 0.2]), method: method)
    let others = [
      0.537021917808, 0.256479452055, 0.048698630137, 0.105673972603, 0.038958904110,
      0.003698630137, 0.007791780822, 0.001479452055, 0, 0.000197260274,
    ]
    for (k, mass) in others.enumerated() {
      expect(second.mass(of: 50 * k), prints: mass, decimals: 12)
    }
    #expect(first.error < 1e-12 && second.error < 1e-12)
  }

  @Test
  func `exercises 9_19 and 9_24 of Loss Models, frequencies from a table`() throws {
    let few = try LatticeLaw.compound(
      .table([0.5, 0.4, 0, 0.1]),
      of: LatticeLaw(masses: [0, 0.9, 0, 0, 0, 0, 0, 0, 0, 0, 0.1]))
    let mean = try #require(few.mean)
    expect(few.survival(Int(3 * mean)), prints: 0.0671, decimals: 12)

    let more = try LatticeLaw.compound(
      .table([1.0 / 16, 1.0 / 4, 3.0 / 8, 1.0 / 4, 1.0 / 16]),
      of: LatticeLaw(masses: [0, 0, 0.4, 0.6]))
    let retained = try #require(more.limitedExpectation(5))
    expect(retained + 1.472, prints: 5.4995, decimals: 4)
  }

  @Test(arguments: methods)
  func `compound Poisson exercises of Loss Models`(method: LatticeLaw.CompoundMethod) throws {
    // 9.34
    var sizes = [Double](repeating: 0, count: 11)
    (sizes[1], sizes[5], sizes[10]) = (0.80, 0.16, 0.04)
    let law = try LatticeLaw.compound(
      .poisson(mean: 5), of: LatticeLaw(step: 100, masses: sizes), method: method)
    expect(law.mass(of: 600), prints: 0.0598928622, decimals: 10)
    // 9.40
    let large = try LatticeLaw.compound(
      .poisson(mean: 140),
      of: LatticeLaw(step: 10_000, masses: [0, 50 / 140.0, 60 / 140.0, 0, 30 / 140.0]),
      method: method)
    expect(large.mean, prints: 2_900_000, decimals: 6)
    expect(large.standardDeviation, prints: 277_488.74, decimals: 2)
    expect(large.survival(3_000_000), prints: 0.3465793, decimals: 7)
    // 9.45
    let third = 1.0 / 3
    let even = try LatticeLaw.compound(
      .poisson(mean: 6), of: LatticeLaw(masses: [0, third, third, 0, third]), method: method)
    let masses = [
      0.0024787522, 0.0049575044, 0.0099150087, 0.0132200116, 0.0214825189, 0.0271010238,
      0.0365753655,
    ]
    for (total, mass) in masses.enumerated() {
      expect(even.mass(of: total), prints: mass, decimals: 10)
    }
    // 9.47, in halves, so that the dividend's 4.5 is whole.
    let halves = try LatticeLaw.compound(
      .poisson(mean: 2), of: LatticeLaw(step: 2, masses: [0, 0.25, 0.75]), method: method)
    expect(try (9 - #require(halves.limitedExpectation(9))) / 2, prints: 1.6411165, decimals: 7)
    // What is left of the premium of 6 after claims and dividends, on average.
    expect(try #require(halves.mean) / 2, prints: 3.5, decimals: 12)
    let excess = try 6 - 3.5 - (9 - #require(halves.limitedExpectation(9))) / 2
    expect(excess, prints: 0.8588835, decimals: 7)
  }

  @Test(arguments: methods)
  func `exercises 9_57 and 9_58 of Loss Models`(method: LatticeLaw.CompoundMethod) throws {
    let severity = try LatticeLaw(masses: [0, 0.4, 0.3, 0.2, 0.1])
    let poisson = try LatticeLaw.compound(.poisson(mean: 3), of: severity, method: method)
    expect(poisson.cumulative(3), prints: 0.2881675517, decimals: 10)
    let negative = try LatticeLaw.compound(
      .negativeBinomial(size: 6, scale: 0.5), of: severity, method: method)
    expect(negative.cumulative(3), prints: 0.3394084235, decimals: 10)
  }

  /// Exercise 9.39 of *Loss Models*: three possible claims of an exponential amount with mean 100.
  @Test
  func `exercise 9_39 of Loss Models lies in the bracket, and is its extrapolated middle`() throws {
    let frequency = try FrequencyLaw.binomial(trials: 3, probability: 0.4)
    var middles: [Double] = []
    for cells in [512, 1024] {
      let severity = Discretisation(
        step: 1, points: cells + 1, cumulative: { -expm1(-$0 * 3 / Double(cells)) },
        survival: { exp(-$0 * 3 / Double(cells)) })
      let (lower, upper) = try LatticeLaw.compoundBracket(frequency, of: severity)
      // The amounts are continuous, so that S < 300 is as good as S ≤ 300, and a closer bound.
      let bounds = (lower.cumulative(cells), upper.cumulative(cells - 1))
      #expect(bounds.0 < 0.8940531185 && 0.8940531185 < bounds.1)
      middles.append(0.5 * (bounds.0 + bounds.1))
    }
    expect((4 * middles[1] - middles[0]) / 3, prints: 0.8940531185, decimals: 10)
  }

  /// Loss Data Analytics (OpenActTexts), examples of chapter 5.
  @Test
  func `compound examples of Loss Data Analytics`() throws {
    // 5.2.2: two kinds of policies with a zero-modified Poisson number of claims.
    let one = try FrequencyLaw.poisson(mean: 1).zeroModified(0.97).cumulants
    let two = try FrequencyLaw.poisson(mean: 2).zeroModified(0.95).cumulants
    expect(40 * one.mean + 60 * two.mean, prints: 8.8375, decimals: 4)
    expect(40 * one.variance + 60 * two.variance, prints: 23.7214, decimals: 3)
    // 5.3.1
    let severity = try LatticeLaw(masses: [0, 1.0 / 2, 1.0 / 3, 1.0 / 6])
    let poisson = try LatticeLaw.compound(.poisson(mean: 12), of: severity)
    expect(poisson.variance, prints: 40, decimals: 10)
    // 5.3.2
    var sizes = [Double](repeating: 0, count: 11)
    (sizes[0], sizes[1], sizes[10]) = (0.2, 0.7, 0.1)
    let table = try LatticeLaw.compound(
      .table([0, 0.8, 0.2]), of: LatticeLaw(step: 100, masses: sizes))
    expect(table.mean, prints: 204, decimals: 10)
    expect(table.variance, prints: 98_344, decimals: 6)
    expect(
      try #require(table.mean) + #require(table.standardDeviation), prints: 517.60, decimals: 2)
    // 5.3.6 and 5.3.7
    var three = [Double](repeating: 0, count: 5)
    (three[1], three[2], three[4]) = (0.2, 0.3, 0.5)
    let geometric = try LatticeLaw.compound(
      .geometric(mean: 2), of: LatticeLaw(step: 5, masses: three))
    expect(geometric.stopLoss(5), prints: 24.6667, decimals: 4)
    // 21.5556: the book prints it cut, not rounded.
    expect(geometric.stopLoss(10), cutsTo: 21.555, decimals: 3)
    expect(geometric.stopLoss(10), prints: 21.5556, decimals: 4)
    expect(geometric.stopLoss(15), prints: 18.807, decimals: 3)
  }

  @Test(arguments: methods)
  func `example 5_4_1 of Loss Data Analytics, geometric`(
    method: LatticeLaw.CompoundMethod
  ) throws {
    let law = try LatticeLaw.compound(
      .geometric(mean: 4), of: LatticeLaw(offset: 1, masses: [0.25, 0.25, 0.25, 0.25]),
      method: method)
    for (total, mass) in [0.2, 0.04, 0.048, 0.0576].enumerated() {
      expect(law.mass(of: total), prints: mass, decimals: 10)
    }
    expect(law.cumulative(3), prints: 0.3456, decimals: 10)
  }
}
