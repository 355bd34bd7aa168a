public import Probability

/// What a licensed insurer charges for the same cover in one calendar year.
///
/// The premium of a class is level for the year, paid in advance, and known before any claim: a
/// member of part of the year pays that part of it. Premiums are whole fen, rounded up.
///
/// > R. Kaas, M. Goovaerts, J. Dhaene, M. Denuit. *Modern Actuarial Risk Theory.* 2nd edition,
/// > Springer, 2008, chapter 5.
public struct FlatPremium: Equatable, Sendable {
  /// What a class of members pays.
  public struct Class: Hashable, Sendable {
    /// Who pays it, and their expected benefits.
    public let cover: CoveredGroup
    /// The premium of a year of membership, in fen.
    public let premium: Int
    /// The premium at the lower end of the interval for Monte Carlo error, in fen, or `nil` if the
    /// replications are too few for one.
    public let lower: Int?
    /// The premium at the upper end of that interval, or `nil`.
    public let upper: Int?
  }

  /// The calendar year.
  public let year: Int
  /// The terms that it follows from.
  public let terms: PremiumTerms
  /// The classes and what they pay.
  public let classes: [Class]

  /// The premiums of a year on these terms.
  ///
  /// The interval of a premium holds the error of the pure premium, or of the solvency level; where
  /// the level is spread over classes by their pure premiums, these count as known.
  ///
  /// - Parameters:
  ///   - cover: The year's members and their expected benefits.
  ///   - terms: How the premium is set.
  ///   - confidence: The share of runs whose interval holds the true premium.
  /// - Throws: `PremiumError`.
  public init(
    for cover: CoveredYear, on terms: PremiumTerms, confidence: Double = 0.95
  ) throws(PremiumError) {
    year = cover.year
    self.terms = terms
    classes = try Self.classes(of: cover, on: terms, confidence)
    guard premiums <= Self.mostPremiums else { throw .tooLarge(premiums) }
  }

  /// The most that the premiums of a year come to, 2⁵⁴ fen, so that those of 200 years can be added up.
  static let mostPremiums = 0x1p54
  /// The highest premium of a member, 2⁵⁰ fen: one fen more is still told apart.
  static let highest = 0x1p50

  private static func classes(
    of cover: CoveredYear, on terms: PremiumTerms, _ confidence: Double
  ) throws(PremiumError) -> [Class] {
    switch terms.basis {
    case .lossRatio(let ratio):
      guard Rate.zero < ratio else { throw .noLossRatio }
      _ = try terms.remainder()
      return try priced(cover, terms, markup: 1 / ratio.fraction, confidence)
    case .loading(let loading):
      let markup = (1 + loading.fraction) / (try terms.remainder()).fraction
      return try priced(cover, terms, markup: markup, confidence)
    case .solvency(let level, let capital):
      let solvent = try solvent(cover, terms, level: level, capital: capital)
      guard Rate.zero < terms.profit else { return solvent }
      let markup = 1 / (try terms.remainder()).fraction
      let asked = try priced(cover, terms, markup: markup, confidence)
      return zip(solvent, asked).map { pair in greater(pair.0, pair.1) }
    case .tariff(let tariff, let sumsInsured):
      return try cover.groups.map { (group) throws(PremiumError) -> Class in
        let premium = try tariff.premium(
          of: group.group, sumInsured: sumsInsured.schedule(of: group.group))
        return Class(cover: group, premium: premium, lower: premium, upper: premium)
      }
    }
  }

  /// Classes at a multiple of their pure premiums.
  private static func priced(
    _ cover: CoveredYear, _ terms: PremiumTerms, markup: Double, _ confidence: Double
  ) throws(PremiumError) -> [Class] {
    let parts = try cover.classed(by: terms.rating.label)
    var classes: [Class] = []
    for part in parts {
      guard let pure = part.purePremium else { throw .nobodyCovered(part.group) }
      let range = pure.interval(confidence: confidence)
      let isKnown = pure.standardError < .infinity
      classes.append(
        Class(
          cover: part, premium: try wholeFen(markup * pure.value),
          lower: isKnown ? try wholeFen(markup * max(range.lowerBound, 0)) : nil,
          upper: isKnown ? try wholeFen(markup * range.upperBound) : nil))
    }
    return classes
  }

  /// Classes at the common multiple of their pure premiums that reaches the solvency level.
  private static func solvent(
    _ cover: CoveredYear, _ terms: PremiumTerms, level: SolvencyLevel, capital: Int
  ) throws(PremiumError) -> [Class] {
    let free = Rate(millionths: try terms.remainder().millionths + terms.profit.millionths)
    let parts = try cover.classed(by: terms.rating.label)
    for part in parts where part.years == 0 { throw .nobodyCovered(part.group) }
    let spread = SolventSpread(of: parts, free: free)
    let premiums = try spread.premiums(for: level.amount - capital)
    var (lower, upper): ([Int]?, [Int]?)
    if let end = level.lower { lower = try spread.premiums(for: end - capital) }
    if let end = level.upper { upper = try spread.premiums(for: end - capital) }
    return parts.indices.map {
      Class(cover: parts[$0], premium: premiums[$0], lower: lower?[$0], upper: upper?[$0])
    }
  }

  private static func greater(_ a: Class, _ b: Class) -> Class {
    func both(_ x: Int?, _ y: Int?) -> Int? {
      guard let x, let y else { return nil }
      return max(x, y)
    }
    return Class(
      cover: a.cover, premium: max(a.premium, b.premium), lower: both(a.lower, b.lower),
      upper: both(a.upper, b.upper))
  }

  /// The premium in whole fen, rounded up unless it is a whole number but for rounding.
  private static func wholeFen(_ premium: Double) throws(PremiumError) -> Int {
    guard premium <= highest else { throw .tooLarge(premium) }
    let nearest = premium.rounded()
    return Int(abs(premium - nearest) <= 1e-12 * nearest ? nearest : premium.rounded(.up))
  }
}

extension FlatPremium {
  /// The class of a member.
  ///
  /// - Parameters:
  ///   - age: The age in whole years at the start of the year.
  ///   - sex: The sex.
  ///   - segment: The name of the member's segment.
  /// - Returns: The class, or `nil` if the member is in none.
  public func rate(age: Int, sex: Sex, segment: String? = nil) -> Class? {
    classes.first {
      let group = $0.cover.group
      return (group.ages?.contains(age) ?? true) && (group.sex ?? sex) == sex
        && (group.segment == nil || group.segment == segment)
    }
  }

  /// All premiums that are expected in the year, in fen.
  public var premiums: Double { classes.reduce(0) { $0 + $1.cover.years * Double($1.premium) } }

  /// The expected benefits of the year's diagnoses, in fen.
  ///
  /// The standard error is the sum of those of the classes, which no dependence exceeds.
  public var benefits: Estimate {
    Estimate(
      value: classes.reduce(0) { $0 + $1.cover.benefits.value },
      standardError: classes.reduce(0) { $0 + $1.cover.benefits.standardError })
  }

  /// The expected loss ratio, benefits over premiums, or `nil` if there are no premiums.
  public var lossRatio: Estimate? {
    guard premiums > 0 else { return nil }
    return Estimate(
      value: benefits.value / premiums, standardError: benefits.standardError / premiums)
  }

  /// The expected expenses, in fen.
  public var expenses: Double { premiums * terms.expenses.fraction }

  /// What premiums leave after expected benefits and expenses, in fen; negative for a loss.
  public var profit: Estimate {
    Estimate(value: premiums - expenses - benefits.value, standardError: benefits.standardError)
  }
}

extension PremiumTariff {
  /// The premium of a group that has one rate and one sum insured.
  ///
  /// - Throws: `PremiumError.noRate` if its ages have several, or it has no ages or no sex.
  func premium(
    of group: MemberGroup, sumInsured: AgeBands<Int>
  ) throws(PremiumError) -> Int {
    guard let ages = group.ages else { throw .noRate(group, tariff: name) }
    var found: Int?
    for age in ages {
      for sex in group.sex.map({ [$0] }) ?? Sex.allCases {
        let rate = premium(age: age, sex: sex, sumInsured: sumInsured[age])
        guard let rate, found == nil || found == rate else { throw .noRate(group, tariff: name) }
        found = rate
      }
    }
    guard let found else { throw .noRate(group, tariff: name) }
    return found
  }
}
