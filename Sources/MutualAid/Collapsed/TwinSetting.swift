/// What hits fall on members by: see `TwinSearch`.
protocol TwinSetting {
  /// What the rates of the search are multiplied with.
  var factor: Double { get }
  /// The mean number of hits of an amount.
  func mean(of amount: Int) -> Double
  /// Whether the odds of an amount for a member of a source are above a mark.
  func odds(of amount: Int, source: Int, exceed mark: Double) -> Bool
}

/// Odds that go by a factor on all hazards.
struct FactoredSetting: TwinSetting {
  /// Whom hits fall on.
  let sources: [FactoredSource]
  /// The factor on all hazards, within the reach of the sources' series.
  let factor: Double
  /// By amount, the mean number of hits.
  let means: UnsafeMutableBufferPointer<Double>

  /// e^(zm) / (1 − zm) at most: by how much a member's part of the hits may exceed that at a small
  /// factor.
  static let growth = 1.033

  func mean(of amount: Int) -> Double { means[amount] }

  func odds(of amount: Int, source: Int, exceed mark: Double) -> Bool {
    let first = factor * sources[source].rates[amount]
    let reach = factor * sources[source].greatestHazard
    if mark < first * (1 - reach) { return true }
    if mark >= first * Self.growth { return false }
    return mark < sources[source].odds(of: amount, factor: factor)
  }
}

/// Odds that are known.
struct KnownOdds: TwinSetting {
  /// By source and amount.
  let odds: [[Double]]
  /// By amount, the mean number of hits.
  let means: [Double]

  var factor: Double { 1 }

  func mean(of amount: Int) -> Double { means[amount] }

  func odds(of amount: Int, source: Int, exceed mark: Double) -> Bool {
    mark < odds[source][amount]
  }
}
