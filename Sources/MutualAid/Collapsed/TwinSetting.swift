/// What hits fall on members by: see `TwinSearch`.
protocol TwinSetting {
  /// What the rates of the search are multiplied with.
  var factor: Double { get }
  /// How far members' parts of the hits may lie from those of the rates.
  var spread: TwinSpread { get }
  /// The mean number of hits of an amount.
  func mean(of amount: Int) -> Double
  /// Whether the mean number of hits of an amount of a member of a source is above a mark.
  func hits(of amount: Int, source: Int, exceed mark: Double) -> Bool
}

/// How far a member's part of the hits of an amount may lie from the part of the rates.
struct TwinSpread {
  /// By how much it may exceed it, at most.
  let growth: Double
  /// The least that it is of the greatest: a hit whose mark is below is kept, whoever the member is.
  let sure: Double

  /// The parts are those of the rates.
  static let none = TwinSpread(growth: 1, sure: 1)

  private init(growth: Double, sure: Double) { (self.growth, self.sure) = (growth, sure) }

  /// Hits that go by a factor z, for x = zm up to `FactoredSource.greatestReach`.
  ///
  /// Of a member's hits h and rate ℓ it is known that e^(−x) ≤ h / (zℓ) ≤ e^(x/2), and so of their sums.
  /// So parts differ by e^(3x/2) at most, which is below 1 + 2x; and e^(−x) > 1 − x and e^(x/2) ≤ 1 + x.
  init(reach x: Double) {
    growth = 1 + 2 * x
    sure = (1 - x) / ((1 + x) * (1 + 2 * x))
  }
}

/// Hits that go by a factor on all hazards.
struct FactoredSetting: TwinSetting {
  /// Whom hits fall on.
  let sources: [FactoredSource]
  /// The factor on all hazards, within the reach of the sources' series.
  let factor: Double
  let spread: TwinSpread
  /// By amount, the mean number of hits.
  let means: [Double]

  func mean(of amount: Int) -> Double { means[amount] }

  func hits(of amount: Int, source: Int, exceed mark: Double) -> Bool {
    let first = factor * sources[source].rates[amount]
    let reach = factor * sources[source].greatestHazard
    if mark < first * (1 - reach) { return true }
    if mark >= first * (1 + reach) { return false }
    return mark < sources[source].hits(of: amount, factor: factor)
  }
}

/// Odds that are known.
struct KnownOdds: TwinSetting {
  /// By source and amount.
  let odds: [[Double]]
  /// By amount, the mean number of hits.
  let means: [Double]

  var factor: Double { 1 }
  var spread: TwinSpread { .none }

  func mean(of amount: Int) -> Double { means[amount] }

  func hits(of amount: Int, source: Int, exceed mark: Double) -> Bool {
    mark < odds[source][amount]
  }
}
