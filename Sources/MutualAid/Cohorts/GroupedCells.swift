import Probability

/// A group of cohorts at a settlement whose claims are drawn together, at a cost that goes with neither
/// claims nor cohorts.
///
/// Members have Poisson numbers of hits with the odds of a claim as means, and outcomes in which a member has
/// two are drawn again: then a member has one hit, or none, with probabilities in proportion to its odds and
/// 1, which is a claim's law. All hits of an amount together are Poisson.
/// Whether two share a member is decided without saying on whom any of them falls: see `TwinSearch`.
struct GroupedCells: Sendable {
  /// The hits of an amount.
  struct Row: Sendable {
    /// The place among the counts of a year.
    let row: Int
    /// The place of the amount among all that the run has.
    let amount: Int
    /// Their mean number.
    let mean: Double
  }

  let rows: [Row]
  private let search: TwinSearch
  private let odds: KnownOdds
  /// A bound on the chance of twins, for all numbers of hits that tables can draw.
  let greatestChance: Double

  /// The mean number of pairs of hits that share a member up to which drawing again is cheap.
  private static let mostTwins = 0.3

  /// The draws of some cells; `nil` where their claims are too many for it.
  init?(_ cells: some Collection<CohortCell>) {
    var places: [Int: Int] = [:]
    var found: [(row: Int, amount: Int)] = []
    for claim in cells.lazy.flatMap(\.claims) where places[claim.row] == nil {
      places[claim.row] = found.count
      found.append((claim.row, claim.amount))
    }
    var odds: [[Double]] = []
    var means = [Double](repeating: 0, count: found.count)
    var twins = 0.0
    for cell in cells {
      let none = 1 - cell.claims.reduce(0) { $0 + $1.probability }
      // Not where an odds is infinite, or not a number.
      guard none > 0 else { return nil }
      var own = means.map { _ in 0.0 }
      for claim in cell.claims {
        guard let place = places[claim.row] else { continue }
        own[place] = claim.probability / none
        means[place] += Double(cell.members) * own[place]
      }
      let hits = own.reduce(0, +)
      twins += Double(cell.members) * hits * hits / 2
      odds.append(own)
    }
    guard twins <= Self.mostTwins else { return nil }
    rows = zip(found, means).map { Row(row: $0.row, amount: $0.amount, mean: $1) }
    self.odds = KnownOdds(odds: odds, means: means)
    search = TwinSearch(members: cells.map(\.members), rates: odds, amounts: found.count)
    var most: [Int] = []
    for mean in means {
      var table = CountTable()
      guard table.hold(mean: mean) else { return nil }
      most.append(table.first + table.count - 1)
    }
    greatestChance = search.bound(of: most)
  }

  /// The draws of a settlement, group by group; `nil` where claims are too many for it.
  ///
  /// - Parameters:
  ///   - cells: The settlement's cells, those of a group side by side.
  ///   - rows: The rows of the plan.
  /// - Returns: A draw for each group, in the order of the cells.
  static func groups(of cells: [CohortCell], rows: [CohortPlan.Row]) -> [GroupedCells]? {
    var groups: [GroupedCells] = []
    var rest = cells[...]
    while let first = rest.first {
      let group = rows[first.claims[0].row].group
      let own = rest.prefix { rows[$0.claims[0].row].group == group }
      guard let cells = GroupedCells(own) else { return nil }
      groups.append(cells)
      rest = rest.dropFirst(own.count)
    }
    return groups
  }

  /// Draws hits again if two of them share a member.
  ///
  /// - Parameters:
  ///   - hits: The hits by row.
  ///   - u: A uniform number.
  ///   - stream: Where from, if they are.
  /// - Returns: Whether they were drawn again.
  func drawAgain(
    _ hits: UnsafeMutableBufferPointer<Int>, uniform u: Double, using stream: inout Stream
  ) -> Bool {
    let bound = search.bound(of: hits)
    guard u < bound,
      search.twins(among: hits, bound: bound, .none, { odds }, using: &stream) != nil
    else { return false }
    repeat {
      for row in hits.indices { hits[row] = Poisson.sample(mean: rows[row].mean, using: &stream) }
    } while search.findsTwins(among: hits, odds, using: &stream)
    return true
  }
}
