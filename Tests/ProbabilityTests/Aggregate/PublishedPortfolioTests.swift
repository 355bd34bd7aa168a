import Probability
import Testing

/// Portfolios of the literature: exact laws of individual risks.
struct PublishedPortfolioTests {
  /// 31 policies, by chance and amount.
  ///
  /// Gerber, *An Introduction to Mathematical Risk Theory* (1979), as used by De Pril (1986) and
  /// Kuon, Reich and Reimers (1987).
  static func gerber() throws -> [BinomialGroup] {
    let counts = [
      (0.03, [2, 3, 1, 2, 0]), (0.04, [0, 1, 2, 2, 1]), (0.05, [0, 2, 4, 2, 2]),
      (0.06, [0, 2, 2, 2, 1]),
    ]
    return try counts.flatMap { probability, members in
      try members.enumerated().map {
        try BinomialGroup(members: $1, probability: probability, amount: $0 + 1)
      }
    }
  }

  static let gerberMasses = [
    0.2381948133, 0.0147336998, 0.0877341610, 0.1131833047, 0.1107090914, 0.0963273736,
    0.0615486940, 0.0690221317, 0.0548171298, 0.0431470590, 0.0301072571, 0.0235291454,
  ]

  @Test
  func `Gerber's portfolio has the exact masses by transform, recursion and convolution`() throws {
    let groups = try Self.gerber()
    var single: [LatticeLaw] = []
    for group in groups where group.members > 0 {
      let p = group.probability
      let member = try LatticeLaw(step: group.amounts[0].value, masses: [1 - p, p])
      single += Array(repeating: member, count: group.members)
    }
    let laws = try [
      LatticeLaw.sum(of: groups), LatticeLaw.dePril(of: groups), LatticeLaw.sum(of: single),
    ]
    for law in laws {
      for (total, mass) in Self.gerberMasses.enumerated() {
        expect(law.mass(of: total), prints: mass, decimals: 10)
      }
      expect(law.mean, prints: 4.49, decimals: 12)
      expect(law.variance, prints: 15.3003, decimals: 10)
      #expect(law.error < 1e-12)
    }
    #expect(distance(laws[0], laws[1]) <= laws[0].error + laws[1].error)
    #expect(distance(laws[0], laws[2]) <= laws[0].error + laws[2].error)
  }

  @Test
  func `Gerber's portfolio has the exact tail, quantiles and stop-loss premiums`() throws {
    let law = try LatticeLaw.sum(of: Self.gerber())
    for (total, value) in [(15, 0.9884679785), (20, 0.9989042495), (23, 0.9997750446)] {
      expect(law.cumulative(total), prints: value, decimals: 10)
    }
    for (level, value) in [(0.5, 4), (0.9, 10), (0.95, 12), (0.99, 16), (0.999, 21)] {
      #expect(law.quantile(level) == value)
    }
    let premiums = [
      (0, 4.49), (1, 3.728195), (2, 2.981123), (5, 1.340187), (10, 0.250642), (15, 0.030959),
      (20, 0.002650),
    ]
    for (retention, value) in premiums {
      expect(law.stopLoss(retention), prints: value, decimals: 6)
    }
  }

  @Test
  func `Gerber's portfolio as a compound Poisson law differs as published`() throws {
    let severity = try LatticeLaw(
      masses: [0, 0.06 / 1.4, 0.35 / 1.4, 0.43 / 1.4, 0.36 / 1.4, 0.2 / 1.4])
    let law = try LatticeLaw.compound(.poisson(mean: 1.4), of: severity)
    let masses = [0.24659696, 0.01479582, 0.08675281, 0.11122411, 0.11039666]
    for (total, mass) in masses.enumerated() {
      expect(law.mass(of: total), prints: mass, decimals: 8)
    }
  }

  /// Klugman, Panjer and Willmot, *Loss Models*, examples 9.16 and 9.17: 14 employees, by amount in
  /// thousands and chance.
  static let employees = [
    (15, 0.00149), (16, 0.00142), (20, 0.00128), (28, 0.00122), (31, 0.00123), (18, 0.00353),
    (26, 0.00394), (24, 0.00484), (60, 0.02182), (14, 0.00050), (17, 0.00050), (19, 0.00054),
    (30, 0.00103), (55, 0.00479),
  ]

  @Test
  func `the group life case of Loss Models is exact`() throws {
    let groups = try Self.employees.map {
      try BinomialGroup(members: 1, probability: $0.1, amount: $0.0)
    }
    let law = try LatticeLaw.sum(of: groups)
    expect(law.mean, prints: 2.05441, decimals: 12)
    expect(law.variance, prints: 102.53356, decimals: 5)
    // The premium is 1.45 times the mean, 2.9788945.
    expect(law.survival(2), prints: 0.0472609502, decimals: 10)
    expect(law.mass(of: 0), prints: 0.9527390498, decimals: 10)
    let exact = [
      (24, 0.96621337), (31, 0.97330507), (60, 0.99933062), (86, 0.99981621), (120, 0.99999772),
    ]
    for (total, value) in exact { expect(law.cumulative(total), prints: value, decimals: 8) }
    let recursive = try LatticeLaw.dePril(of: groups)
    #expect(distance(law, recursive) <= law.error + recursive.error)
  }

  @Test
  func `the group life case of Loss Models as a compound Poisson law`() throws {
    let rate = Self.employees.reduce(0) { $0 + $1.1 }
    expect(rate, prints: 0.04813, decimals: 12)
    var masses = [Double](repeating: 0, count: 61)
    for (amount, chance) in Self.employees { masses[amount] += chance / rate }
    let law = try LatticeLaw.compound(.poisson(mean: rate), of: LatticeLaw(masses: masses))
    expect(law.mass(of: 0), prints: 0.9530098877, decimals: 10)
    let values = [
      (24, 0.96644733), (31, 0.97352348), (60, 0.99909738), (86, 0.99957390), (120, 0.99998951),
    ]
    for (total, value) in values { expect(law.cumulative(total), prints: value, decimals: 8) }
  }
}
