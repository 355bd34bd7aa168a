/// The hits of some settlements, split into those that are dealt over settlements and groups
/// independently, and the rest.
///
/// Of an amount let L(t, g) be the mean number of hits of settlement t and group g, and L(t) that of all
/// groups. With b(g) the least part L(t, g)/L(t) that a group has at any settlement,
///
///     L(t, g) = L(t) b(g) + rest(t, g)
///
/// and the hits are two independent Poisson numbers, one for each term. Those of the first are *common*:
/// their settlements and groups are independent. The rest is little where groups grow alike.
struct MarginSplit {
  /// The common hits of an amount.
  struct Common {
    let amount: Int
    /// By settlement, their mean number.
    let settlements: [Double]
    /// Of each row that has any, their mean number.
    let rows: [(row: Int, mean: Double)]

    /// The mean number of all.
    var mean: Double { settlements.reduce(0, +) }
    /// Whether they are dealt over settlements by a table for each, and not one by one.
    var hasTables: Bool {
      Costs.table * Double(settlements.count) + Costs.hit * Self.spread * mean.squareRoot()
        < Costs.hit * mean
    }
    /// The part of the mean that tables are made for.
    var tablePart: Double { max(0, 1 - Self.spread / mean.squareRoot()) }

    /// By so many standard deviations fewer hits are drawn by tables than there are, because what is
    /// missing is quicker to add than an excess is to take out.
    private static let spread = 2.5
  }

  /// What draws cost, in draws of a cohort from its table.
  private enum Costs {
    static let table = 0.5
    static let hit = 4.0
    /// Finding a settlement of which two hits share a member, and drawing it again: whom its hits fall
    /// on is drawn, and each is held against those before it.
    static func again(hits: Double) -> Double { hits * (300 + 1.3 * hits) }
  }

  /// By amount.
  let commons: [Common]
  /// By settlement and row, the mean number of other hits.
  let rest: [Double]
  /// The number of settlements.
  private let count: Double
  /// The mean number of all hits.
  private let mean: Double
  /// The mean number of pairs of hits that share a member.
  let twins: Double

  /// A row with fewer common hits is drawn with the rest.
  private static let leastMean = Costs.table / Costs.hit

  /// The split of the hits of some settlements.
  init(of settlements: ArraySlice<SettlementHits>, rows: [CohortPlan.Row]) {
    var rest = settlements.flatMap(\.means)
    var commons: [Common] = []
    for amount in Set(rows.map(\.amount)).sorted() {
      let own = rows.indices.filter { rows[$0].amount == amount }
      let sums = settlements.map { hits in own.reduce(0) { $0 + hits.means[$1] } }
      let sum = sums.reduce(0, +)
      let parts = own.map { row in
        zip(settlements, sums).reduce(1) { $1.1 > 0 ? min($0, $1.0.means[row] / $1.1) : $0 }
      }.map { $0 * sum >= Self.leastMean ? $0 : 0 }
      let part = parts.reduce(0, +)
      guard part > 0, sum > 0 else { continue }
      for (row, part) in zip(own, parts) {
        for (settlement, sum) in sums.enumerated() {
          let place = settlement * rows.count + row
          rest[place] = max(0, rest[place] - part * sum)
        }
      }
      commons.append(
        Common(
          amount: amount, settlements: sums.map { $0 * part },
          rows: zip(own, parts).filter { $1 > 0 }.map { ($0, $1 * sum) }))
    }
    (self.commons, self.rest) = (commons, rest)
    count = Double(settlements.count)
    mean = settlements.reduce(0) { $0 + $1.mean }
    twins = settlements.reduce(0) { $0 + $1.twins }
  }

  /// What a replication costs.
  var cost: Double {
    let drawn = commons.reduce(0) { sum, common in
      let tables = common.rows.count + (common.hasTables ? common.settlements.count : 0)
      let single = common.mean * (common.hasTables ? 1 - common.tablePart : 1)
      return sum + Costs.table * Double(tables) + Costs.hit * single
    }
    return drawn + Costs.hit * rest.reduce(0, +) + Costs.again(hits: mean / count) * twins
  }
}
