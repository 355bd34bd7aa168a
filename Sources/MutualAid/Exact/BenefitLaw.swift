import Probability

/// The law of a settlement's benefits: on its lattice, or between two where that would be too large.
struct BenefitLaw {
  private let least: LatticeLaw
  private let greatest: LatticeLaw
  private let isExact: Bool

  /// The most points that a law is held in; beyond, amounts are rounded down and up.
  private static let limit = 1 << 20

  /// The law of the sum of independent groups.
  ///
  /// - Throws: As `LatticeLaw.sum(of:limit:)` does; `gridTooLarge` if rounding does not help.
  init(of groups: [BinomialGroup]) throws(AggregateError) {
    do throws(AggregateError) {
      greatest = try LatticeLaw.sum(of: groups, limit: Self.limit).trimmed()
      least = greatest
      isExact = true
    } catch .gridTooLarge(let points, let limit) {
      guard points < .max / 2 else { throw .gridTooLarge(points: points, limit: limit) }
      let amounts = groups.flatMap { $0.amounts.map(\.value) }
      let step = max(1, amounts.reduce(0, gcd)) * (points / (Self.limit / 4) + 1)
      let bracket = try LatticeLaw.bracket(of: groups, step: step)
      // The lower distribution function is that of the greater amounts.
      (least, greatest) = (bracket.upper.trimmed(), bracket.lower.trimmed())
      isExact = false
    }
  }

  /// The law of a figure that lies between two functions of the benefits, neither of which falls.
  func figure(
    _ measure: Measure, least: (Int) -> Int, greatest: (Int) -> Int, need: ((Int) -> Int)?,
    part: Double
  ) -> ExactForecast.Figure {
    guard isExact else {
      let law = ExactLaw(
        between: self.least.mapped(least), and: self.greatest.mapped(greatest))
      return .init(measure: measure, law: law, need: nil)
    }
    return .init(
      measure: measure, law: ExactLaw(of: self.greatest, least: least, greatest: greatest),
      need: need.map { NeedPerPayer(cost: self.greatest.mapped($0), part: part) })
  }
}
