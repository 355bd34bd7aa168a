import Probability

/// The hits of a settlement: whom they fall on, and how many are expected of each group and amount.
///
/// As in `FactoredTotal`, members have Poisson numbers of hits with the odds of a claim as means, and
/// only outcomes in which nobody has two are kept.
struct SettlementHits: Sendable {
  /// Members alike.
  struct Cell: Sendable {
    let members: Int
    /// By amount, the mean number of hits of a member.
    let odds: [Double]
  }

  /// By group.
  let cells: [[Cell]]
  /// By row of the plan, the mean number of hits.
  let means: [Double]
  /// The mean number of all.
  let mean: Double
  /// By group, a bound on the chance that two of its hits share a member.
  let greatestSharing: [Double]
  /// The mean number of pairs of hits that share a member.
  let twins: Double

  private let rows: [CohortPlan.Row]
  /// The row of a hit, if there can be any.
  private let table: Alias?

  /// The hits of some cells; `nil` where a claim is certain.
  init?(of cells: [CohortCell], rows: [CohortPlan.Row]) {
    let rowsOfGroup = rows.byGroup
    let amounts = 1 + (rows.map(\.amount).max() ?? -1)
    var found = [[Cell]](repeating: [], count: rowsOfGroup.count)
    var means = [Double](repeating: 0, count: rows.count)
    var twins = 0.0
    for cell in cells {
      let none = 1 - cell.claims.reduce(0) { $0 + $1.probability }
      guard none > 0 else { return nil }
      var odds = [Double](repeating: 0, count: amounts)
      for claim in cell.claims {
        odds[claim.amount] = claim.probability / none
        means[claim.row] += Double(cell.members) * odds[claim.amount]
      }
      let hits = odds.reduce(0, +)
      twins += Double(cell.members) * hits * hits / 2
      found[rows[cell.claims[0].row].group].append(Cell(members: cell.members, odds: odds))
    }
    (self.cells, self.means, self.twins, self.rows) = (found, means, twins, rows)
    mean = means.reduce(0, +)
    table = try? Alias(weights: means)
    greatestSharing = rowsOfGroup.map { own in
      let hit = own.filter { means[$0] > 0 }
      return hit.reduce(0) { greatest, first in
        hit.reduce(greatest) {
          max($0, Self.sharing(first, $1, cells: found, means: means, rows: rows))
        }
      }
    }
  }

  /// Draws the row of a hit.
  ///
  /// - Precondition: There can be hits.
  func row(using stream: inout Stream) -> Int {
    guard let table else { preconditionFailure("a settlement without hits draws none") }
    return table.sample(using: &stream)
  }

  /// The chance that a hit of each of two rows of a group falls on one member.
  func sharing(_ first: Int, _ second: Int) -> Double {
    Self.sharing(first, second, cells: cells, means: means, rows: rows)
  }

  private static func sharing(
    _ first: Int, _ second: Int, cells: [[Cell]], means: [Double], rows: [CohortPlan.Row]
  ) -> Double {
    let (one, other) = (rows[first].amount, rows[second].amount)
    let sum = cells[rows[first].group].reduce(0) {
      $0 + Double($1.members) * $1.odds[one] * $1.odds[other]
    }
    return sum / means[first] / means[second]
  }
}
