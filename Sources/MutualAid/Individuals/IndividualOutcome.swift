public import Probability

/// What a run of a roster found, over all replications.
public struct IndividualOutcome: Equatable, Sendable {
  /// How many replications were run.
  public let replications: Int
  /// By period, the claims.
  public internal(set) var claims: [Tally]
  /// By period, the payers.
  public internal(set) var payers: [Tally]
  /// By period, what a payer owed, in fen.
  public internal(set) var shares: [Tally]
  /// The levels at which members' costs are told.
  public let levels: [Double]
  /// By level, the quantile of the members' costs over their whole memberships, in fen.
  public internal(set) var lifeCosts: [Tally]

  init(replications: Int, periods: Int, levels: [Double]) {
    self.replications = replications
    self.levels = levels
    let none = (0..<periods).map { _ in Tally() }
    (claims, payers, shares) = (none, none, none)
    lifeCosts = levels.map { _ in Tally() }
  }

  mutating func add(_ record: IndividualRecord) {
    for period in claims.indices {
      claims[period].add(record.claims[period])
      payers[period].add(record.payers[period])
      shares[period].add(record.shares[period])
    }
    for (place, level) in levels.enumerated() {
      if let cost = record.lifeCost(level) { lifeCosts[place].add(cost) }
    }
  }

  mutating func merge(_ other: IndividualOutcome) {
    for period in claims.indices {
      claims[period].merge(other.claims[period])
      payers[period].merge(other.payers[period])
      shares[period].merge(other.shares[period])
    }
    for place in lifeCosts.indices { lifeCosts[place].merge(other.lifeCosts[place]) }
  }
}
