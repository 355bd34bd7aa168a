/// The disposable income of a head in each fifth of China's households, in fen a year.
public struct IncomeQuintiles: Hashable, Sendable {
  /// The year.
  public let year: Int
  /// The mean of each fifth, ascending, in fen.
  public let means: [Int]

  private init(_ year: Int, yuan: [Int]) {
    self.year = year
    means = yuan.map { $0 * 100 }
  }

  /// What the fifths are called, as the National Bureau of Statistics does.
  public static let names = ["low", "lower middle", "middle", "upper middle", "high"]

  /// Who published them.
  public static let source =
    "National Bureau of Statistics of China (国家统计局), as the press quotes it"

  /// The years that are known, ascending.
  public static let all = [
    IncomeQuintiles(2016, yuan: [5_529, 12_899, 20_924, 31_990, 59_259]),
    IncomeQuintiles(2021, yuan: [8_333, 18_445, 29_053, 44_949, 85_836]),
    IncomeQuintiles(2022, yuan: [8_601, 19_303, 30_598, 47_397, 90_116]),
    IncomeQuintiles(2023, yuan: [9_215, 20_442, 32_195, 50_220, 95_055]),
    IncomeQuintiles(2025, yuan: [10_150, 22_702, 35_536, 55_586, 103_778]),
  ]

  /// The incomes of a year, or `nil` if they are not known.
  public static func of(_ year: Int) -> IncomeQuintiles? { all.first { $0.year == year } }

  /// One kind of household for each fifth, at the fifth's mean income.
  ///
  /// The fifths are of households or heads as the source has them; here each is a fifth of
  /// households. A fifth's mean stands for all of it.
  ///
  /// - Parameters:
  ///   - size: The people of a household.
  ///   - subsistencePerHead: What one of them needs to live, in fen a year.
  ///   - diagnosis: The probability that somebody in a household is diagnosed within the year.
  /// - Returns: The five kinds, ascending by income, each with a share of 0.2.
  public func households(
    size: Int, subsistencePerHead: Int, diagnosis: Double
  ) -> [HouseholdClass] {
    zip(Self.names, means).map { name, income in
      HouseholdClass(
        name: name, share: 0.2,
        household: Household(
          size: size, incomePerHead: income, subsistencePerHead: subsistencePerHead),
        diagnosis: diagnosis)
    }
  }
}
