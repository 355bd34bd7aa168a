/// What one replication of a roster finds.
public struct IndividualRecord: Equatable, Sendable {
  /// The claims of each period.
  public internal(set) var claims: [Int]
  /// Their benefits, in fen.
  public internal(set) var benefits: [Int]
  /// Those who pay at each period's settlement: its members, claimants of the period among them.
  public internal(set) var payers: [Int]
  /// What one of them owes, in fen.
  public internal(set) var shares: [Int] = []
  /// How many members paid so much over the whole of their membership, in fen, ascending.
  public internal(set) var lifeCosts: [(cost: Int, members: Int)] = []

  /// The least cost that at least the part `p` of all members does not exceed; `nil` without members.
  ///
  /// - Precondition: `p` is from 0 to 1.
  public func lifeCost(_ p: Double) -> Int? {
    precondition(0...1 ~= p, "a quantile's level is from 0 to 1, not \(p)")
    let rank = p * Double(lifeCosts.reduce(0) { $0 + $1.members })
    var below = 0
    for (cost, members) in lifeCosts {
      below += members
      if Double(below) >= rank { return cost }
    }
    return lifeCosts.last?.cost
  }

  /// Whether two replications found the same.
  public static func == (a: IndividualRecord, b: IndividualRecord) -> Bool {
    a.claims == b.claims && a.benefits == b.benefits && a.payers == b.payers
      && a.shares == b.shares && a.lifeCosts.elementsEqual(b.lifeCosts, by: ==)
  }
}
