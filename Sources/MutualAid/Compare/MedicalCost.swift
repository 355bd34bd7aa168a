public import Probability

/// A published cost of treating an illness in China.
public struct MedicalCost: Hashable, Sendable {
  /// The illness.
  public let illness: String
  /// The mean cost of treatment, in fen.
  public let mean: Int
  /// What the household paid of it within a year of the diagnosis, in fen, if it is published.
  public let outOfPocket: Int?
  /// The money of which year it is.
  public let year: Int
  /// Where it is published.
  public let source: String

  /// Colorectal cancer, 2,356 patients in 13 provinces, 2012 to 2014: 67,408 yuan, of which 32,649
  /// were paid out of pocket in the first year, 59.9 % of a year's household income.
  public static let colorectalCancer = MedicalCost(
    illness: "colorectal cancer", mean: 6_740_800, outOfPocket: 3_264_900, year: 2014,
    source: """
      Huang and others, Chinese Journal of Cancer (2017), abstract, \
      doi:10.1186/s40880-017-0209-4
      """)

  /// Six common cancers, 14,594 patients in 37 hospitals, 2012 to 2014: 9,739 US dollars of 2014, of
  /// which 4,947 were paid out of pocket in the first year, at 0.163 dollars a yuan.
  public static let sixCancers = MedicalCost(
    illness: "six common cancers", mean: 5_974_800, outOfPocket: 3_035_000, year: 2014,
    source: """
      Huang and others, "Expenditure and financial burden for common cancers in China: a \
      hospital-based multicentre cross-sectional study", Lancet (2016), abstract; its dollars at the \
      rate of the same survey
      """)

  /// The lognormal law of the cost in fen with this coefficient of variation.
  ///
  /// - Throws: `ParameterError` unless that is from 10⁻⁸ to 10¹⁰⁰.
  public func law(coefficientOfVariation: Double) throws(ParameterError) -> LogNormal {
    try LogNormal(mean: Double(mean), coefficientOfVariation: coefficientOfVariation)
  }
}
