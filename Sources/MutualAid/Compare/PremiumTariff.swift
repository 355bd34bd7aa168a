/// An insurer's published rates for one year of cover, by age and sex.
public struct PremiumTariff: Hashable, Sendable {
  /// A rate for ages from one to another.
  public struct Band: Hashable, Sendable {
    /// The ages in whole years.
    public let ages: ClosedRange<Int>
    /// The premium of a man's year, in fen for 10,000 yuan of cover.
    public let male: Int
    /// The premium of a woman's year, in fen for 10,000 yuan of cover.
    public let female: Int

    /// Rates in fen for 10,000 yuan of cover.
    public init(_ ages: ClosedRange<Int>, male: Int, female: Int) {
      self.ages = ages
      self.male = male
      self.female = female
    }
  }

  /// The product's name.
  public let name: String
  /// What it covers, in words.
  public let cover: String
  /// Where the rates are published.
  public let source: String
  /// The rates, ascending by age.
  public let bands: [Band]

  /// A tariff.
  public init(name: String, cover: String, source: String, bands: [Band]) {
    self.name = name
    self.cover = cover
    self.source = source
    self.bands = bands
  }

  /// The premium of a year.
  ///
  /// - Parameters:
  ///   - age: The age in whole years at the start of the year.
  ///   - sex: The sex.
  ///   - sumInsured: The cover in fen.
  /// - Returns: The premium in fen, rounded half up, or `nil` if the tariff has no rate for the age.
  /// - Precondition: `sumInsured` is not negative.
  public func premium(age: Int, sex: Sex, sumInsured: Int) -> Int? {
    precondition(sumInsured >= 0, "a sum insured should not be negative, but is \(sumInsured)")
    guard let band = bands.first(where: { $0.ages.contains(age) }) else { return nil }
    let rate = Int128(sex == .male ? band.male : band.female)
    return Int((rate * Int128(sumInsured) * 2 + 1_000_000) / 2_000_000)
  }

  /// Lian Life 615004, a one-year rider in China for cancers, with a waiting period of 90 days.
  ///
  /// It covers only the cancers that its main contract does not list, so that it is less than a full
  /// cover of critical illness.
  public static let lianCancerRider = PremiumTariff(
    name: "Lian Life 615004",
    cover: "one-year rider, cancers other than the sex-specific ones of its main contract",
    source: "Lian Life (利安人寿), rate table of product 615004",
    bands: [
      Band(18...25, male: 820, female: 310), Band(26...30, male: 1_230, female: 550),
      Band(31...35, male: 1_980, female: 1_210), Band(36...40, male: 3_560, female: 2_460),
      Band(41...45, male: 4_320, female: 3_120), Band(46...50, male: 7_880, female: 4_400),
      Band(51...55, male: 10_730, female: 5_780), Band(56...60, male: 16_740, female: 7_650),
    ])

  /// Lian Life 615006, a one-year cover in China for listed diseases of children.
  public static let lianChildren = PremiumTariff(
    name: "Lian Life 615006", cover: "one-year cover of listed diseases of children",
    source: "Lian Life (利安人寿), rate table of product 615006",
    bands: [Band(0...3, male: 960, female: 960), Band(4...17, male: 530, female: 530)])
}
