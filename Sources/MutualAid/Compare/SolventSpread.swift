internal import Probability

/// Premiums of several classes that together reach an amount, in proportion to pure premiums.
struct SolventSpread {
  /// The classes, each with years of membership.
  let parts: [CoveredGroup]
  /// What expenses leave of a premium.
  let free: Rate

  init(of parts: [CoveredGroup], free: Rate) {
    self.parts = parts
    self.free = free
  }

  /// The smallest premiums that leave at least `need` after expenses, in fen.
  ///
  /// With one class the premium is the smallest whole number of fen. With several, k is the smallest
  /// factor of the pure premiums, and each premium is rounded up, so that they collect less than one
  /// fen a year of membership too much.
  ///
  /// - Throws: `PremiumError.nobodyCovered`, `tooLarge`, or `nothingExpected` if there is a need that no
  ///   pure premium spreads.
  func premiums(for need: Int) throws(PremiumError) -> [Int] {
    let years = parts.reduce(0) { $0 + $1.years }
    guard years > 0 else { throw .nobodyCovered(.everybody) }
    guard need > 0 else { return parts.map { _ in 0 } }
    guard Double(need) / free.fraction <= FlatPremium.mostPremiums else {
      throw .tooLarge(Double(need) / free.fraction)
    }
    if parts.count == 1 { return [try smallest(for: need)] }

    let benefits = parts.reduce(0) { $0 + $1.benefits.value }
    guard benefits > 0 else { throw .nothingExpected(level: need) }
    let factor = Double(need) / free.fraction / benefits
    var premiums = try parts.map { (part) throws(PremiumError) -> Int in
      try Self.fen((factor * (part.benefits.value / part.years)).rounded(.up))
    }
    // A product that should be whole may have been rounded down to it.
    while !reach(premiums, need) {
      for at in parts.indices where parts[at].benefits.value > 0 { premiums[at] += 1 }
    }
    return premiums
  }

  /// The smallest premium of a single class.
  private func smallest(for need: Int) throws(PremiumError) -> Int {
    var premium = try Self.fen((Double(need) / (parts[0].years * free.fraction)).rounded(.down))
    while premium > 0, reach([premium - 1], need) { premium -= 1 }
    while !reach([premium], need) { premium += 1 }
    return premium
  }

  private static func fen(_ premium: Double) throws(PremiumError) -> Int {
    guard premium <= FlatPremium.highest else { throw .tooLarge(premium) }
    return Int(premium)
  }

  /// Whether premiums leave as much as is needed, by whole numbers as far as they go.
  private func reach(_ premiums: [Int], _ need: Int) -> Bool {
    let collected = zip(parts, premiums).reduce(0.0) { $0 + $1.0.years * Double($1.1) }
    return collected * Double(free.millionths) >= Double(need) * 1_000_000
  }
}
